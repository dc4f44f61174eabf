//! Makes `src/embed/projection.bin`: `cargo xtask tune`, which calls
//! `cargo run --release --example projection -- MODEL OUT`.
//!
//! The token states of this project's own sentences (`sentences.txt`, filled in by a fixed sequence, and the
//! generic prompts of `satchel eval`; for a model of many languages few of these, and those that it is packed with),
//! their mean, and the 64 main axes of what is left.

// A command-line tool: it tells what it found.
#![allow(clippy::print_stdout, clippy::indexing_slicing)]

use std::path::PathBuf;

use satchel::embed::projection::REDUCED;
use satchel::embed::{DIMENSIONS, Encoder as _, Model, TextEncoder};
use satchel::text::{Analyzer, Language};

const SENTENCES: &str = include_str!("sentences.txt");
const PROMPTS: &str = include_str!("../../cli/src/generic.txt");
const LANGUAGES: &str = include_str!("../../cli/src/pack/languages.txt");
/// How many sentences are made of the templates,
const COUNT: usize = 1_000;
/// and how many for a model of many languages, about as many as others are there for it.
const COUNT_OF_MANY: usize = 60;

type Matrix = Vec<[f64; DIMENSIONS]>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [model, out] = arguments.as_slice() else { return Err("MODEL OUT".into()) };
    let mut encoder = TextEncoder::load(std::fs::read(model)?)?;
    let kept = kept(encoder.model(), &encoder.pieces());
    let mut states = Matrix::new();
    for text in sentences(encoder.model()) {
        for encoded in encoder.encode(&[&text])? {
            let of_kept = encoded.token_states().filter(|(token, _)| kept[*token as usize]);
            states.extend(of_kept.map(|(_, state)| std::array::from_fn(|at| f64::from(state[at]))));
        }
    }
    let mean: [f64; DIMENSIONS] =
        std::array::from_fn(|at| states.iter().map(|state| state[at]).sum::<f64>() / states.len() as f64);
    let axes = axes(covariance(&states, &mean));
    let mut bytes: Vec<u8> = mean.iter().flat_map(|&x| (x as f32).to_le_bytes()).collect();
    for axis in &axes {
        let scale = axis.iter().fold(0.0, |most: f64, x| most.max(x.abs())) / 127.0;
        bytes.extend((scale as f32).to_le_bytes());
        bytes.extend(axis.iter().map(|x| ((x / scale).round() as i8).cast_unsigned()));
    }
    let bit =
        |tokens: &[bool]| (0..8).filter(|&at| tokens.get(at) == Some(&true)).map(|at| 1u8 << at).sum::<u8>();
    bytes.extend(kept.chunks(8).map(bit));
    std::fs::write(out, &bytes)?;
    println!("{} token states, {REDUCED} axes, {} bytes", states.len(), bytes.len());
    Ok(())
}

/// For each token, whether it carries meaning by itself.
fn kept(model: Model, pieces: &[(u32, String)]) -> Vec<bool> {
    let languages: &[Language] = match model {
        Model::English => &[Language::English],
        Model::Multilingual => &[Language::English, Language::French],
    };
    let analyzer = Analyzer::new();
    let special = |token: &str| token.len() > 2 && token.starts_with('[') && token.ends_with(']');
    let tells = |language: &Language, token: &str| analyzer.telling(*language, token).next().is_some();
    let is_word = |token: &str| languages.iter().all(|language| tells(language, token));
    let carries = |token: &str| {
        !special(token)
            && token.chars().any(char::is_alphanumeric)
            && match model {
                Model::English => token.starts_with("##") || !token.is_ascii() || is_word(token),
                Model::Multilingual => token.strip_prefix('▁').is_none_or(is_word),
            }
    };
    let count = pieces.last().map_or(0, |(last, _)| *last as usize + 1);
    let mut kept = vec![false; count];
    pieces.iter().for_each(|(token, text)| kept[*token as usize] = carries(text));
    kept
}

/// The templates filled in, the prompts, and for a model of many languages the texts in them.
fn sentences(model: Model) -> Vec<String> {
    let (count, step, others) = match model {
        Model::English => (COUNT, 1, ""),
        Model::Multilingual => (COUNT_OF_MANY, 10, LANGUAGES),
    };
    let lines = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    let (lists, templates): (Vec<&str>, Vec<&str>) = lines.partition(|line| {
        line.split_once(':').is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_uppercase()))
    });
    let lists: Vec<(&str, Vec<&str>)> = lists
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, of)| (name, of.split(" | ").collect()))
        .collect();
    let mut state = 1u64;
    // Knuth's linear congruential generator: the same sentences every time, everywhere.
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let fill = |template: &&str| {
        let mut parts = template.split('{');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or(("", part));
            match lists.iter().find(|(list, _)| *list == name) {
                Some((_, of)) => text.push_str(of[next(of.len())]),
                None if name == "H" => text.push_str(&format!("{}:{}0", 6 + next(16), next(6))),
                None => text.push_str(&(3 + next(900)).to_string()),
            }
            text.push_str(rest);
        }
        text
    };
    let prompts = PROMPTS.lines().step_by(step).chain(others.lines()).map(str::to_owned);
    templates.iter().cycle().take(count).map(fill).chain(prompts).collect()
}

fn covariance(states: &Matrix, mean: &[f64; DIMENSIONS]) -> Matrix {
    let mut sums = vec![[0.0; DIMENSIONS]; DIMENSIONS];
    for state in states {
        let centred: [f64; DIMENSIONS] = std::array::from_fn(|at| state[at] - mean[at]);
        for (row, x) in sums.iter_mut().zip(centred) {
            row.iter_mut().zip(centred).for_each(|(sum, y)| *sum += x * y);
        }
    }
    sums.iter_mut().flatten().for_each(|sum| *sum /= states.len() as f64);
    sums
}

/// The main axes of a symmetric matrix, greatest first, each scaled by its eigenvalue to the power −⅛.
fn axes(mut matrix: Matrix) -> Matrix {
    let mut vectors: Matrix =
        (0..DIMENSIONS).map(|row| std::array::from_fn(|at| f64::from(u8::from(row == at)))).collect();
    for _ in 0..12 {
        sweep(&mut matrix, &mut vectors);
    }
    let mut order: Vec<usize> = (0..DIMENSIONS).collect();
    order.sort_by(|&a, &b| matrix[b][b].total_cmp(&matrix[a][a]));
    order.iter().take(REDUCED).map(|&at| vectors[at].map(|x| x * matrix[at][at].powf(-0.125))).collect()
}

/// One sweep of Jacobi's rotations. The rows of `vectors` become the eigenvectors.
fn sweep(matrix: &mut Matrix, vectors: &mut Matrix) {
    for p in 0..DIMENSIONS {
        for q in p + 1..DIMENSIONS {
            if matrix[p][q].abs() < 1e-14 {
                continue;
            }
            let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
            let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
            let c = 1.0 / t.hypot(1.0);
            let s = t * c;
            for row in matrix.iter_mut() {
                (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
            }
            for of in [&mut *matrix, &mut *vectors] {
                let (upper, lower) = of.split_at_mut(q);
                for (x, y) in upper[p].iter_mut().zip(&mut lower[0]) {
                    (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                }
            }
        }
    }
}
