//! The control of one line beside sleep replay consolidation: what was learnt last speaks no louder than the rest.

use crate::net::Layer;

/// Evens out the answers of a net with rectified hidden layers: the mean of all that was learnt so far gets the same
/// score in each of these classes, the mean of theirs. Of the last layer alone, the weights into each such class move
/// by h·(z̄ − z)/‖h‖², h what the layer before gives for the mean: the smallest change that does it. Where the layer
/// before gives nothing, nothing changes.
pub fn equalise(layers: &mut [Layer], mean: &[f32], classes: &[bool]) {
    let Some((last, hidden)) = layers.split_last_mut() else { return };
    let values = hidden.iter().fold(mean.to_vec(), |values, layer| {
        let mut given = scores(layer, &values);
        for value in &mut given {
            *value = value.max(0.0);
        }
        given
    });
    let scores = scores(last, &values);
    let known = || scores.iter().zip(classes).filter(|(_, known)| **known).map(|(score, _)| *score);
    let middle = known().sum::<f32>() / known().count() as f32;
    let square = values.iter().fold(0.0, |sum, value| sum + value * value);
    if !(square > 0.0 && middle.is_finite()) {
        return;
    }
    for (class, score) in scores.iter().enumerate().filter(|(class, _)| classes.get(*class) == Some(&true)) {
        let step = (middle - score) / square;
        for (weight, value) in last.weights.column_mut(class).iter_mut().zip(&values) {
            *weight += step * value;
        }
    }
}

/// What a layer gives before its activation, added up in the order of its inputs.
fn scores(layer: &Layer, values: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0; layer.weights.ncols()];
    sums.iter_mut().zip(&layer.bias).for_each(|(sum, bias)| *sum = *bias);
    for (value, weights) in values.iter().zip(layer.weights.rows()) {
        sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array1, array};

    #[test]
    fn known_classes_get_the_same_score_and_others_keep_theirs() {
        let none = || Array1::zeros(0);
        let mut layers = [
            Layer { weights: array![[1.0, -1.0, 0.5], [0.5, 1.0, 0.0]], bias: none() },
            Layer { weights: array![[1.0, -2.0, 0.3], [0.2, 0.0, 0.1], [-1.0, 4.0, 2.0]], bias: none() },
        ];
        let mean = [1.0, 0.5];
        let before = layers.clone();
        equalise(&mut layers, &mean, &[true, true, false]);
        let given = scores(&layers[0], &mean).iter().map(|value| value.max(0.0)).collect::<Vec<_>>();
        let after = scores(&layers[1], &given);
        let was = scores(&before[1], &given);
        assert!((after[0] - after[1]).abs() < 1e-5, "{after:?}");
        assert!((after[0] - f32::midpoint(was[0], was[1])).abs() < 1e-5, "{after:?}");
        assert_eq!((after[2], &layers[0]), (was[2], &before[0]));
        let even = layers.clone();
        equalise(&mut layers, &mean, &[true, true, false]);
        assert!(layers[1].weights.iter().zip(&even[1].weights).all(|(now, then)| (now - then).abs() < 1e-6));
        equalise(&mut layers, &[0.0, 0.0], &[true, true, true]);
        assert!(layers[1].weights.iter().all(|weight| weight.is_finite()));
    }
}
