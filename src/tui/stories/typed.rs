//! The line that is typed: a scenario and its changes, in the command line's own words.

use super::{Entry, Origin, Stories};
use crate::scenario::{Override, Source, plain, shipped};

/// Characters that a line may have.
const LONGEST: usize = 1000;

impl Stories {
    /// Adds a character to the line; the entry that begins like it is selected.
    pub fn write(&mut self, c: char) {
        let line = self.typed.get_or_insert_default();
        if !c.is_control() && line.len() < LONGEST {
            line.push(c);
        }
        self.changed();
    }

    /// Takes the line's last character away, at last the line itself.
    pub fn erase(&mut self) {
        let Some(line) = &mut self.typed else { return };
        line.pop();
        if line.is_empty() {
            self.typed = None;
        }
        self.changed();
    }

    fn changed(&mut self) {
        self.found.clear();
        self.message = None;
        let Some(line) = &self.typed else { return };
        let story = split(line).0;
        let begins = |name: String| !story.is_empty() && name.starts_with(story);
        if let Some(place) = self.entries.iter().position(|entry| begins(entry.name())) {
            self.selected = place;
        }
    }

    /// Takes in what the line may be completed to: `found` are paths that begin like it.
    pub fn completed(&mut self, line: &str, mut found: Vec<String>) {
        // An answer to a line that is no longer there.
        if self.typed.as_deref().unwrap_or_default() != line {
            return;
        }
        let names = shipped().iter().map(|story| story.name).filter(|name| name.starts_with(line));
        found.splice(0..0, names.map(str::to_owned));
        let Some(first) = found.first() else {
            self.message = Some("nothing begins like that".to_owned());
            return;
        };
        let shared = found.iter().fold(first.as_str(), |shared, next| common(shared, next)).to_owned();
        let alone = found.len() == 1;
        if shared.len() > line.len() {
            self.typed = Some(shared);
            self.changed();
        }
        if !alone {
            self.found = found;
        }
    }
}

/// What two texts begin with.
fn common<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    &a[..same]
}

/// The scenario of a line, and the flags behind it.
fn split(line: &str) -> (&str, &str) {
    let line = line.trim();
    if line.starts_with("--") {
        return ("", line);
    }
    line.split_once(" --").map_or((line, ""), |(story, _)| (story.trim_end(), &line[story.len() + 1..]))
}

/// What a line asks for; the beginning of the selected entry's name is enough.
///
/// # Errors
/// Says what is wrong with it.
pub(super) fn origin(line: &str, selected: Option<&Entry>) -> Result<Origin, String> {
    let (story, flags) = split(line);
    if story == "-" {
        return Err("standard input is the keyboard here".to_owned());
    }
    if story.is_empty() {
        return Err("a name or a path comes first".to_owned());
    }
    let meant = selected.filter(|entry| entry.name().starts_with(story));
    let source = match (Source::find(story), meant) {
        (Ok(source), _) => source,
        (Err(_), Some(entry)) => entry.origin.source.clone(),
        (Err(error), None) => return Err(error.to_string()),
    };
    let mut overrides = Vec::new();
    let mut words = flags.split_whitespace();
    while let Some(word) = words.next() {
        let (flag, value) = match word.split_once('=') {
            Some((flag, value)) if flag != "--set" || value.contains('=') => (flag, Some(value)),
            _ => (word, words.next()),
        };
        let value = value.ok_or_else(|| format!("{} needs a value", plain(flag)))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{} {} is not a number", flag, plain(value)));
        overrides.push(match flag {
            "--seed" => Override::seed(number()?),
            "--days" => Override::days(number()?),
            "--arms" => Override::arms(&value.split(',').map(str::to_owned).collect::<Vec<_>>()),
            "--set" => Override::set(value)?,
            _ => return Err(format!("{} is not known here: --arms, --days, --seed or --set", plain(flag))),
        });
    }
    Ok(Origin { source, overrides })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_line_is_a_name_or_a_path_with_changes() {
        let asked = origin("digits-fixed --arms sleep,interleaved --set days=3 --seed=4", None).expect("understood");
        assert_eq!(asked.source.name(), "digits-fixed");
        let scenario = asked.parse(&asked.source.text().expect("shipped")).expect("sound");
        assert_eq!((scenario.spec().live.len(), scenario.spec().days, scenario.spec().seed), (2, 3, 4));
        let spaced = origin(" my nights/a b.toml ", None).expect("understood");
        assert_eq!(spaced.source, Source::File(Path::new("my nights/a b.toml").to_owned()));
        for (line, words) in [
            ("", "a name or a path comes first"),
            ("--seed 3", "a name or a path comes first"),
            ("-", "standard input is the keyboard here"),
            ("digts", "no scenario is called digts: did you mean digits?"),
            ("digits --seed", "--seed needs a value"),
            ("digits --seed x", "--seed x is not a number"),
            ("digits --speed 3", "--speed is not known here: --arms, --days, --seed or --set"),
        ] {
            assert_eq!(origin(line, None), Err(words.to_owned()), "{line:?}");
        }
    }

    #[test]
    fn the_beginning_of_a_name_is_enough() {
        let mut stories = Stories::new(None);
        for c in "cu --days 2".chars() {
            stories.write(c);
        }
        let origin = stories.choose().expect("curve");
        assert_eq!((origin.source.name().as_str(), origin.overrides.len()), ("curve", 1));
    }

    #[test]
    fn lines_complete_as_far_as_they_are_certain() {
        let mut stories = Stories::new(None);
        for c in "dig".chars() {
            stories.write(c);
        }
        stories.completed("di", vec!["dix.toml".to_owned()]);
        assert_eq!(stories.typed(), Some("dig"), "an answer that comes too late");
        stories.completed("dig", Vec::new());
        assert_eq!(stories.typed(), Some("digits"));
        assert_eq!(stories.found(), ["digits", "digits-fixed", "digits-clean", "digits-src"]);
        stories.write('-');
        stories.write('c');
        stories.completed("digits-c", Vec::new());
        assert_eq!((stories.typed(), stories.found().len()), (Some("digits-clean"), 0));
        assert_eq!(stories.entries()[stories.selected()].name(), "digits-clean");
        stories.completed("digits-clean", Vec::new());
        for _ in 0.."digits-clean".len() {
            stories.erase();
        }
        assert_eq!(stories.typed(), None);
        stories.erase();
        stories.completed("", vec!["ä/".to_owned(), "äb.toml".to_owned()]);
        assert_eq!(stories.typed(), None, "nothing in common");
        assert_eq!(stories.found().len(), 2 + shipped().len());
    }
}
