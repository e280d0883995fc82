//! Micro-steps: the fixed pieces that a tick is made of.

use super::clock::Slot;
use super::divergence::Divergence;
use super::exam::{SLICE, Set};
use super::own::Own;
use super::trial::Trial;
use super::{Clock, Lab, Progress, pace, spiking, trace};
use crate::arm::{Arm, Replay};
use crate::record::Note;

/// One micro-step of one life.
#[derive(Debug, Clone, Copy)]
pub(super) struct Job {
    life: usize,
    /// Whether it is its hidden sleeper's.
    hidden: bool,
    work: Work,
}

#[derive(Debug, Clone, Copy)]
enum Work {
    /// A gradient step on the day's batch of this number.
    Live(u32),
    /// A gradient step on the night's dreamt batch of this number; by day, in turn with what is lived, or
    /// in a nap.
    Dream { batch: u32, waking: bool },
    /// A piece of a dream that comes out of the net's own weights.
    Unlearn,
    /// A slice of what the net answers itself as it falls asleep.
    Own,
    /// The stage of NREM of this number.
    Nrem(u32),
    /// Steps of a night in spikes, from the first to behind the last.
    Spike(u32, u32),
    /// The answers are evened out.
    Equalise,
    /// A step of what is foreseen of the cycle.
    Foresee,
    /// A slice of the exam.
    Ask(Set, usize),
    /// A slice of the corrupted test, in the evening and in the morning.
    AskCorrupted(usize),
    /// A part of the trial of who learns to play, in the evening and in the morning.
    Try(usize),
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
        for life in self.look_out() {
            self.jobs.push(Job { life, hidden: true, work: Work::Foresee });
        }
        for life in 0..self.lives.len() {
            self.plan(life, slot);
        }
        let last = self.clock.tick + 1 == self.clock.length;
        if last || (self.clock.tick + 1).is_multiple_of(self.spec.every) {
            for life in 0..self.lives.len() {
                let day = self.clock.day;
                for set in Set::ALL.into_iter().filter(|set| set.is_asked(&self.world, day)) {
                    let slices = (0..set.of(&self.world).len()).step_by(SLICE);
                    self.jobs.extend(slices.map(|start| Job { life, hidden: false, work: Work::Ask(set, start) }));
                }
                let sheet = self.paper.on(&self.world, self.clock.day);
                let corrupted = (0..sheet.len()).step_by(SLICE).filter(|_| last);
                self.jobs.extend(corrupted.map(|start| Job { life, hidden: false, work: Work::AskCorrupted(start) }));
                let trial = (0..Trial::parts(&self.world)).filter(|_| last);
                self.jobs.extend(trial.map(|part| Job { life, hidden: false, work: Work::Try(part) }));
                self.jobs.push(Job { life, hidden: false, work: Work::Grade });
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
            life.begin(
                (&self.spec, &self.world.calendar),
                (day, phase),
                self.lengths,
                if mine { nap as u32 } else { 0 },
            );
        }
        let batch = self.lengths.batch;
        self.batches.reserve(batch);
        self.lives.iter_mut().for_each(|life| life.reserve(batch));
    }

