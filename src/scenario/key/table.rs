//! The rows of the key table.

use super::Task::{self, Curve, Digits, Hopfield, Idx, Npz, Plane, Table, Tetris};
use super::{Bound, Fallback, Key, Kind};
use crate::sleep::{Labels, Noise, Source};

/// The days of a scenario, the longest life.
const DAYS: i64 = 100_000;
/// The steps of a phase.
const STEPS: i64 = 1_000_000;

const fn key(path: &'static str, kind: Kind, fallback: Fallback, about: &'static str) -> Key {
    Key { path, kind, fallback, tasks: &[], trained: false, live: false, about }
}

const fn live(key: Key) -> Key {
    Key { live: true, ..key }
}

/// Of a net that is trained.
const fn trained(key: Key) -> Key {
    Key { trained: true, ..key }
}

const fn of(tasks: &'static [Task], key: Key) -> Key {
    Key { tasks, ..key }
}

const fn whole(min: i64, max: i64) -> Kind {
    Kind::Integer { min, max }
}

const fn upto(low: f64, high: f64) -> Kind {
    let (low, high) = (Bound { value: low, open: false }, Bound { value: high, open: false });
    Kind::Number { low, high: Some(high), infinite: false }
}

const fn below(low: f64, high: f64) -> Kind {
    let (low, high) = (Bound { value: low, open: false }, Bound { value: high, open: true });
    Kind::Number { low, high: Some(high), infinite: false }
}

const fn between(low: f64, high: f64) -> Kind {
    let (low, high) = (Bound { value: low, open: true }, Bound { value: high, open: false });
    Kind::Number { low, high: Some(high), infinite: false }
}

const fn above(low: f64, infinite: bool) -> Kind {
    Kind::Number { low: Bound { value: low, open: true }, high: None, infinite }
}

const fn is(value: &'static str) -> Fallback {
    Fallback::Value(value)
}

