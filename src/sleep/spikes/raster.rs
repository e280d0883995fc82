//! What fired in the newest steps of a night: for display, and no part of any state.

/// Steps that are kept.
const NEWEST: usize = 240;

/// Who fired when, over the newest steps.
#[derive(Debug, Clone)]
pub struct Raster {
    /// Neurons of each layer, the inputs first.
    widths: Vec<usize>,
    /// Who fired in a step, per layer; step s stands at s modulo the length.
    steps: Vec<Vec<Vec<u32>>>,
    /// Steps that were noted in all.
    noted: usize,
}

impl Raster {
    pub(super) fn new(widths: impl Iterator<Item = usize>) -> Self {
        Self { widths: widths.collect(), steps: Vec::new(), noted: 0 }
    }

    /// A step is over.
    pub(super) fn note(&mut self, fired: &[Vec<u32>]) {
        let place = self.noted % NEWEST;
        self.noted += 1;
        match self.steps.get_mut(place) {
            Some(step) => step.clone_from_slice(fired),
            None => self.steps.push(fired.to_vec()),
        }
    }

    /// Neurons of each layer, the inputs first.
    #[must_use]
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// Steps of the night so far, the newest included.
    #[must_use]
    pub const fn noted(&self) -> usize {
        self.noted
    }

    /// Who fired in each of the newest steps, the oldest first: per layer, the inputs first.
    pub fn newest(&self) -> impl ExactSizeIterator<Item = &[Vec<u32>]> {
        let known = self.steps.len();
        (self.noted - known..self.noted).map(|step| self.steps[step % NEWEST].as_slice())
    }

    /// How often a neuron of a layer (0 = an input) fired, as a share of the newest steps; 0 before the first.
    #[must_use]
    pub fn rate(&self, layer: usize) -> f64 {
        let spikes: usize = self.newest().map(|step| step[layer].len()).sum();
        let chances = self.steps.len() * self.widths[layer];
        if chances == 0 { 0.0 } else { spikes as f64 / chances as f64 }
    }
}