    /// The jobs of one life for a tick.
    fn plan(&mut self, index: usize, slot: Slot) {
        let life = &self.lives[index];
        let skips = life.skips();
        let mine = matches!(slot, Slot::Nap { event, .. } if self.spec.events[event].is_for(life.name()));
        let (day_steps, night_steps) = (u64::from(self.lengths.day), u64::from(self.lengths.night));
        let asleep = match slot {
            Slot::Wake(_) => false,
            Slot::Nap { .. } => mine,
            Slot::Nrem(_) | Slot::Rem { .. } => !skips,
        };
        // The sleeper comes last: what it is about to dream is what its life dreams. But what it answers as it
        // falls asleep may be what its life is taught.
        let sleeper = life.hidden.is_some().then(|| Arm::Sleep.regimen());
        let both = [(true, sleeper), (false, Some(life.regimen))];
        for (hidden, regimen) in both.into_iter().filter_map(|(hidden, regimen)| Some((hidden, regimen?))) {
            if asleep && life.must_ask(hidden, regimen) {
                self.jobs.push(Job { life: index, hidden, work: Work::Own });
            }
        }
        for (hidden, regimen) in [(false, Some(life.regimen)), (true, sleeper)] {
            let Some(regimen) = regimen else { continue };
            let mut add = |work| self.jobs.push(Job { life: index, hidden, work });
            let dreams = regimen.replay != Replay::None;
            let night = matches!(slot, Slot::Nrem(_) | Slot::Rem { .. }) && !skips;
            if regimen.spikes && night {
                let (from, to) = spiking::share(spiking::steps(&self.spec, life, self.clock.day), &self.clock);
                if from < to {
                    add(Work::Spike(from, to));
                }
            }
            if regimen.equalise && night && self.clock.tick + 1 == self.clock.length {
                add(Work::Equalise);
            }
            let alone = dreams && life.learner.dreams_alone();
            match slot {
                Slot::Wake(step) => {
                    add(Work::Live(step));
                    if regimen.in_turn && !skips {
                        let until = |step: u64| (step * night_steps / day_steps) as u32;
                        let batches = until(step.into())..until(u64::from(step) + 1);
                        batches.for_each(|batch| add(Work::Dream { batch, waking: true }));
                    }
                }
                Slot::Nap { .. } if mine && alone => add(Work::Unlearn),
                Slot::Rem { .. } if alone && !skips => add(Work::Unlearn),
                Slot::Rem { .. } if alone => {}
                Slot::Nap { batch, .. } if mine && (regimen.in_turn || dreams) => {
                    add(Work::Dream { batch: self.lengths.night + batch, waking: false });
                }
                Slot::Nrem(cycle) if (regimen.downscale || regimen.perturb) && !skips => add(Work::Nrem(cycle)),
                Slot::Rem { batch, .. } if dreams && !skips => add(Work::Dream { batch, waking: false }),
                Slot::Nap { .. } | Slot::Nrem(_) | Slot::Rem { .. } => {}
            }
        }
    }

    /// Does one job, unless its life has ended.
    pub(super) fn work(&mut self, job: Job) {
        let life = &mut self.lives[job.life];
        if life.diverged().is_some() {
            return;
        }
        let (day, days) = (self.clock.day, (&self.spec, &self.world.calendar));
        match job.work {
            // Nothing of this lesson is in the world: the day passes without a step.
            Work::Live(_) if self.world.calendar.count(day) == 0 => {}
            Work::Live(batch) => {
                let dreams = life.blur(self.lengths).filter(|_| !job.hidden);
                self.batches.live(&self.world, &life.seeds, (day, batch), dreams);
                self.learn(job.life, job.hidden, false);
            }
            Work::Dream { batch, waking } => {
                let (memory, seed) = (life.params().night.memory, life.seeds.dreams);
                let dreams =
                    if job.hidden { Some(life.params().night.dreams) } else { life.corruption(self.lengths, waking) };
                let shuffle = life.shuffle(day, self.lengths).filter(|_| !job.hidden);
                life.know_recall(days, day, (job.hidden, waking));
                let own = life.own(job.hidden, waking).filter(|_| dreams.is_some()).map(Own::answers);
                let Some(recall) = life.known_recall((job.hidden, waking)) else { return };
                self.batches.dream(seed, &self.world, recall, batch, memory, (dreams, shuffle, own));
                self.learn(job.life, job.hidden, true);
            }
            Work::Unlearn => {
                if life.learner.dream(life.params.night.dreams.rate) {
                    self.jobs.push(job);
                } else {
                    life.count(0);
                }
            }
            Work::Own => {
                if life.ask_itself(job.hidden, &self.world) {
                    self.jobs.push(job);
                }
            }
            Work::Nrem(cycle) => {
                let short = life.nrem(cycle, job.hidden);
                if !short.is_empty() {
                    self.fall_short(job.life, &short);
                }
            }
            Work::Spike(from, to) => {
                if let Some((from, to)) = life.replay(&self.world, day, (from, to)) {
                    self.jobs.push(Job { work: Work::Spike(from, to), ..job });
                }
            }
            Work::Equalise => {
                if life.even_out(&self.world, day) {
                    self.jobs.push(job);
                }
            }
            Work::Foresee => {
                if self.foresee(job.life) {
                    self.jobs.push(job);
                }
            }
            Work::Ask(set, start) => life.answers.ask(&mut *life.learner, (&self.world, day), set, start),
            Work::AskCorrupted(start) => {
                let (test, sheet) = (self.world.test_on(day), self.paper.on(&self.world, day));
                life.answers.ask_corrupted(&mut *life.learner, test, sheet, start);
            }
            Work::Try(part) => {
                let place = (self.spec.seeds.task, part);
                life.answers.trial.part(&mut *life.learner, &self.world, place);
            }
            Work::Grade => self.mark(job.life),
        }
    }

