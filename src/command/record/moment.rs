//! The moment of a picture.

use crate::lab::Stage;
use crate::tui::app::{App, Mode};
use crate::tui::keymap::Action;
use crate::tui::update::update;

/// The night that is pictured if nothing is said, or the last there is.
const NIGHT: u32 = 11;

/// A moment of a life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Before everything.
    Birth,
    /// In the middle of a day, from 1.
    Day(u32),
    /// At its end.
    Evening(u32),
    /// In the middle of a night, in a dream.
    Night(u32),
    /// At its end.
    Morning(u32),
    /// The last morning.
    End,
}

impl Moment {
    /// The moment that is asked for, in a life of so many days.
    ///
    /// # Errors
    /// Says what is allowed.
    pub(super) fn find(asked: Option<&str>, days: u32) -> Result<Self, String> {
        let Some(asked) = asked else { return Ok(Self::Night(NIGHT.min(days))) };
        let wrong = || {
            let asked = crate::scenario::plain(asked);
            format!("--at {asked}: must be birth, day:N, evening:N, night:N, morning:N or end, N from 1 to {days}")
        };
        let (name, number) = match asked.split_once(':') {
            None => (asked, None),
            Some((name, number)) => (name, Some(number.parse::<u32>().map_err(|_| wrong())?)),
        };
        match (name, number) {
            ("birth", None) => Ok(Self::Birth),
            ("end", None) => Ok(Self::End),
            (_, Some(day)) if !(1..=days).contains(&day) => Err(wrong()),
            ("day", Some(day)) => Ok(Self::Day(day)),
            ("evening", Some(day)) => Ok(Self::Evening(day)),
            ("night", Some(day)) => Ok(Self::Night(day)),
            ("morning", Some(day)) => Ok(Self::Morning(day)),
            _ => Err(wrong()),
        }
    }

    /// Lives up to it, tick by tick, as with the key for a tick; the screen shows time passing.
    pub(super) fn reach(self, app: &mut App) {
        let cycle = |day: u32| app.calendar().cycles.get(day as usize - 1).copied();
        let tick = match self {
            Self::Birth => Some(0),
            Self::Day(day) => cycle(day).map(|cycle| cycle.begin.midpoint(cycle.dusk)),
            Self::Evening(day) => cycle(day).map(|cycle| cycle.dusk),
            Self::Night(day) => cycle(day).map(|cycle| cycle.dusk.midpoint(cycle.dawn)),
            Self::Morning(day) => cycle(day).map(|cycle| cycle.dawn),
            Self::End => None,
        };
        let tick = tick.unwrap_or_else(|| app.calendar().end());
        let dawn = app.calendar().at(tick).map_or(tick, |cycle| cycle.dawn);
        app.look();
        loop {
            let clock = app.lab().clock();
            let awake = matches!(self, Self::Night(_)) && !matches!(clock.stage, Stage::Rem(_));
            if app.lab().ended() || (clock.total >= tick && !(awake && clock.total + 1 < dawn)) {
                break;
            }
            update(app, Action::Tick);
            while app.mode() != Mode::Paused {
                app.advance(0.0, || true);
            }
            app.look();
        }
        if app.mode() == Mode::Paused && !app.lab().ended() {
            update(app, Action::Pause);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_named_or_refused_with_what_is_allowed() {
        assert_eq!(Moment::find(None, 20), Ok(Moment::Night(11)));
        assert_eq!(Moment::find(None, 3), Ok(Moment::Night(3)));
        assert_eq!(Moment::find(Some("day:1"), 3), Ok(Moment::Day(1)));
        assert_eq!(Moment::find(Some("end"), 3), Ok(Moment::End));
        for wrong in ["", "noon", "day", "day:0", "night:4", "end:1", "birth:2", "day:x", "noon:1"] {
            let said = Moment::find(Some(wrong), 3).expect_err(wrong);
            assert!(said.contains("N from 1 to 3"), "{said}");
        }
    }
}
