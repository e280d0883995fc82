//! A multilayer perceptron and its training step.

use ndarray::{Array1, Array2, ArrayView2, ShapeBuilder, s};

use super::{Activation, Birth, Kernel, Loss, Params, kernel::product, pass};

/// What a net is, from inputs to loss.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Features of an example, ≥ 1.
    pub inputs: usize,
    /// Outputs, ≥ 1: classes, or values.
    pub outputs: usize,
    /// What training minimises.
    pub loss: Loss,
    /// Everything between.
    pub params: Params,
}

/// Weights and bias of one layer, or their velocities.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// fan-in × fan-out, in standard layout.
    pub weights: Array2<f32>,
    /// fan-out, or empty if units have no biases.
    pub bias: Array1<f32>,
}

/// How a training step changes the weights: v ← μv + g, then w ← (1 − decay)·w − ηv.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// η ≥ 0.
    pub learning_rate: f32,
    /// μ in [0, 1); 0 for a net that keeps no velocities.
    pub momentum: f32,
    /// Share of every weight (biases apart) that this step removes before the gradient is applied; the gradient is
    /// taken at the weights before. Decoupled: = ηλ for weight decay λ.
    pub decay: f32,
    /// Divide each example's gradient by max(1, η‖φ‖²), φ the net's inputs (and a 1 if there are biases). Meant for
    /// linear nets, where it keeps every step stable.
    pub normalized: bool,
}

/// What a training step keeps of one layer's weights and biases, where that is not the same for all.
#[derive(Debug, Clone, PartialEq)]
pub struct Keep {
    /// The factor of the weights into each neuron, fan-out.
    pub weights: Array1<f32>,
    /// The factor of each bias, fan-out; empty if biases do not decay, or if there are none.
    pub bias: Array1<f32>,
}

/// A multilayer perceptron with all its buffers.
#[derive(Debug, Clone)]
pub struct Mlp {
    kernel: Kernel,
    loss: Loss,
    activation: Activation,
    layers: Vec<Layer>,
    /// Empty without momentum.
    velocities: Vec<Layer>,
    /// Per layer, rows × fan-out: what it gives; after a training step, the last one holds the loss's gradient.
    outputs: Vec<Array2<f32>>,
    /// Per hidden layer, rows × units: the gradient before its activation.
    gradients: Vec<Array2<f32>>,
    /// A bias's gradient, as wide as the widest layer.
    sums: Vec<f32>,
    errors: Vec<f32>,
    /// Examples of the last training step.
    trained: usize,
}

const STANDARD: &str = "the net's own arrays are in standard layout";

impl Mlp {
    /// A net at birth. `rows` ≥ 1 is the largest batch it can be given; with `momentum` it keeps velocities.
    pub fn new(shape: &Shape, kernel: Kernel, rows: usize, momentum: bool, mut birth: Birth<'_>) -> Self {
        let params = &shape.params;
        let widths: Vec<usize> =
            [shape.inputs].into_iter().chain(params.hidden.iter().copied()).chain([shape.outputs]).collect();
        let layers: Vec<Layer> =
            widths.windows(2).enumerate().map(|(index, fan)| birth.layer(params, index, fan[0], fan[1])).collect();
        let layers: Vec<Layer> = layers.into_iter().map(|layer| laid_out(layer, kernel)).collect();
        Self {
            kernel,
            loss: shape.loss,
            activation: params.activation,
            velocities: if momentum { layers.iter().map(still).collect() } else { Vec::new() },
            outputs: widths[1..].iter().map(|&width| Array2::zeros((rows, width))).collect(),
            gradients: params.hidden.iter().map(|&width| Array2::zeros((rows, width))).collect(),
            sums: vec![0.0; widths[1..].iter().copied().max().unwrap_or(0)],
            errors: vec![0.0; rows],
            trained: 0,
            layers,
        }
    }

    /// One step of gradient descent on the mean loss of a batch; returns that loss as it was before the step, which
    /// is not finite if training has diverged. Allocates nothing.
    ///
    /// Shapes: inputs b × inputs, targets b × outputs, 1 ≤ b ≤ the net's rows.
    ///
    /// # Panics
    /// If a shape is another one, if an array is not in standard layout, or if there is momentum without velocities.
    pub fn train(&mut self, inputs: ArrayView2<'_, f32>, targets: ArrayView2<'_, f32>, step: &Step) -> f32 {
        self.train_yoked(inputs, targets, step, &[])
    }

