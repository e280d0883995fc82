//! What a dreaming Hopfield net must do.

use super::*;

/// Random patterns, from the upper bits of a linear congruence (Knuth).
fn patterns(count: usize, neurons: usize, seed: u64) -> Array2<f32> {
    let mut word = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Array2::from_shape_fn((count, neurons), |_| {
        word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if word >> 63 == 0 { 1.0 } else { -1.0 }
    })
}

fn taught(patterns: &Array2<f32>, kernel: Kernel) -> Hopfield {
    let mut net = Hopfield::new(patterns.ncols(), kernel);
    patterns.rows().into_iter().for_each(|pattern| net.store(pattern));
    net
}

fn sleep(net: &mut Hopfield, rate: f64, dreams: usize) {
    for _ in 0..dreams {
        while net.dream(rate) {}
    }
}

fn stable(net: &Hopfield, patterns: &Array2<f32>) -> f64 {
    let count = patterns.rows().into_iter().filter(|pattern| net.is_stable(*pattern)).count();
    count as f64 / patterns.nrows() as f64
}

/// The largest distance from the closed form at the time slept.
fn distance(net: &Hopfield, patterns: &Array2<f32>) -> f64 {
    let exact = dreamt(patterns.view(), net.slept());
    let mut worst = 0.0f64;
    for ((place, exact), found) in exact.indexed_iter().zip(net.couplings().iter()) {
        let found = if place.0 == place.1 { net.diagonal[place.0] } else { *found };
        worst = worst.max((exact - f64::from(found)).abs());
    }
    worst
}

#[test]
fn dreams_follow_the_closed_form_the_nearer_the_slower_they_come() {
    for kernel in Kernel::ALL {
        let patterns = patterns(40, 96, 3);
        let mut net = taught(&patterns, kernel);
        assert!(distance(&net, &patterns) < 1e-6, "Hebb's rule at t = 0");
        sleep(&mut net, 0.001, 500);
        assert!((net.slept() - 0.5).abs() < 1e-9);
        let slow = distance(&net, &patterns);
        assert!(slow < 1e-4, "t = 0.5: {slow}");
        sleep(&mut net, 0.001, 1500);
        let slow = distance(&net, &patterns);
        assert!(slow < 1e-4, "t = 2: {slow}");
        // The step is of first order: ten times the rate, about ten times as far off.
        let mut fast = taught(&patterns, kernel);
        sleep(&mut fast, 0.01, 200);
        let ratio = distance(&fast, &patterns) / slow;
        assert!((5.0..20.0).contains(&ratio), "{ratio}");
    }
}

#[test]
fn a_step_that_is_off_by_a_fiftieth_is_found_out() {
    let patterns = patterns(40, 96, 3);
    let mut net = taught(&patterns, Kernel::Portable);
    for _ in 0..500 {
        while net.dream(0.001 * 1.02) {}
    }
    net.slept = 0.5;
    assert!(distance(&net, &patterns) > 3e-4);
}

#[test]
fn a_dream_in_pieces_is_the_dream_and_stays_symmetric() {
    let neurons = 600;
    let patterns = patterns(60, neurons, 5);
    for kernel in Kernel::ALL {
        let mut net = taught(&patterns, kernel);
        let mut pieces = 1;
        while net.dream(0.1) {
            pieces += 1;
        }
        assert!(pieces > 2, "{pieces}");
        let plain = {
            let whole = taught(&patterns, kernel);
            let mut whole_j = whole.couplings.mapv(f64::from);
            (0..neurons).for_each(|place| whole_j[(place, place)] = f64::from(whole.diagonal[place]));
            &whole_j + &((&whole_j - &whole_j.dot(&whole_j)) * 0.1)
        };
        for ((i, j), weight) in net.couplings().indexed_iter() {
            assert_eq!(weight.to_bits(), net.couplings()[(j, i)].to_bits());
            let found = if i == j { net.diagonal[i] } else { *weight };
            assert!((f64::from(found) - plain[(i, j)]).abs() < 1e-5, "{i} {j}");
        }
    }
}

#[test]
fn dreaming_makes_stable_what_hebb_cannot_hold() {
    let patterns = patterns(36, 256, 1);
    let mut net = taught(&patterns, Kernel::Faer);
    assert!(stable(&net, &patterns) < 0.8);
    sleep(&mut net, 0.1, 20);
    assert!(stable(&net, &patterns) > 0.97, "{}", stable(&net, &patterns));
}

#[test]
fn recall_leads_home_from_a_few_wrong_neurons_and_ends_where_nothing_turns() {
    let patterns = patterns(10, 200, 2);
    let net = taught(&patterns, Kernel::Portable);
    let mut states = patterns.clone();
    for (row, mut state) in states.rows_mut().into_iter().enumerate() {
        (0..20).for_each(|k| state[(7 * k + row) % 200] *= -1.0);
    }
    net.recall(&mut states);
    assert_eq!(states, patterns);
    let mut noise = self::patterns(30, 200, 9);
    net.recall(&mut noise);
    let fields = net.fields(noise.view());
    assert!(noise.iter().zip(&fields).all(|(state, field)| state * field >= 0.0), "nothing turns any more");
    assert_eq!(net.recall(&mut patterns.clone()), vec![true; 10]);
    let mut nothing = self::patterns(2, 200, 4);
    let before = nothing.clone();
    Hopfield::new(200, Kernel::Portable).recall(&mut nothing);
    assert_eq!(nothing, before, "who receives nothing stays");
}

#[test]
fn a_state_reads_back_to_the_bit() {
    let patterns = patterns(12, 50, 6);
    let mut net = taught(&patterns, Kernel::Portable);
    sleep(&mut net, 0.3, 2);
    let mut bytes = Vec::new();
    net.write_state(&mut bytes);
    let mut other = Hopfield::new(50, Kernel::Portable);
    assert_eq!(other.read_state(&bytes), bytes.len());
    sleep(&mut net, 0.2, 1);
    sleep(&mut other, 0.2, 1);
    let [mut a, mut b] = [Vec::new(), Vec::new()];
    net.write_state(&mut a);
    other.write_state(&mut b);
    assert_eq!(a, b);
}
