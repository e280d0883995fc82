//! What an action does. No I/O and no clock: what only the loop can do is returned.

use super::app::{App, Goal, Mode, Overlay};
use super::keymap::Action;

/// What the loop has to carry out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Leave, with this exit code.
    Quit(u8),
    /// Hand the terminal back until the shell returns it.
    Suspend,
}

/// Exit code after an interrupt.
pub const INTERRUPTED: u8 = 130;

/// Does it.
pub fn update(app: &mut App, action: Action) -> Effect {
    app.arrive();
    match action {
        Action::Pause => {
            app.mode = match app.mode {
                Mode::Paused if !app.lab().ended() => Mode::Running,
                _ => Mode::Paused,
            };
            app.report = None;
            app.pace.settle();
        }
        Action::Tick => app.go(Goal::Tick),
        Action::Evening => app.go(Goal::Evening),
        Action::Morning => app.go(Goal::Morning),
        Action::Cycle => app.go(Goal::Cycle(app.a_cycle_on())),
        Action::Faster => app.pace.speed = app.pace.speed.faster(),
        Action::Slower => {
            app.pace.speed = app.pace.speed.slower();
            app.pace.settle();
        }
        Action::Travel(way) => app.journey(way),
        Action::Turn => app.turned = !app.turned,
        Action::Training => app.training = !app.training,
        Action::Restart => app.restart(),
        Action::Help => {
            app.overlay = if app.overlay == Some(Overlay::Help) { None } else { Some(Overlay::Help) };
        }
        Action::Close => app.overlay = None,
        Action::Quit => return Effect::Quit(0),
        Action::Interrupt => return Effect::Quit(INTERRUPTED),
        Action::Suspend => return Effect::Suspend,
    }
    Effect::None
}
