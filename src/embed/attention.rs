//! Attention: each token's state becomes a mean of all tokens' values, weighted by how well their keys
//! answer its query (Vaswani et al. 2017).
//!
//! `out = softmax(Q Kᵀ) V` for each head; that scores are divided by the root of the head's size is in the
//! weights already. Four queries are worked on at once, a lane for each, so that no sum goes across lanes.

use super::math::{LANES, Lanes, exp};

/// Queries that are worked on at once.
const QUERIES: usize = 4;
/// A number for each of them.
type Four = [f32; QUERIES];

/// Room for one head's keys, values and weights.
#[derive(Default)]
pub(super) struct Room {
    /// Blocks of 8 keys: for each number of a key, those of all eight.
    keys: Vec<Lanes>,
    /// Blocks of 8 numbers of the values: for each token, its eight.
    values: Vec<Lanes>,
    /// For each number of a query, those of all four.
    queries: Vec<Four>,
    /// For each token its weight for the four queries.
    weights: Vec<Four>,
}

impl Room {
    /// The attention of one text. `projected` has for each token query, key and value, `3 · width`
    /// numbers; `out` gets `width`.
    pub(super) fn attend(&mut self, projected: &[f32], width: usize, heads: usize, out: &mut [f32]) {
        let (tokens, size) = (projected.len() / (3 * width), width / heads);
        for head in 0..heads {
            self.gather(projected, width, head * size, size);
            for (number, rows) in out.chunks_mut(QUERIES * width).enumerate() {
                let first = number * QUERIES * 3 * width;
                let asking = projected[first..].chunks(3 * width).take(rows.len() / width);
                self.queries.fill([0.0; QUERIES]);
                for (lane, row) in asking.enumerate() {
                    let numbers = row[head * size..].iter();
                    self.queries.iter_mut().zip(numbers).for_each(|(four, x)| four[lane] = *x);
                }
                let by = self.weigh(tokens, size);
                for (part, values) in self.values.chunks_exact(tokens).enumerate() {
                    let sums = weighted(&self.weights[..tokens], values);
                    let at = head * size + part * LANES;
                    for ((row, sums), by) in rows.chunks_mut(width).zip(sums).zip(by) {
                        row[at..at + LANES].iter_mut().zip(sums).for_each(|(out, sum)| *out = sum * by);
                    }
                }
            }
        }
    }

    /// Lays out one head's keys and values.
    fn gather(&mut self, projected: &[f32], width: usize, at: usize, size: usize) {
        let tokens = projected.len() / (3 * width);
        self.keys.clear();
        self.keys.resize(tokens.div_ceil(LANES) * size, [0.0; LANES]);
        self.values.clear();
        self.values.resize(tokens * size / LANES, [0.0; LANES]);
        self.queries.resize(size, [0.0; QUERIES]);
        self.weights.resize(tokens.div_ceil(LANES) * LANES, [0.0; QUERIES]);
        for (token, row) in projected.chunks_exact(3 * width).enumerate() {
            let (key, value) = (&row[width + at..][..size], &row[2 * width + at..][..size]);
            let keys = &mut self.keys[token / LANES * size..][..size];
            keys.iter_mut().zip(key).for_each(|(eight, x)| eight[token % LANES] = *x);
            let values = self.values.iter_mut().skip(token).step_by(tokens);
            values.zip(value.as_chunks().0).for_each(|(place, eight)| *place = *eight);
        }
    }

    /// The weights of all tokens for the four queries, up to the factor that is given.
    fn weigh(&mut self, tokens: usize, size: usize) -> Four {
        let mut highest = [f32::NEG_INFINITY; QUERIES];
        for (keys, weights) in self.keys.chunks_exact(size).zip(self.weights.as_chunks_mut::<LANES>().0) {
            *weights = scores(keys, &self.queries);
        }
        let weights = &mut self.weights[..tokens];
        for four in &*weights {
            highest.iter_mut().zip(four).for_each(|(high, x)| *high = if x > high { *x } else { *high });
        }
        let mut sums = [0.0; QUERIES];
        for four in weights {
            for ((x, high), sum) in four.iter_mut().zip(&highest).zip(&mut sums) {
                *x = exp(*x - high);
                *sum += *x;
            }
        }
        sums.map(|sum| 1.0 / sum)
    }
}

/// The products of eight keys with four queries.
#[inline(always)]
fn scores(keys: &[Lanes], queries: &[Four]) -> [Four; LANES] {
    let mut sums = [[0.0; QUERIES]; LANES];
    for (keys, queries) in keys.iter().zip(queries) {
        for (sums, key) in sums.iter_mut().zip(keys) {
            sums.iter_mut().zip(queries).for_each(|(sum, query)| *sum += key * query);
        }
    }
    sums
}

/// For four queries the weighted sum of eight numbers of the values.
#[inline(always)]
fn weighted(weights: &[Four], values: &[Lanes]) -> [Lanes; QUERIES] {
    let mut sums = [[0.0; LANES]; QUERIES];
    for (weights, values) in weights.iter().zip(values) {
        for (sums, weight) in sums.iter_mut().zip(weights) {
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the definition, in double precision.
    fn exact(projected: &[f32], width: usize, heads: usize) -> Vec<f64> {
        let rows: Vec<&[f32]> = projected.chunks(3 * width).collect();
        let size = width / heads;
        let mut out = Vec::new();
        for row in &rows {
            for head in 0..heads {
                let part = |row: &[f32], which: usize| -> Vec<f64> {
                    row[which * width + head * size..][..size].iter().map(|x| f64::from(*x)).collect()
                };
                let query = part(row, 0);
                let product = |key: &[f64]| query.iter().zip(key).map(|(q, k)| q * k).sum::<f64>();
                let weights: Vec<f64> = rows.iter().map(|row| product(&part(row, 1)).exp()).collect();
                let total: f64 = weights.iter().sum();
                out.extend((0..size).map(|n| {
                    rows.iter().zip(&weights).map(|(row, w)| w * part(row, 2)[n]).sum::<f64>() / total
                }));
            }
        }
        out
    }

    #[test]
    fn it_is_what_its_definition_says_for_any_number_of_tokens() {
        let (width, heads) = (32, 2);
        let mut room = Room::default();
        for tokens in [1, 2, 3, 4, 5, 7, 8, 9, 17, 40] {
            let projected: Vec<f32> =
                (0..tokens * 3 * width).map(|n| ((n * 7919 % 1000) as f32 / 500.0 - 1.0).sin()).collect();
            let mut out = vec![f32::NAN; tokens * width];
            room.attend(&projected, width, heads, &mut out);
            for (got, exact) in out.iter().zip(exact(&projected, width, heads)) {
                assert!((f64::from(*got) - exact).abs() < 1e-5, "{tokens} tokens: {got} {exact}");
            }
        }
    }
}
