//! Noise for the hot loop: a counter-based generator whose every value is a function of its
//! coordinates alone, so that it can be computed in blocks of any width.

use rand::Rng;

use super::{Purpose, generator};
use crate::math;

/// Blocks computed together; the values do not depend on it.
const WIDTH: usize = 32;

/// 2⁻²⁴, the spacing of the uniform draws.
const SPACING: f32 = 1.0 / 16_777_216.0;

/// The noise of one (seed, purpose, day), addressed by index and place.
///
/// The generator is Threefry-2x32 with 13 rounds (Salmon et al. 2011, "Parallel random numbers:
/// as easy as 1, 2, 3"), keyed by a [`generator`] draw; its counter is (index, place).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    key: [u32; 2],
}

impl Stream {
    /// The noise at these coordinates.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, day: u32) -> Self {
        let mut generator = generator(seed, purpose, day, 0);
        Self { key: [generator.next_u32(), generator.next_u32()] }
    }

    /// Fills `out` with standard normal draws (Box & Muller 1958): place j of the first half takes
    /// the cosine of block j, place j of the second half its sine. |draw| ≤ 5.8.
    pub fn normals(&self, index: u32, out: &mut [f32]) {
        let half = out.len().div_ceil(2);
        let (cosines, sines) = out.split_at_mut(half);
        math::dispatch(
            #[inline(always)]
            || {
                let mut start = 0;
                while start < half {
                    let width = WIDTH.min(half - start);
                    let (a, b) = blocks::<WIDTH>(self.key, index, start as u32);
                    let mut cosine = [0.0; WIDTH];
                    let mut sine = [0.0; WIDTH];
                    for lane in 0..WIDTH {
                        // 24 bits fit a signed word, which vectors convert in one step.
                        let radius = (-2.0 * math::ln(((a[lane] >> 8) + 1) as i32 as f32 * SPACING)).sqrt();
                        let (s, c) = math::sin_cos_turns((b[lane] >> 8) as i32 as f32 * SPACING);
                        cosine[lane] = radius * c;
                        sine[lane] = radius * s;
                    }
                    cosines[start..start + width].copy_from_slice(&cosine[..width]);
                    let width = width.min(sines.len().saturating_sub(start));
                    sines[start..start + width].copy_from_slice(&sine[..width]);
                    start += WIDTH;
                }
            },
        );
    }

    /// One uniform draw on [0, 1), a multiple of 2⁻⁵³.
    #[must_use]
    pub fn uniform(&self, index: u32) -> f64 {
        let ([high], [low]) = blocks(self.key, index, 0);
        let word = u64::from(high) << 32 | u64::from(low);
        (word >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Fills `out` with uniform draws on [0, 1), multiples of 2⁻²⁴.
    pub fn uniforms(&self, index: u32, out: &mut [f32]) {
        let half = out.len().div_ceil(2);
        let (first, second) = out.split_at_mut(half);
        for start in (0..half).step_by(WIDTH) {
            let (a, b) = blocks::<WIDTH>(self.key, index, start as u32);
            for (out, word) in first[start..].iter_mut().zip(a) {
                *out = (word >> 8) as f32 * SPACING;
            }
            for (out, word) in second.iter_mut().skip(start).zip(b) {
                *out = (word >> 8) as f32 * SPACING;
            }
        }
    }
}

/// The two words of each of the blocks (index, start), (index, start + 1), …
#[inline(always)]
fn blocks<const N: usize>(key: [u32; 2], index: u32, start: u32) -> ([u32; N], [u32; N]) {
    const ROTATIONS: [u32; 8] = [13, 15, 26, 6, 17, 29, 16, 24];
    let schedule = [key[0], key[1], 0x1BD1_1BDA ^ key[0] ^ key[1]];
    let mut a = [index.wrapping_add(schedule[0]); N];
    let mut b = [0; N];
    for (lane, word) in b.iter_mut().enumerate() {
        *word = start.wrapping_add(lane as u32).wrapping_add(schedule[1]);
    }
    for round in 0..13 {
        let rotation = ROTATIONS[round % 8];
        for (a, b) in a.iter_mut().zip(&mut b) {
            *a = a.wrapping_add(*b);
            *b = b.rotate_left(rotation) ^ *a;
        }
        if round % 4 == 3 {
            let injection = round / 4 + 1;
            for (a, b) in a.iter_mut().zip(&mut b) {
                *a = a.wrapping_add(schedule[injection % 3]);
                *b = b.wrapping_add(schedule[(injection + 1) % 3]).wrapping_add(injection as u32);
            }
        }
    }
    (a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers of Random123 for Threefry-2x32 at 13 rounds.
    #[test]
    fn known_answers() {
        let first = |key, index, place| {
            let ([a], [b]) = blocks(key, index, place);
            [a, b]
        };
        assert_eq!(first([0, 0], 0, 0), [0x9d1c_5ec6, 0x8bd5_0731]);
        assert_eq!(first([u32::MAX; 2], u32::MAX, u32::MAX), [0xfd36_d048, 0x2d17_272c]);
        assert_eq!(first([0x1319_8a2e, 0x0370_7344], 0x243f_6a88, 0x85a3_08d3), [0xba3e_4725, 0xf27d_669e]);
    }

    #[test]
    fn a_value_depends_on_its_coordinates_and_not_on_the_row_it_is_drawn_in() {
        let stream = Stream::new(7, Purpose::Noise, 3);
        let mut long = vec![0.0; 1000];
        stream.normals(5, &mut long);
        for half in [1, 3, 63, 64, 65, 200] {
            let mut short = vec![0.0; 2 * half];
            stream.normals(5, &mut short);
            assert_eq!(short[..half], long[..half], "cosines of {half}");
            assert_eq!(short[half..], long[500..500 + half], "sines of {half}");
        }
        let ([a], [b]) = blocks(stream.key, 5, 64);
        let radius = (-2.0 * math::ln(((a >> 8) + 1) as f32 * SPACING)).sqrt();
        let (s, c) = math::sin_cos_turns((b >> 8) as f32 * SPACING);
        assert_eq!((long[64], long[564]), (radius * c, radius * s));
    }

    #[test]
    fn normal_draws_have_normal_moments_and_tails() {
        const ROWS: u32 = 2_000;
        const PLACES: usize = 501;
        let stream = Stream::new(1, Purpose::Noise, 1);
        let mut row = vec![0.0; PLACES];
        let n = f64::from(ROWS) * PLACES as f64;
        let (mut sums, mut beyond, mut lagged) = ([0.0; 4], [0.0; 4], 0.0);
        for index in 0..ROWS {
            stream.normals(index, &mut row);
            for (place, value) in row.iter().enumerate() {
                let value = f64::from(*value);
                for (power, sum) in sums.iter_mut().enumerate() {
                    *sum += value.powi(power as i32 + 1);
                }
                for (limit, count) in beyond.iter_mut().enumerate() {
                    *count += f64::from(value.abs() > limit as f64 + 1.0);
                }
                lagged += value * f64::from(row[(place + 1) % PLACES]);
            }
        }
        // Each bound is five standard errors of the statistic under the normal law.
        for (power, (moment, variance)) in [(0.0, 1.0), (1.0, 2.0), (0.0, 15.0), (3.0, 96.0f64)].into_iter().enumerate()
        {
            let error = (sums[power] / n - moment).abs();
            assert!(error < 5.0 * (variance / n).sqrt(), "moment {}: off by {error}", power + 1);
        }
        assert!((lagged / n).abs() < 5.0 / n.sqrt(), "neighbours correlate: {}", lagged / n);
        for (limit, share) in [0.317_310_5, 0.045_500_26, 0.002_699_796, 6.334_248e-5f64].into_iter().enumerate() {
            let error = (beyond[limit] / n - share).abs();
            assert!(error < 5.0 * (share / n).sqrt(), "beyond {} σ: off by {error}", limit + 1);
        }
    }
}
