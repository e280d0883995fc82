//! What the screen saves in a scenario's `session`: where a person stood, and every act.
//!
//! The scenario around it holds the events of the way to where the person stood, so that it gives
//! the same trace without a screen; the block adds what only the screen needs. A checksum covers the
//! whole file but for its own line.

use std::fmt::Write as _;

use super::Scenario;
use super::event::Event;
use super::spec::Spec;

/// The first line of the block, with the version of its format.
const TITLE: &str = "oneiro session 1";

/// Acts of one session.
pub const MOST_ACTS: usize = 10_000;

/// One act of a person, and the course of life that it began.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The act it came after, from 1; 0 = none.
    pub after: usize,
    /// Where it was done, in ticks since birth.
    pub tick: u64,
    /// Its place among the events of its course.
    pub place: usize,
    /// The tick up to which the course was lived.
    pub reached: u64,
    /// What was done.
    pub event: Event,
}

/// A session as it was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The name of the kernel that multiplied matrices.
    pub kernel: String,
    /// Where it stood, in ticks since birth.
    pub tick: u64,
    /// The hash of everything lived there, as 64 hexadecimal digits.
    pub trace: String,
    /// The last act on the way there, from 1; 0 = none.
    pub at: usize,
    /// How far the course without any act was lived.
    pub reached: u64,
    /// Every act, in the order in which they were done.
    pub acts: Vec<Act>,
}

impl Saved {
    /// The acts on the way to an act, it included, in their order: their places, from 1.
    #[must_use]
    pub fn way(&self, mut at: usize) -> Vec<usize> {
        let mut way = Vec::new();
        while let Some(act) = at.checked_sub(1).and_then(|place| self.acts.get(place)) {
            way.push(at);
            at = act.after;
        }
        way.reverse();
        way
    }

    /// The events of the scenario itself: those of `spec` without the acts on the way to where it stood.
    /// `None` if they are not among them.
    #[must_use]
    pub fn planned(&self, spec: &Spec) -> Option<Vec<Event>> {
        let mut events = spec.events.clone();
        for number in self.way(self.at).into_iter().rev() {
            let act = &self.acts[number - 1];
            events.get(act.place).filter(|event| **event == act.event)?;
            events.remove(act.place);
        }
        Some(events)
    }

    /// The file that brings it back: `scenario` with the events of the way to where it stood.
    #[must_use]
    pub fn to_toml(&self, scenario: &Scenario) -> String {
        let mut block = format!("{TITLE}\nchecksum \nkernel {}\ntick {}\n", self.kernel, self.tick);
        let _ = writeln!(block, "trace {}\nat {}\nreached {}", self.trace, self.at, self.reached);
        for act in &self.acts {
            let _ =
                writeln!(block, "act {} {} {} {} {}", act.after, act.tick, act.place, act.reached, act.event.to_line());
        }
        let text = super::save::with_session(scenario.spec(), &block);
        let sum = checksum(&text);
        text.replacen("\nchecksum \n", &format!("\nchecksum {sum}\n"), 1)
    }

    /// Reads a block, and holds the whole file against its checksum.
    ///
    /// # Errors
    /// Why it is refused, in one line.
    pub(super) fn read(block: &str, text: &str) -> Result<Self, String> {
        let mut lines = block.lines();
        let title = lines.next().unwrap_or_default();
        if title != TITLE {
            let other = title.strip_prefix("oneiro session ").is_some();
            return Err(if other {
                format!("is of another version: this one reads \"{TITLE}\"")
            } else {
                format!("must begin with \"{TITLE}\": it is written by the screen alone")
            });
        }
        let mut field = |name: &str| {
            let line = lines.next().unwrap_or_default();
            let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
            value.map(str::to_owned).ok_or_else(|| format!("has no {name}: it was cut or changed"))
        };
        let sum = field("checksum")?;
        if sum != checksum(text) {
            return Err("does not fit the file, which was changed or cut after it was saved; take the whole session \
                        away to use the rest as a scenario"
                .to_owned());
        }
        let wrong = |name: &str| format!("has a {name} that cannot be");
        let kernel = field("kernel")?;
        let tick = field("tick")?.parse().map_err(|_| wrong("tick"))?;
        let trace = field("trace")?;
        let at: usize = field("at")?.parse().map_err(|_| wrong("place"))?;
        let reached = field("reached")?.parse().map_err(|_| wrong("reached"))?;
        let mut acts = Vec::new();
        for line in lines {
            if acts.len() == MOST_ACTS {
                return Err(format!("has more than {MOST_ACTS} acts"));
            }
            acts.push(act(line).filter(|act| act.after <= acts.len()).ok_or_else(|| wrong("act"))?);
        }
        if at > acts.len() {
            return Err(wrong("place"));
        }
        Ok(Self { kernel, tick, trace, at, reached, acts })
    }
}

fn act(line: &str) -> Option<Act> {
    let rest = line.strip_prefix("act ")?;
    let (after, rest) = rest.split_once(' ')?;
    let (tick, rest) = rest.split_once(' ')?;
    let (place, rest) = rest.split_once(' ')?;
    let (reached, event) = rest.split_once(' ')?;
    let [tick, reached] = [tick.parse().ok()?, reached.parse().ok()?];
    Some(Act { after: after.parse().ok()?, tick, place: place.parse().ok()?, reached, event: Event::from_line(event)? })
}

/// BLAKE3 of a file without the digits of its own checksum, as 64 hexadecimal digits. How lines end, and a
/// mark of byte order, are no change: mail, editors and version control put their own.
fn checksum(text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut summed = false;
    for line in text.trim_start_matches('\u{feff}').split_inclusive('\n') {
        let own = !summed && line.starts_with("checksum ");
        summed |= own;
        match line.strip_suffix("\r\n") {
            _ if own => hasher.update(b"checksum \n"),
            Some(line) => hasher.update(line.as_bytes()).update(b"\n"),
            None => hasher.update(line.as_bytes()),
        };
    }
    hasher.finalize().to_hex().to_string()
}
