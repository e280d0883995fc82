//! The loop of a study's screen: draw, hear, look into the folder. It sleeps between looks.

use std::io;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyEventKind};

use super::Watched;
use super::keys::{Asked, dispatch};
use crate::tui::run::{FRAME, now, outside, taken};
use crate::tui::screen;
use crate::tui::terminal::Screen;

/// Between looks into the folder.
const LOOK: Duration = Duration::from_millis(400);
/// What a look may take before keys are heard again.
const SLICE: Duration = Duration::from_millis(25);

/// Shows a study until the screen is left; returns the exit code.
pub fn run(watched: &mut Watched, panic_after: Option<u64>) -> io::Result<u8> {
    taken(|screen| turn(screen, watched, panic_after))
}

fn turn(screen: &mut Screen, watched: &mut Watched, panic_after: Option<u64>) -> io::Result<u8> {
    let (mut dirty, mut frames) = (true, 0);
    let mut drawn: Option<Instant> = None;
    let mut looked: Option<Instant> = None;
    loop {
        if looked.is_none_or(|at| at.elapsed() >= LOOK) {
            let begun = now();
            let news = watched.look(&mut || begun.elapsed() < SLICE);
            dirty |= news.is_any;
            // What is left to read is read at once, keys and frames between.
            looked = (!news.is_more).then(now);
        }
        if dirty && drawn.is_none_or(|at| at.elapsed() >= FRAME) {
            if screen.draw(|buffer| screen::study::draw(watched, buffer))? {
                dirty = false;
                frames += 1;
            }
            drawn = Some(now());
            assert!(panic_after.is_none_or(|after| frames <= after), "a panic was asked for");
        }
        let next = looked.map_or(Duration::ZERO, |at| LOOK.saturating_sub(at.elapsed()));
        let frame = drawn.map_or(Duration::ZERO, |at| FRAME.saturating_sub(at.elapsed()));
        let wait = if dirty { next.min(frame) } else { next };
        if let Some(code) = outside(screen, Some(wait), &mut dirty)? {
            return Ok(code);
        }
        while event::poll(Duration::ZERO)? {
            dirty = true;
            let Event::Key(key) = event::read()? else { continue };
            if key.kind != KeyEventKind::Press {
                continue;
            }
            let setting = watched.shelf().setting();
            match dispatch(watched, &key).map_or(Asked::Nothing, |action| watched.update(action)) {
                Asked::Nothing => {}
                Asked::Leave(code) => return Ok(code),
                Asked::Suspend => screen.suspend()?,
            }
            if watched.shelf().setting() != setting {
                looked = None;
            }
        }
    }
}
