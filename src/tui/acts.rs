//! What a person does to the lives, here and now.

use super::app::{App, Mode};
use super::eye::Eye;
use crate::arm::Arm;
use crate::scenario::What;

/// Ticks of a nap.
pub const NAP: u32 = 20;

impl App {
    /// Does something to the life that acts are for, or to all, and says so; what was lived after this
    /// moment stays to be seen. A refusal is said too, and nothing is changed. Returns whether it was
    /// done.
    pub(super) fn act(&mut self, what: What) -> bool {
        let whom = match &what {
            // The days of all lives are as long.
            What::SleepNow | What::Reseed(_) => None,
            _ => self.whom.clone(),
        };
        self.act_for(whom.as_deref(), what)
    }

    /// The same, to a life of this name, or to all.
    pub(super) fn act_for(&mut self, whom: Option<&str>, what: What) -> bool {
        self.finish_tick();
        let done = self.session_mut().act(whom, what);
        match &done {
            Ok(event) => {
                self.arrived();
                let name = |name: &str| {
                    let life = self.lab().lives().iter().position(|life| life.name() == name);
                    life.map_or_else(|| name.to_owned(), |life| self.look_of(life).title)
                };
                let whom = event.life.as_deref().map_or_else(|| "everyone".to_owned(), name);
                self.say(format!("Done, for {whom}: {}. backspace takes it back.", event.what));
                self.eye = Eye::default();
            }
            Err(why) => self.say(format!("Not done: {why}.")),
        }
        done.is_ok()
    }

    /// Takes the last act back.
    pub(super) fn undo(&mut self) {
        self.finish_tick();
        let undone = self.session_mut().undo();
        match undone {
            Some(event) => {
                self.mode = Mode::Paused;
                self.arrived();
                self.eye = Eye::default();
                self.say(format!("Taken back: {}. It stays in the Journal as another course.", event.what));
            }
            None => self.say("Nothing was done up to here that could be taken back.".to_owned()),
        }
    }

    /// Lives another course, at a tick.
    pub(super) fn switch(&mut self, act: usize, tick: u64) {
        self.finish_tick();
        self.session_mut().go_to(act, tick);
        self.mode = Mode::Paused;
        self.arrived();
        self.eye = Eye::default();
        self.report = super::words::arrived(self);
    }

    /// Another future from here on: the next seed that no act has used.
    pub(super) fn another_future(&mut self) {
        let used = self.session().acts().iter().filter_map(|act| match act.event.what {
            What::Reseed(seed) => Some(seed),
            _ => None,
        });
        let seeds = self.lab().spec().seeds;
        let seed = used.chain([seeds.order, seeds.dreams]).max().unwrap_or(0).wrapping_add(1) % (1 << 53);
        self.act(What::Reseed(seed));
    }

    /// The life to fork where none was chosen: whom acts are for, or else whom the words are about.
    #[must_use]
    pub fn forked(&self) -> usize {
        self.whom().unwrap_or_else(|| self.hero())
    }

    /// A twin of a life lives on beside it under this regimen.
    pub(super) fn fork(&mut self, life: usize, arm: Arm) -> bool {
        let parent = self.lab().lives()[life].name().to_owned();
        self.act_for(Some(&parent), self.twin(life, arm))
    }

    /// Says something on the line of sentences, until time passes.
    pub(super) fn say(&mut self, text: String) {
        self.report = Some(text);
    }
}
