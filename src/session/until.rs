//! Where a run ends by itself.

use std::str::FromStr;

use crate::lab::{Lab, Progress};
use crate::record::{Measure, Moment};

/// A condition that ends a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Until {
    /// The morning after this day.
    Day(u32),
    /// This tick, counted from birth.
    Tick(u64),
    /// A measure of a life, or of any, passes a bound when it is measured.
    Bound {
        /// The life's name; `None` = any life.
        life: Option<String>,
        /// What is measured.
        measure: Measure,
        /// Whether it has to be below the bound, or else above.
        below: bool,
        /// The bound.
        bound: f64,
    },
    /// No life's test error falls any longer: in the mean of its last three mornings it is at most
    /// 2 % below that of the mornings before.
    Plateau,
    /// A life diverges.
    Divergence,
}

/// Mornings that a plateau is seen over, and compared with as many before.
pub const MORNINGS: usize = 3;

/// The share by which the error may still fall on a plateau.
pub const FALL: f64 = 0.02;

/// What can be said, for help and for a person who said something else.
pub const FORMS: &str = "day 12, tick 500, mistakes < 20%, strength > 800, lies > 0.5, any measure of trace.csv as in \
                         sleep.test_error < 0.2, plateau, or divergence";

/// Plain words for measures.
const WORDS: [(&str, Measure); 3] =
    [("mistakes", Measure::TestError), ("strength", Measure::WeightAbs), ("lies", Measure::LiesBelieved)];

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let other = || format!("\"{}\" is no place to stop: {FORMS}", text.trim());
        let said = text.trim();
        match said {
            "plateau" => return Ok(Self::Plateau),
            "divergence" => return Ok(Self::Divergence),
            _ => {}
        }
        for (word, make) in [("day", Self::day as fn(u64) -> Option<Self>), ("tick", |tick| Some(Self::Tick(tick)))] {
            if let Some(rest) = said.strip_prefix(word) {
                let number = rest.trim_start_matches([' ', '=', ':']).parse().ok();
                return number.and_then(make).ok_or_else(other);
            }
        }
        let place = said.find(['<', '>']).ok_or_else(other)?;
        let (name, bound) = (said[..place].trim(), said[place + 1..].trim());
        let (life, name) = name.rsplit_once('.').map_or((None, name), |(life, name)| (Some(life.to_owned()), name));
        let word = WORDS.into_iter().find(|(word, _)| *word == name).map(|(_, measure)| measure);
        let measure = word.or_else(|| Measure::from_name(name)).ok_or_else(other)?;
        let (number, scale) = bound.strip_suffix('%').map_or((bound, 1.0), |number| (number.trim(), 100.0));
        let bound: f64 = number.parse().ok().filter(|bound: &f64| bound.is_finite()).ok_or_else(other)?;
        Ok(Self::Bound { life, measure, below: said.as_bytes()[place] == b'<', bound: bound / scale })
    }
}

impl std::fmt::Display for Until {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "day {day}"),
            Self::Tick(tick) => write!(f, "tick {tick}"),
            Self::Bound { life, measure, below, bound } => {
                let life = life.as_ref().map_or_else(String::new, |life| format!("{life}."));
                let sign = if *below { '<' } else { '>' };
                write!(f, "{life}{} {sign} {bound}", measure.name())
            }
            Self::Plateau => write!(f, "plateau"),
            Self::Divergence => write!(f, "divergence"),
        }
    }
}

impl Until {
    fn day(day: u64) -> Option<Self> {
        day.try_into().ok().map(Self::Day)
    }

