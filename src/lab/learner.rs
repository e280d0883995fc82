//! All that a lab knows of what learns.

use ndarray::{Array1, Array2, ArrayView2};

use crate::arm::Live;
use crate::net::{Activation, Birth, Keep, Layer, Mlp, Params, Step, Weights};
use crate::rng::{Purpose, Stream};
use crate::scenario::Unit;
use crate::sleep::{Activity, Born, Downscale, Left, Portion, Rule, downscale};

/// Something that learns by day and sleeps at night.
pub(super) trait Learner: Send {
    /// One gradient step on a batch (rows × features, rows × outputs) that keeps of each layer what
    /// `keep` says, if it says anything; the batch's mean loss before it, not finite if the learner has
    /// diverged.
    fn learn(&mut self, inputs: ArrayView2<'_, f32>, targets: ArrayView2<'_, f32>, step: &Step, keep: &[Keep]) -> f32;

    /// Each example's error in the last batch learnt.
    fn errors(&self) -> &[f32];

    /// The last batch learnt, of these inputs, was dreamt: how active it made each unit is kept in mind,
    /// if that is kept.
    fn dreamt(&mut self, inputs: ArrayView2<'_, f32>);

    /// Whether its dreams come out of its own weights rather than of memories: then it dreams by
    /// [`dream`](Self::dream).
    fn dreams_alone(&self) -> bool {
        false
    }

    /// A piece of one dream that comes out of its own weights; whether there is more of it.
    fn dream(&mut self, _rate: f64) -> bool {
        false
    }

    /// The state that it comes to rest in when it begins from these features, if it recalls states.
    fn recalled(&self, _features: &[f32]) -> Option<Vec<f32>> {
        None
    }

    /// Which of the last questions were fully stable states, if it recalls states.
    fn stable(&self) -> &[bool] {
        &[]
    }

    /// How long it has dreamt out of its own weights, in units of the rate.
    fn slept(&self) -> Option<f64> {
        None
    }

    /// What probably made its numbers grow beyond all bounds.
    fn blame(&self, params: &Live) -> String {
        let rate = params.day.learning_rate;
        match params.day.momentum {
            0.0 => format!("the learning rate of {rate}"),
            momentum => format!("the learning rate of {rate} with a momentum of {momentum}"),
        }
    }

    /// One stage of NREM.
    fn downscale(&mut self, rule: &Downscale, portion: Portion) -> Left;

    /// Adds `share` of a fresh initialisation, drawn for a night.
    fn perturb(&mut self, share: f32, seed: u64, night: u32);

    /// How many neurons each layer has, and how many of them have a bias.
    fn widths(&self) -> Vec<(usize, usize)>;

    /// Answers to a slice of questions, rows × outputs: scores of classes, or values.
    fn answer(&mut self, inputs: ArrayView2<'_, f32>) -> ArrayView2<'_, f32>;

    /// The answer to one question, without touching any state; for display.
    fn reflect(&self, features: &[f32]) -> Vec<f32> {
        let row = ArrayView2::from_shape((1, features.len()), features).map(|row| row.to_owned());
        row.map(|row| self.reflect_all(row).into_iter().collect()).unwrap_or_default()
    }

    /// The same of many, rows × features: rows × outputs.
    fn reflect_all(&self, features: Array2<f32>) -> Array2<f32>;

    /// The weights of a linear map from features to one value, if that is what it is.
    fn linear(&self) -> Option<Vec<f32>>;

    /// Measures of the weights.
    fn weights(&self) -> Weights;

    /// The stable rank of each layer's weights.
    fn stable_ranks(&self) -> Vec<f64>;

    /// Forgets its velocities.
    fn rest(&mut self);

    /// What it keeps from here on besides weights and biases; what it no longer keeps is lost.
    fn keep(&mut self, kept: Kept);

    /// What it keeps besides weights and biases.
    fn kept(&self) -> Kept;

    /// Makes room for batches of so many rows.
    fn reserve(&mut self, rows: usize);

    /// What was done to units, sorted.
    fn marks(&self) -> &[(Unit, Mark)];

    /// Marks units as they were marked: what is frozen is held as it is now.
    fn set_marks(&mut self, marks: &[(Unit, Mark)]);

    /// Multiplies a layer's weights (layer from 1) and their velocities.
    fn scale(&mut self, layer: usize, factor: f32);

    /// Weights of a layer (from 0), fan-in × fan-out.
    fn layer(&self, layer: usize) -> Option<ArrayView2<'_, f32>>;

    /// Each neuron's Σ|w| at birth in a layer (from 0).
    fn set_points(&self, layer: usize) -> &[f64];

    /// A weight (layer from 0, input, neuron) at birth, if that is kept.
    fn at_birth(&self, layer: usize, input: usize, neuron: usize) -> Option<f32>;

    /// Where a weight (layer from 0, input, neuron) stands in the bytes of the state.
    fn place(&self, layer: usize, input: usize, neuron: usize) -> usize;

    /// The same learner once more.
    fn twin(&self) -> Box<dyn Learner>;

    /// The first layer (from 1) that holds a number that is not finite.
    fn fault(&self) -> Option<usize>;

    /// Appends the canonical state, little-endian.
    fn write_state(&self, bytes: &mut Vec<u8>);

    /// Takes a state that was written.
    fn read_state(&mut self, bytes: &[u8]) -> usize;
}

/// What a state holds besides weights and biases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kept {
    /// Velocities.
    pub velocities: bool,
    /// How active units were in the newest dreams.
    pub activity: bool,
}

impl Kept {
    /// What it holds from here on under these parameters.
    pub(super) const fn under(self, params: &Live) -> Self {
        Self {
            velocities: self.velocities || params.day.momentum > 0.0,
            activity: matches!(params.night.downscale.rule, Rule::Activity),
        }
    }
}

/// What was done to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It has no weights, in or out, and no bias, for good.
    Lost,
    /// Its incoming weights and its bias do not change.
    Frozen,
}

