//! A twin that lives on beside the original: whose, and how it will live.

use super::app::{App, Mode, Overlay};
use super::keymap::Action;
use crate::arm::Arm;
use crate::scenario::{Event, MOST_LIVES, What};

/// What is chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Fork {
    /// The number of the life.
    life: usize,
    /// The row of the list.
    selected: usize,
    /// How time passed before: it waits while one chooses.
    before: Mode,
}

/// A way to live on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The regimen.
    pub arm: Arm,
    /// Whether it is that of the original.
    pub same: bool,
    /// Why it is not possible, if it is not.
    pub why: Option<String>,
}

impl Fork {
    /// The number of the life whose twin it is to be.
    #[must_use]
    pub const fn life(&self) -> usize {
        self.life
    }

    /// The row that is selected.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }
}

impl App {
    /// The ways in which a twin of a life can live on: one sleeps and one stays up, the same way, every
    /// other regimen; at last those that are not possible here.
    #[must_use]
    pub fn choices(&self, life: usize) -> Vec<Choice> {
        let Some(parent) = self.lab().lives().get(life) else { return Vec::new() };
        let own = parent.arm();
        let other = if own == Arm::Awake { Arm::Sleep } else { Arm::Awake };
        let first = [other, own];
        let rest = Arm::ALL.into_iter().filter(|arm| !first.contains(arm));
        let choice = |arm| Choice { arm, same: arm == own, why: self.no_twin(life, arm) };
        let mut choices: Vec<Choice> = first.into_iter().chain(rest).map(choice).collect();
        choices.sort_by_key(|choice| choice.why.is_some());
        choices
    }

    /// Why a life can have no twin of this regimen here and now, in a few words.
    fn no_twin(&self, life: usize, arm: Arm) -> Option<String> {
        let parent = &self.lab().lives()[life];
        if self.lab().lives().len() >= MOST_LIVES {
            return Some(format!("{MOST_LIVES} lives are the most that live side by side"));
        }
        if parent.diverged().is_some() {
            return Some("this life has diverged: go back first".to_owned());
        }
        let Some((day, phase, tick)) = self.lab().now() else { return Some("wait until the nap is over".to_owned()) };
        let what = self.twin(life, arm);
        let event = Event { day, phase, tick, life: Some(parent.name().to_owned()), what };
        let why = self.lab().spec().refusal(&event)?;
        // The key that a file would name says nothing here.
        Some(why.split_once(": ").map_or_else(|| why.clone(), |(_, reason)| reason.to_owned()))
    }

    /// What makes a twin of a life: its name is the regimen's with the next free number.
    #[must_use]
    pub fn twin(&self, life: usize, arm: Arm) -> What {
        let known = |name: &str| self.lab().spec().events.iter().any(|event| event.twin() == Some(name));
        let names = (2..).map(|number| format!("{}-{number}", arm.name()));
        let name = names.into_iter().find(|name| !known(name)).unwrap_or_default();
        What::Fork { name, arm: (self.lab().lives()[life].arm() != arm).then_some(arm) }
    }

    /// Asks whose twin lives on, and how.
    pub(super) fn ask_fork(&mut self) {
        self.finish_tick();
        let fork = Fork { life: self.forked(), selected: 0, before: self.mode };
        self.mode = Mode::Paused;
        self.pace.settle();
        self.overlay = Some(Overlay::Fork(Box::new(fork)));
    }
}

/// Away with the list, if it is there: time passes again as it did before.
pub(super) fn leave(app: &mut App) {
    if let Some(Overlay::Fork(fork)) = &app.overlay {
        app.mode = fork.before;
        app.overlay = None;
    }
}

/// What a key does in the list.
pub(super) fn act(app: &mut App, action: Action) {
    let Some(Overlay::Fork(fork)) = &app.overlay else { return };
    let choices = app.choices(fork.life);
    if action == Action::Choose {
        let Some(choice) = choices.get(fork.selected).filter(|choice| choice.why.is_none()) else { return };
        let (life, arm) = (fork.life, choice.arm);
        leave(app);
        app.fork(life, arm);
        return;
    }
    let lives: Vec<usize> = app.shown().collect();
    let at = lives.iter().position(|life| *life == fork.life).unwrap_or(0);
    let Some(Overlay::Fork(fork)) = &mut app.overlay else { return };
    let turned = match action {
        Action::Left => at + lives.len() - 1,
        Action::Right => at + 1,
        Action::Up => {
            fork.selected = fork.selected.saturating_sub(1);
            return;
        }
        Action::Down => {
            fork.selected = (fork.selected + 1).min(choices.len().saturating_sub(1));
            return;
        }
        _ => return,
    };
    if let Some(life) = lives.get(turned % lives.len().max(1)) {
        (fork.life, fork.selected) = (*life, 0);
    }
}
