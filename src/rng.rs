//! Random draws by coordinates.
//!
//! A draw is addressed by (seed, purpose, day, index). It depends on nothing that was drawn
//! before, so arms that draw unequally do not drift apart, and going back in time needs no
//! generator state.

mod counter;

pub use counter::Stream;

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

/// What a draw is for. Draws of different purposes are independent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u64)]
pub enum Purpose {
    /// Initial weights; day = layer.
    Weights = 1,
    /// Initial biases.
    Biases = 2,
    /// Which examples are trained, validated and tested on.
    Split = 3,
    /// Which labels are wrong, and how.
    Labels = 4,
    /// Where the points of a curve or a plane lie; index = set.
    Points = 5,
    /// The noise on a curve's values, or on the points of a plane; day = set.
    Values = 6,
    /// The order of a day's batches; index = pass.
    Order = 7,
    /// Which memory is dreamt; index = dream.
    Recall = 8,
    /// Which inputs of a dream are masked; index = dream.
    Mask = 9,
    /// The noise of a dream; index = dream.
    Noise = 10,
    /// Which inputs of a corrupted day are masked; index = place in the day.
    DayMask = 11,
    /// The noise of a corrupted day; index = place in the day.
    DayNoise = 12,
    /// The fresh initial weights of a night; day = night, index = layer.
    Perturb = 13,
    /// The fresh initial biases of a night; day = night.
    PerturbBiases = 14,
    /// Which dream of a night takes the target of which; day = night.
    Shuffle = 15,
    /// Which experiences the reservoir keeps; index = experience.
    Reservoir = 21,
    /// Whether a dream is of a remote memory; day = night, index = dream.
    Remote = 22,
    /// Which remote memory it is of; day = night, index = dream.
    RemoteRecall = 23,
    /// Which input takes the place of which in a changed world.
    Exchange = 24,
    /// The few draws for a dream as a whole; index = dream.
    Whole = 30,
    /// The few draws for one place of a corrupted day.
    DayWhole = 31,
    /// Which memory is blended into a dream; index = dream.
    Partner = 32,
    /// Which experience of the day is blended into a place of a corrupted day.
    DayPartner = 33,
    /// The inputs of a dream that is generated; index = dream.
    Generate = 34,
    /// The noise on test inputs; index = example.
    TestNoise = 35,
    /// Which test labels are wrong where they are asked as noisy as training's, and how.
    TestLabels = 36,
    /// A pattern of a Hopfield net; index = pattern.
    Pattern = 37,
    /// Which neurons of a pattern are turned over to make a cue of it; day = set, index = cue.
    Cue = 38,
    /// Which differences a bootstrap draws again.
    Resample = 40,
    /// Which pieces fall in a game that is watched; day = game, index = bag or piece.
    Pieces = 50,
    /// Whether a piece slips out of the player's hand, and where it falls then; day = game, index = piece.
    Slips = 51,
    /// When and how a falling piece is seen; day = game, index = piece.
    Moment = 52,
    /// Which pixels of a retina are turned over; day = game, index = piece.
    Pixels = 53,
    /// Which pieces fall in a game that a net plays itself; index = bag or piece.
    OwnPieces = 54,
}

/// The generator at these coordinates: `ChaCha8` with the coordinates themselves as its key.
#[must_use]
pub fn generator(seed: u64, purpose: Purpose, day: u32, index: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    for (bytes, word) in key.chunks_exact_mut(8).zip([seed, purpose as u64, u64::from(day), index]) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    ChaCha8Rng::from_seed(key)
}
