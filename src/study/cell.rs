//! A cell: all arms of one setting under one seed, and the file that keeps what they lived.

mod file;

use super::ENGINE;
use crate::arm::Arm;
use crate::lab::{Divergence, Lab};
use crate::record::{Measure, Moment, Row, Track};

/// What a cell lived.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its name; see [`name`].
    pub name: String,
    /// The engine that computed it.
    pub engine: u32,
    /// The kernel's name.
    pub kernel: String,
    /// The seed.
    pub seed: u64,
    /// What was lived, as a scenario: [`Scenario::lived`](crate::scenario::Scenario::lived).
    pub scenario: String,
    /// The trace hash of the lab.
    pub trace: String,
    /// The parts of the test that are graded apart, in the order of the rows.
    pub lessons: Vec<String>,
    /// The lives, in the order of the scenario's arms, then of the forks.
    pub lives: Vec<Lived>,
}

/// What one life was.
#[derive(Debug, Clone, PartialEq)]
pub struct Lived {
    /// Its name: the arm's, or what its fork called it.
    pub name: String,
    /// The arm that it follows in the end.
    pub arm: Arm,
    /// Gradient steps taken in all.
    pub gradient_steps: u64,
    /// Examples those steps were computed from.
    pub examples: u64,
    /// The trace hash of this life.
    pub trace: String,
    /// How and when it ended early, if it did: a result like any other.
    pub diverged: Option<Divergence>,
    /// What was measured at birth and at every evening and morning; of a twin, what is its own.
    pub rows: Vec<Row>,
    /// What it answered to the test examples on the last morning; nothing if it diverged.
    pub answers: Answers,
}

/// Answers to the test examples, in their order.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// None were given: the life diverged.
    None,
    /// Classes.
    Classes(Vec<u8>),
    /// Values.
    Values(Vec<f32>),
}

/// What the columns of lessons begin with.
const LESSON: &str = "error_";

/// What the columns of layers begin with.
const LAYER: &str = "weight_abs_";

/// The name of a cell: the first 32 hexadecimal digits of BLAKE3 over the engine's number, the kernel's name and
/// what is lived ([`Scenario::lived`](crate::scenario::Scenario::lived)), the seed in it.
#[must_use]
pub fn name(engine: u32, content: &str, kernel: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("oneiro cell\nengine {engine}\nkernel {kernel}\n").as_bytes()).update(content.as_bytes());
    let mut name = hasher.finalize().to_hex().to_string();
    name.truncate(32);
    name
}

/// The columns of a row, for a net of so many layers and these parts of the test: those of `trace.csv` but
/// arm and seed.
#[must_use]
pub fn columns(layers: usize, lessons: &[String]) -> Vec<String> {
    let first = ["day", "phase", "tick", "gradient_steps", "examples"];
    let layers = (1..=layers).map(|layer| format!("{LAYER}{layer}"));
    let measures = Measure::ALL.map(Measure::name);
    let lessons = lessons.iter().map(|lesson| format!("{LESSON}{lesson}"));
    first.into_iter().chain(measures).map(str::to_owned).chain(layers).chain(lessons).collect()
}

impl Cell {
    /// What a lab lived that has ended, under a content and its name.
    #[must_use]
    pub fn of(lab: &Lab, content: String) -> Self {
        let kernel = lab.options().kernel.name().to_owned();
        let lives = lab.lives().iter().enumerate().map(|(index, life)| {
            let stamps = lab.history().stamps().iter().enumerate();
            let from = lab.history().tracks().get(index).map_or(0, Track::from);
            let ends = stamps.skip(from).filter(|(_, stamp)| stamp.moment.ends_phase());
            let points = ends.map(|(point, _)| point);
            let (classes, values) = (lab.test_classes(index), lab.test_values(index));
            Lived {
                name: life.name().to_owned(),
                arm: life.arm(),
                gradient_steps: life.gradient_steps(),
                examples: life.examples(),
                trace: lab.life_hash(index),
                diverged: life.diverged().cloned(),
                rows: points.filter_map(|point| lab.history().row(index, point)).collect(),
                answers: match life.diverged() {
                    Some(_) => Answers::None,
                    None if values.is_empty() => Answers::Classes(classes.to_vec()),
                    None => Answers::Values(values.to_vec()),
                },
            }
        });
        let lives = lives.collect();
        Self {
            name: name(ENGINE, &content, &kernel),
            engine: ENGINE,
            kernel,
            seed: lab.spec().seed,
            scenario: content,
            trace: lab.trace_hash(),
            lessons: lab.spec().parts(),
            lives,
        }
    }

    /// The life of this name; an arm's is the name of the arm.
    #[must_use]
    pub fn life(&self, name: &str) -> Option<&Lived> {
        self.lives.iter().find(|lived| lived.name == name)
    }
}

impl Lived {
    /// The last evening; `None` if the life diverged.
    #[must_use]
    pub fn evening(&self) -> Option<&Row> {
        self.last(Moment::Evening)
    }

    /// The last morning; `None` if the life diverged.
    #[must_use]
    pub fn morning(&self) -> Option<&Row> {
        self.last(Moment::Morning)
    }

    fn last(&self, moment: Moment) -> Option<&Row> {
        self.rows.iter().rfind(|row| row.stamp.moment == moment).filter(|_| self.diverged.is_none())
    }
}
