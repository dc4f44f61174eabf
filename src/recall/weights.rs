//! How much each signal counts.
//!
//! The score of a memory is a plain sum. Its weights were fitted by `cargo xtask tune` to texts of this project's own
//! and to one CC0 set (`data/`), each by itself, over and over, in round steps: a step is taken only if it
//! gains on the sets as a whole. What a weight multiplies is said in [`Signals`](super::signals::Signals).

use crate::embed::Model;
use crate::text::Language;

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
}

impl Weights {
    /// Each by its name.
    pub fn fields(&mut self) -> [(&'static str, &mut f32); 11] {
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
        ]
    }
}

/// What has to speak for showing something unasked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// What the best score counts, with the mean cosine of the nearest at 1.
    pub best: f32,
    /// The bar for five memories and fewer.
    pub least: f32,
    /// By how much it rises each time their number grows e-fold.
    pub rise: f32,
}

impl Weights {
    /// What a draft is weighed by, and what has to speak for it. Of languages that the model for English does not
    /// know it says little, and words say most.
    pub fn of(model: Model, language: Language) -> (&'static Self, &'static Bar) {
        match (model, language) {
            (Model::English, Language::English) => (&WEIGHTS, &BAR),
            (Model::English, _) => (&WEIGHTS_OTHER, &BAR_OTHER),
            (Model::Multilingual, _) => (&WEIGHTS_MULTILINGUAL, &BAR_MULTILINGUAL),
        }
    }
}

/// The bar for English drafts with the model for English.
pub const BAR: Bar = Bar { best: 0.125, least: 0.195, rise: 0.045 };

/// The weights of English drafts with the model for English.
pub const WEIGHTS: Weights = Weights {
    words: 0.125,
    tokens: 2.0,
    run: 0.625,
    named: 0.25,
    dated: 0.375,
    length: 0.125,
    asks: -0.125,
    assistant: -0.25,
    note: 0.09375,
    link: 0.28125,
    alike: -0.125,
};

/// The bar for drafts in other languages with the model for English.
pub const BAR_OTHER: Bar = Bar { best: 0.25, least: 0.718, rise: 0.059 };

/// The weights of drafts in other languages with the model for English.
pub const WEIGHTS_OTHER: Weights = Weights {
    words: 6.75,
    tokens: 0.65625,
    run: 0.4375,
    named: 0.25,
    dated: 0.5,
    length: 0.0625,
    asks: -0.125,
    assistant: -0.25,
    note: 0.125,
    link: 0.15625,
    alike: -0.125,
};

/// The bar with the multilingual model: by the nearest alone.
pub const BAR_MULTILINGUAL: Bar = Bar { best: 0.0, least: 0.29, rise: 0.03 };

/// The weights with the multilingual model.
pub const WEIGHTS_MULTILINGUAL: Weights = Weights {
    words: 0.875,
    tokens: 1.75,
    run: 0.875,
    named: 0.25,
    dated: 0.5,
    length: 0.125,
    asks: -0.125,
    assistant: -0.1875,
    note: 0.125,
    link: 0.25,
    alike: -0.125,
};
