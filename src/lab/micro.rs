//! Micro-steps: the fixed pieces that a tick is made of.

use super::clock::{self, Slot};
use super::exam::{SLICE, Set};
use super::life::Divergence;
use super::{Clock, Lab, Progress, trace};
use crate::arm::{Phase, Replay};
use crate::record::Note;
use crate::scenario::What;

/// One micro-step of one life.
#[derive(Debug, Clone, Copy)]
pub(super) struct Job {
    life: usize,
    work: Work,
}

#[derive(Debug, Clone, Copy)]
enum Work {
    /// A gradient step on the day's batch of this number.
    Live(u32),
    /// A gradient step on the night's dreamt batch of this number.
    Dream(u32),
    /// A stage of NREM.
    Downscale,
    /// A slice of the exam.
    Ask(Set, usize),
    /// The end of the exam.
    Grade,
}

impl Lab {
    /// Begins the next tick: its phase, if that is new, its events, and the list of its jobs.
    pub(super) fn begin_tick(&mut self) {
        if self.clock.is_boundary() {
            self.begin_phase();
        }
        let place = self.clock.tick as usize;
        let slot = self.slots[place];
        let label = slot.label(self.clock.tick);
        if place == 0 || self.slots[place - 1].label(self.clock.tick - 1) != label {
            self.happen(label);
        }
        self.clock.stage = slot.stage();
        for life in 0..self.lives.len() {
            self.plan(life, slot);
        }
        let last = self.clock.tick + 1 == self.clock.length;
        if last || (self.clock.tick + 1).is_multiple_of(self.spec.every) {
            for life in 0..self.lives.len() {
                for set in Set::ALL {
                    let slices = (0..set.of(&self.world).len()).step_by(SLICE);
                    self.jobs.extend(slices.map(|start| Job { life, work: Work::Ask(set, start) }));
                }
                self.jobs.push(Job { life, work: Work::Grade });
            }
        }
        self.jobs.reverse();
    }

    fn begin_phase(&mut self) {
        let (day, phase) = match self.clock.phase {
            Phase::Day => (self.clock.day, Phase::Night),
            Phase::Night => (self.clock.day + 1, Phase::Day),
        };
        clock::fill(&self.spec, day, phase, &mut self.slots);
        self.clock = Clock { day, phase, tick: 0, length: self.slots.len() as u32, ..self.clock };
        for life in &mut self.lives {
            life.begin(&self.spec, day);
        }
    }

    /// The jobs of one life for a tick.
    fn plan(&mut self, index: usize, slot: Slot) {
        let life = &self.lives[index];
        let night_steps = u64::from(self.spec.night.steps);
        let day_steps = u64::from(self.spec.day.steps);
        let mut add = |work| self.jobs.push(Job { life: index, work });
        match slot {
            Slot::Wake(step) => {
                add(Work::Live(step));
                if life.regimen.in_turn && !life.skips {
                    let until = |step: u64| (step * night_steps / day_steps) as u32;
                    (until(step.into())..until(u64::from(step) + 1)).for_each(|batch| add(Work::Dream(batch)));
                }
            }
            Slot::Nap { event, batch, .. } => {
                let mine = self.spec.events[event].arm.is_none_or(|arm| arm == life.arm());
                if mine && (life.regimen.in_turn || life.regimen.replay != Replay::None) {
                    add(Work::Dream(self.spec.night.steps + batch));
                }
            }
            Slot::Nrem(_) if life.regimen.downscale && !life.skips => add(Work::Downscale),
            Slot::Rem { batch, .. } if life.regimen.replay != Replay::None && !life.skips => add(Work::Dream(batch)),
            Slot::Nrem(_) | Slot::Rem { .. } => {}
        }
    }

    /// Does one job, unless its life has ended.
    pub(super) fn work(&mut self, job: Job) {
        let life = &mut self.lives[job.life];
        if life.diverged().is_some() {
            return;
        }
        let day = self.clock.day;
        match job.work {
            Work::Live(batch) => {
                let dreams = life.regimen.corrupt_day.then_some(life.params().night.dreams);
                self.batches.live(&self.spec, &self.world, (day, batch), dreams);
                self.learn(job.life);
            }
            Work::Dream(batch) => {
                let (memory, corruption) = (life.params().night.memory, life.corruption());
                let Some(recall) = life.recall(&self.spec, day) else { return };
                self.batches.dream(&self.spec, &self.world, recall, batch, memory, corruption);
                self.learn(job.life);
            }
            Work::Downscale => life.nrem(),
            Work::Ask(set, start) => life.answers.ask(&mut *life.learner, &self.world, set, start),
            Work::Grade => self.mark(job.life),
        }
    }

    /// One gradient step of one life on the batch that was made.
    fn learn(&mut self, index: usize) {
        let life = &mut self.lives[index];
        let step = life.step;
        let loss = life.learner.learn(self.batches.inputs(), self.batches.targets(), &step);
        life.gradient_steps += 1;
        life.examples += self.batches.ids().len() as u64;
        if !life.errors.is_empty() {
            for (id, error) in self.batches.ids().iter().zip(life.learner.errors()) {
                life.errors[*id as usize] = *error;
            }
        }
        if !loss.is_finite() {
            self.diverge(index);
        }
    }

    /// Grades a life's exam as it will stand at the end of this tick.
    fn mark(&mut self, index: usize) {
        if self.lives[index].learner.fault().is_some() {
            self.diverge(index);
            return;
        }
        self.grade(index, self.clock.after_tick().stamp());
    }

    /// Ends a life whose numbers are no longer finite.
    fn diverge(&mut self, index: usize) {
        let clock = self.clock;
        let life = &mut self.lives[index];
        let params = life.params();
        let rate = params.day.learning_rate;
        let cause = match params.day.momentum {
            0.0 => format!("the learning rate of {rate}"),
            momentum => format!("the learning rate of {rate} with a momentum of {momentum}"),
        };
        let layer = life.learner.fault();
        let divergence = Divergence { day: clock.day, phase: clock.phase, tick: clock.tick + 1, layer, cause };
        life.chain = trace::link(&life.chain, format!("{divergence}").as_bytes(), None);
        self.notes.push(Note {
            tick: clock.total + 1,
            day: clock.day,
            arm: Some(life.arm().name()),
            text: divergence.to_string(),
            diverged: true,
        });
        life.diverged = Some(divergence);
    }

    /// Ends a tick, and its phase if that is over.
    pub(super) fn end_tick(&mut self) -> Progress {
        self.clock = self.clock.after_tick();
        if self.clock.is_boundary() {
            self.close_phase();
            return if self.ended() { Progress::Ended } else { Progress::Phase };
        }
        if self.clock.tick.is_multiple_of(self.spec.every) {
            self.record();
        }
        Progress::Tick
    }

    /// Lets the scenario's events of this tick happen.
    fn happen(&mut self, label: u32) {
        let at = (self.clock.day, self.clock.phase, label);
        for event in self.spec.events.iter().filter(|event| (event.day, event.phase, event.tick) == at) {
            for life in self.lives.iter_mut().filter(|life| event.arm.is_none_or(|arm| arm == life.arm())) {
                match &event.what {
                    What::Set(settings) => life.set(settings),
                    What::Lesion { layer, unit } => life.learner.lesion(*layer, *unit),
                    What::Nap(_) => life.forget_recall(),
                    What::SkipNight => {}
                }
            }
            self.notes.push(Note {
                tick: self.clock.total + 1,
                day: self.clock.day,
                arm: event.arm.map(crate::arm::Arm::name),
                text: event.what.to_string(),
                diverged: false,
            });
        }
    }
}
