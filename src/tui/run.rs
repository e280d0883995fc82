//! The loop: draw, hear, step. One thread, and the only code of the screen that reads a clock.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyEventKind};

use super::app::{App, Mode};
use super::keymap;
use super::mouse;
use super::pace::Speed;
use super::screen;
use super::terminal::{GONE, Screen};
use super::update::{Effect, receive, update};
use super::{files, tour};

/// Between frames while time passes.
pub const FRAME: Duration = Duration::from_millis(33);
/// Between frames at full speed, which hardly draws.
pub const RARE: Duration = Duration::from_millis(400);

/// Runs the screen until it is left; returns the exit code and the app as it stood.
pub fn run(mut app: App, panic_after: Option<u64>) -> io::Result<(u8, App)> {
    let code = taken(|screen| turn(screen, &mut app, panic_after))?;
    Ok((code, app))
}

/// Takes the terminal for as long as a loop turns and gives it back, however the loop ends; the exit code.
pub(super) fn taken(turn: impl FnOnce(&mut Screen) -> io::Result<u8>) -> io::Result<u8> {
    let mut screen = Screen::take()?;
    let ended = catch_unwind(AssertUnwindSafe(|| turn(&mut screen)));
    let said = screen.panicked();
    drop(screen);
    match ended {
        Ok(Ok(code)) => Ok(code),
        Ok(Err(error)) if is_gone(&error) => Ok(GONE),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(io::Error::other(format!("broke down, which is a defect of oneiro: {said}"))),
    }
}

#[expect(clippy::disallowed_methods, reason = "the loop paces what is shown; no result depends on it")]
pub(super) fn now() -> Instant {
    Instant::now()
}

fn turn(screen: &mut Screen, app: &mut App, panic_after: Option<u64>) -> io::Result<u8> {
    let mut dirty = true;
    let mut drawn: Option<Instant> = None;
    let mut frames = 0;
    let mut last = now();
    loop {
        let frame = if app.mode() != Mode::Paused && app.speed() == Speed::Full { RARE } else { FRAME };
        if dirty && drawn.is_none_or(|at| at.elapsed() >= frame) {
            app.look();
            screen::settle(app, screen.area());
            if screen.draw(|buffer| screen::draw(app, buffer))? {
                dirty = false;
                frames += 1;
            }
            drawn = Some(now());
            assert!(panic_after.is_none_or(|after| frames <= after), "a panic was asked for");
        }
        // Paused, the loop sleeps until something comes; running, it only looks.
        let wait = match (app.is_resting(), dirty) {
            (false, _) => Some(Duration::ZERO),
            // The terminal says when it takes more.
            (true, true) if screen.is_behind() => None,
            (true, true) => Some(drawn.map_or(Duration::ZERO, |at| frame.saturating_sub(at.elapsed()))),
            (true, false) => None,
        };
        let resting = app.is_resting();
        if let Some(code) = listen(screen, app, wait, &mut dirty)? {
            return Ok(code);
        }
        if resting {
            // Nothing that is lived later may count the time that was waited.
            last = now();
        }
        let begun = now();
        let until = drawn.map_or(begun, |at| at + frame);
        let elapsed = begun.duration_since(last).as_secs_f64();
        last = begun;
        let mut first = true;
        if let Some(effect) = tour::pass(app, elapsed) {
            carry_out(app, effect);
            dirty = true;
        }
        dirty |= app.advance(elapsed, || std::mem::take(&mut first) || now() < until);
        let rest = until.saturating_duration_since(now());
        if !app.is_resting() && !rest.is_zero() {
            // Nothing is due before the next frame: a key may come first.
            screen.wait(Some(rest))?;
        }
    }
}

/// Waits, then does all that was asked for; the exit code if that is to leave.
fn listen(screen: &mut Screen, app: &mut App, wait: Option<Duration>, dirty: &mut bool) -> io::Result<Option<u8>> {
    if let Some(code) = outside(screen, wait, dirty)? {
        return Ok(Some(code));
    }
    while event::poll(Duration::ZERO)? {
        let (seen, effect) = match event::read()? {
            Event::Key(key) if key.kind == KeyEventKind::Press => {
                let effect = keymap::dispatch(app, &key).map_or(Effect::None, |action| update(app, action));
                (true, carry_out(app, effect))
            }
            Event::Mouse(event) => {
                let (seen, effect) = mouse::hear(app, screen.area(), event);
                (seen, carry_out(app, effect))
            }
            _ => (true, Effect::None),
        };
        *dirty |= seen;
        match effect {
            Effect::Copy(text) => screen.copy(&text),
            Effect::None
            | Effect::List
            | Effect::Read(_)
            | Effect::Complete(_)
            | Effect::Save { .. }
            | Effect::Export => {}
            Effect::Quit(code) => return Ok(Some(code)),
            Effect::Suspend => screen.suspend()?,
        }
    }
    Ok(None)
}

/// Waits for a key or what comes from outside, and answers the latter; the exit code if that is to leave.
pub(super) fn outside(screen: &mut Screen, wait: Option<Duration>, dirty: &mut bool) -> io::Result<Option<u8>> {
    let waited = screen.wait(wait);
    if let Some(code) = screen.signals.ending() {
        return Ok(Some(code));
    }
    waited?;
    if screen.signals.stopped() {
        screen.suspend()?;
        *dirty = true;
    }
    if screen.signals.continued() {
        screen.enter()?;
        *dirty = true;
    }
    *dirty |= screen.is_resized()?;
    Ok(None)
}

/// Carries out what is asked of the file system; the rest is left to the loop.
fn carry_out(app: &mut App, mut effect: Effect) -> Effect {
    loop {
        let answer = match &effect {
            Effect::Export => Some(files::export(app.session())),
            effect => files::answer(effect),
        };
        let Some(answer) = answer else { return effect };
        effect = receive(app, answer);
    }
}

/// Whether an error says that nobody holds the other end of the terminal.
fn is_gone(error: &io::Error) -> bool {
    // 5 is EIO, which has no kind of its own.
    matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof | io::ErrorKind::NotConnected)
        || error.raw_os_error() == Some(5)
}
