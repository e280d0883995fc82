//! Nets and numbers for the tests of the numerics.

#![allow(dead_code, reason = "every test uses a part of it")]

use ndarray::{Array1, Array2};
use oneiro::net::{Activation, Birth, Init, Kernel, Loss, Mlp, Params, Shape, Step};

/// A step that only measures: with velocities it leaves the gradient in them.
pub const STILL: Step = Step { learning_rate: 0.0, momentum: 0.0, decay: 0.0, normalized: false };

/// Numbers in [−1, 1), by integer arithmetic: the same on every machine.
pub fn numbers(seed: u32) -> impl Iterator<Item = f32> {
    let mut state = seed.wrapping_mul(0x9E37_79B9) ^ 0x6A09_E667;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    })
}

/// An array of such numbers.
pub fn array(rows: usize, cols: usize, seed: u32) -> Array2<f32> {
    let flat: Array1<f32> = numbers(seed).take(rows * cols).collect();
    flat.into_shape_with_order((rows, cols)).expect("sizes agree")
}

/// Rows of probabilities, none of them 0.
pub fn soft_targets(rows: usize, cols: usize, seed: u32) -> Array2<f32> {
    let mut targets = array(rows, cols, seed).mapv(|x| x + 1.1);
    for mut row in targets.rows_mut() {
        let total = row.sum();
        row /= total;
    }
    targets
}

/// Rows with a single 1.
pub fn classes(rows: usize, cols: usize) -> Array2<f32> {
    Array2::from_shape_fn((rows, cols), |(i, j)| if (i * 7 + i / 3) % cols == j { 1.0 } else { 0.0 })
}

/// A shape with biases.
pub fn shape(widths: &[usize], activation: Activation, loss: Loss) -> Shape {
    Shape {
        inputs: widths[0],
        outputs: widths[widths.len() - 1],
        loss,
        params: Params {
            hidden: widths[1..widths.len() - 1].to_vec(),
            activation,
            init: Init::FanIn,
            first_gain: 1.0,
            first_bias: 0.5,
            bias: true,
        },
    }
}

/// A net whose every weight and bias is drawn.
pub fn mlp(shape: &Shape, kernel: Kernel, rows: usize, momentum: bool) -> Mlp {
    let mut normals = |layer: usize, weights: &mut [f32]| {
        for (weight, number) in weights.iter_mut().zip(numbers(100 + layer as u32)) {
            *weight = number * 1.732;
        }
    };
    let mut uniforms = |biases: &mut [f32]| {
        for (bias, number) in biases.iter_mut().zip(numbers(200)) {
            *bias = number;
        }
    };
    let mut mlp = Mlp::new(shape, kernel, rows, momentum, Birth { normals: &mut normals, uniforms: &mut uniforms });
    for (index, layer) in mlp.layers_mut().iter_mut().enumerate().skip(1) {
        for (bias, number) in layer.bias.iter_mut().zip(numbers(300 + index as u32)) {
            *bias = 0.3 * number;
        }
    }
    mlp
}

/// The state's bytes.
pub fn state(mlp: &Mlp) -> Vec<u8> {
    let mut bytes = Vec::new();
    mlp.write_state(&mut bytes);
    bytes
}