/// A multilayer perceptron that remembers its birth.
#[derive(Clone)]
pub(super) struct Perceptron {
    net: Mlp,
    params: Params,
    born: Born,
    activity: Activity,
    marks: Vec<(Unit, Mark)>,
    /// Incoming weights and bias of each marked unit, as they are held; of a lost one nothing.
    held: Vec<(Array1<f32>, f32)>,
}

impl Perceptron {
    pub(super) fn new(net: Mlp, params: &Params) -> Self {
        let born = Born::of(&net);
        Self { net, params: params.clone(), born, activity: Activity::default(), marks: Vec::new(), held: Vec::new() }
    }

    /// Whatever moved the weights, marked units stay as they are.
    fn hold(&mut self) {
        for ((unit, mark), (weights, bias)) in self.marks.iter().zip(&self.held) {
            match mark {
                Mark::Lost => {
                    silence(self.net.layers_mut(), *unit);
                    silence(self.net.velocities_mut(), *unit);
                }
                Mark::Frozen => {
                    let before = &mut self.net.layers_mut()[unit.layer - 1];
                    before.weights.column_mut(unit.unit).assign(weights);
                    if let Some(value) = before.bias.get_mut(unit.unit) {
                        *value = *bias;
                    }
                    if let Some(still) = self.net.velocities_mut().get_mut(unit.layer - 1) {
                        still.weights.column_mut(unit.unit).fill(0.0);
                        if let Some(value) = still.bias.get_mut(unit.unit) {
                            *value = 0.0;
                        }
                    }
                }
            }
        }
    }
}

/// A unit's weights, in and out, and its bias become 0.
fn silence(layers: &mut [Layer], at: Unit) {
    if let Some(before) = layers.get_mut(at.layer - 1) {
        before.weights.column_mut(at.unit).fill(0.0);
        if let Some(bias) = before.bias.get_mut(at.unit) {
            *bias = 0.0;
        }
    }
    if let Some(after) = layers.get_mut(at.layer) {
        after.weights.row_mut(at.unit).fill(0.0);
    }
}

impl Learner for Perceptron {
    fn learn(&mut self, inputs: ArrayView2<'_, f32>, targets: ArrayView2<'_, f32>, step: &Step, keep: &[Keep]) -> f32 {
        let loss = self.net.train_yoked(inputs, targets, step, keep);
        self.hold();
        loss
    }

    fn errors(&self) -> &[f32] {
        self.net.errors()
    }

    fn dreamt(&mut self, inputs: ArrayView2<'_, f32>) {
        if self.activity.is_kept() {
            self.activity.note(std::iter::once(inputs).chain(self.net.hidden()));
        }
    }

    fn downscale(&mut self, rule: &Downscale, portion: Portion) -> Left {
        let left = downscale(&mut self.net, rule, portion, &self.born, &self.activity);
        self.hold();
        left
    }

    fn perturb(&mut self, share: f32, seed: u64, night: u32) {
        let normals = Stream::new(seed, Purpose::Perturb, night);
        let biases = Stream::new(seed, Purpose::PerturbBiases, night);
        let mut fresh = Birth {
            normals: &mut |layer, out| normals.normals(layer as u32, out),
            uniforms: &mut |out| {
                biases.uniforms(0, out);
                for bias in out {
                    *bias = 2.0 * *bias - 1.0;
                }
            },
        };
        fresh.add_to(&mut self.net, &self.params, share);
        self.hold();
    }

    fn widths(&self) -> Vec<(usize, usize)> {
        self.net.layers().iter().map(|layer| (layer.weights.ncols(), layer.bias.len())).collect()
    }

