//! Micro-steps: the fixed pieces that a tick is made of.

use super::clock::Slot;
use super::exam::{SLICE, Set};
use super::life::Divergence;
use super::{Clock, Lab, Progress, trace};
use crate::arm::Replay;
use crate::record::Note;

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
    /// Begins the next tick: its phase, if that is new, and the list of its jobs.
    pub(super) fn begin_tick(&mut self) {
        if self.clock.is_boundary() {
            self.begin_phase();
        }
        let place = self.clock.tick as usize;
        let slot = self.slots[place];
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
        let (day, phase) = self.clock.to_come();
        self.clock = Clock { day, phase, tick: 0, length: self.slots.len() as u32, ..self.clock };
        let nap =
            self.slots.iter().take_while(|slot| slot.nap() == self.slots[0].nap() && slot.nap().is_some()).count();
        let event = self.slots[0].nap().map(|event| self.spec.events[event].clone());
        for life in &mut self.lives {
            let mine = event.as_ref().is_some_and(|event| event.is_for(life.name()));
            life.begin(&self.spec, (day, phase), self.lengths, if mine { nap as u32 } else { 0 });
        }
        let batch = self.lengths.batch;
        self.batches.reserve(batch);
        self.lives.iter_mut().for_each(|life| life.learner.reserve(batch));
    }

    /// The jobs of one life for a tick.
    fn plan(&mut self, index: usize, slot: Slot) {
        let life = &self.lives[index];
        let night_steps = u64::from(self.lengths.night);
        let day_steps = u64::from(self.lengths.day);
        let mut add = |work| self.jobs.push(Job { life: index, work });
        match slot {
            Slot::Wake(step) => {
                add(Work::Live(step));
                if life.regimen.in_turn && !life.skips() {
                    let until = |step: u64| (step * night_steps / day_steps) as u32;
                    (until(step.into())..until(u64::from(step) + 1)).for_each(|batch| add(Work::Dream(batch)));
                }
            }
            Slot::Nap { event, batch, .. } => {
                let mine = self.spec.events[event].is_for(life.name());
                if mine && (life.regimen.in_turn || life.regimen.replay != Replay::None) {
                    add(Work::Dream(self.lengths.night + batch));
                }
            }
            Slot::Nrem(_) if life.regimen.downscale && !life.skips() => add(Work::Downscale),
            Slot::Rem { batch, .. } if life.regimen.replay != Replay::None && !life.skips() => add(Work::Dream(batch)),
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
                self.batches.live(&self.spec, &self.world, &life.seeds, (day, batch), dreams);
                self.learn(job.life);
            }
            Work::Dream(batch) => {
                let (memory, corruption) = (life.params().night.memory, life.corruption());
                let seed = life.seeds.dreams;
                let Some(recall) = life.recall(&self.spec, day) else { return };
                self.batches.dream(seed, &self.world, recall, batch, memory, corruption);
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
        life.count(self.batches.ids().len());
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
        self.record.notes.push(Note {
            tick: clock.total + 1,
            day: clock.day,
            life: Some(life.name().to_owned()),
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
            self.lay_out();
            self.happen();
            return if self.ended() { Progress::Ended } else { Progress::Phase };
        }
        if self.clock.tick.is_multiple_of(self.spec.every) {
            self.record();
        }
        self.happen();
        Progress::Tick
    }
}
