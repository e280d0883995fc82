//! Events: what happens between two ticks. A person's acts are events like those of a scenario.
//!
//! What an event does is done as soon as the tick before it is over: a lab that stands there shows
//! it, and one that travels there finds it done. Nothing that is lived depends on an event that is
//! still to come, so that an event can be put in while a lab runs.

use super::Lab;
use super::clock::{self, Slot};
use super::learner::Mark;
use crate::arm::Phase;
use crate::record::Note;
use crate::scenario::{Event, Spec, What};

impl Lab {
    /// Lays out the ticks of the phase that the next tick belongs to.
    pub(super) fn lay_out(&mut self) {
        let (day, phase) = self.clock.to_come();
        if day > self.spec.days {
            self.slots.clear();
            return;
        }
        clock::fill(&self.spec, day, phase, &mut self.slots);
        self.lengths = self.spec.lengths(day, phase);
        if !self.clock.is_boundary() {
            self.clock.length = self.slots.len() as u32;
        }
    }

    /// The next tick's place among those of its phase.
    fn place(&self) -> usize {
        if self.clock.is_boundary() { 0 } else { self.clock.tick as usize }
    }

    /// When an event that is put in now happens: day, phase, tick. `None` at the end of the life, in
    /// the middle of a tick, and during a nap.
    #[must_use]
    pub fn now(&self) -> Option<(u32, Phase, u32)> {
        let place = self.place();
        let slot = self.slots.get(place).filter(|_| self.jobs.is_empty() && !self.ended())?;
        let within_nap = place > 0 && slot.nap().is_some() && self.slots[place - 1].nap() == slot.nap();
        let (day, phase) = self.clock.to_come();
        (!within_nap).then(|| (day, phase, slot.label(place as u32)))
    }

    /// Which of the scenario's events happen where the lab stands. Those of one moment happen in
    /// their order; a nap holds up those behind it.
    pub(super) fn due(&self) -> std::ops::Range<usize> {
        let place = self.place();
        let Some(slot) = self.slots.get(place) else { return 0..0 };
        let (day, phase) = self.clock.to_come();
        let at = (day, phase, slot.label(place as u32));
        let events = &self.spec.events;
        let mut due = events.partition_point(|event| event.at() < at)..events.partition_point(|event| event.at() <= at);
        if let Some(before) = place.checked_sub(1).map(|before| self.slots[before]) {
            match (before.nap(), slot.nap()) {
                (Some(nap), within) if within == Some(nap) => return 0..0,
                (Some(nap), _) if events[nap].at() == at => due.start = nap + 1,
                _ => {}
            }
        }
        if let Slot::Nap { event, .. } = slot {
            due.end = event + 1;
        }
        due
    }

    /// Lets the events happen that are due where the lab stands, behind what the scenario says of every
    /// night of a number.
    pub(super) fn happen(&mut self) {
        let (day, phase) = self.clock.to_come();
        if self.clock.is_boundary() && phase == Phase::Day && self.spec.is_missed(day) {
            let missed = Event { day, phase, tick: 0, life: None, what: What::SkipNight };
            self.befall(&missed, 0);
        }
        for index in self.due() {
            let event = self.spec.events[index].clone();
            self.befall(&event, 0);
        }
    }

    /// The event that would happen where the lab stands, were `events` those of the life.
    ///
    /// # Errors
    /// Why it cannot happen, in one line.
    pub fn possible(&self, life: Option<String>, what: What, events: Vec<Event>) -> Result<Event, String> {
        let (day, phase, tick) = self.now().ok_or_else(|| self.why_not_now())?;
        let event = Event { day, phase, tick, life, what };
        let shared =
            matches!(&event.what, What::Set(settings) if settings.iter().any(|setting| setting.param.is_shared()));
        if shared && tick == 0 && !self.clock.is_boundary() {
            return Err("take a step first: a day is as long as was set before its first tick".to_owned());
        }
        let spec = Spec { events, ..self.spec.clone() };
        spec.refusal(&event).map_or(Ok(event), Err)
    }

    /// Puts an event in where the lab stands, and lets it happen; what was lived after it is forgotten.
    /// The event, and its place among all of them.
    ///
    /// # Errors
    /// Why it cannot happen, in one line; the lab is unchanged then.
    pub fn intervene(&mut self, life: Option<String>, what: What) -> Result<(usize, Event), String> {
        let event = self.possible(life, what, self.spec.events.clone())?;
        let due = self.due();
        // Before a nap that begins here, and behind everything else of this moment; one nap more follows
        // the first, and happens then.
        let waits = self.slots.get(self.place()).and_then(|slot| slot.nap());
        let later = waits.is_some() && matches!(event.what, What::Nap(_));
        let place = match waits {
            Some(nap) if !later => nap,
            _ if due.is_empty() || later => self.first_at(&event),
            _ => due.end,
        };
        self.spec.events.insert(place, event.clone());
        self.ahead = None;
        if let Some(keyframes) = &mut self.keyframes {
            keyframes.forget_after(self.clock.total);
        }
        self.lay_out();
        if later {
            return Ok((place, event));
        }
        self.befall(&event, if due.contains(&place) { due.end - place } else { 0 });
        Ok((place, event))
    }

    fn first_at(&self, event: &Event) -> usize {
        self.spec.events.partition_point(|known| known.at() <= event.at())
    }

    fn why_not_now(&self) -> String {
        if self.ended() { "this life is over: go back first" } else { "wait until the nap is over" }.to_owned()
    }

    /// What an event does. Of those that have happened here, so many stand behind it.
    fn befall(&mut self, event: &Event, behind: usize) {
        let day = self.clock.to_come().0;
        let begun = !self.clock.is_boundary();
        let lengths = self.lengths;
        let mut twin = None;
        for (index, life) in self.lives.iter_mut().enumerate().filter(|(_, life)| event.is_for(life.name())) {
            life.shake();
            match &event.what {
                What::Set(settings) => life.set(settings),
                What::Lesion(unit) => life.mark(*unit, Some(Mark::Lost)),
                What::Freeze(unit) => life.mark(*unit, Some(Mark::Frozen)),
                What::Thaw(unit) => life.mark(*unit, None),
                What::Scale { layer, factor } => life.scale(*layer, *factor as f32),
                // A nap that begins the day is counted when the day begins.
                What::Nap(ticks) if begun => life.nap(*ticks),
                What::Nap(_) => life.forget_recall(),
                What::SleepNow => {}
                What::SkipNight => life.skip(day),
                What::Fork { name, arm } => twin = Some((index, life.twin(name, arm.unwrap_or(life.arm())))),
                What::Reseed(seed) => life.reseed(*seed),
            }
        }
        if let Some((parent, mut twin)) = twin {
            let other = self.lives[parent].arm() != twin.arm();
            if begun && other && self.clock.phase == Phase::Day {
                twin.plan((&self.spec, &self.world.calendar), lengths, 0);
            }
            self.record.history.fork(parent, twin.name());
            self.lives.push(twin);
        }
        let place = self.record.notes.len().saturating_sub(behind);
        let note = Note {
            tick: self.clock.total,
            day,
            life: event.life.clone(),
            text: event.what.to_string(),
            diverged: false,
            event: true,
        };
        self.record.notes.insert(place, note);
    }
}
