/// ln x in double precision, x > 0 and normal; accurate to about 1e-15 of its value.
///
/// x = m·2ᵉ with m within a factor √2 of 1, and ln m = 2·artanh((m − 1)/(m + 1)) as its series.
#[must_use]
pub fn ln64(x: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    let mut m = f64::from_bits((bits & MANTISSA) | 1023 << 52);
    if m > std::f64::consts::SQRT_2 {
        m *= 0.5;
        exponent += 1;
    }
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let mut series = 0.0;
    for odd in (1..=23).rev().step_by(2) {
        series = series * square + 1.0 / f64::from(odd);
    }
    2.0 * s * series + exponent as f64 * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::ln64;

    #[test]
    fn agrees_with_the_standard_library() {
        for x in (1..4000).map(|k| f64::from(k) / 1000.0).chain([1e-300, 1e-9, 0.999_999_999, 1e9, 1e300]) {
            assert!((ln64(x) - x.ln()).abs() <= 2e-15 * x.ln().abs().max(1e-8), "{x}: {} {}", ln64(x), x.ln());
        }
    }
}
