//! One arm under one seed.

mod today;

use super::alike::Evening;
use super::clock::Clock;
use super::divergence::Divergence;
use super::exam::{Answers, Belief};
use super::follow::Known;
use super::foresight::Ahead;
use super::hidden::Sleeper;
use super::learner::{Kept, Learner, Mark};
use super::own::Own;
use super::pace;
use super::past::Past;
use super::pupil::Pupil;
use super::spiking::Asleep;
use crate::arm::{Arm, Live, Phase, Regimen, Setting};
use crate::net::{Keep, Step};
use crate::record::Row;
use crate::scenario::{Lengths, Seeds, Spec, Unit};
use crate::sleep::{Portion, Recall};
use today::Today;

/// A life: what learns, and everything that is known of it.
pub struct Life {
    /// Its arm's name, or what its fork called it.
    name: String,
    arm: Arm,
    pub(super) regimen: Regimen,
    pub(super) learner: Box<dyn Learner>,
    pub(super) params: Live,
    /// The seeds in force: all but `order` and `dreams` are those of the scenario.
    pub(super) seeds: Seeds,
    /// How a gradient step is taken under these parameters.
    step: Step,
    /// How its decay is kept from rounding away.
    carry: Option<pace::Carry>,
    /// What it keeps of each layer, where not all weights decay alike.
    pub(super) keep: Vec<Keep>,
    /// Each experience's error when it was last trained on, if dreams have priorities.
    pub(super) errors: Vec<f32>,
    pub(super) gradient_steps: u64,
    pub(super) examples: u64,
    /// The hash of everything up to the last phase boundary.
    pub(super) chain: blake3::Hash,
    pub(super) diverged: Option<Divergence>,
    pub(super) answers: Answers,
    pub(super) evening: Evening,
    pub(super) past: Past,
    pub(super) latest: Row,
    /// The day whose night is spent waiting.
    pub(super) skipped: u32,
    today: Today,
    /// How quickly it learns what today teaches.
    pub(super) pupil: Pupil,
    /// Experiences that there are.
    train: usize,
    pub(super) recall: Option<Recall>,
    /// What it answered when it fell asleep, if its dreams teach that.
    pub(super) own: Own,
    /// The same as of now, for display.
    pub(super) shown: Option<Own>,
    /// Its night in spikes, while it lasts.
    pub(super) asleep: Option<Asleep>,
    /// The sleeper that it follows, if its days need what a sleeper's nights decide.
    pub(super) hidden: Option<Sleeper>,
    pub(super) ahead: Option<Ahead>,
    /// What tonight will leave of the weights into each neuron, per layer, as far as is known by day.
    pub(super) left: Option<Vec<Vec<f64>>>,
    /// Whether what tonight will bring has to be foreseen anew.
    pub(super) blind: bool,
}

impl Life {
    pub(super) fn new(arm: Arm, spec: &Spec, mut learner: Box<dyn Learner>, (answers, past): (Answers, Past)) -> Self {
        let train = answers.beliefs().len();
        let params = spec.live_params();
        learner.keep(learner.kept().under(&params));
        let latest = Row::unmeasured(Clock::BIRTH.stamp());
        let mut life = Self {
            name: arm.name().to_owned(),
            arm,
            regimen: arm.regimen(),
            learner,
            params,
            seeds: spec.seeds,
            step: pace::step(arm.regimen(), &params, 0.0),
            carry: None,
            keep: Vec::new(),
            today: Today::default(),
            pupil: Pupil::default(),
            errors: if spec.night.memory.priority > 0.0 { vec![1.0; train] } else { Vec::new() },
            gradient_steps: 0,
            examples: 0,
            chain: blake3::hash(b"oneiro trace 1"),
            diverged: None,
            evening: Evening::new(answers.beliefs()),
            answers,
            past,
            latest,
            skipped: 0,
            train,
            recall: None,
            own: Own::default(),
            shown: None,
            asleep: None,
            hidden: None,
            ahead: None,
            left: None,
            blind: true,
        };
        life.follow();
        life
    }

    /// The same life once more, by another name and perhaps under another regimen from here on.
    pub(super) fn twin(&self, name: &str, arm: Arm) -> Self {
        let mut twin = Self {
            name: name.to_owned(),
            arm,
            regimen: arm.regimen(),
            learner: self.learner.twin(),
            params: self.params,
            seeds: self.seeds,
            step: self.step,
            carry: self.carry,
            keep: self.keep.clone(),
            errors: self.errors.clone(),
            gradient_steps: self.gradient_steps,
            examples: self.examples,
            chain: self.chain,
            diverged: self.diverged.clone(),
            answers: self.answers.clone(),
            evening: self.evening.clone(),
            past: self.past.clone(),
            latest: self.latest.clone(),
            skipped: self.skipped,
            today: self.today,
            pupil: self.pupil.clone(),
            train: self.train,
            recall: None,
            own: self.own.clone(),
            shown: None,
            asleep: self.asleep.clone().filter(|_| arm.regimen() == self.regimen),
            hidden: self.hidden.as_ref().map(Sleeper::twin),
            ahead: None,
            left: None,
            blind: true,
        };
        twin.adopt(&self.params);
        if twin.has_foreseen_answers() || self.has_foreseen_answers() {
            twin.own.clear();
        }
        twin
    }

