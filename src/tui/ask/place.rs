//! A moment, as it is typed.

use crate::tui::calendar::{Calendar, Cycle};

/// What can be said.
pub const FORMS: &str = "day 12, evening 12, night 12, morning 12, 12 14:30, tick 500, birth, or end";

/// The tick of a moment: the first of a day or a night; the evening or morning at its end; a time of a
/// day, from seven to seven.
///
/// # Errors
/// Why there is no such moment, in one line.
pub fn place(calendar: &Calendar, text: &str) -> Result<u64, String> {
    let other = || format!("\"{}\" is no moment: {FORMS}", text.trim());
    let text = text.trim().to_lowercase();
    let words: Vec<&str> = text.split([' ', ':', ',']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.parse::<u64>().map_err(|_| other());
    let cycle = |word: &str| {
        let day = number(word)?;
        let last = calendar.cycles.len();
        let found =
            usize::try_from(day).ok().and_then(|day| day.checked_sub(1)).and_then(|day| calendar.cycles.get(day));
        found.copied().ok_or_else(|| format!("there is no day {day}: days are 1 to {last}"))
    };
    match words.as_slice() {
        ["birth"] => Ok(0),
        ["end"] => Ok(calendar.end()),
        ["tick", tick] => {
            let tick = number(tick)?;
            if tick <= calendar.end() { Ok(tick) } else { Err(format!("the last tick is {}", calendar.end())) }
        }
        ["evening", day] => cycle(day).map(|cycle| cycle.dusk),
        ["night", day] => cycle(day).map(|cycle| (cycle.dusk + 1).min(cycle.dawn)),
        ["morning", day] => cycle(day).map(|cycle| cycle.dawn),
        ["day", day] | [day] => cycle(day).map(|cycle| (cycle.begin + 1).min(cycle.dusk)),
        ["day", day, hour, minute] | [day, hour, minute] => {
            let (cycle, hour, minute) = (cycle(day)?, number(hour)?, number(minute)?);
            if hour < 24 && minute < 60 { Ok(at(&cycle, hour * 60 + minute)) } else { Err(other()) }
        }
        _ => Err(other()),
    }
}

/// The first tick at which the clock shows this minute or a later one: the day is from seven to
/// twenty-three o'clock, what comes before seven belongs to the night before.
fn at(cycle: &Cycle, minute: u64) -> u64 {
    let (day, night) = (cycle.dusk - cycle.begin, cycle.dawn - cycle.dusk);
    match minute {
        420..1380 => cycle.begin + ((minute - 420) * day).div_ceil(960),
        _ => cycle.dusk + ((minute + 60) % 1440 * night).div_ceil(480),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let cycles = (0..20).map(|day| Cycle {
            day: day as u32 + 1,
            begin: day * 204,
            dusk: day * 204 + 100,
            dawn: day * 204 + 204,
        });
        Calendar { cycles: cycles.collect(), nights: Vec::new(), runs: Vec::new() }
    }

    #[test]
    fn moments_are_found_or_refused_with_what_is_allowed() {
        for (text, tick) in [
            ("birth", 0),
            ("end", 4080),
            ("day 1", 1),
            ("12", 11 * 204 + 1),
            (" Day 12 ", 11 * 204 + 1),
            ("evening 3", 508),
            ("night 3", 509),
            ("morning 3", 612),
            ("tick 500", 500),
            ("1 07:00", 0),
            ("1 15:00", 50),
            ("day 1 23:00", 100),
            ("1 03:00", 152),
            ("1 6:59", 204),
        ] {
            assert_eq!(place(&calendar(), text), Ok(tick), "{text}");
        }
        for (text, why) in [
            ("day 0", "there is no day 0: days are 1 to 20"),
            ("night 21", "there is no day 21: days are 1 to 20"),
            ("tick 4081", "the last tick is 4080"),
        ] {
            assert_eq!(place(&calendar(), text), Err(why.to_owned()));
        }
        for text in ["", "noon", "day", "day x", "tick -1", "3 25:00", "3 12:60", "1 2 3 4"] {
            assert!(place(&calendar(), text).expect_err(text).contains("is no moment: day 12"), "{text}");
        }
    }
}
