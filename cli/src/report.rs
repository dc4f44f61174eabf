//! Figures on the screen: JSON for programs, a table for people.

use std::io::Write;

use serde::Serialize;

use satchel::recall::Ranking;

use crate::failure::Failure;
use crate::haystack::Haystack;
use crate::measure::{Figures, Turns};
use crate::quiet::{Apart, Kinds};
use crate::set::Question;

/// How many hits are explained.
const EXPLAINED: usize = 15;

/// Milliseconds. A query's include its encoding.
#[derive(Serialize)]
pub(crate) struct Times {
    pub(crate) query_p50: f64,
    pub(crate) query_p95: f64,
    pub(crate) embed_p50: f64,
}

/// All there is to say of a set.
#[derive(Serialize)]
pub(crate) struct Report {
    pub(crate) name: String,
    pub(crate) turns: usize,
    pub(crate) questions: usize,
    #[serde(flatten)]
    pub(crate) figures: Figures,
    pub(crate) ms: Times,
}

/// Prints a report to stdout.
pub(crate) fn print(report: &Report, json: bool) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, report).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        table(&mut out, report)?;
    }
    Ok(())
}

fn table(out: &mut impl Write, report: &Report) -> std::io::Result<()> {
    let Report { name, turns, questions, figures, ms } = report;
    writeln!(out, "{name}: {turns} turns, {questions} questions\n")?;
    writeln!(
        out,
        "{:<16}{:>9}{:>7}{:>7}{:>7}{:>7}{:>7}",
        "turns", "questions", "r@1", "r@5", "r@10", "r@20", "mrr"
    )?;
    let mut row = |label: &str, count: String, of: &Turns| {
        let Turns { at_1, at_5, at_10, at_20, mrr } = of;
        writeln!(out, "{label:<16}{count:>9}{at_1:>7.3}{at_5:>7.3}{at_10:>7.3}{at_20:>7.3}{mrr:>7.3}")
    };
    row("all", String::new(), &figures.turn)?;
    for (kind, of) in &figures.by_kind {
        row(kind, of.questions.to_string(), &of.turn)?;
    }
    let sessions = &figures.session;
    writeln!(
        out,
        "\nsessions: any@1 {:.3}, any@5 {:.3}, any@10 {:.3}",
        sessions.at_1, sessions.at_5, sessions.at_10
    )?;
    if let Some(update) = figures.update {
        writeln!(out, "update: {update:.3} of the current turns rank above every stale one")?;
    }
    let gate = figures.gate;
    writeln!(out, "gate: something shown for {:.3} of the questions that something helps", gate.served)?;
    if let Some(shown) = gate.shown_off_topic {
        writeln!(out, "      and for {shown:.3} of {} off topic", gate.off_topic)?;
    }
    apart(out, "own off topic", gate.own)?;
    for (how, Kinds { generic, others, renamed }) in [("first person", gate.neutral), ("by name", gate.named)]
    {
        apart(out, &format!("{how}, generic"), generic)?;
        apart(out, &format!("{how}, others"), others)?;
        apart(out, &format!("{how}, renamed"), renamed)?;
    }
    writeln!(
        out,
        "time: query {:.1} ms (95%: {:.1} ms), embedding a turn {:.1} ms",
        ms.query_p50, ms.query_p95, ms.embed_p50
    )
}

fn apart(out: &mut impl Write, what: &str, apart: Option<Apart>) -> std::io::Result<()> {
    let Some(Apart { auc, false_show_at_95 }) = apart else { return Ok(()) };
    writeln!(out, "      {what}: AUC {auc:.3}; shown for {false_show_at_95:.3} where 95 of 100 are served")
}

/// Prints what a question finds, best first, and why.
pub(crate) fn explain(
    out: &mut impl Write,
    question: &Question,
    ranking: &Ranking,
    haystack: &Haystack<'_>,
) -> Result<(), Failure> {
    let shown = if ranking.show { "shown" } else { "not shown" };
    writeln!(
        out,
        "{}: {}\n{shown}, evidence {:+.3}\n",
        question.id,
        question.text,
        ranking.evidence.unwrap_or(0.0)
    )?;
    writeln!(out, "{:>5}{:>7}{:>7}{:>7}{:>8}  memory", "", "score", "words", "tokens", "meaning")?;
    for (place, hit) in ranking.hits.iter().enumerate() {
        let Some(found) = haystack.turn(hit.id) else { continue };
        let (helps, stale) =
            (question.relevant.contains(&found.turn.id), question.stale.contains(&found.turn.id));
        if place >= EXPLAINED && !helps && !stale {
            continue;
        }
        let mark = if helps {
            "+"
        } else if stale {
            "-"
        } else {
            " "
        };
        let meaning = hit.similarity.map_or("none".to_owned(), |cosine| format!("{cosine:.2}"));
        let (score, words, tokens) = (hit.score, hit.why.words, hit.why.tokens);
        write!(out, "{mark}{:>4}{score:>7.2}{words:>7.2}{tokens:>7.2}{meaning:>8}  ", place + 1)?;
        let overtakes = hit.why.overtakes.and_then(|id| haystack.turn(id)).map(|old| &old.turn.id);
        let said = [
            hit.why.named.then(|| "named".to_owned()),
            hit.why.dated.then(|| "dated".to_owned()),
            hit.why.overtaken.then(|| "overtaken".to_owned()),
            overtakes.map(|old| format!("overtakes {old}")),
        ];
        for word in said.into_iter().flatten() {
            write!(out, "[{word}] ")?;
        }
        let turn = found.turn;
        writeln!(out, "{} {}: {}", turn.id, turn.speaker, turn.text.replace('\n', " "))?;
    }
    writeln!(out)?;
    Ok(())
}
