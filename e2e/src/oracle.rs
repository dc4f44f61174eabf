//! Whether a page can tell a draft that a memory helps from one that none does, before the user has opened anything.
//!
//! A page may put a draft of its own below each key of the user's, and measure what it likes until an answer must
//! have come. Here it does so for drafts of both kinds in an order left to chance. What it sees has to be the same to
//! the letter; what takes time, or is counted, has to be spread alike, by the test of Kolmogorov and Smirnov. A small
//! difference that is planted has to be found, or the test would find no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::Place;
use crate::browser::{Browser, PATIENCE};
use crate::server::Server;
use crate::{frame, wire};

/// Drafts that the sample history may help with, and such as it does not: which they are, is asked first.
const HELPED: [&str; 8] = [
    "Plan a birthday cake for Oriane",
    "Write to my landlord Quillbrake",
    "What did the garage Zedwick do?",
    "Plan a snack for Oriane's class",
    "Does Oriane eat hazelnuts at all",
    "Find a gîte in Brittany in July",
    "A present for Oriane, who is 8",
    "Call the physiotherapist Vossbeck",
];
const OTHERS: [&str; 8] = [
    "Write a limerick about a lizard",
    "Reverse a linked list in plain C",
    "Who won the Boer War, and when?",
    "Explain monads to a tax lawyer",
    "What is the capital of Mongolia",
    "Prove that root two is no ratio",
    "Name seven moons of the planets",
    "Translate a sonnet into Klingon",
];
/// How many of each there have to be.
const LEAST_KINDS: usize = 3;
/// As long as each draft is made: a page knows how long its own is.
const LENGTH: usize = 60;
/// What chance makes of samples that are spread alike, once in so many of them.
const CHANCE: f64 = 1e-4;
/// What share of the drafts has to be answered in time, as it should be.
const ANSWERED: f64 = 0.8;
/// The difference that the page makes itself.
const PLANTED: &str = "planted";
/// What tells how busy the machine is, and is not hidden.
const BUSY: [&str; 1] = ["lateness of a thread"];

/// How much of what it sees the report shows: most of it is the style of an element.
const SHOWN: usize = 200;

/// What a page has of one draft.
#[derive(Deserialize)]
struct Told {
    sight: String,
    measures: BTreeMap<String, f64>,
}

/// Measures of drafts that no memory helps, and of drafts that one does.
type Samples = [Vec<f64>; 2];

/// Tries so many pairs, and writes `target/hostile/oracle-BROWSER.md`. The least likely measure, in words.
pub(crate) async fn ask(browser: &Browser, server: &Server, pairs: usize) -> Result<String> {
    let seed = fastrand::u64(..);
    let mut chance = fastrand::Rng::with_seed(seed);
    browser.open(&server.page("oracle")).await?;
    browser.find("#composer").await?.click().await?;
    frame::becomes(browser, "quiet", PATIENCE).await?;
    let kinds = [of_kind(browser, &OTHERS, false).await?, of_kind(browser, &HELPED, true).await?];

    let mut sights = BTreeSet::new();
    let mut samples: BTreeMap<String, Samples> = BTreeMap::new();
    let mut late = 0;
    for _ in 0..pairs {
        let mut order = [false, true];
        chance.shuffle(&mut order);
        for helps in order {
            let draft = chance.choice(&kinds[usize::from(helps)]).context("a draft")?;
            let told = measure(browser, draft, helps).await?;
            if !is_offered(browser, helps).await? {
                late += 1;
                continue;
            }
            sights.insert(told.sight);
            for (name, value) in told.measures {
                samples.entry(name).or_default()[usize::from(helps)].push(value);
            }
        }
    }
    let judged: Vec<_> = samples.iter().map(|(name, samples)| (name.as_str(), likelihood(samples))).collect();
    report(browser, (seed, pairs, late), &sights, &samples)?;
    let answered = 1.0 - f64::from(late) / (2 * pairs) as f64;
    ensure!(answered >= ANSWERED, "only {answered:.2} of the drafts were answered in time");
    ensure!(sights.len() == 1, "it sees differences: {sights:#?}");
    for &(name, likely) in &judged {
        if name == PLANTED {
            ensure!(likely < CHANCE, "the planted difference is not found: p = {likely:.1e}");
        } else if !BUSY.contains(&name) {
            ensure!(likely >= CHANCE, "{name} tells them apart: p = {likely:.1e} (seed {seed})");
        }
    }
    let hidden = judged.iter().filter(|(name, _)| *name != PLANTED && !BUSY.contains(name));
    let (name, least) = hidden.min_by(|a, b| a.1.total_cmp(&b.1)).context("measures")?;
    Ok(format!("{pairs} pairs, {late} late; least likely: {name}, p = {least:.3}"))
}

