//! What is wrong with a file, with the lines themselves.

use super::Origin;
use crate::scenario::{Error, Place, plain};

/// One problem and the line that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Where it is, as in `x.toml:12:10`; empty where no place is known.
    pub place: String,
    /// What is wrong, and what is allowed.
    pub message: String,
    /// The line's number, from 1, its text, and the character that is pointed at, from 0.
    pub line: Option<(usize, String, usize)>,
}

/// A file that cannot be lived.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// The file.
    pub origin: Origin,
    /// What is wrong with it, in order.
    pub problems: Vec<Shown>,
}

impl Trouble {
    /// What an error says about the text of a file; `None` where it could not be read.
    #[must_use]
    pub fn new(origin: Origin, text: Option<&str>, error: &Error) -> Self {
        let lines: Vec<&str> = text.unwrap_or_default().lines().collect();
        let mut problems: Vec<Shown> = error
            .problems()
            .iter()
            .map(|problem| {
                let line = match &problem.place {
                    Place::File { line, column, .. } => {
                        let shown = lines.get(line - 1).map(|shown| pointed(shown, column - 1));
                        shown.map(|(shown, at)| (*line, shown, at))
                    }
                    Place::Flag(_) => None,
                };
                Shown { place: problem.place.to_string(), message: problem.message.clone(), line }
            })
            .collect();
        if problems.is_empty() {
            problems.push(Shown { place: String::new(), message: plain(&error.to_string()), line: None });
        }
        Self { origin, problems }
    }
}

/// A line made fit for a terminal, and where a character of it has gone.
fn pointed(line: &str, column: usize) -> (String, usize) {
    let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let before = plain(&line[..at]);
    (before.clone() + &plain(&line[at..]), before.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Scenario, Source};

    #[test]
    fn a_problem_comes_with_its_line() {
        let origin = Origin::plain(Source::File("x.toml".into()));
        let text = "task.kind = \"digits\"\n[night.downscale]\n\tamount = \u{1b}1.4\ndays";
        let error = Scenario::parse(text, "x.toml", "x", &[]).expect_err("refused");
        let trouble = Trouble::new(origin.clone(), Some(text), &error);
        assert!(trouble.problems.iter().all(|shown| shown.line.is_some()), "{trouble:?}");
        let text = "task.kind = \"digits\"\n[night.downscale]\n\tamount = 1.4\n";
        let error = Scenario::parse(text, "x.toml", "x", &[]).expect_err("refused");
        let trouble = Trouble::new(origin, Some(text), &error);
        assert_eq!(trouble.problems[0].line, Some((3, " amount = 1.4".to_owned(), 10)));
        assert_eq!(trouble.problems[0].place, "x.toml:3:11");
        assert_eq!(trouble.problems[0].message, "night.downscale.amount is 1.4: must be from 0 to 1");
    }
}