    /// One gradient step of one life, or of its hidden sleeper, on the batch that was made.
    fn learn(&mut self, index: usize, hidden: bool, dreamt: bool) {
        let life = &mut self.lives[index];
        let (inputs, targets) = (self.batches.inputs(), self.batches.targets());
        let ids = self.batches.ids();
        let loss = match &mut life.hidden {
            Some(sleeper) if hidden => {
                let step = pace::step(Arm::Sleep.regimen(), &life.params, 0.0);
                let loss = sleeper.learner.learn(inputs, targets, &step, &[]);
                sleeper.remember(ids);
                if dreamt {
                    sleeper.learner.dreamt(inputs);
                }
                loss
            }
            _ => {
                let step = life.step();
                let loss = life.learner.learn(inputs, targets, &step, &life.keep);
                life.count(ids.len());
                if dreamt {
                    life.learner.dreamt(inputs);
                } else {
                    life.pupil.learn(life.learner.errors());
                }
                // A dream that is of no experience has no number among them.
                for (id, error) in ids.iter().zip(life.learner.errors()) {
                    if let Some(known) = life.errors.get_mut(*id as usize) {
                        *known = *error;
                    }
                }
                loss
            }
        };
        if !loss.is_finite() {
            self.diverge(index, hidden);
        }
    }

    /// Says, once a night, that some layers (from 0) could not give what was asked of them.
    fn fall_short(&mut self, index: usize, layers: &[usize]) {
        let (day, tick) = (self.clock.day, self.clock.total + 1);
        let life = Some(self.lives[index].name().to_owned());
        let told = |note: &Note| note.life == life && !note.event && !note.diverged;
        if self.record.notes.iter().rev().take_while(|note| note.day == day).any(told) {
            return;
        }
        let names: Vec<String> = layers.iter().map(|layer| (layer + 1).to_string()).collect();
        let text = format!(
            "night {day}: what is not spared of the weights of layer {} is less than the night should remove: it is all gone",
            names.join(", ")
        );
        self.record.notes.push(Note { tick, day, life, text, diverged: false, event: false });
    }

    /// Grades a life's exam as it will stand at the end of this tick.
    fn mark(&mut self, index: usize) {
        let life = &self.lives[index];
        let hidden = life.hidden.as_ref().is_some_and(|hidden| hidden.learner.fault().is_some());
        if life.learner.fault().is_some() || hidden {
            let own = life.learner.fault().is_some();
            self.diverge(index, !own);
            return;
        }
        self.grade(index, self.clock.after_tick().stamp());
    }

    /// Ends a life whose numbers, or those of its hidden sleeper, are no longer finite.
    fn diverge(&mut self, index: usize, hidden: bool) {
        let life = &self.lives[index];
        let learner = life.hidden.as_ref().filter(|_| hidden).map_or(&life.learner, |hidden| &hidden.learner);
        let (layer, whose) = (learner.fault(), if hidden { ", to its hidden sleeper" } else { "" });
        self.end(index, layer, whose);
    }

    /// Ends a life: the layer that is no longer finite, and whose it is.
    pub(super) fn end(&mut self, index: usize, layer: Option<usize>, whose: &str) {
        let clock = self.clock;
        let life = &mut self.lives[index];
        let cause = life.learner.blame(life.params()) + whose;
        let (phase, tick) = (clock.phase, clock.tick + 1);
        let divergence = Divergence { day: clock.day, phase, tick, layer, cause };
        life.chain = trace::link(&life.chain, format!("{divergence}").as_bytes(), None);
        self.record.notes.push(Note {
            tick: clock.total + 1,
            day: clock.day,
            life: Some(life.name().to_owned()),
            text: divergence.to_string(),
            diverged: true,
            event: false,
        });
        life.diverged = Some(divergence);
    }

    /// Ends a tick, and its phase if that is over.
    pub(super) fn end_tick(&mut self) -> Progress {
        self.clock = self.clock.after_tick();
        self.wake();
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
