use super::{exp, exp_in_place, exp64, ln, sin_cos_turns, tanh, tanh_in_place};

/// Largest distance in units of the last place of f32 (never finer than the smallest subnormal).
fn worst_ulp(range: (f32, f32), points: usize, ours: fn(f32) -> f32, truth: fn(f64) -> f64) -> f64 {
    let step = (f64::from(range.1) - f64::from(range.0)) / points as f64;
    (0..=points)
        .map(|i| (f64::from(range.0) + step * i as f64) as f32)
        .map(|x| {
            let truth = truth(f64::from(x));
            let near = (truth as f32).abs().max(f32::MIN_POSITIVE);
            let ulp = f64::from(f32::from_bits(near.to_bits() + 1)) - f64::from(near);
            (f64::from(ours(x)) - truth).abs() / ulp
        })
        .fold(0.0, f64::max)
}

#[test]
fn exp_is_close_over_its_whole_range() {
    let worst = worst_ulp((-103.0, 88.72), 2_000_003, exp, f64::exp);
    assert!(worst < 1.5, "{worst} ulp");
    let worst = worst_ulp((-1.0, 1.0), 1_000_003, exp, f64::exp);
    assert!(worst < 1.5, "{worst} ulp");
}

#[test]
fn exp_at_its_ends() {
    assert_eq!(exp(0.0), 1.0);
    assert_eq!(exp(-0.0), 1.0);
    assert_eq!(exp(88.73), f32::INFINITY);
    assert_eq!(exp(1e30), f32::INFINITY);
    assert_eq!(exp(f32::INFINITY), f32::INFINITY);
    assert_eq!(exp(-104.0), 0.0);
    assert_eq!(exp(-1e30), 0.0);
    assert_eq!(exp(f32::NEG_INFINITY), 0.0);
    assert!(exp(-103.0) > 0.0, "the smallest numbers are still there");
    assert!(exp(f32::NAN).is_nan());
}

#[test]
fn tanh_is_close_also_near_zero() {
    for range in [(-12.0, 12.0), (-1.0, 1.0), (-1e-3, 1e-3), (-1e-20, 1e-20), (0.3, 0.4)] {
        let worst = worst_ulp(range, 1_000_003, tanh, f64::tanh);
        assert!(worst < 2.5, "{worst} ulp in {range:?}");
    }
}

#[test]
fn tanh_at_its_ends() {
    for x in [9.1, 20.0, 1e30, f32::INFINITY] {
        assert_eq!(tanh(x), 1.0);
        assert_eq!(tanh(-x), -1.0);
    }
    assert_eq!(tanh(0.0).to_bits(), 0.0f32.to_bits());
    assert_eq!(tanh(-0.0).to_bits(), (-0.0f32).to_bits());
    assert!(tanh(f32::NAN).is_nan());
}

#[test]
fn ln_is_close_and_knows_its_ends() {
    for range in [(1e-45, 1e-38), (1e-10, 1e-3), (0.001, 0.7), (0.7, 1.5), (0.99, 1.01), (1.5, 1e6), (1e30, 3e38)] {
        let worst = worst_ulp(range, 1_000_003, ln, f64::ln);
        assert!(worst < 1.5, "{worst} ulp in {range:?}");
    }
    assert_eq!(ln(1.0), 0.0);
    assert_eq!(ln(0.0), f32::NEG_INFINITY);
    assert_eq!(ln(f32::INFINITY), f32::INFINITY);
    assert!(ln(-1.0).is_nan());
    assert!(ln(f32::NAN).is_nan());
}

#[test]
fn sine_and_cosine_of_turns() {
    for (low, high, points) in [(0.0f64, 1.0, 1_000_003), (-1e4, 1e4, 3_000_001)] {
        for i in 0..=points {
            let t = (low + (high - low) * f64::from(i) / f64::from(points)) as f32;
            let (sin, cos) = sin_cos_turns(t);
            let angle = f64::from(t).rem_euclid(1.0) * std::f64::consts::TAU;
            assert!((f64::from(sin) - angle.sin()).abs() < 1.5e-7, "sin of {t} turns");
            assert!((f64::from(cos) - angle.cos()).abs() < 1.5e-7, "cos of {t} turns");
        }
    }
    for (t, sin, cos) in [(0.0, 0.0, 1.0), (0.25, 1.0, 0.0), (0.5, 0.0, -1.0), (0.75, -1.0, 0.0), (1.0, 0.0, 1.0)] {
        assert_eq!(sin_cos_turns(t), (sin, cos));
    }
}

#[test]
fn exp64_is_close_and_knows_its_ends() {
    for i in 0..=1_000_003 {
        let x = -708.0 + 1417.0 * f64::from(i) / 1_000_003.0;
        let truth = x.exp();
        assert!((exp64(x) - truth).abs() <= 4e-16 * truth, "{x}");
    }
    assert_eq!(exp64(0.0), 1.0);
    assert_eq!(exp64(709.79), f64::INFINITY);
    assert_eq!(exp64(f64::INFINITY), f64::INFINITY);
    assert_eq!(exp64(-745.2), 0.0);
    assert_eq!(exp64(f64::NEG_INFINITY), 0.0);
    assert!(exp64(f64::NAN).is_nan());
}

#[test]
fn slices_have_the_bits_of_scalars_at_any_length() {
    for length in 0..67 {
        let values: Vec<f32> = (0..length).map(|i| (i as f32 - 33.0) * 3.137 + 0.01).collect();
        let mut exps = values.clone();
        exp_in_place(&mut exps);
        let mut tanhs = values.clone();
        tanh_in_place(&mut tanhs);
        for (i, &value) in values.iter().enumerate() {
            assert_eq!(exps[i].to_bits(), exp(value).to_bits(), "exp {value}");
            assert_eq!(tanhs[i].to_bits(), tanh(value).to_bits(), "tanh {value}");
        }
    }
}