    /// Why it can never be met in a lab, in one line, if it cannot.
    #[must_use]
    pub fn refusal(&self, lab: &Lab) -> Option<String> {
        match self {
            Self::Day(day) if *day > lab.spec().days => Some(format!("the last day is {}", lab.spec().days)),
            Self::Tick(tick) if *tick > lab.ticks_total() => Some(format!("the last tick is {}", lab.ticks_total())),
            Self::Bound { life: Some(life), .. } => {
                // Twins that are still to be are lives too.
                let twins = lab.spec().events.iter().filter_map(crate::scenario::Event::twin);
                let mut names: Vec<&str> = lab.lives().iter().map(crate::lab::Life::name).collect();
                let twins: Vec<&str> = twins.filter(|twin| !names.contains(twin)).collect();
                names.extend(twins);
                let missing = !names.contains(&life.as_str());
                missing.then(|| format!("no life is called {life}: there are {}", names.join(", ")))
            }
            _ => None,
        }
    }

    /// Whether the condition is met by what was just completed, and by whom or what, in words.
    #[must_use]
    pub fn met(&self, lab: &Lab, progress: Progress) -> Option<String> {
        let clock = lab.clock();
        if progress == Progress::Micro {
            return None;
        }
        match self {
            Self::Day(day) => {
                let morning = clock.stamp().moment == Moment::Morning;
                (morning && clock.day >= *day).then(|| format!("the morning after day {}", clock.day))
            }
            Self::Tick(tick) => (clock.total >= *tick).then(|| format!("tick {}", clock.total)),
            Self::Bound { life, measure, below, bound } => {
                let now = lab.history().stamps().last().is_some_and(|stamp| stamp.tick == clock.total);
                let mine = |track: &&crate::record::Track| life.as_ref().is_none_or(|life| *life == track.name);
                let met = |value: f64| if *below { value < *bound } else { value > *bound };
                let tracks = lab.history().tracks().iter().filter(mine);
                let mut values = tracks.filter_map(|track| Some((&track.name, track.last(*measure)?)));
                let (name, value) = values.find(|(_, value)| now && met(*value))?;
                Some(format!("{} of {name} is {value:.4}", measure.name()))
            }
            Self::Plateau => plateau(lab).then(|| format!("no mistakes fall any longer, on day {}", clock.day)),
            Self::Divergence => {
                let diverged = lab.lives().iter().find_map(|life| Some((life.name(), life.diverged()?)))?;
                Some(format!("{} {}", diverged.0, diverged.1))
            }
        }
    }
}

fn plateau(lab: &Lab) -> bool {
    let stamps = lab.history().stamps();
    let is_morning = lab.clock().stamp().moment == Moment::Morning;
    if !is_morning || (lab.clock().day as usize) < 2 * MORNINGS {
        return false;
    }
    let mornings = (0..stamps.len()).rev().filter(|point| stamps[*point].moment == Moment::Morning);
    let mornings: Vec<usize> = mornings.take(2 * MORNINGS).collect();
    let going = || lab.history().tracks().iter().filter(|track| track.last(Measure::TestError).is_some());
    going().count() > 0
        && going().all(|track| {
            let mean = |points: &[usize]| {
                points.iter().map(|point| track.column(Measure::TestError)[*point]).sum::<f64>() / points.len() as f64
            };
            mean(&mornings[..MORNINGS]) >= (1.0 - FALL) * mean(&mornings[MORNINGS..])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_reads_back_or_is_refused_with_what_is_allowed() {
        for (said, read) in [
            ("day 12", "day 12"),
            ("day=12", "day 12"),
            ("tick 500", "tick 500"),
            ("mistakes<20%", "test_error < 0.2"),
            ("sleep.lies > 0.5", "sleep.lies_believed > 0.5"),
            ("sleep-2.weight_abs > 800", "sleep-2.weight_abs > 800"),
            (" plateau ", "plateau"),
            ("divergence", "divergence"),
        ] {
            let until: Until = said.parse().unwrap_or_else(|why| panic!("{why}"));
            assert_eq!(until.to_string(), read);
            assert_eq!(until.to_string().parse(), Ok(until));
        }
        for wrong in ["", "day", "day x", "tomorrow", "test_error", "test_error < x", "test_error < nan", "x < 1"] {
            let why = wrong.parse::<Until>().expect_err(wrong);
            assert!(why.contains("mistakes < 20%"), "{why}");
        }
    }
}