    fn answer(&mut self, inputs: ArrayView2<'_, f32>) -> ArrayView2<'_, f32> {
        self.net.predict(inputs)
    }

    fn reflect_all(&self, features: Array2<f32>) -> Array2<f32> {
        let mut signal = features;
        let layers = self.net.layers();
        for (number, layer) in layers.iter().enumerate() {
            let mut next = Array2::zeros((signal.nrows(), layer.weights.ncols()));
            for (values, mut out) in signal.rows().into_iter().zip(next.rows_mut()) {
                if !layer.bias.is_empty() {
                    out.assign(&layer.bias);
                }
                for (value, weights) in values.iter().zip(layer.weights.rows()) {
                    out.scaled_add(*value, &weights);
                }
            }
            if number + 1 < layers.len() {
                match (self.params.activation, next.as_slice_mut()) {
                    (Activation::Tanh, Some(values)) => crate::math::tanh_in_place(values),
                    (Activation::Tanh, None) => next.mapv_inplace(crate::math::tanh),
                    (Activation::Relu, _) => next.mapv_inplace(|value| value.max(0.0)),
                }
            }
            signal = next;
        }
        signal
    }

    fn linear(&self) -> Option<Vec<f32>> {
        let [layer] = self.net.layers() else { return None };
        let mut weights: Vec<f32> = layer.weights.column(0).to_vec();
        if let (Some(constant), Some(bias)) = (weights.first_mut(), layer.bias.first()) {
            *constant += bias;
        }
        (layer.weights.ncols() == 1).then_some(weights)
    }

    fn weights(&self) -> Weights {
        self.net.weights()
    }

    fn stable_ranks(&self) -> Vec<f64> {
        self.net.stable_ranks()
    }

    fn rest(&mut self) {
        for velocity in self.net.velocities_mut() {
            velocity.weights.fill(0.0);
            velocity.bias.fill(0.0);
        }
    }

    fn keep(&mut self, kept: Kept) {
        self.net.keep_velocities(kept.velocities);
        if kept.activity != self.activity.is_kept() {
            let fan_ins = self.net.layers().iter().map(|layer| layer.weights.nrows());
            self.activity = if kept.activity { Activity::new(fan_ins) } else { Activity::default() };
        }
    }

    fn kept(&self) -> Kept {
        Kept { velocities: !self.net.velocities().is_empty(), activity: self.activity.is_kept() }
    }

    fn reserve(&mut self, rows: usize) {
        self.net.reserve(rows);
    }

    fn marks(&self) -> &[(Unit, Mark)] {
        &self.marks
    }

    fn set_marks(&mut self, marks: &[(Unit, Mark)]) {
        self.marks = marks.to_vec();
        self.marks.sort_unstable();
        let layers = self.net.layers();
        let held = |(unit, _): &(Unit, Mark)| {
            let layer = &layers[unit.layer - 1];
            (layer.weights.column(unit.unit).to_owned(), layer.bias.get(unit.unit).copied().unwrap_or(0.0))
        };
        self.held = self.marks.iter().map(held).collect();
        self.hold();
    }

    fn scale(&mut self, layer: usize, factor: f32) {
        if let Some(layer) = self.net.layers_mut().get_mut(layer - 1) {
            layer.weights *= factor;
        }
        if let Some(velocity) = self.net.velocities_mut().get_mut(layer - 1) {
            velocity.weights *= factor;
        }
        self.hold();
    }

    fn layer(&self, layer: usize) -> Option<ArrayView2<'_, f32>> {
        self.net.layers().get(layer).map(|layer| layer.weights.view())
    }

    fn set_points(&self, layer: usize) -> &[f64] {
        self.born.neurons(layer)
    }

    fn at_birth(&self, layer: usize, input: usize, neuron: usize) -> Option<f32> {
        self.born.layer(layer)?.weights.get((input, neuron)).copied()
    }

    fn place(&self, layer: usize, input: usize, neuron: usize) -> usize {
        let layers = self.net.layers();
        let before: usize = layers[..layer].iter().map(|layer| layer.weights.len() + layer.bias.len()).sum();
        4 * (before + input * layers[layer].weights.ncols() + neuron)
    }

    fn twin(&self) -> Box<dyn Learner> {
        Box::new(self.clone())
    }

    fn fault(&self) -> Option<usize> {
        self.net.fault().map(|layer| layer + 1)
    }

    fn write_state(&self, bytes: &mut Vec<u8>) {
        self.net.write_state(bytes);
        self.activity.write(bytes);
    }

    fn read_state(&mut self, bytes: &[u8]) -> usize {
        let read = self.net.read_state(bytes);
        read + self.activity.read(&bytes[read..])
    }
}
