//! The exam: what a net answers, and the row that follows from it.

use ndarray::ArrayView2;

use super::alike::{Evening, Sure};
use super::learner::Learner;
use super::paper::Sheet;
use super::recall::Overlaps;
use super::scratch::Scratch;
use super::trial::Trial;
use super::trust::Trust;
use crate::data::{Examples, Label};
use crate::record::{Measure, Moment, Row, Stamp};
use crate::task::{Part, World};

/// Rows of a set that are asked in one micro-step.
pub(super) const SLICE: usize = 256;

/// Which examples are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Train,
    Validation,
    Test,
    Beyond,
    ChangedValidation,
    ChangedTest,
}

impl Set {
    pub(super) const ALL: [Self; 6] =
        [Self::Train, Self::Validation, Self::Test, Self::Beyond, Self::ChangedValidation, Self::ChangedTest];

    /// The test, or with `changed` that of the changed world.
    pub(super) const fn test(changed: bool) -> Self {
        if changed { Self::ChangedTest } else { Self::Test }
    }

    /// The validation set, or with `changed` that of the changed world.
    const fn validation(changed: bool) -> Self {
        if changed { Self::ChangedValidation } else { Self::Validation }
    }

    /// Whether it is asked on a day. The test of either world is, for what is forgotten of one.
    pub(super) fn is_asked(self, world: &World, day: u32) -> bool {
        let changed = world.calendar.is_changed(day);
        !matches!((self, changed), (Self::Validation, true) | (Self::ChangedValidation, false))
    }

    pub(super) const fn of(self, world: &World) -> &Examples {
        match self {
            Self::Train => &world.train,
            Self::Validation => &world.validation,
            Self::Test => &world.test,
            Self::Beyond => &world.beyond,
            Self::ChangedValidation => &world.changed_validation,
            Self::ChangedTest => &world.changed_test,
        }
    }
}

/// What a net holds of one experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belief {
    /// Not lived yet, or not a class.
    None,
    /// It was taught the truth; `true` if it answers so.
    Truth(bool),
    /// It was taught a lie; `true` if it repeats the lie.
    Lie(bool),
}

/// A net's answers to all sets, as of the newest exam.
#[derive(Debug, Clone)]
pub(super) struct Answers {
    /// The class answered, per set.
    classes: [Vec<u8>; 6],
    /// The value answered, per set.
    values: [Vec<f32>; 6],
    beliefs: Vec<Belief>,
    /// How sure it was of its answers to the test.
    trust: Trust,
    /// How sure it was of its answers to what it lived.
    sure: Sure,
    /// How near each recall came to its pattern, where patterns are recalled.
    overlaps: Overlaps,
    /// Errors on corrupted questions, summed, and how many were asked.
    corrupted: (f64, u32),
    /// How well it plays, if it learns to.
    pub(super) trial: Trial,
    /// Where a slice of a set is gathered.
    room: Scratch,
}

impl Answers {
    pub(super) fn new(world: &World) -> Self {
        let lengths = Set::ALL.map(|set| set.of(world).len());
        let classes = world.is_classes();
        Self {
            classes: lengths.map(|n| vec![0; if classes { n } else { 0 }]),
            values: lengths.map(|n| vec![0.0; if classes { 0 } else { n }]),
            beliefs: vec![Belief::None; world.train.len()],
            trust: Trust::new(if classes { world.test.len() } else { 0 }),
            sure: Sure::new(if classes { world.train.len() } else { 0 }),
            overlaps: Overlaps::new(world),
            corrupted: (0.0, 0),
            trial: Trial::default(),
            room: Scratch::default(),
        }
    }

    pub(super) fn beliefs(&self) -> &[Belief] {
        &self.beliefs
    }

    pub(super) const fn sure(&self) -> &Sure {
        &self.sure
    }

    pub(super) fn classes(&self, set: Set) -> &[u8] {
        &self.classes[set as usize]
    }

    pub(super) fn values(&self, set: Set) -> &[f32] {
        &self.values[set as usize]
    }

