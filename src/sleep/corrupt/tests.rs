use super::*;

const IMAGE: Option<[usize; 2]> = Some([100, 100]);
const INPUTS: usize = 10_000;

fn dreams(noise: Noise, strength: f64) -> Dreams {
    Dreams { hallucinatory: strength, noise, ..Dreams::CLEAN }
}

fn corrupt(dreams: Dreams, index: u32, raw: &[f32]) -> Vec<f32> {
    let image = IMAGE.filter(|[width, height]| width * height == raw.len());
    let (mut raw, mut scratch, second) = (raw.to_vec(), vec![0.0; raw.len()], vec![0.25; raw.len()]);
    let second = dreams.takes_two().then_some(second.as_slice());
    Corruption::of_night(&dreams, image, 1, 1).apply(index, &mut raw, second, &mut scratch);
    raw
}

fn share(values: &[f32], of: impl Fn(f32) -> bool) -> f64 {
    values.iter().filter(|value| of(**value)).count() as f64 / values.len() as f64
}

/// Within five standard errors of a share of so many.
fn assert_share(found: f64, wanted: f64, of: f64) {
    let error = 5.0 * (wanted * (1.0 - wanted) / of).sqrt();
    assert!((found - wanted).abs() <= error, "{found} is not {wanted} ± {error}");
}

#[test]
fn a_corruption_of_nothing_changes_nothing() {
    for noise in Noise::ALL {
        for raw in [vec![0.1, -0.2, 0.3], (0..INPUTS).map(|place| place as f32 / 7.0).collect()] {
            assert_eq!(corrupt(dreams(noise, 0.0), 3, &raw), raw, "{}", noise.name());
            assert_eq!(corrupt(Dreams { patch: 4, ..dreams(noise, 0.0) }, 3, &raw), raw, "{}", noise.name());
        }
        assert_eq!((noise.factors(0.0), dreams(noise, 0.0).shares()), ([1.0, 0.0], [1.0, 0.0]));
    }
}

#[test]
fn every_kind_changes_something_and_no_two_dreams_are_alike() {
    for noise in Noise::ALL {
        let strength = if noise.strength() == Strength::Pixels { 3.0 } else { 0.5 };
        let raw: Vec<f32> = (0..INPUTS).map(|place| 0.1 + (place % 97) as f32 / 100.0).collect();
        let [first, again, second] = [0, 0, 1].map(|index| corrupt(dreams(noise, strength), index, &raw));
        assert_eq!(first, again);
        assert_ne!(first, raw, "{}", noise.name());
        assert!(noise == Noise::Blend || first != second, "{}", noise.name());
        assert_eq!(Noise::from_name(noise.name()), Some(noise));
    }
}

#[test]
fn shares_of_the_inputs_are_turned_over_set_and_masked() {
    let n = INPUTS as f64;
    let bright = vec![0.9; INPUTS];
    let flipped = corrupt(dreams(Noise::Flip, 0.3), 0, &bright);
    assert_share(share(&flipped, |value| (value - 0.1).abs() < 1e-6), 0.3, n);
    assert_share(share(&flipped, |value| value == 0.9), 0.7, n);
    let clipped = corrupt(Dreams { clip: Some([-1.0, 3.0]), ..dreams(Noise::Flip, 0.3) }, 0, &bright);
    assert_share(share(&clipped, |value| (value - 1.1).abs() < 1e-6), 0.3, n);
    let salted = corrupt(dreams(Noise::SaltPepper, 0.3), 0, &bright);
    for end in [0.0, 1.0] {
        assert_share(share(&salted, |value| value == end), 0.15, n);
    }
    let masked = corrupt(Dreams { sparse: 0.25, ..Dreams::CLEAN }, 0, &bright);
    assert_share(share(&masked, |value| value == 0.0), 0.25, n);
    let clipped = corrupt(Dreams { clip: Some([-0.5, 1.5]), ..dreams(Noise::Gaussian, 9.0) }, 0, &bright);
    assert!(clipped.iter().all(|value| (-0.5..=1.5).contains(value)));
}