    /// Takes another's place.
    pub(super) fn become_arm(&mut self, name: &str, arm: Arm) {
        name.clone_into(&mut self.name);
        self.arm = arm;
        self.regimen = arm.regimen();
    }

    /// Its name in files: its arm's, or what its fork called it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The regimen.
    #[must_use]
    pub const fn arm(&self) -> Arm {
        self.arm
    }

    /// What was measured last.
    #[must_use]
    pub const fn latest(&self) -> &Row {
        &self.latest
    }

    /// How and when this life ended early, if it did.
    #[must_use]
    pub const fn diverged(&self) -> Option<&Divergence> {
        self.diverged.as_ref()
    }

    /// What the net held of every experience when it was measured last, by id.
    #[must_use]
    pub fn beliefs(&self) -> &[Belief] {
        self.answers.beliefs()
    }

    /// Gradient steps since birth.
    #[must_use]
    pub const fn gradient_steps(&self) -> u64 {
        self.gradient_steps
    }

    /// Examples those steps were computed from.
    #[must_use]
    pub const fn examples(&self) -> u64 {
        self.examples
    }

    /// The parameters as they stand now.
    #[must_use]
    pub const fn params(&self) -> &Live {
        &self.params
    }

    /// A phase begins, a day with a nap of so many ticks if it begins with one. On a day whose night
    /// is skipped, or that could not be dreamt of, the arms in turn have no dreams either: they live
    /// what the sleeper lives, and nothing more.
    pub(super) fn begin(&mut self, days: Known<'_>, (day, phase): (u32, Phase), lengths: Lengths, nap: u32) {
        self.forget_recall();
        self.forget_own();
        (self.ahead, self.left, self.blind) = (None, None, phase == Phase::Day);
        self.today = Today { day, cycles: lengths.cycles, ..Today::default() };
        if phase == Phase::Day {
            self.pupil.begin(days.1.count(day), lengths.batch);
            self.plan(days, lengths, nap);
        }
        self.pace();
    }

    /// Another seed for batches and dreams.
    pub(super) fn reseed(&mut self, seed: u64) {
        self.seeds = Seeds { order: seed, dreams: seed, ..self.seeds };
        self.forget_recall();
        self.redraw();
    }

    /// What was done to units, sorted.
    #[must_use]
    pub fn marks(&self) -> &[(Unit, Mark)] {
        self.learner.marks()
    }

    /// Parameters change, and with them what can be dreamt.
    pub(super) fn set(&mut self, settings: &[Setting]) {
        let mut params = self.params;
        for setting in settings {
            params.set(*setting);
        }
        self.adopt(&params);
    }

    /// Takes these parameters.
    pub(super) fn adopt(&mut self, params: &Live) {
        let (dreams, before) = (params.night.dreams, self.params.night.dreams);
        if params.night.memory != self.params.night.memory || dreams.narrative != before.narrative {
            self.forget_recall();
        }
        if dreams.label != before.label {
            self.forget_own();
        }
        let mut hidden = self.hidden.as_mut();
        for learner in
            [Some(&mut self.learner), hidden.as_mut().map(|hidden| &mut hidden.learner)].into_iter().flatten()
        {
            learner.keep(learner.kept().under(params));
            if params.day.momentum == 0.0 {
                learner.rest();
            }
        }
        for errors in [Some(&mut self.errors), hidden.map(|hidden| &mut hidden.errors)].into_iter().flatten() {
            if params.night.memory.priority > 0.0 && errors.is_empty() {
                *errors = vec![1.0; self.train];
            }
        }
        self.params = *params;
        self.follow();
        self.pace();
    }

    /// One stage of NREM, from 1: its own, or that of its hidden sleeper. Which layers of its own, from
    /// 0, could not give what was asked of them.
    pub(super) fn nrem(&mut self, cycle: u32, hidden: bool) -> Vec<usize> {
        let night = &self.params.night;
        let portion = Portion::one_of(self.today.cycles);
        if hidden {
            if let Some(hidden) = &mut self.hidden {
                hidden.learner.downscale(&night.downscale, portion);
            }
            return Vec::new();
        }
        if self.regimen.downscale {
            return self.learner.downscale(&night.downscale, portion).short;
        }
        if self.regimen.perturb && cycle == 1 {
            self.learner.downscale(&night.downscale, Portion::WHOLE);
            if night.perturb > 0.0 {
                self.learner.perturb(night.perturb as f32, self.seeds.dreams, self.today.day);
            }
        }
        Vec::new()
    }

    /// The state without that of a hidden sleeper.
    pub(super) fn own_state(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.learner.write_state(&mut bytes);
        for error in &self.errors {
            bytes.extend_from_slice(&error.to_le_bytes());
        }
        for (unit, mark) in self.learner.marks() {
            for number in [unit.layer as u32, unit.unit as u32, *mark as u32] {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
        }
        bytes
    }

    /// Takes a state that [`own_state`](Self::own_state) gave, with its marks, and what it kept.
    pub(super) fn restore(&mut self, bytes: &[u8], marks: &[(Unit, Mark)], kept: Kept) {
        self.learner.set_marks(&[]);
        self.learner.keep(kept);
        let read = self.learner.read_state(bytes);
        self.learner.set_marks(marks);
        let errors = &bytes[read..bytes.len() - MARK * marks.len()];
        self.errors = errors.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    }
}

/// Bytes of a mark in the state.
const MARK: usize = 12;
