//! From a key to the next frame, in chats that Satchel is let into and in the same chats under another name, where it
//! is not.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::Place;
use crate::browser::{Browser, Launch, PATIENCE};
use crate::diary::Diary;
use crate::sample::History;
use crate::server::Server;
use crate::{frame, story, wire};

/// What each editor is called here, its page, and where its field is.
const EDITORS: [(&str, &str, &str); 2] =
    [("textarea", "textarea", "textarea"), ("prosemirror", "tiptap", ".ProseMirror")];
/// What is written: it is offered something, and then nothing, and then something.
const TEXT: &str = "Plan a birthday cake for Oriane, and then reverse a linked list in plain C. \
                    My landlord is called Quillbrake; what did I say of the damp wall of the flat?";
/// How often it is written with Satchel and without, by turns: a machine does not stay as quick as it was.
const ROUNDS: usize = 2;
/// Between two keys of somebody who types fast, less what a driver takes for each.
const PAUSE: Duration = Duration::from_millis(40);
/// Has the page keep how long each key takes to the end of the frame that shows it, and every long task.
const WATCH: &str = "
    window.took = [];
    window.long = [];
    let pressed;
    const { port1, port2 } = new MessageChannel();
    let shown = () => {};
    port1.onmessage = () => shown();
    addEventListener('keydown', (event) => { pressed = event.timeStamp; }, true);
    addEventListener('input', () => {
        const from = pressed;
        requestAnimationFrame(() => {
            shown = () => window.took.push(performance.now() - from);
            port2.postMessage(null);
        });
    }, true);
    if (PerformanceObserver.supportedEntryTypes.includes('longtask'))
        new PerformanceObserver((list) => window.long.push(...list.getEntries().map(({ duration }) => duration)))
            .observe({ type: 'longtask' });
    else window.long = null;
";

/// Keys, in milliseconds to the next frame, and long tasks, where the browser tells of them.
#[derive(Default)]
struct Typed {
    keys: Vec<f64>,
    long: Option<Vec<f64>>,
}

/// Types in each of them.
pub(super) async fn measure(browser: &Browser, launch: &Launch) -> Result<Value> {
    let server = Server::start()?;
    let mut diary = Diary::begin(Place::target("bench-shots", launch.kind))?;
    story::fill(browser, &mut diary, &History::read()?, &launch.dir).await?;
    story::enable(browser, &mut diary, &server.editor("textarea")).await?;
    let mut found = BTreeMap::new();
    for (name, page, field) in EDITORS {
        let [mut with, mut without] = [Typed::default(), Typed::default()];
        for _ in 0..ROUNDS {
            let address = server.editor(page);
            write(browser, (&address, field), true, &mut with).await?;
            let elsewhere = address.replacen("127.0.0.1", "localhost", 1);
            write(browser, (&elsewhere, field), false, &mut without).await?;
        }
        found.insert(name, json!({"with": with.figures(), "without": without.figures()}));
    }
    Ok(json!({"typing": found}))
}

async fn write(
    browser: &Browser,
    (address, field): (&str, &str),
    with: bool,
    typed: &mut Typed,
) -> Result<()> {
    browser.open(address).await?;
    browser.find(field).await?.click().await?;
    if with {
        frame::becomes(browser, "quiet", PATIENCE).await?;
    }
    wire::script(&browser.driver, WATCH, vec![]).await?;
    for letter in TEXT.chars() {
        browser.driver.action_chain().send_keys(letter.to_string()).perform().await?;
        tokio::time::sleep(PAUSE).await;
    }
    let told = wire::script(&browser.driver, "return [window.took, window.long]", vec![]).await?;
    let numbers = |value: &Value| value.as_array().map(|all| all.iter().filter_map(Value::as_f64).collect());
    let keys: Vec<f64> = numbers(&told[0]).context("how long keys took")?;
    ensure!(keys.len() + 5 >= TEXT.chars().count(), "only {} keys were seen", keys.len());
    typed.keys.extend(keys);
    if let Some(long) = numbers(&told[1]) {
        typed.long.get_or_insert_default().extend::<Vec<f64>>(long);
    }
    Ok(())
}

impl Typed {
    fn figures(mut self) -> Value {
        self.keys.sort_by(f64::total_cmp);
        let part = |share: f64| self.keys.get((self.keys.len() as f64 * share) as usize).copied();
        let longest = self.long.map(|long| long.into_iter().fold(0.0, f64::max));
        json!({"p50_ms": part(0.5), "p95_ms": part(0.95), "keys": self.keys.len(), "longest_task_ms": longest})
    }
}