#[test]
fn patches_are_masked_whole_and_points_by_single_inputs() {
    let ones = vec![1.0; INPUTS];
    for side in [2, 3, 7, 64] {
        let masked = corrupt(Dreams { sparse: 0.5, patch: side, ..Dreams::CLEAN }, 0, &ones);
        let across = 100usize.div_ceil(side as usize);
        let mut hidden = 0;
        for tile in 0..across * across {
            let (left, top) = (tile % across * side as usize, tile / across * side as usize);
            let of_tile = |place: &usize| {
                (left..left + side as usize).contains(&(place % 100))
                    && (top..top + side as usize).contains(&(place / 100))
            };
            let values: Vec<f32> = (0..INPUTS).filter(of_tile).map(|place| masked[place]).collect();
            assert!(values.iter().all(|value| *value == values[0]), "patch {tile} of side {side}");
            hidden += usize::from(values[0] == 0.0);
        }
        let tiles = (across * across) as f64;
        assert_share(hidden as f64 / tiles, 0.5, tiles);
    }
    let table = [1.0; 9];
    let [single, patched] = [1, 3].map(|patch| corrupt(Dreams { sparse: 0.5, patch, ..Dreams::CLEAN }, 0, &table));
    assert_eq!(single, patched);
}

#[test]
fn a_shift_moves_the_whole_image_evenly_in_all_directions() {
    const DREAMS: u32 = 9_000;
    let mut image = vec![0.0; INPUTS];
    image[50 * 100 + 50] = 1.0;
    let mut counts = [0u32; 9];
    for index in 0..DREAMS {
        let moved = corrupt(dreams(Noise::Shift, 1.0), index, &image);
        let place = moved.iter().position(|value| *value == 1.0).expect("a pixel");
        let (x, y) = (place % 100, place / 100);
        assert!((49..=51).contains(&x) && (49..=51).contains(&y));
        counts[(x - 49) + 3 * (y - 49)] += 1;
    }
    for count in counts {
        assert_share(f64::from(count) / f64::from(DREAMS), 1.0 / 9.0, f64::from(DREAMS));
    }
    // What comes in from outside is empty.
    let moved = corrupt(dreams(Noise::Shift, 99.0), 5, &vec![1.0; INPUTS]);
    let filled = moved.iter().filter(|value| **value == 1.0).count();
    assert!(filled < INPUTS && moved.iter().all(|value| *value == 0.0 || *value == 1.0));
}

#[test]
fn occlusion_hides_half_of_its_strength_in_tiles_of_every_side() {
    const DREAMS: u32 = 4_000;
    let ones = vec![1.0; INPUTS];
    let hidden = |strength| -> Vec<f64> {
        (0..DREAMS)
            .map(|index| share(&corrupt(dreams(Noise::Occlude, strength), index, &ones), |value| value == 0.0))
            .collect()
    };
    for strength in [0.4, 1.0] {
        let shares = hidden(strength);
        let mean = shares.iter().sum::<f64>() / f64::from(DREAMS);
        let variance = shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / f64::from(DREAMS);
        assert!((mean - strength / 2.0).abs() < 5.0 * (variance / f64::from(DREAMS)).sqrt(), "{mean} at {strength}");
        // A uniform share: the deviation is that of (0, strength), and a little for the tiles.
        assert!((variance.sqrt() / strength - 1.0 / 12f64.sqrt()).abs() < 0.03);
    }
    let few = corrupt(dreams(Noise::Occlude, 1.0), 0, &[1.0; 9]);
    assert!(few.iter().all(|value| *value == 0.0 || *value == 1.0));
}

#[test]
fn two_memories_and_noise_have_their_parts() {
    let bright = vec![0.75; INPUTS];
    let blended = corrupt(dreams(Noise::Blend, 0.3), 0, &bright);
    assert!(blended.iter().all(|value| (value - (0.7 * 0.75 + 0.3 * 0.25)).abs() < 1e-6));
    assert_eq!(dreams(Noise::Blend, 0.25).shares(), [0.75, 0.25]);
    for (strength, shares) in [(1.0, [0.5, 0.5]), (0.5, [5.0 / 6.0, 1.0 / 6.0])] {
        let mixed = corrupt(dreams(Noise::Mix, strength), 0, &bright);
        let mean = mixed.iter().map(|value| f64::from(*value)).sum::<f64>() / INPUTS as f64;
        let wanted = (1.0 - 0.75 * strength) * 0.75 + 0.25 * strength * 0.25;
        assert!((mean - wanted).abs() < 5.0 * 0.5 * strength / (INPUTS as f64).sqrt(), "{mean} is not {wanted}");
        let variance = mixed.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum::<f64>() / INPUTS as f64;
        assert!((variance.sqrt() - 0.5 * strength).abs() < 5.0 * 0.5 * strength / (2.0 * INPUTS as f64).sqrt());
        for (found, wanted) in dreams(Noise::Mix, strength).shares().into_iter().zip(shares) {
            assert!((found - wanted).abs() < 1e-6);
        }
    }
}
