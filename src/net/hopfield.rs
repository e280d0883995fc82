//! A Hopfield net that dreams (Fachechi, Agliari & Barra 2019, *Dreaming neural networks*).
//!
//! Patterns ξ of N neurons, each −1 or 1, are stored by Hebb's rule: J = (1/N) Σ ξξᵀ. Dreams unlearn what
//! patterns have in common by chance and keep what each has of its own: a dream at rate ε after a sleep of t is
//!
//! ```text
//! J ← J + s·(J − J²),  s = ε/(1 + t),  t ← t + ε
//! ```
//!
//! which for one rate is the published ε/(1 + εk) of dream k. It is Euler's step of dJ/dt = (J − J²)/(1 + t), solved by
//! J(t) = (1/N) ξᵀ(1 + t)(I + tC)⁻¹ξ with C = ξξᵀ/N ([`dreamt`]): Hebb's rule at t = 0, the projector onto the patterns
//! as t → ∞. The step is of first order: what it leaves differs from the solution by about ε.
//!
//! The diagonal takes part in dreams and in nothing else: synapses are what joins two neurons.

use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut2, s};

use super::{Kernel, LayerWeights, product};
use crate::math;

/// Products summed in one piece of a dream, so that a piece takes a few milliseconds.
const PIECE: usize = 1 << 25;
/// Times that recall goes through all neurons at most. It ends long before, where no neuron turns any more.
const SWEEPS: usize = 100;

/// A net of neurons that are each joined to every other.
#[derive(Debug, Clone)]
pub struct Hopfield {
    kernel: Kernel,
    /// J, N × N, symmetric, but for its diagonal, which is 0 here.
    couplings: Array2<f32>,
    /// The diagonal of J.
    diagonal: Vec<f32>,
    /// t: how long it has dreamt, in units of the rate.
    slept: f64,
    /// What the dream that is under way has made of so many rows and columns.
    next: Array2<f32>,
    next_diagonal: Vec<f32>,
    rows: usize,
    /// Where a piece of J² is put.
    room: Vec<f32>,
}

impl Hopfield {
    /// A net at birth: no synapse has any strength.
    #[must_use]
    pub fn new(neurons: usize, kernel: Kernel) -> Self {
        Self {
            kernel,
            couplings: Array2::zeros((neurons, neurons)),
            diagonal: vec![0.0; neurons],
            slept: 0.0,
            next: Array2::zeros((neurons, neurons)),
            next_diagonal: vec![0.0; neurons],
            rows: 0,
            room: Vec::new(),
        }
    }

    /// N.
    #[must_use]
    pub const fn neurons(&self) -> usize {
        self.diagonal.len()
    }

