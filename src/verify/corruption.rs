//! How much of a memory each kind of corruption changes.

use super::nets::SEED;
use super::{Allowed, Finding};
use crate::sleep::{Corruption, Dreams, Noise};

/// Inputs of a dream: an image of 20 × 20.
const SIDE: usize = 20;
const INPUTS: usize = SIDE * SIDE;
/// Dreams that come to a million inputs.
const DREAMS: u32 = 2500;
/// More of them, for the kind whose share differs from dream to dream.
const MANY: u32 = 16 * DREAMS;
/// The strength of all kinds.
const SHARE: f64 = 0.3;

pub(super) fn findings() -> Vec<Finding> {
    let masked = Dreams { sparse: SHARE, ..Dreams::CLEAN };
    let patches = Dreams { patch: 2, ..masked };
    let of = |noise: Noise| Dreams { noise, hallucinatory: SHARE, ..Dreams::CLEAN };
    let n = f64::from(DREAMS) * INPUTS as f64;
    let spread = (SHARE * (1.0 - SHARE)).sqrt();
    let four = |deviation: f64, n: f64| 4.0 * deviation / n.sqrt();
    // What is said of inputs of 1, with a second memory of 0 where the kind takes one.
    let mean = |dreams: &Dreams| moments(dreams, 1.0, DREAMS).0;
    let shares = "share of a million inputs; four standard errors";
    let mut found = Vec::new();
    let mut row = |what: &str, expected: f64, tolerance: f64, got: f64, reason: &str| {
        found.push(Finding::new(what, Allowed::Near(expected, tolerance), got, reason));
    };
    row("sparse: inputs left out", SHARE, four(spread, n), 1.0 - mean(&masked), shares);
    row(
        "sparse in patches of 2 × 2: inputs left out",
        SHARE,
        four(spread, n / 4.0),
        1.0 - mean(&patches),
        "share of a million inputs, four at a time; four standard errors",
    );
    row("flip: inputs turned over", SHARE, four(spread, n), 1.0 - mean(&of(Noise::Flip)), shares);
    let salt = of(Noise::SaltPepper);
    row("salt and pepper: inputs of 1 made 0", SHARE / 2.0, four(0.36, n), 1.0 - mean(&salt), shares);
    row("salt and pepper: inputs of 0 made 1", SHARE / 2.0, four(0.36, n), moments(&salt, 0.0, DREAMS).0, shares);
    row(
        "occlude: inputs hidden",
        SHARE / 2.0,
        // Of a share drawn evenly from 0 to .3, and of some twelve tiles.
        four((SHARE * SHARE / 12.0 + 0.01).sqrt(), f64::from(MANY)),
        1.0 - moments(&of(Noise::Occlude), 1.0, MANY).0,
        "half of the strength, in the mean; four standard errors of 40 000 dreams, that of one being .13",
    );
    let kept = "of the first memory, the second being 0; exact but for 32 bits";
    row("blend: what is left of an input", 1.0 - SHARE, 1e-6, mean(&of(Noise::Blend)), kept);
    let (left, deviation) = moments(&of(Noise::Mix), 1.0, DREAMS);
    row(
        "mix: what is left of an input, in the mean",
        1.0 - 0.75 * SHARE,
        four(SHARE / 2.0, n),
        left,
        "1 − ¾ of the strength; four standard errors",
    );
    row(
        "mix: deviation of its noise",
        SHARE / 2.0,
        four(SHARE / 2.0, 2.0 * n),
        deviation,
        "half of the strength; four standard errors, σ/√(2n)",
    );
    found
}

/// Mean and deviation of inputs of this value in so many dreams, with a second memory of 0.
fn moments(params: &Dreams, value: f32, dreams: u32) -> (f64, f64) {
    let corruption = Corruption::of_night(params, Some([SIDE, SIDE]), SEED, 1);
    let second = vec![0.0; INPUTS];
    let second = params.takes_two().then_some(&second[..]);
    let (mut raw, mut scratch) = (vec![0.0; INPUTS], vec![0.0; INPUTS]);
    let (mut sum, mut squares) = (0.0, 0.0);
    for dream in 0..dreams {
        raw.fill(value);
        corruption.apply(dream, &mut raw, second, &mut scratch);
        for value in &raw {
            sum += f64::from(*value);
            squares += f64::from(*value).powi(2);
        }
    }
    let n = f64::from(dreams) * INPUTS as f64;
    let mean = sum / n;
    (mean, (squares / n - mean * mean).max(0.0).sqrt())
}
