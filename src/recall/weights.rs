//! How much each signal counts.
//!
//! The score of a memory is a plain sum. Its weights were fitted by `cargo xtask tune` to texts of this project's own
//! and to one CC0 set (`data/`), each by itself, over and over, in round steps: a step is taken only if it
//! gains on the sets as a whole. What a weight multiplies is said in [`Signals`](super::signals::Signals).

/// What a score is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Of the words sought that stand in a memory or near by.
    pub words: f32,
    /// Of the tokens sought.
    pub tokens: f32,
    /// Of the tokens sought, over the run of turns that it stands in.
    pub run: f32,
    /// Of the query's naming who said it.
    pub named: f32,
    /// Of its having been said on the days named.
    pub dated: f32,
    /// Of the logarithm of its words.
    pub length: f32,
    /// Of its ending by asking.
    pub asks: f32,
    /// Of an assistant's having said it: the user's own words say more of the user.
    pub assistant: f32,
    /// Of its being a note: one was made to be told again.
    pub note: f32,
    /// Of its nearness to the best, which draw in others of the same matter.
    pub link: f32,
    /// Of its likeness to one that stands above, so that the first few do not say one thing.
    pub alike: f32,
    /// In choosing what is looked at closer: of its words, with meaning at 1.
    pub first: f32,
}

impl Weights {
    /// Each by its name.
    pub fn fields(&mut self) -> [(&'static str, &mut f32); 12] {
        [
            ("words", &mut self.words),
            ("tokens", &mut self.tokens),
            ("run", &mut self.run),
            ("named", &mut self.named),
            ("dated", &mut self.dated),
            ("length", &mut self.length),
            ("asks", &mut self.asks),
            ("assistant", &mut self.assistant),
            ("note", &mut self.note),
            ("link", &mut self.link),
            ("alike", &mut self.alike),
            ("first", &mut self.first),
        ]
    }
}

/// Those that recall goes by.
pub const WEIGHTS: Weights = Weights {
    words: 1.0,
    tokens: 2.0,
    run: 1.0,
    named: 0.25,
    dated: 0.5,
    length: 0.125,
    asks: -0.125,
    assistant: -0.25,
    note: 0.125,
    link: 0.25,
    alike: -0.125,
    first: 0.5,
};
