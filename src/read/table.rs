//! A table as numbers: the columns that are learnt from, and the one that is asked.

use super::survey::{Column, Rows, Survey, is_missing, number, word};
use super::{Digest, Finding, MOST_CLASSES, MOST_VALUES, Trouble, room};
use ndarray::Array2;
use std::path::Path;

/// Findings that are told of one file.
const TOLD: usize = 20;

/// What becomes of columns that hold words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Categories {
    /// They are refused.
    Refuse,
    /// Each of its words becomes a column that is 1 where it stands and 0 elsewhere.
    OneHot,
}

/// What becomes of cells that hold nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// They are refused.
    Refuse,
    /// Their rows are left out.
    Drop,
    /// They are read as NaN, to be filled in by whoever knows the mean. A row without an answer is left out.
    Keep,
}

/// How a table is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Between cells.
    pub delimiter: u8,
    /// Whether the first line holds names.
    pub header: bool,
    /// The column that is asked: its name, or its number from 1; empty = the last.
    pub target: String,
    /// Whether its cells are classes; otherwise they are values.
    pub classes: bool,
    /// The columns that are learnt from; none = all others.
    pub columns: Vec<String>,
    /// What becomes of words.
    pub categories: Categories,
    /// What becomes of nothing.
    pub missing: Missing,
    /// Whether each column of numbers is stored less its middle, which keeps digits of large numbers.
    pub centred: bool,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// The classes' names, and the class of each row.
    Classes(Vec<String>, Vec<u8>),
    /// The value of each row.
    Values(Vec<f32>),
}

/// A table as numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of the columns of `values`.
    pub names: Vec<String>,
    /// n × columns.
    pub values: Array2<f32>,
    /// What was taken off each column.
    pub middles: Vec<f64>,
    /// What is asked.
    pub target: Target,
    /// The name of the column that is asked.
    pub asked: String,
    /// What a reader of the table should know, a sentence each.
    pub notes: Vec<String>,
    /// Of the file.
    pub digest: Digest,
}

/// What becomes of one column of the file.
enum Part {
    /// Nothing.
    Unused,
    Target,
    /// A column of numbers, less this.
    Number(usize, f64),
    /// Columns from this one on, one a word.
    Words(usize, Vec<String>),
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong with it: bad and missing cells by line and column.
    pub fn read(path: &Path, asked: &Asked) -> Result<Self, Trouble> {
        let survey = Survey::of(path, asked.delimiter, asked.header)?;
        let target = survey.find(&asked.target)?;
        let used = survey.used(asked, target)?;
        let (mut findings, mut more): (Vec<Finding>, _) = (Vec::new(), 0);
        for index in used.iter().chain([&target]) {
            findings.extend(survey.findings(asked, *index, *index == target));
            findings.sort_by_key(|finding| finding.at);
            more += findings.len().saturating_sub(TOLD);
            findings.truncate(TOLD);
        }
        if !findings.is_empty() {
            if more > 0 {
                findings.push(Finding { at: None, what: format!("has {more} more such cells, or more") });
            }
            return Err(Trouble::Refused(findings));
        }
        survey.fill(path, asked, target, &used)
    }
}

impl Survey {
    /// The place of a column by its name, or by its number; without either the last.
    fn find(&self, name: &str) -> Result<usize, Trouble> {
        if name.is_empty() {
            return Ok(self.columns.len() - 1);
        }
        let by_name = self.columns.iter().position(|column| column.name == name);
        let number = || name.parse().ok().filter(|number: &usize| (1..=self.columns.len()).contains(number));
        by_name.or_else(|| number().map(|number| number - 1)).ok_or_else(|| {
            let names: Vec<&str> = self.columns.iter().take(12).map(|column| column.name.as_str()).collect();
            let more = if self.columns.len() > 12 { " …" } else { "" };
            Trouble::of(format!("has no column \"{name}\": it has {}{more}", names.join(", ")))
        })
    }

    /// The places of the columns that are learnt from.
    fn used(&self, asked: &Asked, target: usize) -> Result<Vec<usize>, Trouble> {
        if asked.columns.is_empty() {
            let used: Vec<usize> = (0..self.columns.len()).filter(|index| *index != target).collect();
            return if used.is_empty() {
                Err(Trouble::of("has one column alone: there is nothing to learn its answers from"))
            } else {
                Ok(used)
            };
        }
        let mut used = Vec::new();
        for name in &asked.columns {
            let index = self.find(name)?;
            if index == target {
                return Err(Trouble::of(format!("column \"{name}\" is what is asked: it cannot be learnt from")));
            }
            if used.contains(&index) {
                return Err(Trouble::of(format!("column \"{name}\" is named twice")));
            }
            used.push(index);
        }
        Ok(used)
    }

