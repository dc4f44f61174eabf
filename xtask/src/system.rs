//! The system's own packages, and finding programs.

use std::env;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::run::{command, output, run};

/// Something that has to be there before Satchel can be built or tested.
pub(crate) struct Need {
    pub(crate) what: &'static str,
    /// Debian's packages that bring it.
    pub(crate) packages: &'static [&'static str],
    /// What to do where there is no apt-get, or no such package.
    pub(crate) otherwise: &'static str,
    /// What was found: a version or a path.
    pub(crate) find: fn() -> Option<String>,
}

/// Brings about what is missing: as root or with `yes` by apt-get itself, otherwise after asking.
pub(crate) fn require(needs: &[Need], yes: bool) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| (need.find)().is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages.iter().copied()).collect();
    let by_hand: Vec<String> = missing
        .iter()
        .filter(|need| need.packages.is_empty() || on_path("apt-get").is_none())
        .map(|need| format!("{}: {}", need.what, need.otherwise))
        .collect();
    if !by_hand.is_empty() {
        bail!("missing, to be installed by hand:\n  {}", by_hand.join("\n  "));
    }
    install(&packages, yes)?;
    match missing.iter().find(|need| (need.find)().is_none()) {
        None => Ok(()),
        Some(need) => {
            bail!("{} is still missing after installing {}", need.what, need.packages.join(" "))
        }
    }
}

/// Installs packages of Debian's.
fn install(packages: &[&str], yes: bool) -> Result<()> {
    let root = is_root();
    if !root && on_path("sudo").is_none() {
        bail!("as root, run: apt-get install {}", packages.join(" "));
    }
    if !root && !yes && !agreed(&format!("Install {} with sudo apt-get?", packages.join(" ")))? {
        bail!("not installed: {}", packages.join(" "));
    }
    let apt = || {
        let mut apt = if root { command("apt-get") } else { command("sudo") };
        if !root {
            apt.arg("apt-get");
        }
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(apt().args(["-q", "update"]))?;
    run(apt().args(["-q", "-y", "install", "--no-install-recommends"]).args(packages))
}

fn agreed(question: &str) -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        bail!("{question} There is nobody to ask: run again with --yes");
    }
    print!("{question} [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Where a program is on the path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(program)).find(|path| path.is_file())
}

/// The first line of what a program says of its version.
pub(crate) fn version(program: &str, arguments: &[&str]) -> Option<String> {
    let said = output(command(program).args(arguments)).ok()?;
    said.lines().next().map(|line| line.trim().to_owned())
}

/// Whether this runs as root.
pub(crate) fn is_root() -> bool {
    output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// geckodriver: on the path, or built from its source once into `target/tools`.
///
/// # Errors
/// If it cannot be built.
pub(crate) fn geckodriver() -> Result<PathBuf> {
    if let Some(path) = find_geckodriver() {
        return Ok(path);
    }
    println!("  building geckodriver once, about 3 minutes");
    let tools = tools();
    run(crate::run::cargo()
        .args(["install", "geckodriver", "--locked", "--version", "0.37.1", "--root"])
        .arg(&tools)
        .env("CARGO_TARGET_DIR", tools.join("build")))?;
    std::fs::remove_dir_all(tools.join("build")).context("cleaning up after geckodriver")?;
    find_geckodriver().context("geckodriver was built but is not there")
}

/// geckodriver, if it is already there.
pub(crate) fn find_geckodriver() -> Option<PathBuf> {
    let built = tools().join("bin/geckodriver");
    if built.is_file() { Some(built) } else { on_path("geckodriver") }
}

fn tools() -> PathBuf {
    crate::target().join("tools")
}