/// Those of the drafts to which the frame says what is wanted.
async fn of_kind(browser: &Browser, drafts: &[&'static str], helps: bool) -> Result<Vec<&'static str>> {
    let mut found = Vec::new();
    for draft in drafts {
        measure(browser, draft, helps).await?;
        if is_offered(browser, helps).await? {
            found.push(*draft);
        }
    }
    let kind = if helps { "helped" } else { "not helped" };
    ensure!(found.len() >= LEAST_KINDS, "only {} drafts are {kind}: {found:?}", found.len());
    Ok(found)
}

async fn is_offered(browser: &Browser, wanted: bool) -> Result<bool> {
    let state = frame::state(browser).await?;
    Ok(state.as_deref() == Some(if wanted { "offering" } else { "quiet" }))
}

/// The user presses one key, below which the page has put the draft.
async fn measure(browser: &Browser, draft: &str, helps: bool) -> Result<Told> {
    let padded = format!("{draft:<LENGTH$}");
    let prepare = "window.prepare(arguments[0], arguments[1])";
    wire::script(&browser.driver, prepare, vec![padded.into(), helps.into()]).await?;
    browser.driver.action_chain().send_keys(" ").perform().await?;
    let told = wire::script(&browser.driver, "return window.told", vec![]).await?;
    Ok(serde_json::from_value(told)?)
}

/// How likely samples that are spread alike differ as much as these do (Kolmogorov, Smirnov; of many equal values it
/// says too much).
fn likelihood([a, b]: &Samples) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 1.0;
    }
    let share = |of: &[f64], upto: f64| of.iter().filter(|&&x| x <= upto).count() as f64 / of.len() as f64;
    let apart = a.iter().chain(b).map(|&x| (share(a, x) - share(b, x)).abs()).fold(0.0, f64::max);
    let (n, m) = (a.len() as f64, b.len() as f64);
    let root = (n * m / (n + m)).sqrt();
    let at = (root + 0.12 + 0.11 / root) * apart;
    // Below this the sum says 1 and converges slowly.
    if at < 0.2 {
        return 1.0;
    }
    let term = |k: i32| {
        let sign = if k % 2 == 1 { 1.0 } else { -1.0 };
        sign * (-2.0 * f64::from(k * k) * at * at).exp()
    };
    (2.0 * (1..=100).map(term).sum::<f64>()).clamp(0.0, 1.0)
}

fn median(of: &[f64]) -> f64 {
    let mut sorted = of.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn report(
    browser: &Browser,
    (seed, pairs, late): (u64, usize, i32),
    sights: &BTreeSet<String>,
    samples: &BTreeMap<String, Samples>,
) -> Result<()> {
    let mut text = format!(
        "# What a page measures in {}\n\n{pairs} pairs of drafts (seed {seed}), {late} drafts answered late and left \
         out. Times are milliseconds.\n\n| measure | median, nothing helps | median, something helps | p |\n\
         | --- | --- | --- | --- |\n",
        browser.kind.name()
    );
    for (name, of) in samples {
        let (other, helped) = (median(&of[0]), median(&of[1]));
        writeln!(text, "| {name} | {other:.2} | {helped:.2} | {:.2e} |", likelihood(of))?;
    }
    writeln!(text, "\nWhat it sees, in both cases:\n")?;
    for sight in sights {
        writeln!(text, "    {}…", sight.chars().take(SHOWN).collect::<String>())?;
    }
    let file =
        Place::target("hostile", browser.kind).with_file_name(format!("oracle-{}.md", browser.kind.name()));
    std::fs::create_dir_all(file.parent().context("a folder")?)?;
    Ok(std::fs::write(file, text)?)
}

#[cfg(test)]
mod tests {
    use super::likelihood;

    fn spread(from: f64) -> Vec<f64> {
        (0..200).map(|at| from + f64::from(at * 37 % 200)).collect()
    }

    #[test]
    fn samples_that_are_spread_alike_are_likely_and_others_are_not() {
        assert!(likelihood(&[spread(0.0), spread(0.5)]) > 0.9);
        assert!(likelihood(&[spread(0.0), spread(60.0)]) < 1e-4);
        assert!(likelihood(&[vec![1.0; 50], vec![1.0; 50]]) > 0.9);
        // Tables say 0.012 for samples of ten that lie 0.7 apart.
        let ten = |from: i32| (from..from + 10).map(f64::from).collect::<Vec<_>>();
        assert!((0.004..0.02).contains(&likelihood(&[ten(0), ten(7)])));
    }
}
