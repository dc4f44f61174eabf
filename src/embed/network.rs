//! A transformer encoder of BERT's kind (Devlin et al. 2019), run from a packed file.
//!
//! ```text
//! x = norm(word + position)
//! each layer:  x = norm(x + mix(attention(attend(x))))
//!              x = norm(x + narrow(gelu(widen(x))))
//! ```

use std::ops::Range;

use super::attention::Room;
use super::file::{ModelFile, Shape};
use super::kernel::{BLOCK, Code, Kernel, Sums, TILE};
use super::math::{Norm, gelu, quantise};
use super::words::Words;
use crate::error::{Error, Result};

/// The network of a file.
pub(super) struct Network {
    file: ModelFile,
    shape: Shape,
    words: Words,
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    /// To query, key and value.
    attend: Linear,
    mix: Linear,
    mix_norm: Norm,
    widen: Linear,
    narrow: Linear,
    narrow_norm: Norm,
}

/// `y = W x + b` in integers: with `x · ease ≈ low + step · code` and `w / ease ≈ scale · weight`,
/// `y = step · scale · Σ weight · code + low · sum + b`.
struct Linear {
    weights: Range<usize>,
    /// A factor for each input.
    ease: Vec<f32>,
    scale: Vec<f32>,
    sum: Vec<f32>,
    bias: Vec<f32>,
}

/// What a run needs besides the states. It is made for each: what was read does not stay in memory.
struct Workspace {
    kernel: Kernel,
    codes: Vec<Code>,
    /// `(low, step)` of each row.
    ranges: Vec<(f32, f32)>,
    sums: Vec<Sums>,
    room: Room,
    /// The highest each input of each product was, if that is asked for.
    peaks: Option<Peaks>,
}

/// Of each matrix product, in the order in which they come, each input's highest absolute value.
#[derive(Default)]
struct Peaks {
    next: usize,
    all: Vec<Vec<f32>>,
}

impl Network {
    /// Finds all parts of a network in its file.
    ///
    /// # Errors
    /// `model_broken` if a part is missing or has another size than it must.
    pub(super) fn new(file: ModelFile) -> Result<Self> {
        let shape = file.shape();
        let [width, inner] = [shape.width, shape.inner].map(|number| number as usize);
        let norm = |name: &str| -> Result<Norm> {
            Ok(Norm {
                gain: file.floats(&format!("{name}.gain"), width)?,
                shift: file.floats(&format!("{name}.shift"), width)?,
                epsilon: shape.epsilon,
            })
        };
        let linear = |name: &str, inputs: usize, outputs: usize| -> Result<Linear> {
            Ok(Linear {
                weights: file.tensor(&format!("{name}.weights"), inputs * outputs)?,
                ease: file.floats(&format!("{name}.ease"), inputs)?,
                scale: file.floats(&format!("{name}.scale"), outputs)?,
                sum: file.floats(&format!("{name}.sum"), outputs)?,
                bias: file.floats(&format!("{name}.bias"), outputs)?,
            })
        };
        let layer = |number: u32| -> Result<Layer> {
            Ok(Layer {
                attend: linear(&format!("{number}.attend"), width, 3 * width)?,
                mix: linear(&format!("{number}.mix"), width, width)?,
                mix_norm: norm(&format!("{number}.mix.norm"))?,
                widen: linear(&format!("{number}.widen"), width, inner)?,
                narrow: linear(&format!("{number}.narrow"), inner, width)?,
                narrow_norm: norm(&format!("{number}.narrow.norm"))?,
            })
        };
        let words = Words::new(&file)?;
        let positions = file.floats("positions", shape.window as usize * width)?;
        let layers = (0..shape.layers).map(layer).collect::<Result<_>>()?;
        let norm = norm("norm")?;
        Ok(Self { file, shape, words, positions, norm, layers })
    }

    pub(super) fn width(&self) -> usize {
        self.shape.width as usize
    }

    pub(super) fn window(&self) -> usize {
        self.shape.window as usize
    }

    /// The last states of all tokens, a row for each, text after text. Texts that are run together give
    /// what each gives alone.
    ///
    /// # Errors
    /// `encoder_failed` if a text is longer than the window, or a token is none of the vocabulary.
    pub(super) fn run(&self, texts: &[&[u32]]) -> Result<Vec<f32>> {
        self.run_in(&mut Workspace::new(), texts)
    }

    /// Runs texts to see how high the inputs of the matrix products get: of each product in the order of a
    /// layer (attend, mix, widen, narrow), layer after layer, each input's highest absolute value.
    ///
    /// # Errors
    /// Those of [`Network::run`].
    pub(super) fn peaks(&self, texts: &[Vec<u32>]) -> Result<Vec<Vec<f32>>> {
        let mut work = Workspace::new();
        work.peaks = Some(Peaks::default());
        for text in texts {
            self.run_in(&mut work, &[text])?;
        }
        Ok(work.peaks.map(|peaks| peaks.all).unwrap_or_default())
    }

