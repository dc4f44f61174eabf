//! How good a ranking is, question by question.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::quiet::{Apart, Kinds};

/// What one question showed.
pub(crate) struct Outcome {
    pub(crate) kind: String,
    /// BCP 47.
    pub(crate) lang: String,
    /// The turns that help, as places in the ranking from 0; none for one that was not ranked.
    pub(crate) relevant: Vec<Option<usize>>,
    /// Likewise the stale ones.
    pub(crate) stale: Vec<Option<usize>>,
    /// The place of the first session, among the distinct sessions of the ranking, that has a turn that helps.
    pub(crate) session: Option<usize>,
    /// Whether the gate opened.
    pub(crate) shown: bool,
    /// How much spoke for it.
    pub(crate) evidence: f32,
}

/// Turn figures, means over the questions that something helps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Turns {
    #[serde(rename = "r@1")]
    pub(crate) at_1: f64,
    #[serde(rename = "r@5")]
    pub(crate) at_5: f64,
    #[serde(rename = "r@10")]
    pub(crate) at_10: f64,
    #[serde(rename = "r@20")]
    pub(crate) at_20: f64,
    pub(crate) mrr: f64,
}

/// Session figures: the share of questions with a session that helps among the first k.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Sessions {
    #[serde(rename = "any@1")]
    pub(crate) at_1: f64,
    #[serde(rename = "any@5")]
    pub(crate) at_5: f64,
    #[serde(rename = "any@10")]
    pub(crate) at_10: f64,
}

/// Turn figures of one kind of question, or of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct OfKind {
    pub(crate) questions: usize,
    #[serde(flatten)]
    pub(crate) turn: Turns,
}

/// What the gate did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Gate {
    /// The share of questions that something helps for which something is shown.
    pub(crate) served: f64,
    /// The share of questions that nothing helps for which something is shown all the same.
    pub(crate) shown_off_topic: Option<f64>,
    /// How many of the latter there are.
    pub(crate) off_topic: usize,
    /// How well the latter are kept apart from the former; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) own: Option<Apart>,
    /// In the first person, speakers unknown.
    pub(crate) neutral: Kinds,
    /// By the speakers' names.
    pub(crate) named: Kinds,
}

/// All figures of a set.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Figures {
    pub(crate) turn: Turns,
    pub(crate) session: Sessions,
    pub(crate) by_kind: BTreeMap<String, OfKind>,
    pub(crate) by_lang: BTreeMap<String, OfKind>,
    /// The share of questions with stale turns whose best turn that helps ranks above them all.
    pub(crate) update: Option<f64>,
    pub(crate) gate: Gate,
}

/// The figures over all questions.
pub(crate) fn measure(outcomes: &[Outcome]) -> Figures {
    let (helped, off_topic): (Vec<&Outcome>, Vec<&Outcome>) =
        outcomes.iter().partition(|outcome| !outcome.relevant.is_empty());
    let updates: Vec<f64> =
        helped.iter().filter(|o| !o.stale.is_empty()).map(|o| f64::from(is_updated(o))).collect();
    let shown = |of: &[&Outcome]| mean(of.iter().map(|outcome| f64::from(outcome.shown)));
    Figures {
        turn: turns(&helped),
        session: sessions(&helped),
        by_kind: grouped(&helped, |outcome| &outcome.kind),
        by_lang: grouped(&helped, |outcome| &outcome.lang),
        update: (!updates.is_empty()).then(|| mean(updates.iter().copied())),
        gate: Gate {
            served: shown(&helped),
            shown_off_topic: (!off_topic.is_empty()).then(|| shown(&off_topic)),
            off_topic: off_topic.len(),
            own: Apart::of(&evidence(&helped), &evidence(&off_topic)),
            ..Gate::default()
        },
    }
}

