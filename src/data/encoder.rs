//! From a raw input to the features that a net sees.

use super::Inputs;
use ndarray::Array2;

/// How a raw input becomes features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoder {
    /// The raw input itself.
    Identity,
    /// `√(2k+1)·P_k(x)/√(degree+1)`, k = 0 … degree, `P_k` the Legendre polynomials: orthogonal on
    /// −1 … 1, with E‖φ‖² = 1 for uniform x.
    Legendre {
        /// The highest degree.
        degree: usize,
    },
}

impl Encoder {
    /// Features per raw input of size `raw`.
    #[must_use]
    pub const fn features(&self, raw: usize) -> usize {
        match self {
            Self::Identity => raw,
            Self::Legendre { degree } => *degree + 1,
        }
    }

    /// Encodes one raw input into `features`.
    pub fn encode_into(&self, raw: &[f32], features: &mut [f32]) {
        match self {
            Self::Identity => features.copy_from_slice(raw),
            Self::Legendre { degree } => {
                let x = f64::from(raw[0]);
                let scale = 1.0 / (*degree as f64 + 1.0).sqrt();
                let (mut previous, mut current) = (0.0, 1.0);
                for (k, feature) in features.iter_mut().enumerate() {
                    let k = k as f64;
                    *feature = ((2.0 * k + 1.0).sqrt() * scale * current) as f32;
                    let next = ((2.0 * k + 1.0) * x * current - k * previous) / (k + 1.0);
                    (previous, current) = (current, next);
                }
            }
        }
    }

    /// Encodes a set, n × raw size, into n × features; where nothing is to be done both share their rows.
    #[must_use]
    pub fn encode(&self, raw: &Inputs) -> Inputs {
        if *self == Self::Identity {
            return raw.clone();
        }
        let mut features = Array2::zeros((raw.len(), self.features(raw.width())));
        for (raw, mut features) in raw.rows().zip(features.rows_mut()) {
            let raw = raw.to_vec();
            let features = features.as_slice_mut().expect("a fresh array's rows are contiguous");
            self.encode_into(&raw, features);
        }
        Inputs::all(features)
    }

    /// The coefficients of 1, x, x² … of the polynomial that these weights, one per feature, stand
    /// for; `None` where features are not polynomials.
    #[must_use]
    pub fn monomials(&self, weights: &[f32]) -> Option<Vec<f64>> {
        let Self::Legendre { degree } = self else { return None };
        let scale = 1.0 / (*degree as f64 + 1.0).sqrt();
        let mut sum = vec![0.0; degree + 1];
        let (mut previous, mut current) = (vec![0.0; degree + 2], vec![0.0; degree + 2]);
        current[0] = 1.0;
        for (k, weight) in weights.iter().enumerate().take(degree + 1) {
            let k = k as f64;
            let factor = f64::from(*weight) * (2.0 * k + 1.0).sqrt() * scale;
            for (sum, coefficient) in sum.iter_mut().zip(&current) {
                *sum += factor * coefficient;
            }
            let mut next = vec![0.0; degree + 2];
            for power in 0..=*degree {
                next[power + 1] += (2.0 * k + 1.0) * current[power] / (k + 1.0);
                next[power] -= k * previous[power] / (k + 1.0);
            }
            (previous, current) = (current, next);
        }
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legendre_features_are_orthonormal_but_for_the_common_factor() {
        let encoder = Encoder::Legendre { degree: 6 };
        let n = 20_001;
        let mut gram = [[0.0; 7]; 7];
        let mut features = [0.0; 7];
        for i in 0..n {
            encoder.encode_into(&[2.0 * (i as f32 + 0.5) / n as f32 - 1.0], &mut features);
            for (a, row) in features.iter().zip(&mut gram) {
                for (b, entry) in features.iter().zip(row) {
                    *entry += f64::from(a * b) * 7.0 / f64::from(n);
                }
            }
        }
        for (i, row) in gram.iter().enumerate() {
            for (j, entry) in row.iter().enumerate() {
                assert!((entry - f64::from(u8::from(i == j))).abs() < 1e-4, "{i} {j}: {entry}");
            }
        }
    }

    #[test]
    fn monomials_give_the_same_polynomial() {
        let encoder = Encoder::Legendre { degree: 12 };
        let weights: Vec<f32> = (0..13).map(|k| 0.3 - 0.05 * k as f32).collect();
        let coefficients = encoder.monomials(&weights).expect("polynomials");
        let mut features = [0.0; 13];
        for x in [-1.0, -0.3, 0.0, 0.6, 1.0f32] {
            encoder.encode_into(&[x], &mut features);
            let direct: f64 = features.iter().zip(&weights).map(|(f, w)| f64::from(f * w)).sum();
            let powers: f64 = coefficients.iter().rev().fold(0.0, |sum, c| sum * f64::from(x) + c);
            assert!((direct - powers).abs() < 1e-5, "{x}: {direct} {powers}");
        }
    }
}
