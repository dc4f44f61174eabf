//! What stands near by: a turn answers with the words of the turns around it too.
//!
//! For each word or token sought, a turn counts its own match or the best one near it in its run,
//! whichever is more: a match loses e-fold for every [`REACH`] words between. Unlike a window of so
//! many turns, this does not drown short messages.

/// Over how many meaning-bearing words a match loses e-fold.
const REACH: f32 = 60.0;
/// What a match in another turn counts, however near.
const BESIDE: f32 = 0.95;

/// How matches fade along a run of turns.
pub(super) struct Fading(Vec<f32>);

impl Fading {
    /// Over turns of these lengths, in words.
    pub(super) fn over(lengths: impl IntoIterator<Item = f32>) -> Self {
        Self(lengths.into_iter().map(|length| (-length / REACH).exp()).collect())
    }

    /// Each turn's own match, or the best one near it.
    pub(super) fn soften(&self, own: &[f32]) -> Vec<f32> {
        let mut best = own.to_vec();
        let turns = || own.iter().zip(&self.0);
        spread(turns(), best.iter_mut());
        spread(turns().rev(), best.iter_mut().rev());
        best
    }
}

/// Carries matches along turns, one way.
fn spread<'a>(turns: impl Iterator<Item = (&'a f32, &'a f32)>, best: impl Iterator<Item = &'a mut f32>) {
    let mut carried = 0.0f32;
    for ((own, fade), best) in turns.zip(best) {
        *best = best.max(BESIDE * carried);
        carried = carried.max(*own) * fade;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_fades_with_the_words_between() {
        let best = Fading::over([10.0, 30.0, 10.0]).soften(&[0.0, 0.0, 1.0]);
        assert!(best[1] < best[2] && best[0] < best[1] && best[0] > 0.0);
        assert!((best[1] - BESIDE * (-10.0f32 / REACH).exp()).abs() < 1e-6);
    }

    #[test]
    fn a_turns_own_match_counts_more_than_the_same_one_beside_it() {
        let fading = Fading::over([0.0, 0.0]);
        assert_eq!(fading.soften(&[1.0, 0.0]), [1.0, BESIDE]);
        assert_eq!(fading.soften(&[1.0, 1.0]), [1.0, 1.0]);
    }
}
