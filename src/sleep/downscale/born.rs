//! What a net was at birth: what set-points and the way back to birth are measured from.

use std::sync::Arc;

use crate::net::{Layer, Mlp};

/// A net's weights at birth, and Σ|w| into each of its neurons. It never changes, so that it is no part
/// of a state; copies share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Born {
    layers: Arc<[Layer]>,
    neurons: Arc<[Vec<f64>]>,
}

impl Born {
    /// A net as it stands.
    #[must_use]
    pub fn of(net: &Mlp) -> Self {
        Self { layers: net.layers().into(), neurons: net.layers().iter().map(into_neurons).collect() }
    }

    /// Σ|w| into every neuron of a layer, from 0, at birth.
    #[must_use]
    pub fn neurons(&self, layer: usize) -> &[f64] {
        self.neurons.get(layer).map_or(&[], Vec::as_slice)
    }

    /// A layer, from 0, at birth.
    #[must_use]
    pub fn layer(&self, layer: usize) -> Option<&Layer> {
        self.layers.get(layer)
    }
}

/// Σ|w| into every neuron of a layer.
pub(super) fn into_neurons(layer: &Layer) -> Vec<f64> {
    layer.weights.columns().into_iter().map(|column| column.iter().map(|w| f64::from(w.abs())).sum()).collect()
}
