//! A line that is asked for: where to go, until when to run, what a parameter is to be.

mod place;

pub use place::{FORMS as PLACES, place};

use super::app::{App, Goal, Mode, Overlay};
use super::keymap::Action;
use crate::arm::Param;
use crate::lab::{Lab, Progress};
use crate::scenario::setting;
use crate::session::Until;

/// Characters that a line may have.
const LONGEST: usize = 200;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A moment to travel to.
    Place,
    /// A condition to run until.
    Until,
    /// A parameter's new value.
    Value(Param),
}

/// The line, and what was wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    asked: Asked,
    text: String,
    /// Characters before the cursor.
    cursor: usize,
    message: Option<String>,
    /// What was said the last time.
    last: String,
}

/// What was said the last time, and the condition that a run ends with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    place: String,
    until: String,
    goal: Option<Until>,
    reason: Option<String>,
}

impl State {
    /// Whether the condition is met by what was just completed; why is kept.
    pub(super) fn is_met(&mut self, lab: &Lab, progress: Progress) -> bool {
        self.reason = self.goal.as_ref().and_then(|until| until.met(lab, progress));
        self.reason.is_some()
    }

    /// The condition that was last run until, and why it is met, if it is.
    #[must_use]
    pub const fn outcome(&self) -> (Option<&Until>, Option<&String>) {
        (self.goal.as_ref(), self.reason.as_ref())
    }
}

impl Ask {
    /// An empty line; `last` is what was said the last time.
    #[must_use]
    pub fn new(asked: Asked, last: &str) -> Self {
        Self { asked, text: String::new(), cursor: 0, message: None, last: last.to_owned() }
    }

    /// What is asked for.
    #[must_use]
    pub const fn asked(&self) -> Asked {
        self.asked
    }

    /// What is typed, and the characters of it before the cursor.
    #[must_use]
    pub fn line(&self) -> (&str, usize) {
        (&self.text, self.cursor)
    }

    /// What is wrong with it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// What was said the last time; empty = nothing.
    #[must_use]
    pub fn last(&self) -> &str {
        &self.last
    }

    fn byte(&self, cursor: usize) -> usize {
        self.text.char_indices().nth(cursor).map_or(self.text.len(), |(byte, _)| byte)
    }

    fn write(&mut self, c: char) {
        if !c.is_control() && self.text.chars().count() < LONGEST {
            self.text.insert(self.byte(self.cursor), c);
            self.cursor += 1;
        }
    }

    fn erase(&mut self) {
        if let Some(before) = self.cursor.checked_sub(1) {
            self.text.remove(self.byte(before));
            self.cursor = before;
        }
    }

    fn say(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.cursor = self.text.chars().count();
    }
}

/// What a key does to the line.
pub(super) fn act(app: &mut App, action: Action) {
    let Some(Overlay::Ask(ask)) = &mut app.overlay else { return };
    if action == Action::Choose {
        return answer(app);
    }
    ask.message = None;
    match action {
        Action::Type(c) => ask.write(c),
        Action::Erase => ask.erase(),
        Action::Left => ask.cursor = ask.cursor.saturating_sub(1),
        Action::Right => ask.cursor = (ask.cursor + 1).min(ask.text.chars().count()),
        Action::Up => {
            let last = ask.last.clone();
            ask.say(&last);
        }
        Action::Down => ask.say(""),
        _ => {}
    }
}

/// Takes the line at its word; what cannot be done is said below it, and it stays.
fn answer(app: &mut App) {
    let Some(Overlay::Ask(ask)) = &app.overlay else { return };
    let (asked, typed) = (ask.asked, ask.text.trim().to_owned());
    // Nothing typed means what was said the last time.
    let text = if typed.is_empty() { ask.last.clone() } else { typed };
    let done = match asked {
        _ if text.is_empty() => {
            app.overlay = None;
            return;
        }
        Asked::Place => place(app.calendar(), &text).map(|tick| {
            app.asked.place = text;
            app.overlay = None;
            app.travel(tick);
        }),
        Asked::Until => condition(app, &text).map(|until| {
            app.asked.until = text;
            app.overlay = None;
            app.run_until(until);
        }),
        Asked::Value(param) => setting(param.path(), &text).map(|setting| {
            app.overlay = None;
            app.wait(setting);
        }),
    };
    if let (Err(why), Some(Overlay::Ask(ask))) = (done, &mut app.overlay) {
        ask.message = Some(why);
    }
}

/// The condition of a line, if it can still be met.
fn condition(app: &App, text: &str) -> Result<Until, String> {
    let until: Until = text.parse()?;
    if let Some(why) = until.refusal(app.lab()) {
        return Err(why);
    }
    if app.lab().ended() {
        return Err("this life is over: go back first".to_owned());
    }
    let now = app.lab().clock().total;
    let over = match &until {
        Until::Day(day) => (*day as usize)
            .checked_sub(1)
            .and_then(|day| app.calendar().cycles.get(day))
            .is_none_or(|cycle| cycle.dawn <= now)
            .then(|| format!("day {day}")),
        Until::Tick(tick) => (*tick <= now).then(|| format!("tick {tick}")),
        _ => None,
    };
    over.map_or(Ok(until), |what| Err(format!("{what} is over: g goes back to it")))
}

impl App {
    /// Asks where to go.
    pub(super) fn ask_place(&mut self) {
        self.overlay = Some(Overlay::Ask(Box::new(Ask::new(Asked::Place, &self.asked.place))));
    }

    /// Asks until when to run.
    pub(super) fn ask_until(&mut self) {
        self.overlay = Some(Overlay::Ask(Box::new(Ask::new(Asked::Until, &self.asked.until))));
    }

    /// Goes as fast as it can, up to where a condition is met; where it is already, nowhere.
    fn run_until(&mut self, until: Until) {
        self.finish_tick();
        let already = until.met(self.lab(), Progress::Tick);
        (self.asked.goal, self.asked.reason) = (Some(until), None);
        match already {
            Some(reason) => {
                self.mode = Mode::Paused;
                self.say(format!("Already so: {reason}."));
            }
            None => self.go(Goal::Until),
        }
    }
}
