//! Dreams: what is replayed at night, recomputable from where it came from.

use super::{Corruption, Dreams, Labels, Recall, Remembered, Source, Statistics};
use crate::data::{Examples, Id, Label};
use ndarray::ArrayViewMut1;

/// What a dream is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A memory, and perhaps a second one.
    Memories(Remembered, Option<Remembered>),
    /// None: what the memories of a class, as taught, have in common.
    Class(u8),
}

impl Origin {
    /// That of dream `index` of a night; `dreams` is `None` for a clean replay. A class is drawn as often
    /// as its memories are.
    #[must_use]
    pub fn of(recall: &Recall, index: u32, dreams: Option<&Dreams>, labels: &[Label]) -> Self {
        let first = recall.draw(index);
        let Some(dreams) = dreams else { return Self::Memories(first, None) };
        match labels.get(first.id as usize).filter(|_| dreams.source == Source::Statistics) {
            Some(label) => Self::Class(label.given),
            None => Self::Memories(first, dreams.takes_two().then(|| recall.partner(index))),
        }
    }

    /// What is lived today, and perhaps a second experience of today.
    #[must_use]
    pub fn two(first: Id, second: Option<Id>) -> Self {
        let today = |id| Remembered { id, age: 0, remote: false };
        Self::Memories(today(first), second.map(today))
    }

    /// The memories, each with its share.
    fn sources(&self, dreams: Option<&Dreams>) -> Vec<(Remembered, f32)> {
        match (self, dreams) {
            (Self::Memories(first, Some(second)), Some(dreams)) => {
                let [ours, theirs] = dreams.shares();
                vec![(*first, ours), (*second, theirs)]
            }
            (Self::Memories(first, _), _) => vec![(*first, 1.0)],
            (Self::Class(_), _) => Vec::new(),
        }
    }

    const fn class(&self) -> Option<u8> {
        match self {
            Self::Memories(..) => None,
            Self::Class(class) => Some(*class),
        }
    }

    /// Writes what it teaches into `target`; `room` is as long.
    pub fn teach(&self, dreams: Option<&Dreams>, teacher: Teacher<'_>, target: &mut [f32], room: &mut [f32]) {
        match self {
            Self::Class(class) => one_hot(*class, target),
            Self::Memories(first, second) => {
                teacher.teach(first.id, target);
                if let (Some(second), Some(dreams)) = (second, dreams) {
                    teacher.teach(second.id, room);
                    mix(target, room, dreams.shares());
                }
            }
        }
    }
}

fn one_hot(class: u8, target: &mut [f32]) {
    target.fill(0.0);
    if let Some(value) = target.get_mut(usize::from(class)) {
        *value = 1.0;
    }
}

fn mix(target: &mut [f32], other: &[f32], [ours, theirs]: [f32; 2]) {
    for (value, other) in target.iter_mut().zip(other) {
        *value = ours * *value + theirs * other;
    }
}

/// Who says what an experience teaches.
#[derive(Debug, Clone, Copy)]
pub enum Teacher<'a> {
    /// The day.
    Stored(&'a Examples),
    /// The net as it fell asleep: its answers to all experiences, one after the other.
    Own(&'a [f32]),
}

impl Teacher<'_> {
    /// Writes what it says of an experience into a target.
    pub fn teach(&self, id: Id, target: &mut [f32]) {
        match self {
            Self::Stored(examples) => {
                examples.teach(id, ArrayViewMut1::from(target));
            }
            Self::Own(answers) => {
                let (id, outputs) = (id as usize, target.len());
                target.copy_from_slice(&answers[id * outputs..(id + 1) * outputs]);
            }
        }
    }
}

/// A class that a dream was made of, without any single memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// The class, as taught.
    pub class: u8,
    /// The experiences whose mean and deviation it was made from.
    pub of: Vec<Id>,
}

/// What a dream taught, and from where.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Whose answer it is.
    pub from: Labels,
    /// The memories whose answers these are, each with its share: those of the dream itself, but for
    /// dreams with each other's targets; none where a class was dreamt.
    pub sources: Vec<(Remembered, f32)>,
    /// The class that was dreamt instead of a memory.
    pub class: Option<u8>,
    /// What was taught: a probability per class, or a value.
    pub target: Vec<f32>,
}

