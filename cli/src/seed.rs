//! Vaults of any size, the same each time, with vectors that no model had to make.
//!
//! For benches, and for looking whether anything of a vault can be read on a disk: among the
//! texts are canaries, words and numbers that stand nowhere else.

use std::fmt::Write as _;
use std::future::Future;
use std::io::Cursor;
use std::task::{Context, Poll, Waker};

use satchel::embed::{DIMENSIONS, Encoded, Encoder, Vector};
use satchel::engine::Engine;
use satchel::engine::protocol::{JobEnd, Proof, Reply, Request};
use satchel::vault::Store;
use satchel::{Error, Result};
use serde::Serialize;

/// Opens a seeded vault, and the backup that is made of it.
pub const PASSPHRASE: &str = "the passphrase of a seeded vault";

/// How many tokens of a text carry meaning.
const TOKENS: usize = 12;
/// How many turns a conversation has.
const TURNS: usize = 40;
/// How many conversations one import brings.
const CONVERSATIONS: usize = 100;

/// What stands nowhere but in a seeded vault: words are of eight syllables, which no other has.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Canaries {
    /// Words in texts.
    pub words: Vec<String>,
    /// Words in titles of conversations.
    pub titles: Vec<String>,
    /// Numbers in texts.
    pub numbers: Vec<String>,
    /// Vectors of texts, in hex.
    pub vectors: Vec<String>,
}

/// A vector for a text, without a model: the same for the same text, and like no other.
struct Directions;

impl Encoder for Directions {
    fn encode(&mut self, texts: &[&str]) -> Result<Vec<Encoded>> {
        Ok(texts.iter().map(|text| encoded(text)).collect())
    }
}

/// With tokens as unlike each other as those of texts.
fn encoded(text: &str) -> Encoded {
    let vector = direction(text);
    let mut dice = Dice(u64::from(vector.0[0].cast_unsigned()) + text.len() as u64);
    let mut tokens = Vec::new();
    for _ in 0..TOKENS {
        tokens.extend(u32::try_from(2_000 + dice.below(28_000)));
    }
    let states = (0..tokens.len() * DIMENSIONS).map(|_| dice.below(256) as f32 - 127.5).collect();
    Encoded { tokens, states, ..vector.into() }
}

/// Numbers that look random and are the same each time (Knuth's constants for a linear
/// congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn pick(&mut self, from: &'static [u8]) -> char {
        let at = self.below(from.len() as u64);
        char::from(usize::try_from(at).ok().and_then(|at| from.get(at)).copied().unwrap_or(b'a'))
    }

    /// A word of a language of some fifty thousand, each as frequent as its rank is small (Zipf); and
    /// one in fifty that hardly ever comes again, like a name.
    fn common(&mut self) -> String {
        if self.below(50) == 0 {
            return self.word(4);
        }
        let rank = (self.below(1 << 20) as f64 / f64::from(1 << 20) * 50_000_f64.ln()).exp() as u64;
        let syllables = 1 + u64::from(rank > 50) + u64::from(rank > 2_000);
        Dice(rank).word(syllables)
    }

    /// A word of that many syllables.
    fn word(&mut self, syllables: u64) -> String {
        (0..syllables).flat_map(|_| [self.pick(b"bcdfghjklmnprstvwz"), self.pick(b"aeiou")]).collect()
    }
}

fn direction(text: &str) -> Vector {
    let mut dice = Dice(text.bytes().fold(7, |state, byte| state * 31 % 0xffff_ffff + u64::from(byte)));
    let mut sum = [0.0; DIMENSIONS];
    sum.iter_mut().for_each(|x| *x = f32::from(dice.below(256).to_le_bytes()[0]) - 127.5);
    Vector::from_sum(&sum).unwrap_or_else(|| Vector(Box::new([11; DIMENSIONS])))
}

/// An engine that makes its vault with the cheapest key derivation: seeded vaults guard nothing.
#[cfg(not(target_arch = "wasm32"))]
pub fn engine<S: Store>(store: S) -> Engine<S> {
    use satchel::clock::SystemClock;
    use satchel::crypto::kdf::Cost;
    use satchel::engine::World;
    use satchel::rng::SystemRng;

    let world = World { clock: Box::new(SystemClock), rng: Box::new(SystemRng) };
    Engine::new(store, world).with_cost(Cost::FLOOR)
}

