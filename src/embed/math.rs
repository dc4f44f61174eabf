//! What stands between the matrix products: in 32-bit floating point, and on every machine to the bit
//! the same, as only operations that IEEE 754 defines exactly are used, in an order written here.
//!
//! Eight numbers at a time, so that the compiler can use whatever vectors there are.

/// Numbers that are worked on at once.
pub(super) const LANES: usize = 8;
pub(super) type Lanes = [f32; LANES];

/// Added to a number below 2²², it leaves the nearest integer in the lowest bits.
const ROUND: f32 = 12_582_912.0;

/// `eˣ` for `x ≤ 0`; below -87 it is that of -87, as good as nothing. Within 3 units of the last place.
///
/// `eˣ = 2ⁿ eʳ` with `n = round(x / ln 2)`, and `eʳ` by its series (Cephes' coefficients).
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    // ln 2 in two parts: the first has few digits, so that its product with n is exact.
    let r = (x - n * 0.693_359_4) - n * -2.121_944_4e-4;
    let mut series = 1.987_569_1e-4;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5] {
        series = series * r + coefficient;
    }
    let series = series * r * r + r + 1.0;
    // n is from -126 to 0: its low bits, moved to where the exponent stands.
    series * f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23))
}

/// The error function, as a quotient of polynomials (Eigen's); beyond ±4 it is ±1 to the last digits.
#[inline(always)]
fn erf(x: f32) -> f32 {
    let x = if x < 4.0 { x } else { 4.0 };
    let x = if x > -4.0 { x } else { -4.0 };
    let square = x * x;
    let mut above = -2.726_142_3e-10;
    for coefficient in
        [2.770_681_4e-8, -2.101_024e-6, -5.692_506_4e-5, -7.349_906_3e-4, -2.954_6e-3, -1.609_603_3e-2]
    {
        above = above * square + coefficient;
    }
    let mut below = -1.456_607_2e-5;
    for coefficient in [-2.133_740_6e-4, -1.682_827e-3, -7.373_329_3e-3, -1.426_473_9e-2] {
        below = below * square + coefficient;
    }
    x * above / below
}

/// `x Φ(x)`, the activation between the halves of a feed-forward step (Hendrycks and Gimpel 2016).
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// A number of 16 bits (IEEE 754's binary16); exact.
#[must_use]
pub fn half(bits: u16) -> f32 {
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction as f32 / 16_777_216.0,
        // Infinite, or no number.
        31 => f32::from_bits(0x7f80_0000 | fraction << 13),
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

/// The nearest number of 16 bits; the highest for one beyond, and the lowest.
pub(super) fn to_half(x: f32) -> u16 {
    let highest = 65504.0f32;
    let magnitude = x.abs().min(highest);
    let bits = match magnitude < 6.103_515_6e-5 {
        // Below 2⁻¹⁴ steps are equal; 1024 of them are the next exponent's first.
        true => (magnitude * 16_777_216.0).round() as u16,
        false => ((magnitude.to_bits() + 0x1000 - (112 << 23)) >> 13) as u16,
    };
    bits.min(0x7bff) | u16::from(x.is_sign_negative()) << 15
}

/// Layer normalisation's learnt part, and what it adds to a variance.
pub(super) struct Norm {
    pub(super) gain: Vec<f32>,
    pub(super) shift: Vec<f32>,
    pub(super) epsilon: f32,
}

impl Norm {
    /// Each row of states becomes `gain (x − mean) / √(variance + ε) + shift`.
    pub(super) fn apply(&self, states: &mut [f32]) {
        let count = self.gain.len();
        for row in states.chunks_exact_mut(count) {
            let mean = sum(row, |x| x) / count as f32;
            let variance = sum(row, |x| (x - mean) * (x - mean)) / count as f32;
            let by = 1.0 / (variance + self.epsilon).sqrt();
            for ((x, gain), shift) in row.iter_mut().zip(&self.gain).zip(&self.shift) {
                *x = (*x - mean) * by * gain + shift;
            }
        }
    }
}

/// The sum over a row, whose length is a multiple of eight, of a function of its numbers.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums: Lanes = [0.0; LANES];
    for lanes in row.as_chunks::<LANES>().0 {
        sums.iter_mut().zip(lanes).for_each(|(sum, x)| *sum += of(*x));
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// The lowest and the highest number of a row whose length is a multiple of eight, each number multiplied
/// by its own factor.
#[inline(always)]
fn range(row: &[f32], by: &[f32]) -> (f32, f32) {
    let (mut low, mut high): (Lanes, Lanes) = ([f32::INFINITY; LANES], [f32::NEG_INFINITY; LANES]);
    for (lanes, by) in row.as_chunks::<LANES>().0.iter().zip(by.as_chunks::<LANES>().0) {
        for n in 0..LANES {
            let x = lanes[n] * by[n];
            low[n] = if x < low[n] { x } else { low[n] };
            high[n] = if x > high[n] { x } else { high[n] };
        }
    }
    let least = low.into_iter().fold(f32::INFINITY, |a, b| if b < a { b } else { a });
    (least, high.into_iter().fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a }))
}