    /// What of a column is refused.
    fn findings(&self, asked: &Asked, index: usize, is_target: bool) -> Vec<Finding> {
        let column = &self.columns[index];
        let at = |line: u64| Some((line, index as u64 + 1));
        let mut findings = Vec::new();
        if asked.missing == Missing::Refuse {
            let what = || {
                let fill = if is_target { "" } else { ", or \"mean\" to fill them in" };
                format!("{} is missing: task.missing = \"drop\" leaves such rows out{fill}", column.name)
            };
            findings.extend(column.missing_at.iter().map(|line| Finding { at: at(*line), what: what() }));
        }
        let as_number = if is_target { !asked.classes } else { asked.categories == Categories::Refuse };
        if as_number {
            let word = |(line, text): &(u64, String)| Finding { at: at(*line), what: bad(column, text, is_target) };
            findings.extend(column.words_at.iter().map(word));
        } else if column.is_various() && (is_target || column.words > 0) {
            let name = &column.name;
            let what = if column.is_crowded {
                format!("{name} has too many different cells to keep beside those of all other columns")
            } else if is_target && column.words == 0 {
                format!(
                    "{name} has more than {MOST_CLASSES} different numbers: task.answers = \"values\" asks for numbers"
                )
            } else if is_target {
                format!("{name} has more than {MOST_CLASSES} different answers: there can be no more classes")
            } else {
                format!("{name} has more than {MOST_CLASSES} different words: leave it out by task.columns")
            };
            findings.push(Finding { at: at(1), what });
        }
        findings
    }

    /// What each column of the file becomes, and the names and middles of those that are made.
    fn parts(&self, asked: &Asked, target: usize, used: &[usize]) -> (Vec<Part>, Vec<String>, Vec<f64>) {
        let mut parts: Vec<Part> = self.columns.iter().map(|_| Part::Unused).collect();
        parts[target] = Part::Target;
        let (mut names, mut middles) = (Vec::new(), Vec::new());
        for index in used {
            let column = &self.columns[*index];
            if column.words > 0 {
                let words = column.classes();
                parts[*index] = Part::Words(names.len(), words.clone());
                middles.extend(words.iter().map(|_| 0.0));
                names.extend(words.iter().map(|word| format!("{}={word}", column.name)));
            } else {
                let middle = if column.numbers > 0 { f64::midpoint(column.low, column.high) } else { 0.0 };
                let middle = if asked.centred { middle } else { 0.0 };
                parts[*index] = Part::Number(names.len(), middle);
                middles.push(middle);
                names.push(column.name.clone());
            }
        }
        (parts, names, middles)
    }

    /// Reads the file once more, into memory of the size that is known by now.
    fn fill(&self, path: &Path, asked: &Asked, target: usize, used: &[usize]) -> Result<Table, Trouble> {
        let (parts, names, middles) = self.parts(asked, target, used);
        let wide = names.len();
        if self.rows.saturating_mul(wide) > MOST_VALUES {
            let message = format!("has {} rows of {wide} values: at most {MOST_VALUES} values are read", self.rows);
            return Err(Trouble::of(message));
        }
        let classes = if asked.classes { self.columns[target].classes() } else { Vec::new() };
        let (mut values, mut truths, mut numbers) = (room(self.rows * wide)?, Vec::new(), Vec::new());
        let mut rows = Rows::open(path, asked.delimiter, asked.header)?;
        let mut row = vec![0.0; wide];
        let changed = || Trouble::of("changed while it was read");
        let mut dropped = 0;
        while rows.next()?.is_some() {
            if rows.count > self.rows || rows.names.len() != parts.len() {
                return Err(changed());
            }
            row.fill(0.0);
            let (mut answer, mut class, mut whole) = (f32::NAN, None, true);
            for (index, part) in parts.iter().enumerate() {
                let cell = match part {
                    Part::Unused => continue,
                    _ => rows.cell(index)?,
                };
                let missing = is_missing(cell);
                whole &= !missing || (asked.missing == Missing::Keep && index != target);
                match part {
                    Part::Number(place, middle) => {
                        row[*place] = number(cell).map_or(f32::NAN, |it| (it - middle) as f32);
                    }
                    Part::Words(place, words) if missing => row[*place..place + words.len()].fill(f32::NAN),
                    Part::Words(place, words) => {
                        let found = words.iter().position(|known| known == word(cell)).ok_or_else(changed)?;
                        row[place + found] = 1.0;
                    }
                    Part::Target if asked.classes => class = classes.iter().position(|known| known == word(cell)),
                    Part::Target => answer = number(cell).map_or(f32::NAN, |it| it as f32),
                    Part::Unused => {}
                }
            }
            if !whole {
                dropped += 1;
                continue;
            }
            values.extend_from_slice(&row);
            match class {
                Some(class) => truths.push(class as u8),
                None if asked.classes => return Err(changed()),
                None => numbers.push(answer),
            }
        }
        if rows.end()? != self.digest {
            return Err(changed());
        }
        let n = self.rows - dropped;
        if n == 0 {
            return Err(Trouble::of("has a missing cell in every row: nothing is left to learn"));
        }
        let values = Array2::from_shape_vec((n, wide), values).map_err(|_| changed())?;
        let notes = self.notes(asked, target, used, dropped);
        let name = self.columns[target].name.clone();
        let target = if asked.classes { Target::Classes(classes, truths) } else { Target::Values(numbers) };
        Ok(Table { names, values, middles, target, asked: name, notes, digest: self.digest })
    }

