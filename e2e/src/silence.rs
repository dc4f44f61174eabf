//! The tests inside a network of their own, where every packet that leaves is seen.
//!
//! The network is a pair of virtual cables: all addresses lead into one end, a reader listens at
//! the other. Nothing answers there. At the end one request is made on purpose: a reader that
//! does not see it would see no other.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::browser::{Browser, Kind, until};
use crate::server::Server;
use crate::tally::Tally;
use crate::together::{at_once, kinds};
use crate::{Place, Tests, suite, wire};

/// What the request on purpose asks for; no such name exists.
const PLANTED: &str = "planted-request.example";
/// Whom Firefox 153.8 looks up to report on itself, whatever its preferences say: past its own name service, so that
/// no setting of a profile keeps it from that. Nobody answers, and nothing of Satchel's knows this name.
const FIREFOXS_OWN: &str = " 53 incoming.telemetry.mozilla.org";

/// Tries every statement: as root inside a recorded network, otherwise without, and says so.
pub(crate) async fn test(tests: &Tests) -> Result<()> {
    if !can_unshare() {
        println!("The network test was NOT run: it takes root on Linux, to make a network of its own.");
        println!("Run `sudo -E env PATH=\"$PATH\" cargo xtask test` for it.\n");
        let (passed, failed) = stories(tests);
        return Tally { passed, failed, ..Tally::of("all") }.close();
    }
    let mut inside = Command::new("unshare");
    inside.args(["--net", "--mount", "--"]).arg(std::env::current_exe()?).arg("test-inside");
    inside.arg("--python").arg(&tests.place.python).arg("--geckodriver").arg(&tests.place.geckodriver);
    inside.arg("--seed").arg(&tests.seed).arg("--chainlit").arg(&tests.chainlit);
    if let Some(browser) = tests.browser {
        inside.args(["--browser", browser.name()]);
    }
    let status = inside.status().context("cannot run unshare")?;
    ensure!(status.success(), "the stories failed");
    Ok(())
}

/// The same, already inside the network of its own.
pub(crate) async fn test_inside(tests: &Tests) -> Result<()> {
    let network = Network::begin(&tests.place.python)?;
    let (passed, failed) = stories(tests);
    let mut tally = Tally { passed, failed, ..Tally::of("network") };
    let silent = network.was_silent().map(|()| String::new());
    tally.tell("nothing left this machine in all of the stories", silent);
    for kind in kinds(tests.browser) {
        let seen = planted(&tests.place, kind, &network).await.map(|()| String::new());
        tally.tell(&format!("a request made on purpose in {} is seen", kind.name()), seen);
    }
    drop(network);
    tally.close()
}

fn stories(tests: &Tests) -> (usize, usize) {
    at_once(tests.browser, async |kind| suite::play(tests, kind).await)
}

fn can_unshare() -> bool {
    let tried =
        Command::new("unshare").args(["--net", "--mount", "--", "true"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

/// A page of a browser asks for an address outside; the reader has to see it.
async fn planted(place: &Place, kind: Kind, network: &Network) -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::start(&place.launch(kind, true)).await?;
    browser.open(&server.page("textarea")).await?;
    let ask = "fetch(arguments[0]).catch(() => {}); return null";
    wire::script(&browser.driver, ask, vec![format!("http://{PLANTED}/").into()]).await?;
    let seen = until("the reader has seen it", Duration::from_secs(15), async || {
        Ok(network.packets()?.iter().any(|line| line.contains(PLANTED)).then_some(()))
    })
    .await;
    browser.close().await?;
    // The next browser's request has to be seen on its own.
    network.forget()?;
    seen
}

/// The recorded network. Its reader ends with this value.
struct Network {
    reader: Child,
    record: PathBuf,
}

impl Network {
    fn begin(python: &Path) -> Result<Self> {
        let dir = Place::root().join("target/network");
        std::fs::create_dir_all(&dir)?;
        let record = dir.join("packets.txt");
        std::fs::write(&record, "")?;
        let resolver = dir.join("resolv.conf");
        std::fs::write(&resolver, "nameserver 10.99.0.1\n")?;
        lay_cables()?;
        run("mount", &["--bind", &resolver.display().to_string(), "/etc/resolv.conf"])?;
        let mut reader = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("network/record.py"))
            .arg("far")
            .arg(&record)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot run the reader")?;
        let mut ready = [0; 6];
        let stdout = reader.stdout.as_mut().context("the reader's output")?;
        std::io::Read::read_exact(stdout, &mut ready).context("the reader did not start")?;
        Ok(Self { reader, record })
    }

    /// A line for each packet that left, oldest first.
    fn packets(&self) -> Result<Vec<String>> {
        Ok(std::fs::read_to_string(&self.record)?.lines().map(str::to_owned).collect())
    }

    fn forget(&self) -> Result<()> {
        Ok(std::fs::write(&self.record, "")?)
    }

    fn was_silent(&self) -> Result<()> {
        let mut packets = self.packets()?;
        let all = packets.len();
        packets.retain(|packet| !packet.ends_with(FIREFOXS_OWN));
        if packets.len() < all {
            println!("{} look-ups of Firefox's own reports are not counted", all - packets.len());
        }
        ensure!(packets.is_empty(), "{} packets left this machine:\n{}", packets.len(), packets.join("\n"));
        Ok(())
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        // It may have ended by itself: nothing more is to be done then.
        let _ = self.reader.kill();
        let _ = self.reader.wait();
    }
}

/// Both ends, with every address of both families leading into the near one. The neighbour is
/// named beforehand: nobody would answer the question for it.
fn lay_cables() -> Result<()> {
    let mac = "02:00:00:00:00:01";
    for line in [
        "link set lo up".to_owned(),
        format!("link add near type veth peer name far address {mac}"),
        "addr add 10.99.0.2/24 dev near".to_owned(),
        "link set near addrgenmode none".to_owned(),
        "link set far addrgenmode none".to_owned(),
        "-6 addr add fd99::2/64 dev near nodad".to_owned(),
        "link set near up".to_owned(),
        "link set far up".to_owned(),
        format!("neigh add 10.99.0.1 lladdr {mac} dev near nud permanent"),
        format!("-6 neigh add fd99::1 lladdr {mac} dev near nud permanent"),
        "route add default via 10.99.0.1".to_owned(),
        "-6 route add default via fd99::1".to_owned(),
    ] {
        run("ip", &line.split(' ').collect::<Vec<_>>())?;
    }
    Ok(())
}

fn run(program: &str, arguments: &[&str]) -> Result<()> {
    let output = Command::new(program).args(arguments).output().with_context(|| program.to_owned())?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{program} {}: {}", arguments.join(" "), said.trim());
    Ok(())
}
