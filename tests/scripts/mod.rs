//! Texts in many scripts, to hold tokenizers to their references.

/// Letters, marks and signs of many scripts, and what tokenizers stumble over.
const ALPHABETS: &[(u32, u32)] = &[
    (0x20, 0x7e),
    (0x20, 0x7e),
    (0x61, 0x7a),
    (0x61, 0x7a),
    (0x61, 0x7a),
    (0xa0, 0x17f),
    (0x180, 0x24f),
    (0x250, 0x2af),
    (0x2b0, 0x36f),
    (0x370, 0x3ff),
    (0x400, 0x52f),
    (0x530, 0x58f),
    (0x590, 0x5ff),
    (0x600, 0x6ff),
    (0x700, 0x74f),
    (0x900, 0x97f),
    (0x980, 0x9ff),
    (0xa00, 0xaff),
    (0xb80, 0xbff),
    (0xc00, 0xcff),
    (0xd00, 0xdff),
    (0xe00, 0xe7f),
    (0xe80, 0xfff),
    (0x1000, 0x109f),
    (0x10a0, 0x10ff),
    (0x1100, 0x11ff),
    (0x1200, 0x137f),
    (0x13a0, 0x13ff),
    (0x1780, 0x17ff),
    (0x1800, 0x18af),
    (0x1e00, 0x1fff),
    (0x2000, 0x206f),
    (0x2070, 0x20cf),
    (0x2100, 0x218f),
    (0x2190, 0x23ff),
    (0x2460, 0x27bf),
    (0x2e80, 0x303f),
    (0x3040, 0x30ff),
    (0x3100, 0x33ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0x4e00, 0x9fff),
    (0xa000, 0xa4cf),
    (0xac00, 0xd7a3),
    (0xe000, 0xe0ff),
    (0xf900, 0xfaff),
    (0xfb00, 0xfb4f),
    (0xfb50, 0xfdff),
    (0xfe00, 0xfe6f),
    (0xff00, 0xffff),
    (0x10000, 0x100ff),
    (0x10300, 0x103ff),
    (0x10400, 0x1044f),
    (0x1d400, 0x1d7ff),
    (0x1f000, 0x1f9ff),
    (0x20000, 0x2a6ff),
    (0x2b740, 0x2ceaf),
    (0x2f800, 0x2fa1f),
    (0xe0000, 0xe01ef),
];

/// Knuth's constants for a linear congruential generator: the same texts each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(limit)) as u32
    }

    /// A few words, each of one script or of several.
    pub(crate) fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(6) {
            let script = ALPHABETS[self.below(ALPHABETS.len() as u32) as usize];
            let mixed = self.below(4) == 0;
            for _ in 0..=self.below(9) {
                let other = ALPHABETS[self.below(ALPHABETS.len() as u32) as usize];
                let (low, high) = if mixed { other } else { script };
                text.extend(char::from_u32(low + self.below(high - low + 1)));
            }
            text.push_str(
                ["", " ", " ", " ", "\n", "\t", "\r\n", "\u{a0}", "\u{3000}"][self.below(9) as usize],
            );
        }
        text
    }
}
