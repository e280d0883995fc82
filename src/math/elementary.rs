//! The functions themselves: branch-free, so that loops over them vectorise.

#![expect(clippy::inline_always, reason = "must be compiled for the instruction set of the loop around it")]

/// 1.5·2²³: adding and subtracting it rounds to the nearest integer (ties to even) while |x| < 2²².
const ROUND: f32 = 12_582_912.0;
/// 1.5·2⁵², the same for f64.
const ROUND64: f64 = 6_755_399_441_055_744.0;
/// ln 2, upper part: few enough bits that `n·LN2_HI` is exact for |n| < 2⁹.
const LN2_HI: f32 = 355.0 / 512.0;
/// ln 2 − `LN2_HI`.
const LN2_LO: f32 = -2.121_944_4e-4;
/// ln 2, upper part: 32 bits, so `n·LN2_HI64` is exact for |n| < 2¹⁰.
const LN2_HI64: f64 = f64::from_bits(0x3FE6_2E42_FEE0_0000);
/// ln 2 − `LN2_HI64`.
const LN2_LO64: f64 = f64::from_bits(0x3DEA_39EF_3579_3C76);

/// 2ⁿ for −126 ≤ n ≤ 127.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

/// Splits x = n·ln 2 + r with n an integer and |r| ≤ ½ ln 2; |x| < 2²¹. The integer's bits survive a NaN.
#[inline(always)]
fn split(x: f32) -> (i32, f32) {
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN2_HI) - n * LN2_LO;
    ((shifted.to_bits() as i32).wrapping_sub(ROUND.to_bits() as i32), r)
}

/// (eʳ − 1 − r)/r² by Taylor's series; next term 5e-9 of eʳ at |r| = ½ ln 2.
#[inline(always)]
fn exp_tail(r: f32) -> f32 {
    let p = 1.0 / 5040.0;
    let p = p * r + 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    p * r + 0.5
}

/// eˣ to about 1 ulp; ∞ above 88.73, 0 below −103.98, NaN of NaN.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = if x > 89.0 { 89.0 } else { x };
    let x = if x < -105.0 { -105.0 } else { x };
    let (n, r) = split(x);
    let e = (exp_tail(r) * (r * r) + r) + 1.0;
    // In two factors: 2¹²⁸ and 2⁻¹⁵¹ are not normal numbers, their halves are.
    let half = n >> 1;
    e * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// tanh x to about 2 ulp, also near 0; ±1 from |x| = 9.02 on, NaN of NaN.
///
/// t/(t + 2) with t = e^(2|x|) − 1, which cancels nowhere.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    let size = x.abs();
    let size = if size > 10.0 { 10.0 } else { size };
    let (n, r) = split(size + size);
    let scale = power_of_two(n);
    let t = scale * (exp_tail(r) * (r * r) + r) + (scale - 1.0);
    (t / (t + 2.0)).copysign(x)
}

/// ln x to about 1 ulp; −∞ of 0, NaN of negative numbers and NaN.
#[inline(always)]
#[must_use]
pub fn ln(x: f32) -> f32 {
    let small = x < f32::MIN_POSITIVE;
    let normal = if small { x * 8_388_608.0 } else { x };
    let shift = if small { 23.0 } else { 0.0 };
    // x = 2ᵉ·m with m in [√½, √2).
    let offset = normal.to_bits().wrapping_sub(0x3F35_04F3);
    let e = ((offset as i32) >> 23) as f32 - shift;
    let m = f32::from_bits((offset & 0x007F_FFFF).wrapping_add(0x3F35_04F3));
    // ln(1 + f) = f − f²/2 + s(f²/2 + 2s²/3 + 2s⁴/5 + …), s = f/(2 + f), |s| ≤ .172.
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let q = s * s;
    let series = q * (2.0 / 3.0 + q * (2.0 / 5.0 + q * (2.0 / 7.0 + q * (2.0 / 9.0))));
    let square = 0.5 * f * f;
    let result = e * LN2_HI + (f - (square - (s * (square + series) + e * LN2_LO)));
    let result = if x == 0.0 { f32::NEG_INFINITY } else { result };
    let result = if x == f32::INFINITY { x } else { result };
    if x >= 0.0 { result } else { f32::NAN }
}

/// (sin 2πt, cos 2πt), each to about 1.5e-7, for |t| < 1e4.
#[inline(always)]
#[must_use]
pub fn sin_cos_turns(t: f32) -> (f32, f32) {
    // The nearest quarter turn, and the exact rest, |r| ≤ 1/8.
    let shifted = t * 4.0 + ROUND;
    let quarter = shifted.to_bits();
    let r = t - (shifted - ROUND) * 0.25;
    let a = r * std::f32::consts::TAU;
    let q = a * a;
    let p = 1.0 / 362_880.0;
    let p = p * q - 1.0 / 5040.0;
    let p = p * q + 1.0 / 120.0;
    let p = p * q - 1.0 / 6.0;
    let sin = a + a * (q * p);
    let p = -1.0 / 3_628_800.0;
    let p = p * q + 1.0 / 40_320.0;
    let p = p * q - 1.0 / 720.0;
    let p = p * q + 1.0 / 24.0;
    let cos = 1.0 - (0.5 * q - q * q * p);
    // ROUND's low bits are 0, so the low bits of the sum are the quarter's.
    let odd = quarter & 1 != 0;
    let (s, c) = if odd { (cos, sin) } else { (sin, cos) };
    let sign_sin = (quarter & 2) << 30;
    let sign_cos = (quarter.wrapping_add(1) & 2) << 30;
    (f32::from_bits(s.to_bits() ^ sign_sin), f32::from_bits(c.to_bits() ^ sign_cos))
}

/// eˣ in double precision to about 1 ulp; ∞ above 709.78, 0 below −745.13, NaN of NaN.
#[inline(always)]
#[must_use]
pub fn exp64(x: f64) -> f64 {
    let x = if x > 710.0 { 710.0 } else { x };
    let x = if x < -746.0 { -746.0 } else { x };
    let shifted = x * std::f64::consts::LOG2_E + ROUND64;
    let n = shifted - ROUND64;
    let r = (x - n * LN2_HI64) - n * LN2_LO64;
    let mut p = 1.0 / 6_227_020_800.0;
    for inverse in [
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
    ] {
        p = p * r + inverse;
    }
    let e = (p * (r * r) + r) + 1.0;
    let n = (shifted.to_bits() as i64).wrapping_sub(ROUND64.to_bits() as i64);
    let half = n >> 1;
    let power = |n: i64| f64::from_bits((n.wrapping_add(1023) as u64) << 52);
    e * power(half) * power(n.wrapping_sub(half))
}