    /// J with a diagonal of 0, N × N.
    #[must_use]
    pub fn couplings(&self) -> ArrayView2<'_, f32> {
        self.couplings.view()
    }

    /// t.
    #[must_use]
    pub const fn slept(&self) -> f64 {
        self.slept
    }

    /// Stores a pattern, N numbers that are −1 or 1: adds ξξᵀ/N.
    pub fn store(&mut self, pattern: ArrayView1<'_, f32>) {
        let share = 1.0 / self.neurons() as f32;
        for (place, mut row) in self.couplings.rows_mut().into_iter().enumerate() {
            row.scaled_add(share * pattern[place], &pattern);
            row[place] = 0.0;
            self.diagonal[place] += share * pattern[place] * pattern[place];
        }
        self.rows = 0;
    }

    /// One piece of a dream at this rate, > 0; whether there is more of it. The pieces follow from N alone, and
    /// until the last of them nothing that it knows has changed.
    pub fn dream(&mut self, rate: f64) -> bool {
        let all = self.neurons();
        let from = self.rows;
        let rest = all - from;
        let height = (PIECE / (all * rest).max(1)).clamp(1, rest.max(1)).min(rest);
        let part = (rate / (1.0 + self.slept)) as f32;
        self.room.resize(height * rest, 0.0);
        if let Ok(room) = ArrayViewMut2::from_shape((height, rest), &mut self.room) {
            // J is symmetric: of J² only what stands right of the diagonal is worked out, and its columns are rows.
            let lhs = self.couplings.slice(s![from..from + height, ..]);
            let rhs = self.couplings.slice(s![from.., ..]).reversed_axes();
            product(self.kernel, room, false, lhs, rhs, 1.0);
        }
        for row in 0..height {
            let i = from + row;
            let squares = &self.room[row * rest + row..(row + 1) * rest];
            let own = self.diagonal[i];
            self.next_diagonal[i] = own + part * (own - (squares[0] + own * own));
            for (j, square) in (i + 1..all).zip(&squares[1..]) {
                let weight = self.couplings[(i, j)];
                let square = square + (own + self.diagonal[j]) * weight;
                let weight = weight + part * (weight - square);
                self.next[(i, j)] = weight;
                self.next[(j, i)] = weight;
            }
        }
        self.rows += height;
        if self.rows < all {
            return true;
        }
        self.rows = 0;
        std::mem::swap(&mut self.couplings, &mut self.next);
        std::mem::swap(&mut self.diagonal, &mut self.next_diagonal);
        self.slept += rate;
        false
    }

    /// What each neuron receives of the others, for states n × N: n × N.
    #[must_use]
    pub fn fields(&self, states: ArrayView2<'_, f32>) -> Array2<f32> {
        let mut fields = Array2::zeros(states.dim());
        product(self.kernel, fields.view_mut(), false, states, self.couplings.view(), 1.0);
        fields
    }

    /// Whether a pattern is fully stable: sign(Jξ) = ξ at every neuron, the diagonal apart. A neuron that receives
    /// nothing is not held.
    #[must_use]
    pub fn is_stable(&self, pattern: ArrayView1<'_, f32>) -> bool {
        is_held(pattern, self.fields(pattern.insert_axis(ndarray::Axis(0))).row(0))
    }

    /// Recalls from states, n × N in standard layout: neuron by neuron, in order, again and again, each takes the sign
    /// of what it receives, until none turns any more. One that receives nothing stays as it is. Every turn lowers the
    /// energy −½ sᵀJs, so that this ends.
    ///
    /// Returns of each state whether it was fully stable to begin with.
    pub fn recall(&self, states: &mut Array2<f32>) -> Vec<bool> {
        for state in states.iter_mut() {
            *state = if *state < 0.0 { -1.0 } else { 1.0 };
        }
        let mut fields = self.fields(states.view());
        let held = states.rows().into_iter().zip(fields.rows()).map(|(state, field)| is_held(state, field)).collect();
        let Some(couplings) = self.couplings.as_slice() else { return held };
        for (mut state, mut field) in states.rows_mut().into_iter().zip(fields.rows_mut()) {
            if let (Some(state), Some(field)) = (state.as_slice_mut(), field.as_slice_mut()) {
                settle(couplings, state, field);
            }
        }
        held
    }

    /// Measures of the synapses.
    #[must_use]
    pub fn weights(&self) -> LayerWeights {
        self.couplings.as_slice().map_or_else(LayerWeights::default, LayerWeights::of)
    }

    /// Whether every number is finite.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        self.couplings.iter().chain(&self.diagonal).all(|value| value.is_finite())
    }

    /// Multiplies J.
    pub fn scale(&mut self, factor: f32) {
        self.couplings *= factor;
        self.diagonal.iter_mut().for_each(|value| *value *= factor);
        self.rows = 0;
    }

    /// What a neuron receives from each, and J on its diagonal there.
    #[must_use]
    pub fn neuron(&self, neuron: usize) -> (ArrayView1<'_, f32>, f32) {
        (self.couplings.row(neuron), self.diagonal[neuron])
    }

    /// Sets what joins a neuron to each, and the diagonal there.
    pub fn set_neuron(&mut self, neuron: usize, weights: ArrayView1<'_, f32>, diagonal: f32) {
        self.couplings.row_mut(neuron).assign(&weights);
        self.couplings.column_mut(neuron).assign(&weights);
        self.couplings[(neuron, neuron)] = 0.0;
        self.diagonal[neuron] = diagonal;
        self.rows = 0;
    }

    /// Appends the state: J row by row with a diagonal of 0, its diagonal, t; little-endian.
    pub fn write_state(&self, bytes: &mut Vec<u8>) {
        // The one NaN that is written.
        let word = |value: &f32| if value.is_nan() { 0x7FC0_0000 } else { value.to_bits() };
        for value in self.couplings.iter().chain(&self.diagonal) {
            bytes.extend_from_slice(&word(value).to_le_bytes());
        }
        bytes.extend_from_slice(&self.slept.to_le_bytes());
    }

    /// Takes a state that was written by a net of as many neurons; the bytes read.
    pub fn read_state(&mut self, bytes: &[u8]) -> usize {
        let (words, _) = bytes.as_chunks::<4>();
        let numbers = self.couplings.iter_mut().chain(&mut self.diagonal);
        for (value, word) in numbers.zip(words) {
            *value = f32::from_le_bytes(*word);
        }
        let read = 4 * (self.couplings.len() + self.diagonal.len());
        if let Some(slept) = bytes.get(read..).and_then(<[u8]>::first_chunk::<8>) {
            self.slept = f64::from_le_bytes(*slept);
        }
        self.rows = 0;
        read + 8
    }
}

