//! A learner that stores patterns and recalls them: a Hopfield net among its patterns.

use std::collections::BTreeSet;

use ndarray::{Array1, Array2, ArrayView2, s};

use super::exam::strongest;
use super::learner::{Kept, Learner, Mark};
use crate::arm::Live;
use crate::data::Inputs;
use crate::net::{Hopfield, Keep, Kernel, Step, Weights, product, stable_rank};
use crate::scenario::Unit;
use crate::sleep::{Downscale, Left, Portion};
use crate::task;

/// A Hopfield net, what there is to be stored, and what of it is.
#[derive(Clone)]
pub(super) struct Recaller {
    net: Hopfield,
    kernel: Kernel,
    /// All patterns, P × N: what a recall is held against.
    patterns: ndarray::ArcArray2<f32>,
    /// Which of them are stored.
    stored: Vec<bool>,
    marks: Vec<(Unit, Mark)>,
    /// What joins each marked neuron to the others, and its own diagonal, as they are held.
    held: Vec<(Array1<f32>, f32)>,
    /// Σ|w| of each neuron at birth: none.
    born: Vec<f64>,
    /// Of the last batch: 1 for what was new, 0 for what was stored already.
    errors: Vec<f32>,
    /// The answers to the last questions.
    scores: Array2<f32>,
    /// Which of those were fully stable as they were asked.
    steady: Vec<bool>,
}

impl Recaller {
    pub(super) fn new(patterns: &Inputs, kernel: Kernel) -> Self {
        let mut room = Array2::zeros((0, 0));
        let patterns = patterns.slice(0..patterns.len(), &mut room).to_shared();
        let neurons = patterns.ncols();
        Self {
            net: Hopfield::new(neurons, kernel),
            kernel,
            stored: vec![false; patterns.nrows()],
            patterns,
            marks: Vec::new(),
            held: Vec::new(),
            born: vec![0.0; neurons],
            errors: Vec::new(),
            scores: Array2::zeros((0, 0)),
            steady: Vec::new(),
        }
    }

    /// Whatever moved the weights, marked neurons stay as they are; lost ones last, since what joins two
    /// belongs to both.
    fn hold(&mut self) {
        let nothing = Array1::zeros(self.net.neurons());
        for wanted in [Mark::Frozen, Mark::Lost] {
            for ((unit, mark), (weights, diagonal)) in self.marks.iter().zip(&self.held) {
                match mark {
                    _ if *mark != wanted => {}
                    Mark::Frozen => self.net.set_neuron(unit.unit, weights.view(), *diagonal),
                    Mark::Lost => self.net.set_neuron(unit.unit, nothing.view(), 0.0),
                }
            }
        }
    }

    /// How near each state is to each pattern, n × N: n × (P + 1), the overlaps and behind them the one that a
    /// recall must reach so as not to have led nowhere.
    fn score(&self, states: ArrayView2<'_, f32>) -> Array2<f32> {
        let (count, neurons) = self.patterns.dim();
        let mut dots = Array2::zeros((states.nrows(), count));
        // Sums of −1 and 1: whole numbers, the same bytes with any kernel.
        product(self.kernel, dots.view_mut(), false, states, self.patterns.t(), 1.0);
        let mut scores = Array2::from_elem((states.nrows(), count + 1), task::Hopfield::HOME);
        dots.mapv_inplace(|dot| dot / neurons as f32);
        scores.slice_mut(s![.., ..count]).assign(&dots);
        scores
    }
}

impl Learner for Recaller {
    /// Stores the patterns of the batch that are not stored yet.
    fn learn(&mut self, inputs: ArrayView2<'_, f32>, targets: ArrayView2<'_, f32>, _: &Step, _: &[Keep]) -> f32 {
        self.errors.clear();
        let mut is_new = false;
        for (pattern, target) in inputs.rows().into_iter().zip(targets.rows()) {
            let stored = self.stored.get_mut(strongest(target.iter())).filter(|stored| !**stored);
            self.errors.push(if stored.is_some() { 1.0 } else { 0.0 });
            if let Some(stored) = stored {
                *stored = true;
                is_new = true;
                self.net.store(pattern);
            }
        }
        if is_new {
            self.hold();
        }
        0.0
    }