    fn run_in(&self, work: &mut Workspace, texts: &[&[u32]]) -> Result<Vec<f32>> {
        let width = self.width();
        let mut states = self.embed(texts)?;
        work.begin();
        let mut projected = vec![0.0; states.len() * 3];
        let mut mixed = vec![0.0; states.len()];
        let mut inner = vec![0.0; states.len() / width * self.shape.inner as usize];
        for layer in &self.layers {
            layer.attend.apply(&self.file, &states, &mut projected, work, |x| x);
            let mut at = 0;
            for text in texts {
                let rows = at..at + text.len() * width;
                let ours = &projected[rows.start * 3..rows.end * 3];
                work.room.attend(ours, width, self.shape.heads as usize, &mut mixed[rows.clone()]);
                at = rows.end;
            }
            // Query, key and value have done their part: there is room for what is added.
            let added = &mut projected[..states.len()];
            layer.mix.apply(&self.file, &mixed, added, work, |x| x);
            add(&mut states, added);
            layer.mix_norm.apply(&mut states);
            layer.widen.apply(&self.file, &states, &mut inner, work, gelu);
            layer.narrow.apply(&self.file, &inner, added, work, |x| x);
            add(&mut states, added);
            layer.narrow_norm.apply(&mut states);
        }
        Ok(states)
    }

    fn embed(&self, texts: &[&[u32]]) -> Result<Vec<f32>> {
        let width = self.width();
        let count: usize = texts.iter().map(|text| text.len()).sum();
        let mut states = Vec::with_capacity(count * width);
        for text in texts {
            if text.is_empty() || text.len() > self.window() {
                return Err(Error::internal("encoder_failed"));
            }
            for (id, position) in text.iter().zip(self.positions.chunks_exact(width)) {
                self.words.append(&self.file, *id, position, &mut states)?;
            }
        }
        self.norm.apply(&mut states);
        Ok(states)
    }
}

fn add(states: &mut [f32], added: &[f32]) {
    states.iter_mut().zip(added).for_each(|(state, added)| *state += added);
}

impl Linear {
    /// `then` is applied to each result.
    #[inline(always)]
    fn apply(
        &self,
        file: &ModelFile,
        from: &[f32],
        to: &mut [f32],
        work: &mut Workspace,
        then: impl Fn(f32) -> f32,
    ) {
        let inputs = self.ease.len();
        work.quantise(from, &self.ease);
        let outputs = self.bias.len();
        let weights = file.bytes(self.weights.clone()).chunks_exact(inputs * BLOCK);
        let (scale, sum) = (self.scale.as_chunks::<BLOCK>().0, self.sum.as_chunks::<BLOCK>().0);
        let outs = scale.iter().zip(sum).zip(self.bias.as_chunks::<BLOCK>().0);
        for (number, (weights, ((scale, sum), bias))) in weights.zip(outs).enumerate() {
            work.kernel.block(weights, &work.codes, &mut work.sums);
            let rows = to.chunks_exact_mut(outputs).zip(&work.ranges).zip(&work.sums);
            for ((row, (low, step)), sums) in rows {
                let row = &mut row.as_chunks_mut::<BLOCK>().0[number];
                for n in 0..BLOCK {
                    row[n] = then(sums[n] as f32 * (step * scale[n]) + (low * sum[n] + bias[n]));
                }
            }
        }
    }
}

impl Workspace {
    fn new() -> Self {
        Self {
            kernel: Kernel::new(),
            codes: Vec::new(),
            ranges: Vec::new(),
            sums: Vec::new(),
            room: Room::default(),
            peaks: None,
        }
    }

    fn begin(&mut self) {
        if let Some(peaks) = &mut self.peaks {
            peaks.next = 0;
        }
    }

    /// The codes of all rows, and of as many empty ones as fill the last tile.
    fn quantise(&mut self, from: &[f32], ease: &[f32]) {
        let inputs = ease.len();
        let rows = (from.len() / inputs).next_multiple_of(TILE);
        self.codes.clear();
        self.codes.resize(rows * inputs, 0);
        self.sums.resize(rows, [0; BLOCK]);
        let rows = from.chunks_exact(inputs).zip(self.codes.chunks_exact_mut(inputs));
        self.ranges.clear();
        self.ranges.extend(rows.map(|(row, codes)| quantise(row, ease, codes)));
        if let Some(peaks) = &mut self.peaks {
            peaks.see(from, inputs);
        }
    }
}

impl Peaks {
    fn see(&mut self, from: &[f32], inputs: usize) {
        if self.next == self.all.len() {
            self.all.push(vec![0.0; inputs]);
        }
        if let Some(peaks) = self.all.get_mut(self.next) {
            for row in from.chunks_exact(inputs) {
                peaks.iter_mut().zip(row).for_each(|(peak, x)| *peak = peak.max(x.abs()));
            }
        }
        self.next += 1;
    }
}