    /// The same, but that each layer keeps of its weights and biases what `keep` says instead of what `step.decay`
    /// leaves; a layer that it does not reach keeps all of them.
    ///
    /// # Panics
    /// As [`Self::train`], and if a factor's shape is another one.
    pub fn train_yoked(
        &mut self,
        inputs: ArrayView2<'_, f32>,
        targets: ArrayView2<'_, f32>,
        step: &Step,
        keep: &[Keep],
    ) -> f32 {
        let batch = inputs.nrows();
        assert!(batch > 0, "a training step needs an example");
        assert!(step.momentum == 0.0 || !self.velocities.is_empty(), "momentum needs velocities");
        self.forward(inputs);
        self.trained = batch;
        let last = self.layers.len() - 1;
        let width = self.outputs[last].ncols();
        assert_eq!(targets.dim(), (batch, width), "targets are batch × outputs");
        let output = rows_mut(&mut self.outputs[last], batch);
        let targets = targets.to_slice().expect("targets are in standard layout");
        let total = self.loss.gradient(output, targets, width, &mut self.errors[..batch]);
        if step.normalized {
            let features = inputs.to_slice().expect("inputs are in standard layout");
            let bias = !self.layers[0].bias.is_empty();
            pass::normalize(output, width, features, inputs.ncols(), bias, step.learning_rate);
        }
        for index in (0..=last).rev() {
            self.descend(index, inputs, step, keep);
        }
        (total / batch as f64) as f32
    }

    /// Per example of the last training step: 1 − p(target) (with soft targets 1 − Σ t p), or the length of the
    /// residual.
    pub fn errors(&self) -> &[f32] {
        &self.errors[..self.trained]
    }