const fn by(other: &'static str, of: &'static [(Task, &'static str)]) -> Fallback {
    Fallback::ByTask { other, of }
}

/// Kinds of somebody's own data.
const OWN: &[Task] = &[Table, Idx, Npz];
/// Characters of a path.
const PATH: Kind = Kind::Text(4096);
/// Where a kind of task has no default, the file decides.
const FILE: &str = "";

const SEED: Kind = whole(0, i64::MAX);
const SAME_SEED: Fallback = Fallback::From("`seed`");

/// Every key of format 1, in the order in which files are written.
#[rustfmt::skip] // A table is read by its columns, one key a line.
pub const KEYS: &[Key] = &[
    key("format", whole(1, 1), is("1"), "version of the file format"),
    key("title", Kind::Text(200), is("\"\""), "one line on what this is"),
    key("about", Kind::Text(4000), is("\"\""), "what is lived, in a few sentences"),
    key("look_for", Kind::Text(4000), is("\"\""), "what to watch"),
    key("seed", SEED, is("1"), "seed of everything that is drawn"),
    key("days", whole(1, DAYS), is("20"), "days lived"),
    key("session", Kind::Block(900_000), Fallback::Absent, "what the screen saved: where it stood, every act; not to be written by hand"),

    key("seeds.init", SEED, SAME_SEED, "seed of the initial weights"),
    key("seeds.task", SEED, SAME_SEED, "seed of data, splits and wrong labels"),
    key("seeds.order", SEED, SAME_SEED, "seed of the order of the day's batches"),
    key("seeds.dreams", SEED, SAME_SEED, "seed of what is dreamt, and how it is corrupted"),

    key("task.kind", Kind::Choice(&["digits", "curve", "plane", "tetris", "hopfield", "table", "idx", "npz"]), Fallback::Required, "what is lived: real handwritten digits, a noisy sine, points of a plane, a game of Tetris, patterns for a Hopfield net, or your own table, images or arrays"),
    key("task.train", whole(1, 100_000), by("200", &[(Curve, "14"), (Plane, "100"), (Tetris, "400"), (Hopfield, "36"), (Table, FILE), (Idx, FILE), (Npz, FILE)]), "experiences in all, of a Hopfield net its patterns; a stream has `per_day` times `days`"),
    key("task.validation", whole(0, 100_000), by("100", &[(Curve, "0"), (Hopfield, "0"), (Table, FILE), (Idx, FILE), (Npz, FILE)]), "examples kept apart for validation"),
    key("task.test", whole(2, 100_000), by("1000", &[(Curve, "201"), (Hopfield, "360"), (Table, FILE), (Idx, FILE), (Npz, FILE)]), "unseen examples for the test; for a curve points of an even grid, for a Hopfield net cues, of each pattern in turn"),
    of(&[Plane], key("task.shape", Kind::Choice(&["moons", "spirals", "rings", "blobs"]), is("\"moons\""), "the figures that the classes are")),
    of(&[Plane], key("task.classes", whole(2, 8), is("2"), "classes: arms of spirals, rings, blobs; moons are two")),
    of(&[Tetris], key("task.lesson", Kind::Choice(&["see", "play"]), is("\"see\""), "what is learnt of the game: to name the falling piece from the retina around it, or to tell the player's move from others")),
    of(&[Tetris], key("task.pieces", Kind::Choice(&["bag", "uniform"]), is("\"bag\""), "which pieces come: all seven in a new order again and again, or any each time")),
    of(&[Tetris], key("task.clumsiness", upto(0.0, 1.0), is("0.1"), "share of the pieces that slip and fall anywhere; whoever learns to play is taught those too")),
    of(&[Tetris], key("task.retina", whole(4, 20), is("8"), "pixels of a side of the retina; of the lesson `see`")),
    of(&[Tetris, Hopfield], key("task.flips", upto(0.0, 1.0), by("0.05", &[(Hopfield, "0.1")]), "share of the retina's pixels that are turned over, of the lesson `see`; of a Hopfield net of the neurons of a cue")),
    of(&[Tetris], key("task.others", whole(1, 33), is("8"), "other placements that each of the player's moves is shown among; of the lesson `play`")),
    of(&[Hopfield], key("task.neurons", whole(4, 1000), is("256"), "N: neurons of a pattern, each −1 or 1; a square number is drawn as a square")),
    of(OWN, key("task.file", PATH, Fallback::Absent, "the file of data, beside the scenario or by its whole path; needed")),
    of(&[Idx], key("task.labels", PATH, Fallback::Absent, "the file of the images' labels; needed")),
    of(OWN, key("task.test_file", PATH, Fallback::Absent, "another file that the test is drawn from; left out = the same")),
    of(&[Idx], key("task.test_labels", PATH, Fallback::Absent, "the labels of the images in `test_file`")),
    of(OWN, key("task.digest", Kind::Text(64), Fallback::Absent, "BLAKE3 of the file, of several files that of their digests: others are refused")),
    of(&[Table], key("task.header", Kind::Boolean, is("true"), "whether the table's first line holds the columns' names")),
    of(&[Table], key("task.delimiter", Kind::Choice(&[",", ";", "tab", "|"]), is("\",\""), "what stands between two cells")),
    of(&[Table], key("task.target", Kind::Text(200), Fallback::From("the last column"), "the column that is asked: its name, or its number from 1 as a text")),
    of(&[Table], key("task.columns", Kind::Texts(200), Fallback::From("all others"), "the columns that are learnt from: names, or numbers from 1")),
    of(&[Table], key("task.categories", Kind::Choice(&["refuse", "one-hot"]), is("\"refuse\""), "a column of words is refused, or becomes a column of 0 and 1 for each word")),
    of(&[Table, Npz], key("task.missing", Kind::Choice(&["refuse", "drop", "mean"]), is("\"refuse\""), "missing cells are refused, leave their row out, or are filled in with the training set's mean")),
    of(&[Table, Npz], key("task.answers", Kind::Choice(&["classes", "values"]), is("\"classes\""), "what is asked: one of several classes, or a number")),
    of(OWN, key("task.scale", Kind::Choice(&["standard", "pixels", "none"]), by("\"standard\"", &[(Idx, "\"pixels\"")]), "mean 0 and deviation 1 over the training set, 0 … 255 to 0 … 1, or as it is")),
    of(&[Digits, Plane, Tetris, Table, Idx, Npz], key("task.label_noise", upto(0.0, 1.0), is("0.0"), "share of the training labels replaced by another class")),
    of(&[Curve, Plane], key("task.noise", upto(0.0, 100.0), by("0.3", &[(Plane, "0.2")]), "standard deviation of the noise: a curve's on y, a plane's on x and on y")),
    of(&[Curve], key("task.features", Kind::Choice(&["legendre", "raw"]), is("\"legendre\""), "what the net sees of x")),
    of(&[Curve], key("task.degree", whole(0, 64), is("12"), "highest degree of the Legendre features")),
    of(&[Curve], key("task.beyond", between(1.0, 10.0), is("1.2"), "extrapolation is asked for 1 < |x| ≤ beyond")),
    key("task.days", Kind::Choice(&["fixed", "rotating", "stream", "lessons"]), is("\"fixed\""), "all experiences every day, a part a day in turn, new ones every day, or some classes a day"),
    key("task.per_day", whole(1, 100_000), Fallback::From("fixed: `train`; rotating: a fifth of it; stream: required; lessons: all of the lesson"), "experiences a day; of a lesson at most so many, the next ones when it comes again"),
    key("task.lessons", Kind::Lists { most: 100, longest: 256, max: 255 }, Fallback::From("required for `days = \"lessons\"`"), "the classes of each lesson, from 0; a lesson a day, in turn"),
    key("task.lesson_days", whole(1, DAYS), is("1"), "days in a row that a lesson lasts"),
    key("task.drift", Kind::Choice(&["none", "labels", "inputs"]), is("\"none\""), "how the world changes: not at all; classes swap their labels in pairs, 0 with 1, 2 with 3 and so on; the inputs change places"),
    key("task.drift_day", whole(2, DAYS), Fallback::From("half of `days` and 1 more"), "the first day of the changed world"),

    trained(key("net.hidden", Kind::Integers { most: 8, min: 1, max: 4096 }, by("[64]", &[(Curve, "[]"), (Plane, "[48, 48]")]), "units of each hidden layer; [] = a linear net")),
    trained(key("net.activation", Kind::Choice(&["tanh", "relu"]), is("\"tanh\""), "non-linearity of the hidden layers")),
    trained(key("net.init", Kind::Choice(&["fan-in", "he", "xavier", "zero"]), by("\"fan-in\"", &[(Curve, "\"zero\"")]), "initial weights: N(0, 1/fan_in), N(0, 2/fan_in), N(0, 2/(fan_in + fan_out)), 0")),
    trained(key("net.first_gain", between(0.0, 1000.0), by("1.0", &[(Plane, "3.0")]), "factor on the first layer's initial weights")),
    trained(key("net.first_bias", upto(0.0, 1000.0), by("0.0", &[(Plane, "3.0")]), "first layer's initial biases are uniform on ± this; all others 0")),
    trained(key("net.bias", Kind::Boolean, by("true", &[(Curve, "false")]), "whether units have biases")),

    live(key("day.steps", whole(1, STEPS), by("100", &[(Plane, "200"), (Hopfield, "20")]), "N: gradient steps a day, over reshuffled passes")),
    live(key("day.batch", whole(1, 4096), is("20"), "examples per gradient step, by day and in dreams; of a Hopfield net patterns met per step")),
    trained(live(key("day.learning_rate", above(0.0, false), by("0.1", &[(Plane, "0.2")]), "η: size of a gradient step, by day and in dreams"))),
    trained(live(key("day.momentum", below(0.0, 1.0), is("0.0"), "share of the last step that is kept; scaled with the weights at night"))),
    trained(live(key("day.normalized", Kind::Boolean, is("false"), "divide each step by max(1, η‖φ‖²); linear nets only"))),

    trained(live(key("night.cycles", whole(1, 1000), is("4"), "NREM–REM cycles a night"))),
    live(key("night.steps", whole(0, STEPS), by("100", &[(Plane, "200"), (Hopfield, "20")]), "M: gradient steps dreamt a night, drawn with replacement; of a Hopfield net dreams, 1 or more")),
    trained(live(key("night.perturb", upto(0.0, 100.0), is("0.1"), "new weights a night in shrink+perturb, as a share of a fresh initialisation"))),
    key("night.missed", whole(0, DAYS), is("0"), "every night of this number is spent waiting, as if it were skipped; 0 = none"),

    trained(live(key("night.downscale.rule", Kind::Choice(&["uniform", "proportional", "protected", "activity", "set-point", "birth", "prune", "none"]), is("\"uniform\""), "how weights are reduced: all by the same share; the larger the more; the largest spared; the replayed spared; downward on the way back to Σ|w| at birth; back to the weights at birth; the smallest to 0; not at all"))),
    trained(live(key("night.downscale.amount", upto(0.0, 1.0), is("0.1"), "δ: share of Σ|w| a night removes; activity: of what was not replayed; set-point and birth: share of the way back"))),
    trained(live(key("night.downscale.per", Kind::Choice(&["layer", "neuron"]), is("\"layer\""), "whose Σ|w| a set-point holds"))),
    trained(live(key("night.downscale.spared", upto(0.0, 1.0), is("0.2"), "share of the largest weights spared (rule protected; of each layer)"))),
    trained(live(key("night.downscale.threshold", upto(0.0, 1000.0), is("0.02"), "|w| below which weights are pruned (rule prune: they become 0)"))),
    trained(live(key("night.downscale.biases", Kind::Boolean, is("false"), "scale the biases of layer l too, by the l-th power of its factor (birth: take them back too; not with activity and prune)"))),

    trained(live(key("night.memory.capacity", whole(1, 1_000_000), is("2000"), "experiences that are kept"))),
    trained(live(key("night.memory.recency", above(0.0, true), is("2.0"), "half-life of a memory in days (the Tetris effect); inf = all alike"))),
    trained(live(key("night.memory.priority", upto(0.0, 10.0), is("0.0"), "exponent on a memory's last error; 0 = all alike"))),
    trained(live(key("night.memory.lag", whole(0, DAYS), is("0"), "nights before an experience is dreamt"))),
    trained(live(key("night.memory.reservoir", whole(0, 1_000_000), is("0"), "remote experiences that are kept besides: an even draw from all that were lived before today"))),
    trained(live(key("night.memory.remote", upto(0.0, 1.0), is("0.0"), "share of the dreams drawn evenly from the remote experiences"))),

    trained(live(key("night.dreams.sparse", below(0.0, 1.0), is("0.0"), "share of the inputs masked (dropout)"))),
    trained(live(key("night.dreams.patch", whole(1, 64), is("1"), "side in pixels of masked squares, for an image"))),
    trained(live(key("night.dreams.hallucinatory", upto(0.0, 100.0), is("0.3"), "strength of the noise (noise injection): gaussian: σ; shift: most pixels; all others: a share from 0 to 1"))),
    trained(live(key("night.dreams.noise", Kind::Choice(&Noise::NAMES), is("\"gaussian\""), "kind of the noise: on every input; inputs turned over; set to an end; an image moved; a memory blended in; tiles hidden; two memories and noise"))),
    trained(live(key("night.dreams.narrative", whole(1, 1000), is("1"), "experiences in a row per dream (episodes), in the order in which they were lived"))),
    trained(live(key("night.dreams.label", Kind::Choice(&Labels::NAMES), is("\"stored\""), "what a dream teaches: what the day taught; or what the net itself answered in the evening"))),
    trained(live(key("night.dreams.source", Kind::Choice(&Source::NAMES), is("\"memory\""), "what dreams are made of: memories; or the mean and deviation of a class's memories, remote ones included"))),
    trained(live(key("night.dreams.clip", Kind::Pair(1e6), Fallback::Absent, "bounds [lo, hi] of a corrupted input; left out = none"))),
    of(&[Hopfield], live(key("night.dreams.rate", between(0.0, 100.0), is("0.1"), "ε: how far a Hopfield net's dream goes: J ← J + ε/(1 + t)·(J − J²), t ← t + ε"))),

    key("arms.live", Kind::Arms, is("[\"sleep\", \"awake\"]"), "regimens that are lived"),
    key("arms.show", Kind::Arms, Fallback::From("`arms.live`"), "regimens that are drawn"),

    key("measure.every", whole(1, STEPS), is("10"), "ticks between measures within a phase"),
    key("measure.corruption", upto(0.0, 100.0), by("0.0", &[(Digits, "0.3")]), "σ of the noise on the test inputs of `noisy_error`, asked at evenings and mornings; 0 = not asked"),

    key("study.vary", Kind::Vary(8), is("[]"), "what `oneiro study` varies where no --vary says otherwise; keys behind a `;` move together"),

    key("event.day", whole(1, DAYS), Fallback::Required, "the day it happens on"),
    key("event.phase", Kind::Choice(&["day", "night"]), is("\"day\""), "the phase it happens in"),
    key("event.tick", whole(0, 2 * STEPS), is("0"), "before this tick of the phase, from 0"),
    key("event.arm", Kind::Life, is("\"all\""), "to whom: an arm, or the name of a fork"),
    key("event.set", Kind::Settings, Fallback::Absent, "keys that change, with their new values"),
    key("event.lesion.layer", whole(1, 8), Fallback::Required, "hidden layer, from 1, of the unit that is lost, for good"),
    key("event.lesion.unit", whole(0, 4095), Fallback::Required, "unit of that layer, from 0"),
    key("event.freeze.layer", whole(1, 8), Fallback::Required, "hidden layer of the unit whose incoming weights no longer change"),
    key("event.freeze.unit", whole(0, 4095), Fallback::Required, "unit of that layer"),
    key("event.thaw.layer", whole(1, 8), Fallback::Required, "hidden layer of the frozen unit that learns again"),
    key("event.thaw.unit", whole(0, 4095), Fallback::Required, "unit of that layer"),
    key("event.scale.layer", whole(1, 9), Fallback::Required, "layer of weights, from 1, that is scaled; the last one gives the answers"),
    key("event.scale.factor", upto(0.0, 1000.0), Fallback::Required, "by this factor, once"),
    key("event.nap", whole(1, STEPS), Fallback::Absent, "ticks of dreaming put in before the tick"),
    key("event.sleep_now", Kind::Yes, Fallback::Absent, "the day ends with this tick"),
    key("event.skip_night", Kind::Yes, Fallback::Absent, "the night of that day is spent waiting; by night what is left of it"),
    key("event.fork.name", Kind::Name, Fallback::Required, "a twin of `arm` lives on beside it, by this name"),
    key("event.fork.arm", Kind::Arm, Fallback::From("the arm of the original"), "the regimen that the twin follows from here on"),
    key("event.seed", SEED, Fallback::Absent, "the seed of the order of batches and of dreams from here on"),

    key("claim.measure", Kind::Choice(&super::super::MEASURES), Fallback::Required, "what is compared"),
    key("claim.at", Kind::Choice(&["morning", "mean"]), is("\"morning\""), "the last morning, or the mean of the last evening and morning"),
    key("claim.a", Kind::Arm, Fallback::Required, "one arm"),
    key("claim.b", Kind::Arm, Fallback::Required, "the arm it is compared with: a − b"),
    key("claim.margin", between(0.0, 1e6), by("0.02", &[(Curve, "0.14")]), "margin of equivalence; for a curve's errors on the natural log"),
    key("claim.expect", Kind::Choice(&["better", "worse", "within", "inconclusive"]), Fallback::Absent, "what the text promises: a is better, worse, within the margin (different or not), or nothing shows"),
    key("claim.seeds", whole(2, 100_000), is("30"), "seeds, from `seed` on"),
];
