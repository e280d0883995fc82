//! The parameters of the tasks.

use super::{Own, Tetris, digits, hopfield};
use crate::data::Form;

/// How experiences are spread over the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// All of them every day.
    Fixed,
    /// A part a day, in turn.
    Rotating,
    /// New ones every day.
    Stream,
    /// Some classes a day, in turn.
    Lessons,
}

impl Days {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Fixed, Self::Rotating, Self::Stream, Self::Lessons];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Rotating => "rotating",
            Self::Stream => "stream",
            Self::Lessons => "lessons",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|days| days.name() == name)
    }
}

/// How many experiences there are, and when they are lived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// How they are spread.
    pub days: Days,
    /// Experiences a day, ≥ 1; for fixed days all of them, for lessons at most so many.
    pub per_day: usize,
    /// Experiences in all; for a stream `per_day` times the days.
    pub train: usize,
}

/// Real handwritten digits, 8×8 pixels from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Digits {
    /// When they are lived.
    pub schedule: Schedule,
    /// Share of the training labels replaced by another class, from 0 to 1.
    pub label_noise: f64,
    /// Images in the validation set.
    pub validation: usize,
    /// Images in the test set.
    pub test: usize,
}

/// What a net sees of x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Features {
    /// `√(2k+1)·P_k(x)/√(degree+1)` for k from 0 to the degree, `P_k` the Legendre polynomials.
    Legendre,
    /// x itself.
    Raw,
}

/// y = sin(πx) + noise, x uniform on (−1, 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// When points are lived.
    pub schedule: Schedule,
    /// Standard deviation of the noise on y, ≥ 0.
    pub noise: f64,
    /// What a net sees.
    pub features: Features,
    /// Degree of the polynomial, ≥ 0; used by [`Features::Legendre`].
    pub degree: usize,
    /// Points in the validation set.
    pub validation: usize,
    /// Points of the even grid on −1 … 1 on which the clean curve is asked.
    pub test: usize,
    /// Where the region of extrapolation ends, > 1: 1 < |x| ≤ beyond.
    pub beyond: f64,
}

/// Which figures the classes of a plane are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Two half circles that reach into each other.
    Moons,
    /// Arms that wind once around a middle.
    Spirals,
    /// One ring around the other.
    Rings,
    /// Heaps on a circle.
    Blobs,
}

impl Shape {
    /// All shapes.
    pub const ALL: [Self; 4] = [Self::Moons, Self::Spirals, Self::Rings, Self::Blobs];

    /// The name used in `task.shape`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Moons => "moons",
            Self::Spirals => "spirals",
            Self::Rings => "rings",
            Self::Blobs => "blobs",
        }
    }

    /// The shape of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }
}

/// Points of a plane, about ±2 wide, in classes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    /// When points are lived.
    pub schedule: Schedule,
    /// What the classes look like.
    pub shape: Shape,
    /// Classes, from 2 to 8; moons are 2.
    pub classes: usize,
    /// Standard deviation of the noise on x and on y, ≥ 0; for moons before they are scaled.
    pub noise: f64,
    /// Share of the training labels replaced by another class, from 0 to 1.
    pub label_noise: f64,
    /// Points in the validation set.
    pub validation: usize,
    /// Points in the test set.
    pub test: usize,
}

/// Random patterns to be stored, and recalled from cues with some neurons turned over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hopfield {
    /// When patterns are lived; `train` of them, at most [`Self::MOST`], each a class of its own.
    pub schedule: Schedule,
    /// N: neurons of a pattern, each −1 or 1.
    pub neurons: usize,
    /// Share of a cue's neurons that are turned over, from 0 to ½.
    pub flips: f64,
    /// Cues in the validation set.
    pub validation: usize,
    /// Cues in the test set, of each pattern in turn.
    pub test: usize,
}

/// A task and its parameters.
#[derive(Debug, Clone, PartialEq)]
pub enum Params {
    /// Real handwritten digits.
    Digits(Digits),
    /// A noisy sine.
    Curve(Curve),
    /// Somebody's own data.
    Own(Own),
    /// Points of a plane.
    Plane(Plane),
    /// A game of Tetris that is watched.
    Tetris(Tetris),
    /// Patterns to be stored and recalled.
    Hopfield(Hopfield),
}

impl Params {
    /// The kind's name in scenarios.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Digits(_) => "digits",
            Self::Curve(_) => "curve",
            Self::Own(own) => own.source.name(),
            Self::Plane(_) => "plane",
            Self::Tetris(_) => "tetris",
            Self::Hopfield(_) => "hopfield",
        }
    }

    /// Whether patterns are stored and recalled by a Hopfield net; any other task trains a perceptron.
    #[must_use]
    pub const fn recalls(&self) -> bool {
        matches!(self, Self::Hopfield(_))
    }

    /// When experiences are lived.
    #[must_use]
    pub const fn schedule(&self) -> Schedule {
        match self {
            Self::Digits(digits) => digits.schedule,
            Self::Curve(curve) => curve.schedule,
            Self::Own(own) => own.schedule,
            Self::Plane(plane) => plane.schedule,
            Self::Tetris(tetris) => tetris.schedule,
            Self::Hopfield(hopfield) => hopfield.schedule,
        }
    }

    /// Whether it is read from files.
    #[must_use]
    pub const fn has_files(&self) -> bool {
        matches!(self, Self::Own(_))
    }

    /// What a raw input looks like.
    #[must_use]
    pub fn form(&self) -> Form {
        match self {
            Self::Digits(_) => digits::form(),
            Self::Curve(_) => Form::Line,
            Self::Own(own) => own.form(),
            Self::Plane(_) => Form::Plane,
            Self::Tetris(tetris) => tetris.form(),
            Self::Hopfield(hopfield) => hopfield::form(hopfield.neurons),
        }
    }

    /// The names of the classes; none where answers are values.
    #[must_use]
    pub fn classes(&self) -> Vec<String> {
        match self {
            Self::Digits(_) => digits::names(),
            Self::Curve(_) => Vec::new(),
            Self::Own(own) => own.pool().classes().to_vec(),
            Self::Plane(plane) => plane.names(),
            Self::Tetris(tetris) => tetris.names(),
            Self::Hopfield(hopfield) => hopfield.names(),
        }
    }

    /// Whether answers are classes; otherwise they are values.
    #[must_use]
    pub fn is_classes(&self) -> bool {
        match self {
            // Before the files are read there are no names.
            Self::Own(own) => own.reading.classes,
            _ => !self.classes().is_empty(),
        }
    }

    /// (Features that the net sees, outputs that it gives.)
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        let raw = self.form().size();
        let features = match self {
            Self::Curve(curve) => curve.encoder().features(raw),
            Self::Digits(_) | Self::Plane(_) | Self::Own(_) | Self::Tetris(_) | Self::Hopfield(_) => raw,
        };
        (features, self.classes().len().max(1))
    }
}
