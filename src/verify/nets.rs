//! Nets to check, and the same mathematics written out a second time, in double precision.

use crate::net::{Activation, Birth, Init, Kernel, Layer, Loss, Mlp, Params, Shape, Step};
use crate::rng::{Purpose, Stream};
use ndarray::{Array1, Array2};

/// A step that moves nothing.
pub(super) const STILL: Step = Step { learning_rate: 0.0, momentum: 0.0, decay: 0.0, normalized: false };

/// The seed of all that is drawn here.
pub(super) const SEED: u64 = 1;

/// Standard normal numbers.
pub(super) fn normals(rows: usize, columns: usize, index: u32) -> Array2<f32> {
    let mut numbers = Array2::zeros((rows, columns));
    if let Some(numbers) = numbers.as_slice_mut() {
        Stream::new(SEED, Purpose::Points, 0).normals(index, numbers);
    }
    numbers
}

/// The shape of a net.
pub(super) fn shape(widths: &[usize], activation: Activation, loss: Loss, bias: bool) -> Shape {
    Shape {
        inputs: widths[0],
        outputs: widths[widths.len() - 1],
        loss,
        params: Params {
            hidden: widths[1..widths.len() - 1].to_vec(),
            activation,
            init: Init::FanIn,
            first_gain: 1.0,
            first_bias: if bias { 0.5 } else { 0.0 },
            bias,
        },
    }
}

/// A net of normal weights that takes batches of so many rows.
pub(super) fn net(shape: &Shape, rows: usize, velocities: bool) -> Mlp {
    net_on(Kernel::default(), shape, rows, velocities)
}

/// The same on a kernel.
pub(super) fn net_on(kernel: Kernel, shape: &Shape, rows: usize, velocities: bool) -> Mlp {
    let weights = Stream::new(SEED, Purpose::Weights, 0);
    let biases = Stream::new(SEED, Purpose::Biases, 0);
    let birth = Birth {
        normals: &mut |layer, out| weights.normals(layer as u32, out),
        uniforms: &mut |out| {
            biases.uniforms(0, out);
            for bias in out {
                *bias = 2.0 * *bias - 1.0;
            }
        },
    };
    let mut net = Mlp::new(shape, kernel, rows, velocities, birth);
    for (index, layer) in net.layers_mut().iter_mut().enumerate().skip(1) {
        if let Some(bias) = layer.bias.as_slice_mut() {
            biases.uniforms(index as u32, bias);
        }
    }
    net
}

/// Weights and biases in double precision.
#[derive(Clone)]
pub(super) struct Wide {
    pub layers: Vec<(Array2<f64>, Array1<f64>)>,
    activation: Activation,
}

impl Wide {
    pub(super) fn of(layers: &[Layer], activation: Activation) -> Self {
        let wide = |layer: &Layer| (layer.weights.mapv(f64::from), layer.bias.mapv(f64::from));
        Self { layers: layers.iter().map(wide).collect(), activation }
    }

    /// Answers, rows × outputs.
    pub(super) fn answers(&self, inputs: &Array2<f64>) -> Array2<f64> {
        let mut values = inputs.clone();
        for (index, (weights, bias)) in self.layers.iter().enumerate() {
            values = values.dot(weights);
            if !bias.is_empty() {
                values += bias;
            }
            if index + 1 < self.layers.len() {
                values.mapv_inplace(|z| if self.activation == Activation::Tanh { z.tanh() } else { z.max(0.0) });
            }
        }
        values
    }

    /// The mean loss of a batch.
    pub(super) fn loss(&self, inputs: &Array2<f64>, targets: &Array2<f64>, loss: Loss) -> f64 {
        let answers = self.answers(inputs);
        let of_row = |(answer, target): (ndarray::ArrayView1<'_, f64>, ndarray::ArrayView1<'_, f64>)| -> f64 {
            let all = answer.mapv(f64::exp).sum().ln();
            let each = answer.iter().zip(target).map(|(y, t)| match loss {
                Loss::CrossEntropy => t * (all - y),
                Loss::HalfSquared => 0.5 * (y - t).powi(2),
            });
            each.sum()
        };
        answers.rows().into_iter().zip(targets.rows()).map(of_row).sum::<f64>() / answers.nrows() as f64
    }
}

/// Solves a symmetric positive definite system by Cholesky's decomposition; what is not positive definite gives NaN.
pub(super) fn solve(matrix: &Array2<f64>, right: &Array1<f64>) -> Array1<f64> {
    let n = right.len();
    let mut lower = Array2::<f64>::zeros((n, n));
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| lower[(i, k)] * lower[(j, k)]).sum();
            lower[(i, j)] = if i == j { (matrix[(i, i)] - sum).sqrt() } else { (matrix[(i, j)] - sum) / lower[(j, j)] };
        }
    }
    let mut found = right.clone();
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| lower[(i, k)] * found[k]).sum();
        found[i] = (found[i] - sum) / lower[(i, i)];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| lower[(k, i)] * found[k]).sum();
        found[i] = (found[i] - sum) / lower[(i, i)];
    }
    found
}
