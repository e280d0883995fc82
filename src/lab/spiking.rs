//! Nights in spikes, and those of their control: what was lived is heard once more, then replayed.

use std::ops::Range;

use ndarray::{Array2, ArrayView2};

use super::exam::SLICE;
use super::learner::Perceptron;
use super::life::Life;
use super::{Clock, Lab};
use crate::scenario::Spec;
use crate::sleep::{Raster, Spikes, Spiking, equalise, gains};
use crate::task::World;

/// A life asleep in spikes. It is state of a night alone: every night begins with all potentials at 0.
#[derive(Clone)]
pub(super) enum Asleep {
    /// It hears what it has lived once more.
    Listening(Heard),
    /// It replays.
    Spiking(Box<Spikes>),
}

/// What was heard of all that was lived so far.
#[derive(Clone, Default)]
pub(super) struct Heard {
    /// Experiences gone through.
    next: usize,
    lived: u32,
    sum: Vec<f64>,
    /// The largest value that each layer gave.
    loudest: Vec<f32>,
    /// Which classes were taught.
    classes: Vec<bool>,
}

impl Heard {
    /// The mean of what was lived, input by input; 0 of nothing.
    fn mean(&self) -> Vec<f32> {
        self.sum.iter().map(|sum| (sum / f64::from(self.lived.max(1))) as f32).collect()
    }

    /// Goes through the next slice of all experiences; whether there are more. With `listens` a net's layers are
    /// asked too.
    fn hear(&mut self, life: &mut Life, world: &World, day: u32, listens: bool) -> bool {
        let train = &world.train;
        let slice = self.next..(self.next + SLICE).min(train.len());
        self.next = slice.end;
        self.sum.resize(train.features.width(), 0.0);
        self.classes.resize(world.outputs(), false);
        let lived: Vec<bool> = slice.clone().map(|id| world.calendar.was_lived(id as u32, day)).collect();
        for (id, _) in slice.clone().zip(&lived).filter(|(_, lived)| **lived) {
            self.lived += 1;
            for (sum, value) in self.sum.iter_mut().zip(train.features.row(id)) {
                *sum += f64::from(*value);
            }
            if let Some(known) = train.labels.get(id).and_then(|label| self.classes.get_mut(usize::from(label.given))) {
                *known = true;
            }
        }
        if listens && lived.contains(&true) {
            let mut room = Array2::zeros((0, 0));
            if let Some(net) = life.learner.perceptron() {
                net.listen(train.slice(slice, &mut room), &lived, &mut self.loudest);
            }
        }
        self.next < train.len()
    }
}

impl Perceptron {
    /// Raises `loudest`, a number for each layer, to the largest value that the layer gives to any of these inputs
    /// that was lived.
    fn listen(&mut self, inputs: ArrayView2<'_, f32>, lived: &[bool], loudest: &mut Vec<f32>) {
        loudest.resize(self.net.layers().len(), 0.0);
        for (loudest, values) in loudest.iter_mut().zip(self.net.predict_all(inputs)) {
            let rows = values.rows().into_iter().zip(lived).filter(|(_, lived)| **lived);
            *loudest = rows.flat_map(|(row, _)| row).fold(*loudest, |loudest, value| loudest.max(*value));
        }
    }

    /// Falls asleep with the mean of what was lived.
    fn doze(&self, params: &Spiking, night: (u64, u32), heard: &Heard, image: Option<[usize; 2]>) -> Spikes {
        let layers = self.net.layers();
        let gains = gains(params, layers, &heard.loudest);
        Spikes::new(params, night, (&heard.mean(), image), (layers, gains))
    }

    /// These steps of a night in spikes.
    fn spike(&mut self, spikes: &mut Spikes, steps: Range<u32>) {
        for step in steps {
            spikes.step(self.net.layers_mut(), step);
            // Marked units stay as they are from step to step, or the end of a piece would count.
            self.hold();
        }
    }
}