    /// What the hidden layers gave for the b examples of the last training step: b × units, the first layer first.
    pub fn hidden(&self) -> impl Iterator<Item = ArrayView2<'_, f32>> {
        let hidden = &self.outputs[..self.outputs.len() - 1];
        hidden.iter().map(|values| values.slice(s![..self.trained, ..]))
    }

    /// Logits or values, b × outputs, for b ≤ the net's rows. Allocates nothing.
    ///
    /// # Panics
    /// If a shape is another one, or if inputs are not in standard layout.
    pub fn predict(&mut self, inputs: ArrayView2<'_, f32>) -> ArrayView2<'_, f32> {
        self.forward(inputs);
        self.outputs[self.layers.len() - 1].slice(s![..inputs.nrows(), ..])
    }

    /// What each layer gives for b ≤ the net's rows of examples: b × units, the first layer first, of the last one
    /// logits or values.
    ///
    /// # Panics
    /// As [`Self::predict`].
    pub fn predict_all(&mut self, inputs: ArrayView2<'_, f32>) -> impl Iterator<Item = ArrayView2<'_, f32>> {
        self.forward(inputs);
        let rows = inputs.nrows();
        self.outputs.iter().map(move |values| values.slice(s![..rows, ..]))
    }

    /// Weights and biases, the first layer first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The same, to be changed in place.
    pub fn layers_mut(&mut self) -> &mut [Layer] {
        &mut self.layers
    }

    /// Velocities; empty without momentum.
    pub fn velocities(&self) -> &[Layer] {
        &self.velocities
    }

    /// The same, to be changed in place.
    pub fn velocities_mut(&mut self) -> &mut [Layer] {
        &mut self.velocities
    }

    /// Keeps velocities from here on, at rest at first, or keeps them no longer.
    pub fn keep_velocities(&mut self, kept: bool) {
        if kept == self.velocities.is_empty() {
            self.velocities = if kept { self.layers.iter().map(still).collect() } else { Vec::new() };
        }
    }

    /// Makes room for batches of so many rows.
    pub fn reserve(&mut self, rows: usize) {
        if rows > self.errors.len() {
            for buffer in self.outputs.iter_mut().chain(&mut self.gradients) {
                *buffer = Array2::zeros((rows, buffer.ncols()));
            }
            self.errors.resize(rows, 0.0);
        }
    }

    /// Weights and biases, and velocities (none without momentum), to be changed in place.
    pub fn state_mut(&mut self) -> (&mut [Layer], &mut [Layer]) {
        (&mut self.layers, &mut self.velocities)
    }

    /// Fills `outputs` for a batch.
    fn forward(&mut self, inputs: ArrayView2<'_, f32>) {
        let batch = inputs.nrows();
        assert!(batch <= self.errors.len(), "a batch of {batch} is larger than the net's {} rows", self.errors.len());
        assert!(inputs.is_standard_layout(), "inputs are in standard layout");
        let last = self.layers.len() - 1;
        for (index, layer) in self.layers.iter().enumerate() {
            let (before, after) = self.outputs.split_at_mut(index);
            let lhs = before.last().map_or(inputs, |values| values.slice(s![..batch, ..]));
            product(self.kernel, after[0].slice_mut(s![..batch, ..]), false, lhs, layer.weights.view(), 1.0);
            let activation = (index < last).then_some(self.activation);
            let bias = layer.bias.as_slice().expect(STANDARD);
            let width = after[0].ncols();
            pass::activate(rows_mut(&mut after[0], batch), width, bias, activation);
        }
    }

    /// Hands the gradient of layer `index` on to the one before, then moves the layer's weights.
    fn descend(&mut self, index: usize, inputs: ArrayView2<'_, f32>, step: &Step, yoke: &[Keep]) {
        let batch = inputs.nrows();
        let last = self.layers.len() - 1;
        let layer = &mut self.layers[index];
        let (before, here) = self.gradients.split_at_mut(index);
        let gradient = if index == last { &self.outputs[last] } else { &here[0] };
        let gradient = gradient.slice(s![..batch, ..]);
        // Before the weights move: the gradient is taken where the step began.
        if let Some(previous) = before.last_mut() {
            let dst = previous.slice_mut(s![..batch, ..]);
            product(self.kernel, dst, false, gradient, layer.weights.t(), 1.0);
            let values = self.outputs[index - 1].as_slice().expect(STANDARD);
            pass::derive(rows_mut(previous, batch), values, self.activation);
        }
        let input = if index == 0 { inputs } else { self.outputs[index - 1].slice(s![..batch, ..]) };
        let share = 1.0 / batch as f32;
        let decay = if yoke.is_empty() { step.decay } else { 0.0 };
        if let Some(keep) = yoke.get(index) {
            layer.weights *= &keep.weights;
            if keep.bias.len() == layer.bias.len() {
                layer.bias *= &keep.bias;
            }
        }
        let keep = 1.0 - decay;
        let rate = step.learning_rate;
        let sums = &mut self.sums[..layer.bias.len()];
        if !sums.is_empty() {
            pass::column_sums(gradient.to_slice().expect(STANDARD), sums.len(), sums);
        }
        let bias = layer.bias.as_slice_mut().expect(STANDARD);
        let weights = layer.weights.as_slice_memory_order_mut().expect(STANDARD);
        if let Some(velocity) = self.velocities.get_mut(index).filter(|_| step.momentum != 0.0) {
            pass::scale(velocity.weights.as_slice_memory_order_mut().expect(STANDARD), step.momentum);
            product(self.kernel, velocity.weights.view_mut(), true, input.t(), gradient, share);
            pass::blend(weights, keep, velocity.weights.as_slice_memory_order().expect(STANDARD), -rate);
            let velocity = velocity.bias.as_slice_mut().expect(STANDARD);
            pass::blend(velocity, step.momentum, sums, share);
            pass::blend(bias, 1.0, velocity, -rate);
        } else {
            if decay != 0.0 {
                pass::scale(weights, keep);
            }
            product(self.kernel, layer.weights.view_mut(), true, input.t(), gradient, -rate * share);
            pass::blend(bias, 1.0, sums, -rate * share);
        }
    }
}

/// The velocities of a layer at rest, laid out like its weights.
fn still(layer: &Layer) -> Layer {
    let mut still = layer.clone();
    still.weights.fill(0.0);
    still.bias.fill(0.0);
    still
}

/// Fan-outs below this are narrower than faer's vectors.
const NARROW: usize = 16;

/// A layer as its kernel likes it: faer vectorises along columns, so a narrow layer lies column by column.
fn laid_out(layer: Layer, kernel: Kernel) -> Layer {
    let narrow = layer.weights.ncols() < NARROW;
    if kernel == Kernel::Portable || !narrow {
        return layer;
    }
    let mut weights = Array2::zeros(layer.weights.raw_dim().f());
    weights.assign(&layer.weights);
    Layer { weights, ..layer }
}

/// The first rows of an array of the net's own.
fn rows_mut(array: &mut Array2<f32>, rows: usize) -> &mut [f32] {
    let width = array.ncols();
    &mut array.as_slice_mut().expect(STANDARD)[..rows * width]
}
