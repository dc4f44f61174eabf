//! The probe itself, as people run it: on chats of every make, and where there is none.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::Place;
use crate::browser::Kind;
use crate::server::Server;
use crate::tally::Tally;

/// Kept for the probe, and what it helps with.
const MEMORY: &str = "I am allergic to peanuts, and my oven is broken until the new year.";
const DRAFT: &str = "Suggest a dessert for my birthday that needs no oven";
/// What it does not help with.
const OFF_TOPIC: &str = "Write a function that reverses a linked list in C";

/// One chat, and what is expected there.
struct Case<'a> {
    statement: &'a str,
    address: String,
    draft: &'a str,
    /// The composer's kind; none where there is no composer.
    kind: Option<&'a str>,
    /// What the composer's locator must have in it.
    place: &'a str,
    /// Why it goes no further, where it does not.
    reason: Option<&'a str>,
}

/// Tries it in each.
pub(crate) fn play(place: &Place, kind: Kind, server: &Server, gradio: &str, tally: &mut Tally) {
    let works = |statement, address: String, kind, place| Case {
        statement,
        address,
        draft: DRAFT,
        kind: Some(kind),
        place,
        reason: None,
    };
    let cases = [
        works("probe: Gradio's chat works, sending included", gradio.to_owned(), "textarea", "textarea"),
        works(
            "probe: a contenteditable chat works, sending included",
            server.page("contenteditable"),
            "contenteditable",
            "#composer",
        ),
        works(
            "probe: a composer that comes late in a shadow root works, its send control being no button",
            server.page("lateshadow"),
            "contenteditable",
            "late-chat >>> ",
        ),
        works(
            "probe: a chat in a frame that its page filled works",
            server.page("framed"),
            "textarea",
            "iframe >>> ",
        ),
        Case {
            statement: "probe: a draft that no memory helps ends with that reason",
            draft: OFF_TOPIC,
            reason: Some("nothing_suggested"),
            ..works("", server.page("textarea"), "textarea", "")
        },
        Case {
            statement: "probe: a page without a composer ends with that reason",
            kind: None,
            reason: Some("no_composer"),
            ..works("", server.page("plain"), "", "")
        },
    ];
    for case in &cases {
        tally.tell(case.statement, tried(place, kind, case));
    }
}

/// Runs the probe as a program of its own, and holds what it prints against what is expected.
fn tried(place: &Place, kind: Kind, case: &Case<'_>) -> Result<String> {
    let mut probe = Command::new(std::env::current_exe()?);
    probe.args(["probe", &case.address, "--browser", kind.name(), "--json", "--send"]);
    probe.args(["--memory", MEMORY, "--memory", "The cat is called Mika.", "--draft", case.draft]);
    probe.arg("--geckodriver").arg(&place.geckodriver);
    let output = probe.stdin(Stdio::null()).output().context("the probe does not run")?;
    let (printed, said) = (String::from_utf8(output.stdout)?, String::from_utf8_lossy(&output.stderr));
    let told: Value =
        serde_json::from_str(&printed).with_context(|| format!("it printed {printed:?}\n{said}"))?;
    expected(case, &told, output.status.code()).with_context(|| format!("{told:#}\n{said}"))?;
    let ms = &told["ms"];
    let times = format!("suggest {} ms, insert {} ms", ms["suggest"], ms["insert"]);
    Ok(if case.reason.is_none() { times } else { String::new() })
}

fn expected(case: &Case<'_>, told: &Value, code: Option<i32>) -> Result<()> {
    ensure!(told["composer"]["kind"].as_str() == case.kind, "another composer");
    let locator = told["composer"]["locator"].as_str().unwrap_or_default();
    ensure!(locator.contains(case.place), "the composer is elsewhere: {locator}");
    ensure!(told["reason"].as_str() == case.reason, "another reason");
    let picture = told["screenshot"].as_str().context("no picture")?;
    ensure!(std::fs::metadata(picture)?.len() > 0, "an empty picture");
    if case.reason.is_some() {
        ensure!(code == Some(1), "it ended with {code:?}");
        ensure!(told["inserted"] == false && told["sent"] == false, "it says that it inserted something");
        return Ok(());
    }
    ensure!(code == Some(0), "it ended with {code:?}");
    ensure!(told["inserted"] == true, "not inserted");
    ensure!(told["sent"] == true, "not sent");
    let suggested = told["suggested"].as_array().context("no list of suggestions")?;
    ensure!(suggested.contains(&MEMORY.into()), "the memory was not offered");
    let text = told["composer_text"].as_str().context("no text")?;
    ensure!(text.starts_with(case.draft) && text.contains(MEMORY), "the composer held {text:?}");
    ensure!(told["ms"]["suggest"].is_u64() && told["ms"]["insert"].is_u64(), "no times");
    Ok(())
}
