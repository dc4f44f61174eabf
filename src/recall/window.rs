//! What stands near by: a turn answers with the words of the turns around it too.
//!
//! For each word or token sought, a turn counts its own match or the best one near it in its run,
//! whichever is more: a match loses e-fold for every [`REACH`] words between. Unlike a window of so
//! many turns, this does not drown short messages.

use crate::embed::likeness::{LANES, Lanes};

/// Over how many meaning-bearing words a match loses e-fold.
const REACH: f32 = 60.0;
/// What a match in another turn counts, however near.
const BESIDE: f32 = 0.95;

/// How matches fade along a run of turns.
#[derive(Default)]
pub(super) struct Fading(Vec<f32>);

impl Fading {
    /// Over turns of these lengths, in words.
    pub(super) fn over(&mut self, lengths: impl IntoIterator<Item = f32>) {
        self.0.clear();
        self.0.extend(lengths.into_iter().map(|length| (-length / REACH).exp()));
    }

    /// Each turn's own match, or the best one near it, into `best`; of eight things sought at once.
    pub(super) fn soften(&self, own: &[Lanes], best: &mut Vec<Lanes>) {
        best.clear();
        let mut carried = [0.0; LANES];
        best.extend(own.iter().zip(&self.0).map(|(own, fade)| carry(&mut carried, (own, *fade), own)));
        let mut carried = [0.0; LANES];
        for ((own, fade), best) in own.iter().zip(&self.0).zip(best).rev() {
            *best = carry(&mut carried, (own, *fade), best);
        }
    }
}

/// The best in a turn, with what is carried to it from one side; and carries on. In steps that compilers know to take for
/// all eight at once.
#[inline(always)]
fn carry(carried: &mut Lanes, (own, fade): (&Lanes, f32), best: &Lanes) -> Lanes {
    let mut with = [0.0; LANES];
    for n in 0..LANES {
        with[n] = more(best[n], BESIDE * carried[n]);
        carried[n] = more(carried[n], own[n]) * fade;
    }
    with
}

/// The greater of two numbers. Unlike `f32::max` it need not do with what is none, for which browsers have no
/// instruction.
pub(super) fn more(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn softened(lengths: &[f32], own: &[Lanes], best: &mut Vec<Lanes>) {
        let mut fading = Fading::default();
        fading.over(lengths.iter().copied());
        fading.soften(own, best);
    }

    fn soften(lengths: &[f32], own: &[f32]) -> Vec<f32> {
        let mut best = Vec::new();
        let own: Vec<Lanes> = own.iter().map(|&own| [own; LANES]).collect();
        softened(lengths, &own, &mut best);
        assert!(
            best.iter().flatten().zip(best.iter().flat_map(|lanes| [lanes[0]; LANES])).all(|(a, b)| *a == b)
        );
        best.into_iter().map(|lanes| lanes[0]).collect()
    }

    #[test]
    fn a_match_fades_with_the_words_between() {
        let best = soften(&[10.0, 30.0, 10.0], &[0.0, 0.0, 1.0]);
        assert!(best[1] < best[2] && best[0] < best[1] && best[0] > 0.0);
        assert!((best[1] - BESIDE * (-10.0f32 / REACH).exp()).abs() < 1e-6);
    }

    #[test]
    fn a_turns_own_match_counts_more_than_the_same_one_beside_it() {
        assert_eq!(soften(&[0.0, 0.0], &[1.0, 0.0]), [1.0, BESIDE]);
        assert_eq!(soften(&[0.0, 0.0], &[1.0, 1.0]), [1.0, 1.0]);
    }

    #[test]
    fn things_sought_together_do_not_touch_each_other() {
        let mut best = Vec::new();
        let mut own = [[0.0; LANES]; 3];
        (own[0][1], own[2][3]) = (1.0, 0.5);
        softened(&[0.0; 3], &own, &mut best);
        for (at, lanes) in best.iter().enumerate() {
            let wanted = |lane| match lane {
                1 => {
                    if at == 0 {
                        1.0
                    } else {
                        BESIDE
                    }
                }
                3 => 0.5 * if at == 2 { 1.0 } else { BESIDE },
                _ => 0.0,
            };
            assert!(lanes.iter().enumerate().all(|(lane, &best)| best == wanted(lane)));
        }
    }
}