/// A row, each number multiplied by its own factor, as codes of 7 bits: `x · ease ≈ low + step · code`.
/// Gives `(low, step)`.
#[inline(always)]
pub(super) fn quantise<C: From<u8>>(row: &[f32], ease: &[f32], codes: &mut [C]) -> (f32, f32) {
    let (low, high) = range(row, ease);
    let step = (high - low) / 127.0;
    let by = if high > low { 127.0 / (high - low) } else { 0.0 };
    for ((code, x), ease) in codes.iter_mut().zip(row).zip(ease) {
        // The nearest code is in the lowest bits; what is no number at all becomes some code or other.
        let bits = ((x * ease - low) * by + ROUND).to_bits();
        *code = C::from((bits & 127) as u8);
    }
    (low, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many numbers as a test can look at, evenly from one to the other.
    fn between(low: f64, high: f64) -> impl Iterator<Item = f32> {
        (0..=200_000).map(move |n| (low + (high - low) * f64::from(n) / 200_000.0) as f32)
    }

    #[test]
    fn numbers_of_16_bits_are_read_and_written_back() {
        for bits in 0..=u16::MAX {
            let x = half(bits);
            if x.is_finite() {
                assert_eq!(to_half(x), bits, "{x}");
            }
        }
        assert_eq!(
            [half(0x3c00), half(0xc000), half(1), half(0x7c00)],
            [1.0, -2.0, 2f32.powi(-24), f32::INFINITY]
        );
        // In between the nearest, beyond the highest.
        assert_eq!([to_half(1.000_6), to_half(-1e9), to_half(2f32.powi(-24) * 0.6)], [0x3c01, 0xfbff, 1]);
    }

    #[test]
    fn the_exponential_is_right_to_six_digits() {
        for x in between(-87.0, 0.0) {
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() <= exact * 4e-7, "{x}: {} {exact}", exp(x));
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f32::NEG_INFINITY) < 1e-37 && exp(-1e30) < 1e-37);
    }

    /// The error function by its series, in double precision.
    fn exact_erf(x: f64) -> f64 {
        let (mut term, mut sum) = (x, x);
        for n in 1..200 {
            term *= -x * x / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        sum * std::f64::consts::FRAC_2_SQRT_PI
    }

    #[test]
    fn the_activation_is_right_to_less_than_a_millionth() {
        for x in between(-5.0, 5.0) {
            let exact = f64::from(x) * 0.5 * (1.0 + exact_erf(f64::from(x) / 2f64.sqrt()));
            assert!(
                (f64::from(gelu(x)) - exact).abs() < 1e-6 * f64::from(x).abs().max(1.0),
                "{x}: {}",
                gelu(x)
            );
        }
        assert!((gelu(50.0) - 50.0).abs() < 1e-5 && gelu(0.0) == 0.0);
        assert!(gelu(-50.0).abs() < 1e-5);
    }

    #[test]
    fn a_normalised_row_has_the_mean_and_the_spread_that_were_learnt() {
        let mut row: Vec<f32> = (0..64).map(|n| (n * n % 37) as f32).collect();
        let norm = Norm { gain: vec![2.0; 64], shift: vec![5.0; 64], epsilon: 1e-12 };
        norm.apply(&mut row);
        let mean = row.iter().sum::<f32>() / 64.0;
        let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / 64.0;
        assert!((mean - 5.0).abs() < 1e-5 && (variance - 4.0).abs() < 1e-4, "{mean} {variance}");
    }

    #[test]
    fn a_code_is_the_nearest_of_128() {
        let row: Vec<f32> = (0..256).map(|n| (n as f32).sin() * 3.0 + 1.0).collect();
        let mut codes = vec![0u8; 256];
        let ease: Vec<f32> = (0..256).map(|n| 1.0 + (n % 5) as f32).collect();
        let (low, step) = quantise(&row, &ease, &mut codes);
        for ((x, ease), code) in row.iter().zip(&ease).zip(&codes) {
            assert!((x * ease - (low + step * f32::from(*code))).abs() <= step * 0.500_01);
        }
        assert_eq!(codes.iter().max(), Some(&127));
        assert_eq!(codes.iter().min(), Some(&0));
    }

    #[test]
    fn what_has_no_range_or_is_no_number_has_codes_all_the_same() {
        let mut codes = vec![9u8; 8];
        assert_eq!(quantise(&[4.0; 8], &[1.0; 8], &mut codes), (4.0, 0.0));
        assert_eq!(codes, [0; 8]);
        for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            quantise(&[odd, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], &[1.0; 8], &mut codes);
            assert!(codes.iter().all(|code| *code < 128));
        }
    }
}