    pub(super) const fn overlaps(&self) -> &Overlaps {
        &self.overlaps
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&self.beliefs[..])
            + self.trust.bytes()
            + self.sure.bytes()
            + self.overlaps.bytes()
            + self.classes.iter().map(Vec::len).sum::<usize>()
            + self.values.iter().map(|v| 4 * v.len()).sum::<usize>()
    }

    /// Asks one slice of a set, on a day.
    pub(super) fn ask(&mut self, learner: &mut dyn Learner, (world, day): (&World, u32), set: Set, start: usize) {
        let examples = set.of(world);
        let end = (start + SLICE).min(examples.len());
        let answers = learner.answer(examples.slice(start..end, self.room.room()));
        if world.is_classes() {
            let places = &mut self.classes[set as usize][start..end];
            for (place, scores) in places.iter_mut().zip(answers.rows()) {
                *place = strongest(scores.iter()) as u8;
            }
            self.overlaps.ask(set, answers, &examples.labels[start..end], start);
            if set == Set::test(world.calendar.is_changed(day)) {
                self.trust.ask(answers, &examples.labels[start..end], start);
            } else if set == Set::Train {
                self.sure.ask(answers, start);
            }
            if set == Set::Train {
                self.overlaps.note(learner.stable(), start);
            }
        } else {
            copy_values(answers, &mut self.values[set as usize][start..end]);
        }
    }

    /// Asks one slice of a corrupted test.
    pub(super) fn ask_corrupted(&mut self, learner: &mut dyn Learner, test: &Examples, sheet: &Sheet, start: usize) {
        let end = (start + SLICE).min(sheet.len());
        let answers = learner.answer(sheet.slice(start..end));
        let error = |(index, scores): (usize, ndarray::ArrayView1<'_, f32>)| match test.labels.get(index) {
            Some(label) => f64::from(u8::from(strongest(scores.iter()) != usize::from(label.truth))),
            None => (f64::from(scores[0]) - f64::from(test.truth[(index, 0)])).powi(2),
        };
        let errors: f64 = (start..).zip(answers.rows()).map(error).sum();
        let (sum, count) = if start == 0 { (0.0, 0) } else { self.corrupted };
        self.corrupted = (sum + errors, count + (end - start) as u32);
    }

    /// The row that follows from the answers to all sets and from the weights.
    pub(super) fn row(
        &mut self,
        learner: &dyn Learner,
        (world, sheet): (&World, &Sheet),
        stamp: Stamp,
        (gradient_steps, examples): (u64, u64),
        evening: &Evening,
    ) -> Row {
        let weights = learner.weights();
        let mut row = Row {
            stamp,
            gradient_steps,
            examples,
            values: crate::record::Values::default(),
            layers: weights.layers.iter().map(|layer| layer.abs).collect(),
            lessons: Vec::new(),
        };
        let total = weights.total();
        let values = &mut row.values;
        values[Measure::WeightAbs] = total.abs;
        values[Measure::WeightSum] = total.sum;
        values[Measure::WeightL2] = total.l2;
        values[Measure::WeightMax] = total.max;
        if stamp.moment.ends_phase() {
            let ranks = learner.stable_ranks();
            values[Measure::StableRank] = ranks.iter().sum::<f64>() / ranks.len() as f64;
            if sheet.len() > 0 {
                values[Measure::NoisyError] = self.corrupted.0 / f64::from(self.corrupted.1);
            }
            self.trial.tell(values);
        }
        if world.is_classes() {
            if world.params.recalls() {
                // What is recalled has no probability: only how near it came.
                self.overlaps.grade(&world.calendar, &mut row);
            } else {
                self.grade_trust(world, sheet, &mut row);
            }
            self.grade_classes(world, &mut row, evening);
        } else {
            self.grade_values(world, &mut row);
            let coefficients = learner.linear().and_then(|weights| world.encoder.monomials(&weights));
            if let Some(coefficients) = coefficients {
                let largest = coefficients.iter().fold(0.0, |largest: f64, c| largest.max(c.abs()));
                row.values[Measure::LargestCoefficient] = largest;
            }
        }
        row
    }

    fn grade_trust(&self, world: &World, sheet: &Sheet, row: &mut Row) {
        let answers = self.classes(Set::test(world.calendar.is_changed(row.stamp.day))).iter();
        let labels = &world.test_on(row.stamp.day).labels;
        let clean = answers.clone().zip(labels).map(|(answer, label)| *answer == label.truth);
        let noisy = answers.zip(sheet.noisy()).map(|(answer, label)| answer == label);
        row.values[Measure::Calibration] = self.trust.calibration(clean);
        row.values[Measure::CalibrationNoisy] = self.trust.calibration(noisy);
        row.values[Measure::LogLoss] = self.trust.log_loss();
    }

    fn grade_classes(&mut self, world: &World, row: &mut Row, evening: &Evening) {
        let calendar = &world.calendar;
        let answers = world.train.labels.iter().zip(&self.classes[Set::Train as usize]);
        for ((id, (label, answer)), belief) in answers.enumerate().zip(&mut self.beliefs) {
            *belief = match calendar.was_lived(id as u32, row.stamp.day) {
                false => Belief::None,
                true if label.is_lie() => Belief::Lie(*answer == label.given),
                true => Belief::Truth(*answer == label.truth),
            };
        }
        let lived: Vec<(Label, u8)> = (0..)
            .zip(&world.train.labels)
            .filter(|(id, _)| calendar.was_lived(*id, row.stamp.day))
            .map(|(id, label)| (*label, self.classes(Set::Train)[id as usize]))
            .collect();
        let wrong = |set: Set| {
            let labels = &set.of(world).labels;
            share(labels.iter().zip(self.classes(set)).map(|(label, answer)| *answer != label.truth))
        };
        let changed = calendar.is_changed(row.stamp.day);
        row.lessons = world.parts.iter().map(|part| self.error_on(part, world, row.stamp.day)).collect();
        let values = &mut row.values;
        values[Measure::TrainError] = share(lived.iter().map(|(label, answer)| *answer != label.given));
        values[Measure::TrainErrorTrue] = share(lived.iter().map(|(label, answer)| *answer != label.truth));
        values[Measure::ValidationError] = wrong(Set::validation(changed));
        values[Measure::TestError] = wrong(Set::test(changed));
        let held = |belief: &Belief, lies: bool| match belief {
            Belief::Lie(held) if lies => Some(*held),
            Belief::Truth(held) if !lies => Some(*held),
            _ => None,
        };
        values[Measure::LiesBelieved] = share(self.beliefs.iter().filter_map(|belief| held(belief, true)));
        values[Measure::TruthsKnown] = share(self.beliefs.iter().filter_map(|belief| held(belief, false)));
        if row.stamp.moment == Moment::Morning {
            let forgotten = |lies: bool| {
                let pairs = evening.beliefs.iter().zip(&self.beliefs);
                share(
                    pairs
                        .filter(|(before, _)| held(before, lies) == Some(true))
                        .map(|(_, now)| held(now, lies) == Some(false)),
                )
            };
            values[Measure::LiesForgotten] = forgotten(true);
            values[Measure::TruthsForgotten] = forgotten(false);
            let [lies, truths] = evening.forgotten(&self.beliefs);
            values[Measure::LiesForgottenAlike] = lies;
            values[Measure::TruthsForgottenAlike] = truths;
        }
    }

    /// Error on a part of the test, as it is asked on a day.
    fn error_on(&self, part: &Part, world: &World, day: u32) -> f64 {
        let (rows, changed) = part.questions(&world.calendar, day);
        let (labels, answers) = (&part.set(world, day).labels, self.classes(Set::test(changed)));
        share(rows.iter().map(|row| answers[*row as usize] != labels[*row as usize].truth))
    }

    fn grade_values(&self, world: &World, row: &mut Row) {
        let calendar = &world.calendar;
        let squared = |set: Set, given: bool, lived_by: Option<u32>| {
            let examples = set.of(world);
            let targets = if given { &examples.given } else { &examples.truth };
            let asked = (0..examples.len()).filter(|id| lived_by.is_none_or(|day| calendar.was_lived(*id as u32, day)));
            let (sum, count) = asked.fold((0.0, 0u32), |(sum, count), id| {
                let error = f64::from(self.values[set as usize][id]) - f64::from(targets[(id, 0)]);
                (sum + error * error, count + 1)
            });
            sum / f64::from(count)
        };
        let day = Some(row.stamp.day);
        row.values[Measure::TrainError] = squared(Set::Train, true, day);
        row.values[Measure::TrainErrorTrue] = squared(Set::Train, false, day);
        row.values[Measure::ValidationError] = squared(Set::Validation, false, None);
        row.values[Measure::TestError] = squared(Set::Test, false, None);
        row.values[Measure::ExtrapolationError] = squared(Set::Beyond, false, None);
    }
}

/// The place of the largest score, the first of equals.
pub(super) fn strongest<'a>(scores: impl Iterator<Item = &'a f32>) -> usize {
    let first = (0, f32::NEG_INFINITY);
    scores.enumerate().fold(first, |best, (place, score)| if *score > best.1 { (place, *score) } else { best }).0
}

fn copy_values(answers: ArrayView2<'_, f32>, places: &mut [f32]) {
    for (place, answer) in places.iter_mut().zip(answers.column(0)) {
        *place = *answer;
    }
}

/// The share of `true`; NaN of nothing.
fn share(items: impl Iterator<Item = bool>) -> f64 {
    let (yes, all) = items.fold((0u32, 0u32), |(yes, all), item| (yes + u32::from(item), all + 1));
    f64::from(yes) / f64::from(all)
}