    fn notes(&self, asked: &Asked, target: usize, used: &[usize], dropped: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if dropped > 0 {
            let rows = if dropped == 1 { "1 row".to_owned() } else { format!("{dropped} rows") };
            notes.push(format!("{rows} of {} left out, where a cell is missing", self.rows));
        }
        for column in used.iter().map(|index| &self.columns[*index]).filter(|column| column.is_constant()) {
            notes.push(format!("column \"{}\" is the same in every row: nothing can be learnt from it", column.name));
        }
        let column = &self.columns[target];
        if asked.classes {
            for (class, count) in column.distinct.iter().filter(|(_, count)| **count < 10) {
                let rows = if *count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
                notes.push(format!("class \"{class}\" has {rows}: in some splits none is learnt from, or none asked"));
            }
        } else if column.is_constant() {
            notes.push(format!("column \"{}\" is the same in every row: there is nothing to ask", column.name));
        }
        notes
    }
}

/// Why a cell is no number.
fn bad(column: &Column, text: &str, is_target: bool) -> String {
    let name = &column.name;
    let comma = text.matches(',').count() == 1 && number(&text.replace(',', ".")).is_some();
    let hint = match () {
        () if comma => ", with a decimal point".to_owned(),
        () if column.numbers > 0 => String::new(),
        () if is_target => ": task.answers = \"classes\" takes words".to_owned(),
        () => ": task.categories = \"one-hot\" takes words, and task.columns leaves columns out".to_owned(),
    };
    if text.parse::<f64>().is_ok() {
        return format!("{name} is \"{text}\": must be a number within ±1e30");
    }
    format!("{name} is \"{text}\": must be a number{hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_changes_between_its_two_readings_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.csv");
        let asked = Asked {
            delimiter: b',',
            header: true,
            target: String::new(),
            classes: true,
            columns: Vec::new(),
            categories: Categories::Refuse,
            missing: Missing::Refuse,
            centred: false,
        };
        let table = "a,b\n1,x\n2,y\n3,x\n";
        for (other, message) in [
            (table, None),
            ("a,b\n1,x\n2,y\n", Some("changed while it was read")),
            ("a,b\n1,x\n2,y\n3,x\n4,y\n", Some("changed while it was read")),
            ("a,b\n1,x\n2,z\n3,x\n", Some("changed while it was read")),
            ("a,b\n1,x\n2,y\n4,x\n", Some("changed while it was read")),
            ("a,b,c\n1,x,0\n", Some("changed while it was read")),
            ("", Some("is empty")),
        ] {
            std::fs::write(&path, table).expect("written");
            let survey = Survey::of(&path, b',', true).expect("sound");
            std::fs::write(&path, other).expect("written");
            let said = match survey.fill(&path, &asked, 1, &[0]) {
                Err(Trouble::Refused(findings)) => findings.into_iter().next().map(|finding| finding.what),
                Err(Trouble::Unread(cause)) => Some(cause.to_string()),
                Ok(_) => None,
            };
            assert_eq!(said.as_deref(), message, "{other}");
        }
    }
}
