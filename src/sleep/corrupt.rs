//! Corruption: what is done to a memory so that it becomes a dream. One kind a file.
//!
//! To add a kind: its file in `corrupt/`, a variant of [`Noise`] with its rows below. Keys, checks,
//! the README and the screens follow from these.

mod blend;
mod flip;
mod gaussian;
mod mask;
mod mix;
mod occlude;
mod salt;
mod shift;

use super::Dreams;
use crate::rng::{Purpose, Stream};

/// A kind of corruption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// Normal noise of standard deviation σ on every input.
    Gaussian,
    /// A share of the inputs turned over, x → lo + hi − x.
    Flip,
    /// A share of the inputs set to the low or to the high end.
    SaltPepper,
    /// The image moved by up to so many pixels.
    Shift,
    /// A share of another memory, in input and target (mixup, Zhang et al. 2018).
    Blend,
    /// Square tiles hidden (the NREM of PAD, Deperrois et al. 2022).
    Occlude,
    /// Two memories and noise mixed (the REM of PAD, Deperrois et al. 2022).
    Mix,
}

/// What `night.dreams.hallucinatory` means to a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// A standard deviation, ≥ 0.
    Deviation,
    /// A share, from 0 to 1.
    Share,
    /// A whole number of pixels.
    Pixels,
}

impl Noise {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Gaussian, Self::Flip, Self::SaltPepper, Self::Shift, Self::Blend, Self::Occlude, Self::Mix];

    /// Their words.
    pub const NAMES: [&'static str; Self::ALL.len()] = {
        let mut names = [""; Self::ALL.len()];
        let mut place = 0;
        while place < names.len() {
            names[place] = Self::ALL[place].name();
            place += 1;
        }
        names
    };

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gaussian => "gaussian",
            Self::Flip => "flip",
            Self::SaltPepper => "salt-pepper",
            Self::Shift => "shift",
            Self::Blend => "blend",
            Self::Occlude => "occlude",
            Self::Mix => "mix",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noise| noise.name() == name)
    }

    /// What its strength is.
    #[must_use]
    pub const fn strength(self) -> Strength {
        match self {
            Self::Gaussian => Strength::Deviation,
            Self::Shift => Strength::Pixels,
            Self::Flip | Self::SaltPepper | Self::Blend | Self::Occlude | Self::Mix => Strength::Share,
        }
    }

    /// Whether it moves what lies beside each other, so that it needs an image.
    #[must_use]
    pub const fn needs_image(self) -> bool {
        matches!(self, Self::Shift)
    }

    /// Whether it takes a second memory.
    #[must_use]
    pub const fn takes_two(self) -> bool {
        matches!(self, Self::Blend | Self::Mix)
    }

    /// The factors of the first and of the second memory in the dream's input. Of its target they have
    /// the same shares.
    #[must_use]
    pub fn factors(self, strength: f32) -> [f32; 2] {
        match self {
            Self::Blend => blend::factors(strength),
            Self::Mix => mix::factors(strength),
            _ => [1.0, 0.0],
        }
    }

    fn apply(self, strength: f32, scene: &Scene, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
        match self {
            Self::Gaussian => gaussian::apply(strength, scene, index, raw, scratch),
            Self::Flip => flip::apply(strength, scene, index, raw, scratch),
            Self::SaltPepper => salt::apply(strength, scene, index, raw, scratch),
            Self::Shift => shift::apply(strength, scene, index, raw, scratch),
            Self::Blend => {}
            Self::Occlude => occlude::apply(strength, scene, index, raw, scratch),
            Self::Mix => mix::apply(strength, scene, index, raw, scratch),
        }
    }
}

/// What a kind may know: its draws, and what it draws on.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scene {
    /// Draws for every input.
    noise: Stream,
    /// A few draws for the dream as a whole; made for the kinds that ask for them.
    whole: Option<Stream>,
    /// Width and height, if it is an image.
    image: Option<[usize; 2]>,
    /// The low and the high end of an input.
    ends: [f32; 2],
}

/// The corruption of one night's dreams, or of one corrupted day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corruption {
    params: Dreams,
    mask: Stream,
    scene: Scene,
}

impl Corruption {
    /// The corruption of a night's dreams; `image` is an input's width and height, if it is one.
    #[must_use]
    pub fn of_night(params: &Dreams, image: Option<[usize; 2]>, seed: u64, night: u32) -> Self {
        Self::new(params, image, [Purpose::Mask, Purpose::Noise, Purpose::Whole].map(|of| (seed, of, night)))
    }

    /// The same corruption for what is lived by day, with draws of its own.
    #[must_use]
    pub fn of_day(params: &Dreams, image: Option<[usize; 2]>, seed: u64, day: u32) -> Self {
        Self::new(params, image, [Purpose::DayMask, Purpose::DayNoise, Purpose::DayWhole].map(|of| (seed, of, day)))
    }

    fn new(params: &Dreams, image: Option<[usize; 2]>, coordinates: [(u64, Purpose, u32); 3]) -> Self {
        let [mask, noise, whole] = coordinates;
        let stream = |(seed, purpose, day)| Stream::new(seed, purpose, day);
        let asks = matches!(params.noise, Noise::Shift | Noise::Occlude);
        let ends = params.clip.map_or([0.0, 1.0], |[low, high]| [low as f32, high as f32]);
        let scene = Scene { noise: stream(noise), whole: asks.then(|| stream(whole)), image, ends };
        Self { params: *params, mask: stream(mask), scene }
    }

    /// Corrupts one raw input in place; `scratch` is as long. First the second memory comes in, if the
    /// kind takes one and there is one; then inputs are masked, then noise is added, then the result is
    /// clipped.
    pub fn apply(&self, index: u32, raw: &mut [f32], second: Option<&[f32]>, scratch: &mut [f32]) {
        let (noise, strength) = (self.params.noise, self.params.hallucinatory as f32);
        if let Some(second) = second {
            let [ours, theirs] = noise.factors(strength);
            for (value, other) in raw.iter_mut().zip(second) {
                *value = ours * *value + theirs * other;
            }
        }
        if self.params.sparse > 0.0 {
            let tiles = self.scene.tiles(self.params.patch as usize, raw.len());
            mask::apply(self.params.sparse as f32, self.mask, index, tiles, raw, scratch);
        }
        if self.params.hallucinatory > 0.0 {
            noise.apply(strength, &self.scene, index, raw, scratch);
        }
        if let Some([low, high]) = self.params.clip {
            for value in raw {
                *value = value.clamp(low as f32, high as f32);
            }
        }
    }
}

/// An input cut into square tiles, row by row; those at the right and lower edge may be cut off. What is
/// no image has tiles of one input.
#[derive(Debug, Clone, Copy)]
struct Tiles {
    width: usize,
    side: usize,
    across: usize,
    count: usize,
}

impl Scene {
    fn tiles(&self, side: usize, inputs: usize) -> Tiles {
        match self.image {
            Some([width, height]) if side > 1 => {
                let across = width.div_ceil(side);
                Tiles { width, side, across, count: across * height.div_ceil(side) }
            }
            _ => Tiles { width: inputs, side: 1, across: inputs, count: inputs },
        }
    }
}

impl Tiles {
    /// The tile that an input is in.
    const fn of(self, place: usize) -> usize {
        place / self.width / self.side * self.across + place % self.width / self.side
    }
}

#[cfg(test)]
mod tests;