    fn errors(&self) -> &[f32] {
        &self.errors
    }

    fn dreamt(&mut self, _: ArrayView2<'_, f32>) {}

    fn dreams_alone(&self) -> bool {
        true
    }

    fn dream(&mut self, rate: f64) -> bool {
        let more = self.net.dream(rate);
        if !more {
            self.hold();
        }
        more
    }

    fn recalled(&self, features: &[f32]) -> Option<Vec<f32>> {
        let mut state = Array2::from_shape_vec((1, features.len()), features.to_vec()).ok()?;
        let _ = self.net.recall(&mut state);
        Some(state.into_iter().collect())
    }

    fn slept(&self) -> Option<f64> {
        Some(self.net.slept())
    }

    /// Its nights shrink nothing.
    fn downscale(&mut self, _: &Downscale, _: Portion) -> Left {
        Left::default()
    }

    /// There is no initialisation to add: it is born without strength.
    fn perturb(&mut self, _: f32, _: u64, _: u32) {}

    fn widths(&self) -> Vec<(usize, usize)> {
        vec![(self.net.neurons(), 0)]
    }

    fn answer(&mut self, inputs: ArrayView2<'_, f32>) -> ArrayView2<'_, f32> {
        let mut states = inputs.to_owned();
        self.steady = self.net.recall(&mut states);
        self.scores = self.score(states.view());
        self.scores.view()
    }

    fn stable(&self) -> &[bool] {
        &self.steady
    }

    fn reflect_all(&self, features: Array2<f32>) -> Array2<f32> {
        let mut states = features;
        let _ = self.net.recall(&mut states);
        self.score(states.view())
    }

    fn linear(&self) -> Option<Vec<f32>> {
        None
    }

    fn weights(&self) -> Weights {
        Weights { layers: vec![self.net.weights()] }
    }

    fn stable_ranks(&self) -> Vec<f64> {
        vec![stable_rank(self.net.couplings())]
    }

    fn rest(&mut self) {}

    fn keep(&mut self, _: Kept) {}

    fn kept(&self) -> Kept {
        Kept::default()
    }

    fn reserve(&mut self, _: usize) {}

    fn marks(&self) -> &[(Unit, Mark)] {
        &self.marks
    }

    fn set_marks(&mut self, marks: &[(Unit, Mark)]) {
        // Once each, in order.
        self.marks = marks.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let held = |(unit, _): &(Unit, Mark)| {
            let (weights, diagonal) = self.net.neuron(unit.unit);
            (weights.to_owned(), diagonal)
        };
        self.held = self.marks.iter().map(held).collect();
        self.hold();
    }

    fn scale(&mut self, _: usize, factor: f32) {
        self.net.scale(factor);
        self.hold();
    }

    fn layer(&self, layer: usize) -> Option<ArrayView2<'_, f32>> {
        (layer == 0).then(|| self.net.couplings())
    }

    fn set_points(&self, _: usize) -> &[f64] {
        &self.born
    }

    fn at_birth(&self, _: usize, _: usize, _: usize) -> Option<f32> {
        None
    }

    fn place(&self, _: usize, input: usize, neuron: usize) -> usize {
        4 * (input * self.net.neurons() + neuron)
    }

    fn twin(&self) -> Box<dyn Learner> {
        Box::new(self.clone())
    }

    fn fault(&self) -> Option<usize> {
        (!self.net.is_finite()).then_some(1)
    }

    fn blame(&self, params: &Live) -> String {
        format!("dreams at a rate of {} overshoot what they unlearn", params.night.dreams.rate)
    }

    fn write_state(&self, bytes: &mut Vec<u8>) {
        self.net.write_state(bytes);
        bytes.extend(self.stored.iter().map(|stored| u8::from(*stored)));
    }

    fn read_state(&mut self, bytes: &[u8]) -> usize {
        let read = self.net.read_state(bytes);
        for (stored, byte) in self.stored.iter_mut().zip(&bytes[read..]) {
            *stored = *byte > 0;
        }
        read + self.stored.len()
    }
}