/// Steps of a micro-step at most.
const MOST: u32 = 64;
/// Weights that the steps of a micro-step go through at most, were all neurons to fire.
const WEIGHTS: usize = 1 << 18;

impl Life {
    /// One piece of the steps of a night in spikes, from `steps.0` to below `steps.1`: what is left of them.
    pub(super) fn replay(&mut self, world: &World, day: u32, steps: (u32, u32)) -> Option<(u32, u32)> {
        match self.asleep.take().unwrap_or_else(|| Asleep::Listening(Heard::default())) {
            Asleep::Listening(mut heard) => {
                let asleep = if heard.hear(self, world, day, true) {
                    Asleep::Listening(heard)
                } else {
                    let (params, night) = (self.params.night.src, (self.seeds.dreams, day));
                    let net = self.learner.perceptron()?;
                    Asleep::Spiking(Box::new(net.doze(&params, night, &heard, world.image())))
                };
                self.asleep = Some(asleep);
                Some(steps)
            }
            Asleep::Spiking(mut spikes) => {
                let piece = (WEIGHTS / spikes.weights().max(1)).clamp(1, MOST as usize) as u32;
                let end = (steps.0 + piece).min(steps.1);
                if let Some(net) = self.learner.perceptron() {
                    net.spike(&mut spikes, steps.0..end);
                }
                self.asleep = Some(Asleep::Spiking(spikes));
                (end < steps.1).then_some((end, steps.1))
            }
        }
    }

    /// Evens its answers out, once all that was lived is heard; whether there is more to hear.
    pub(super) fn even_out(&mut self, world: &World, day: u32) -> bool {
        let mut heard = match self.asleep.take() {
            Some(Asleep::Listening(heard)) => heard,
            _ => Heard::default(),
        };
        if heard.hear(self, world, day, false) {
            self.asleep = Some(Asleep::Listening(heard));
            return true;
        }
        if let Some(net) = self.learner.perceptron().filter(|_| heard.lived > 0) {
            equalise(net.net.layers_mut(), &heard.mean(), &heard.classes);
            net.hold();
        }
        false
    }

    /// Draws by the seed in force from here on.
    pub(super) fn redraw(&mut self) {
        let night = (self.seeds.dreams, self.day());
        if let Some(Asleep::Spiking(spikes)) = &mut self.asleep {
            spikes.reseed(night);
        }
    }

    /// Appends the state of a night in spikes.
    pub(super) fn write_asleep(&self, bytes: &mut Vec<u8>) {
        if let Some(Asleep::Spiking(spikes)) = &self.asleep {
            spikes.write(bytes);
        }
    }
}

/// Steps in spikes of a whole night.
pub(super) fn steps(spec: &Spec, life: &Life, night: u32) -> u64 {
    life.params().night.src.steps_after(spec.syllabus.begun(night))
}

/// Which of a night's steps in spikes belong to a tick of it, from the first to behind the last: they are spread
/// evenly over all ticks.
pub(super) fn share(steps: u64, clock: &Clock) -> (u32, u32) {
    let until = |tick: u32| (steps * u64::from(tick) / u64::from(clock.length.max(1))) as u32;
    (until(clock.tick), until(clock.tick + 1))
}

impl Lab {
    /// What fired in the newest steps of a life's night, while it replays in spikes.
    #[must_use]
    pub fn raster(&self, life: usize) -> Option<&Raster> {
        match &self.lives.get(life)?.asleep {
            Some(Asleep::Spiking(spikes)) => Some(spikes.raster()),
            _ => None,
        }
    }

    /// Steps in spikes of a life's night, taken and to come; 0 for one that does not replay so.
    #[must_use]
    pub fn spike_steps(&self, life: usize) -> u64 {
        let life = &self.lives[life];
        if life.regimen.spikes { steps(&self.spec, life, self.clock.day.max(1)) } else { 0 }
    }
}