fn grouped(outcomes: &[&Outcome], by: impl Fn(&Outcome) -> &String) -> BTreeMap<String, OfKind> {
    let mut groups: BTreeMap<&String, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| !by(outcome).is_empty()) {
        groups.entry(by(outcome)).or_default().push(outcome);
    }
    let figures = |of: &Vec<&Outcome>| OfKind { questions: of.len(), turn: turns(of) };
    groups.iter().map(|(group, of)| ((*group).clone(), figures(of))).collect()
}

fn evidence(outcomes: &[&Outcome]) -> Vec<f32> {
    outcomes.iter().map(|outcome| outcome.evidence).collect()
}

fn turns(outcomes: &[&Outcome]) -> Turns {
    let at = |k| mean(outcomes.iter().map(|outcome| recall_at(outcome, k)));
    let reciprocal = |o: &&Outcome| best(&o.relevant).map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    Turns {
        at_1: at(1),
        at_5: at(5),
        at_10: at(10),
        at_20: at(20),
        mrr: mean(outcomes.iter().map(reciprocal)),
    }
}

fn sessions(outcomes: &[&Outcome]) -> Sessions {
    let at = |k| mean(outcomes.iter().map(|o| f64::from(o.session.is_some_and(|rank| rank < k))));
    Sessions { at_1: at(1), at_5: at(5), at_10: at(10) }
}

fn recall_at(outcome: &Outcome, k: usize) -> f64 {
    mean(outcome.relevant.iter().map(|rank| f64::from(rank.is_some_and(|rank| rank < k))))
}

fn is_updated(outcome: &Outcome) -> bool {
    match (best(&outcome.relevant), best(&outcome.stale)) {
        (Some(current), Some(stale)) => current < stale,
        (current, None) => current.is_some(),
        (None, Some(_)) => false,
    }
}

fn best(ranks: &[Option<usize>]) -> Option<usize> {
    ranks.iter().flatten().min().copied()
}

/// 0 for nothing.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// The value below which the share `part` of the values lies (nearest rank); 0 for none.
pub(crate) fn percentile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (part * values.len() as f64).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(relevant: &[Option<usize>], stale: &[Option<usize>], shown: bool) -> Outcome {
        let session = best(relevant);
        let evidence = if shown { 1.0 } else { 0.0 };
        let (relevant, stale) = (relevant.to_vec(), stale.to_vec());
        Outcome { kind: "k".into(), lang: "en".into(), relevant, stale, session, shown, evidence }
    }

    #[test]
    fn figures_are_means_over_the_questions_that_something_helps() {
        let figures = measure(&[
            outcome(&[Some(0), Some(7)], &[Some(3)], true),
            outcome(&[None], &[Some(2)], false),
            outcome(&[], &[], true),
            outcome(&[], &[], false),
        ]);
        let Turns { at_1, at_5, at_10, at_20, mrr } = figures.turn;
        assert_eq!([at_1, at_5, at_10, at_20, mrr], [0.25, 0.25, 0.5, 0.5, 0.5]);
        assert_eq!(figures.session.at_1, 0.5);
        assert_eq!(figures.by_kind["k"].questions, 2);
        assert_eq!(figures.update, Some(0.5));
        assert_eq!(figures.by_lang["en"], figures.by_kind["k"]);
        let own = Some(Apart { auc: 0.5, false_show_at_95: 1.0 });
        let gate = Gate { served: 0.5, shown_off_topic: Some(0.5), off_topic: 2, own, ..Gate::default() };
        assert_eq!(figures.gate, gate);
    }

    #[test]
    fn what_a_set_does_not_have_is_not_reported() {
        let figures = measure(&[outcome(&[Some(0)], &[], true)]);
        assert_eq!((figures.update, figures.gate.shown_off_topic), (None, None));
    }

    #[test]
    fn percentiles_are_values_that_were_there() {
        assert_eq!(percentile(&mut [3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(percentile(&mut [3.0, 1.0, 2.0], 0.95), 3.0);
        assert_eq!(percentile(&mut [], 0.5), 0.0);
    }
}
