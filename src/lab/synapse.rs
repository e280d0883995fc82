//! Synapses looked at: weights, what each neuron receives, and one weight over all nights. Pure
//! functions of the state, which never enter the trace.

use ndarray::ArrayView2;

use super::Lab;

impl Lab {
    /// Layers of weights.
    #[must_use]
    pub fn layers(&self) -> usize {
        self.spec.net.hidden.len() + 1
    }

    /// A life's weights of a layer (from 0), fan-in × fan-out.
    ///
    /// # Panics
    /// If there is no such life or layer.
    #[must_use]
    pub fn weights(&self, life: usize, layer: usize) -> ArrayView2<'_, f32> {
        self.lives[life].learner.layer(layer).expect("a layer of the net")
    }

    /// Σ|w| into each neuron of a layer (from 0) at birth: the set point it returns to under that rule.
    #[must_use]
    pub fn set_points(&self, life: usize, layer: usize) -> &[f64] {
        self.lives[life].learner.set_points(layer)
    }

    /// One weight (layer, input, neuron, from 0) of a life as it was at birth.
    #[must_use]
    pub fn weight_at_birth(&self, life: usize, layer: usize, input: usize, neuron: usize) -> Option<f32> {
        self.lives[life].learner.at_birth(layer, input, neuron)
    }

    /// One weight (layer, input, neuron, from 0) of a life at every evening and morning up to now of
    /// which a keyframe was kept: (tick, weight). A twin's past is that of the life it was forked from.
    #[must_use]
    pub fn weight_past(&self, life: usize, layer: usize, input: usize, neuron: usize) -> Vec<(u64, f32)> {
        let place = self.lives[life].learner.place(layer, input, neuron);
        let weight = |state: &[u8]| {
            let bytes = state.get(place..place + 4)?;
            Some(f32::from_le_bytes(bytes.try_into().ok()?))
        };
        self.past(life).into_iter().filter_map(|(tick, state)| Some((tick, weight(state)?))).collect()
    }

    /// Σ|w| into one neuron (layer, neuron, from 0) of a life at every evening and morning up to now of
    /// which a keyframe was kept: (tick, total).
    #[must_use]
    pub fn neuron_past(&self, life: usize, layer: usize, neuron: usize) -> Vec<(u64, f64)> {
        let weights = self.weights(life, layer);
        let places: Vec<usize> =
            (0..weights.nrows()).map(|input| self.lives[life].learner.place(layer, input, neuron)).collect();
        let total = |state: &[u8]| {
            let weight = |place: &usize| Some(f32::from_le_bytes(state.get(*place..place + 4)?.try_into().ok()?));
            places.iter().map(|place| weight(place).map_or(0.0, |weight| f64::from(weight.abs()))).sum()
        };
        self.past(life).into_iter().map(|(tick, state)| (tick, total(state))).collect()
    }

    /// A layer's weights (from 0) at the newest kept evening or morning before `tick`, in the order of
    /// [`Self::weights`], with its tick.
    #[must_use]
    pub fn weights_before(&self, life: usize, layer: usize, tick: u64) -> Option<(u64, Vec<f32>)> {
        let begin = self.lives[life].learner.place(layer, 0, 0);
        let length = 4 * self.weights(life, layer).len();
        let (then, state) = self.past(life).into_iter().rfind(|(then, _)| *then < tick)?;
        let bytes = state.get(begin..begin + length)?;
        Some((then, bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()))
    }

    /// The states kept of a life up to now.
    fn past(&self, life: usize) -> Vec<(u64, &[u8])> {
        let line = self.spec.ancestry(self.lives[life].name());
        let now = self.clock.total;
        self.keyframes.as_ref().map_or_else(Vec::new, |keyframes| keyframes.past(&line, now))
    }
}