/// The memory with the greatest share, the first of equals.
fn greatest(sources: &[(Remembered, f32)]) -> Option<Remembered> {
    let (first, rest) = sources.split_first()?;
    Some(rest.iter().fold(first, |a, b| if b.1 > a.1 { b } else { a }).0)
}

impl Lesson {
    /// The memory that had the greatest part in what was taught, the first of equals; none where a class
    /// was dreamt.
    #[must_use]
    pub fn source(&self) -> Option<Remembered> {
        greatest(&self.sources)
    }
}

/// Where a dream came from: enough to dream it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// The night, from 1.
    pub night: u32,
    /// Which dream of the night, from 0, naps' dreams behind the night's.
    pub index: u64,
    /// The memories that were replayed, each with its share of what was dreamt, the first first: one or
    /// two, or none where a class was dreamt.
    pub sources: Vec<(Remembered, f32)>,
    /// The class that was dreamt instead of a memory.
    pub class: Option<Class>,
    /// What was done to it: the kind of the noise, its strength, what was masked; `None` for a clean replay.
    pub dreams: Option<Dreams>,
    /// Width and height of the input, if it is an image.
    pub image: Option<[usize; 2]>,
    /// The seed of dreams.
    pub seed: u64,
    /// What it taught.
    pub lesson: Lesson,
}

impl Provenance {
    /// That of dream `index`, which teaches what `taught` says of it (another dream's number where targets
    /// are mixed up). `own` is whether the teacher is the net.
    #[must_use]
    pub fn new(
        (recall, seed, index): (&Recall, u64, u64),
        dreams: Option<Dreams>,
        image: Option<[usize; 2]>,
        (examples, outputs): (&Examples, usize),
        (taught, teacher): (u32, Teacher<'_>),
    ) -> Self {
        let origin = |index| Origin::of(recall, index, dreams.as_ref(), &examples.labels);
        let (of, taught) = (origin(index as u32), origin(taught));
        let mut target = vec![0.0; outputs];
        taught.teach(dreams.as_ref(), teacher, &mut target, &mut vec![0.0; outputs]);
        let from = if matches!(teacher, Teacher::Own(_)) { Labels::Own } else { Labels::Stored };
        let members = |class| Class { class, of: recall.members(examples, class) };
        Self {
            night: recall.night(),
            index,
            sources: of.sources(dreams.as_ref()),
            class: of.class().map(members),
            dreams,
            image,
            seed,
            lesson: Lesson { from, sources: taught.sources(dreams.as_ref()), class: taught.class(), target },
        }
    }

    /// The memory that had the greatest part in it, the first of equals; none where a class was dreamt.
    #[must_use]
    pub fn source(&self) -> Option<Remembered> {
        greatest(&self.sources)
    }

    /// Dreams its input again from what was lived.
    #[must_use]
    pub fn dream(&self, examples: &Examples) -> Vec<f32> {
        let mut raw = vec![0.0; examples.raw.width()];
        match (&self.class, self.sources.first()) {
            (Some(class), _) => {
                let statistics = Statistics::of(examples, &class.of);
                statistics.generate((self.seed, self.night), self.index as u32, &mut raw);
            }
            (None, Some((first, _))) => raw = examples.raw.row(first.id as usize).to_vec(),
            (None, None) => {}
        }
        if let Some(dreams) = &self.dreams {
            let second = self.sources.get(1).map(|(second, _)| examples.raw.row(second.id as usize).to_vec());
            let mut scratch = vec![0.0; raw.len()];
            let corruption = Corruption::of_night(dreams, self.image, self.seed, self.night);
            corruption.apply(self.index as u32, &mut raw, second.as_deref(), &mut scratch);
        }
        raw
    }

    /// Works out again what it taught, from who taught it.
    #[must_use]
    pub fn target(&self, teacher: Teacher<'_>) -> Vec<f32> {
        let lesson = &self.lesson;
        let mut target = vec![0.0; lesson.target.len()];
        match (lesson.class, lesson.sources.as_slice()) {
            (Some(class), _) => one_hot(class, &mut target),
            (None, []) => {}
            (None, [(first, ours), rest @ ..]) => {
                teacher.teach(first.id, &mut target);
                if let Some((second, theirs)) = rest.first() {
                    let mut other = vec![0.0; target.len()];
                    teacher.teach(second.id, &mut other);
                    mix(&mut target, &other, [*ours, *theirs]);
                }
            }
        }
        target
    }
}