/// Waits for a future that has nothing to wait for: of a store in memory or in a file.
///
/// # Panics
/// If it does wait.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

/// What opens a seeded vault.
pub fn proof() -> Proof {
    Proof::Passphrase { passphrase: PASSPHRASE.to_owned() }
}

/// Makes a vault of so many turns, all with vectors, and so many canaries of each kind.
///
/// # Errors
/// Those of the engine.
pub fn fill<S: Store>(engine: &mut Engine<S>, records: usize, canaries: usize) -> Result<Canaries> {
    if let Reply::Failed(error) = now(engine.handle(Request::Create { with: proof() })) {
        return Err(error);
    }
    engine.set_encoder(Box::new(Directions));
    let mut planted = Canaries::default();
    let mut dice = Dice(42);
    let mut first = 0;
    while first < records {
        let last = records.min(first + TURNS * CONVERSATIONS);
        let file = export(first..last, &mut dice, canaries, &mut planted);
        engine.begin_import(Box::new(Cursor::new(file.into_bytes())))?;
        match work(engine)? {
            JobEnd::Imported(_) => first = last,
            JobEnd::Failed(error) => return Err(error),
            _ => return Err(Error::internal("job_other")),
        }
    }
    // What came in is encoded when there is nothing else to do.
    while now(engine.step(10_000)).more {}
    Ok(planted)
}

/// Works until the running job has ended.
///
/// # Errors
/// `job_none` (internal) if there is none.
pub fn work<S: Store>(engine: &mut Engine<S>) -> Result<JobEnd> {
    loop {
        let step = now(engine.step(10_000));
        match step.ended {
            Some(end) => return Ok(end),
            None if !step.more => return Err(Error::internal("job_none")),
            None => {}
        }
    }
}

/// A ChatGPT export, unpacked, of turns that the user wrote.
fn export(turns: std::ops::Range<usize>, dice: &mut Dice, canaries: usize, planted: &mut Canaries) -> String {
    let mut file = String::from("[");
    for begin in turns.clone().step_by(TURNS) {
        let mut title = format!("About {}", dice.word(3));
        if planted.titles.len() < canaries {
            planted.titles.push(dice.word(8));
            let _ = write!(title, " and {}", planted.titles[planted.titles.len() - 1]);
        }
        let mut mapping = Vec::new();
        let end = turns.end.min(begin + TURNS);
        for turn in begin..end {
            let text = text(dice, canaries, planted);
            let parent = if turn == begin { "null".to_owned() } else { format!("\"{}\"", turn - 1) };
            let time = 1_700_000_000 + turn;
            mapping.push(format!(
                r#""{turn}":{{"id":"{turn}","parent":{parent},"children":[],"message":{{"id":"{turn}","author":{{"role":"user"}},"create_time":{time},"content":{{"content_type":"text","parts":["{text}"]}}}}}}"#
            ));
        }
        let comma = if begin == turns.start { "" } else { "," };
        let _ = write!(
            file,
            r#"{comma}{{"title":"{title}","conversation_id":"c{begin}","create_time":1700000000,"current_node":"{}","mapping":{{{}}}}}"#,
            end - 1,
            mapping.join(",")
        );
    }
    file + "]"
}

fn text(dice: &mut Dice, canaries: usize, planted: &mut Canaries) -> String {
    let count = 8 + dice.below(28);
    let mut words: Vec<String> = (0..count).map(|_| dice.common()).collect();
    if planted.words.len() < canaries {
        words.push(dice.word(8));
        planted.words.extend(words.last().cloned());
        words.push((0..12).map(|_| dice.pick(b"0123456789")).collect());
        planted.numbers.extend(words.last().cloned());
        let text = words.join(" ");
        planted
            .vectors
            .push(direction(&text).0.iter().map(|c| format!("{:02x}", c.cast_unsigned())).collect());
        return text;
    }
    words.join(" ")
}