/// Whether every neuron receives what keeps it as it is.
fn is_held(state: ArrayView1<'_, f32>, field: ArrayView1<'_, f32>) -> bool {
    state.iter().zip(field).all(|(state, field)| state * field > 0.0)
}

/// Lets neurons turn until none does; see [`Hopfield::recall`].
fn settle(couplings: &[f32], state: &mut [f32], field: &mut [f32]) {
    let neurons = state.len();
    for _ in 0..SWEEPS {
        let mut is_still = true;
        for neuron in 0..neurons {
            if field[neuron] * state[neuron] < 0.0 {
                is_still = false;
                state[neuron] = -state[neuron];
                turn(field, &couplings[neuron * neurons..(neuron + 1) * neurons], 2.0 * state[neuron]);
            }
        }
        if is_still {
            return;
        }
    }
}

/// field ← field + change·weights.
fn turn(field: &mut [f32], weights: &[f32], change: f32) {
    math::dispatch(
        #[inline(always)]
        || {
            for (field, weight) in field.iter_mut().zip(weights) {
                *field += change * weight;
            }
        },
    );
}

/// J after a sleep of t ≥ 0 that began with all these patterns stored, P × N: N × N with its diagonal, in closed form
/// (Fachechi, Agliari & Barra 2019). For comparison: nothing that is lived goes through it.
#[must_use]
pub fn dreamt(patterns: ArrayView2<'_, f32>, t: f64) -> Array2<f64> {
    let (count, neurons) = patterns.dim();
    let wide = patterns.mapv(f64::from);
    // A = I + tC = LLᵀ; then J = (1 + t)/N · (L⁻¹ξ)ᵀ(L⁻¹ξ).
    let mut lower = wide.dot(&wide.t()) * (t / neurons as f64);
    for place in 0..count {
        lower[(place, place)] += 1.0;
    }
    for row in 0..count {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| lower[(row, k)] * lower[(column, k)]).sum();
            let rest = lower[(row, column)] - known;
            lower[(row, column)] = if row == column { rest.sqrt() } else { rest / lower[(column, column)] };
        }
    }
    let mut solved = wide;
    for row in 0..count {
        for k in 0..row {
            let (done, mut rest) = solved.view_mut().split_at(ndarray::Axis(0), row);
            rest.row_mut(0).scaled_add(-lower[(row, k)], &done.row(k));
        }
        let pivot = lower[(row, row)];
        solved.row_mut(row).mapv_inplace(|value| value / pivot);
    }
    solved.t().dot(&solved) * ((1.0 + t) / neurons as f64)
}

#[cfg(test)]
mod tests;
