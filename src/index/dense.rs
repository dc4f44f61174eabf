//! Meaning: an exact scan over all vectors, in one contiguous buffer.
//!
//! A row is a slot's 384 signed bytes. Exact is also fastest far past 10,000 memories (an
//! approximate graph of that size takes minutes to build and queries no faster).

use super::Slot;
use crate::embed::{DIMENSIONS, Vector};

/// A coordinate of 1 is stored as 127.
const UNIT: f32 = 127.0 * 127.0;

/// The vectors of an index.
#[derive(Default)]
pub struct Dense {
    /// One row a slot. A row without a vector is zeros: what was removed is overwritten.
    rows: Vec<[i8; DIMENSIONS]>,
    filled: Vec<bool>,
}

impl Dense {
    /// Gives a slot its vector.
    pub(super) fn set(&mut self, slot: Slot, vector: &Vector) {
        let slot = slot as usize;
        if slot >= self.rows.len() {
            self.filled.resize(slot + 1, false);
            self.rows.resize(slot + 1, [0; DIMENSIONS]);
        }
        self.put(slot, *vector.0, true);
    }

    /// Overwrites a slot's vector.
    pub(super) fn clear(&mut self, slot: Slot) {
        self.put(slot as usize, [0; DIMENSIONS], false);
    }

    /// A slot's vector.
    pub(super) fn get(&self, slot: Slot) -> Option<Vector> {
        let filled = *self.filled.get(slot as usize)?;
        filled.then(|| self.rows.get(slot as usize).map(|row| Vector(Box::new(*row))))?
    }

    /// The cosine of every slot's vector with the query's, none where a slot has no vector.
    pub fn scan<'a>(&'a self, query: &'a Vector) -> impl Iterator<Item = Option<f32>> + 'a {
        let cosine = |row| dot(row, &query.0) as f32 / UNIT;
        self.rows.iter().zip(&self.filled).map(move |(row, &filled)| filled.then(|| cosine(row)))
    }

    /// The cosine of two slots' vectors, if both have one.
    pub fn between(&self, one: Slot, other: Slot) -> Option<f32> {
        let row = |slot: Slot| {
            self.filled.get(slot as usize).filter(|filled| **filled)?;
            self.rows.get(slot as usize)
        };
        Some(dot(row(one)?, row(other)?) as f32 / UNIT)
    }

    fn put(&mut self, slot: usize, row: [i8; DIMENSIONS], filled: bool) {
        if let Some(place) = self.rows.get_mut(slot) {
            *place = row;
        }
        if let Some(place) = self.filled.get_mut(slot) {
            *place = filled;
        }
    }
}

/// Widening each byte to 16 bits and summing in 32 is what compilers know to turn into
/// multiply-add instructions (`pmaddwd`, `i32x4.dot_i16x8_s`); 384 · 127² fits in 32 bits.
fn dot(a: &[i8; DIMENSIONS], b: &[i8; DIMENSIONS]) -> i32 {
    a.iter().zip(b).map(|(&x, &y)| i32::from(i16::from(x)) * i32::from(i16::from(y))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(at: usize) -> Vector {
        let mut coordinates = [0; DIMENSIONS];
        coordinates[at] = 127;
        Vector(Box::new(coordinates))
    }

    #[test]
    fn a_vector_is_one_with_itself_and_none_with_a_right_angle() {
        let mut dense = Dense::default();
        dense.set(0, &axis(3));
        dense.set(2, &axis(4));
        let cosines: Vec<_> = dense.scan(&axis(3)).collect();
        assert_eq!(cosines, [Some(1.0), None, Some(0.0)]);
    }

    #[test]
    fn a_cleared_vector_leaves_no_byte_behind() {
        let mut dense = Dense::default();
        dense.set(1, &axis(7));
        dense.clear(1);
        dense.clear(9);
        assert!(dense.rows.iter().flatten().all(|&byte| byte == 0));
        assert_eq!(dense.scan(&axis(7)).flatten().count(), 0);
    }

    #[test]
    fn the_most_extreme_vectors_do_not_overflow() {
        assert_eq!(dot(&[-128; DIMENSIONS], &[-128; DIMENSIONS]), 128 * 128 * 384);
    }
}
