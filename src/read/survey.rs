//! The first look at a table: what each column holds, without keeping a row.

use super::stream::Stream;
use super::trouble::said;
use super::{Digest, MOST_CLASSES, MOST_ROWS, Trouble};
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

/// Columns that a table may have.
const MOST_COLUMNS: usize = 100_000;
/// Bytes that one row may have.
const LONGEST: u64 = 4 << 20;
/// Characters of a word that are kept.
const WORD: usize = 64;
/// Different cells that are kept of all columns together.
const MOST_DISTINCT: usize = 2_000_000;
/// Different numbers of a column that are kept where there are too many in all.
const FEW: usize = 20;
/// Bad cells of a column whose places are kept.
const KEPT: usize = 20;

/// What a column holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Its name: the header's, or its number from 1.
    pub name: String,
    /// Cells that are numbers.
    pub numbers: u64,
    /// Cells that hold nothing, and where the first of them stand: lines of the file, from 1.
    pub missing: u64,
    /// Lines of the first missing cells.
    pub missing_at: Vec<u64>,
    /// Cells that are neither.
    pub words: u64,
    /// Lines and texts of the first of those.
    pub words_at: Vec<(u64, String)>,
    /// The smallest number.
    pub low: f64,
    /// The largest number.
    pub high: f64,
    /// Whether every number is whole.
    pub is_whole: bool,
    /// How often each different text occurs; nothing of use once there are more than [`MOST_CLASSES`].
    pub distinct: BTreeMap<String, u64>,
    /// Whether it was no longer kept which texts occur, because all columns together had too many.
    pub is_crowded: bool,
}

/// What a table holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, without the header.
    pub rows: usize,
    /// Of the file.
    pub digest: Digest,
}

/// Whether a cell says that it holds nothing.
#[must_use]
pub fn is_missing(cell: &str) -> bool {
    matches!(cell, "" | "?" | "NA" | "N/A" | "n/a" | "na" | "NaN" | "nan" | "null" | "NULL" | "None")
}

/// The number that a cell is.
pub(super) fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|number: &f64| number.abs() <= 1e30)
}

/// A cell's text, at most [`WORD`] characters of it, without white space around it.
pub(super) fn word(cell: &str) -> &str {
    cell.char_indices().nth(WORD).map_or(cell, |(end, _)| &cell[..end])
}

impl Survey {
    /// Looks through a table.
    ///
    /// # Errors
    /// What is wrong with the file: rows of unequal length, bytes that are no text, too many of anything.
    pub fn of(path: &Path, delimiter: u8, header: bool) -> Result<Self, Trouble> {
        let mut rows = Rows::open(path, delimiter, header)?;
        let mut columns: Vec<Column> = rows.names.iter().map(|name| Column::named(name.clone())).collect();
        while let Some(line) = rows.next()? {
            for (index, column) in columns.iter_mut().enumerate() {
                column.see(rows.cell(index)?, line);
            }
            make_room(&mut columns)?;
        }
        let count = rows.count;
        if count == 0 {
            return Err(Trouble::of("has no rows: there is nothing to learn"));
        }
        Ok(Self { columns, rows: count, digest: rows.end()? })
    }
}

/// Lets go of the different numbers of columns that have many, where all columns together have too many: few
/// tables have thousands of columns, and of those only the one that is asked could need them.
fn make_room(columns: &mut [Column]) -> Result<(), Trouble> {
    let all = |columns: &[Column]| columns.iter().map(|column| column.distinct.len()).sum::<usize>();
    if all(columns) <= MOST_DISTINCT {
        return Ok(());
    }
    for column in columns.iter_mut().filter(|column| column.words == 0 && column.distinct.len() > FEW) {
        column.distinct.clear();
        column.is_crowded = true;
    }
    if all(columns) > MOST_DISTINCT / 2 {
        return Err(Trouble::of(format!("has more than {} different words: that is no table", MOST_DISTINCT / 2)));
    }
    Ok(())
}

impl Column {
    fn named(name: String) -> Self {
        Self { name, low: f64::INFINITY, high: f64::NEG_INFINITY, is_whole: true, ..Self::default() }
    }

    fn see(&mut self, cell: &str, line: u64) {
        if is_missing(cell) {
            self.missing += 1;
            if self.missing_at.len() < KEPT {
                self.missing_at.push(line);
            }
            return;
        }
        if let Some(number) = number(cell) {
            self.numbers += 1;
            self.low = self.low.min(number);
            self.high = self.high.max(number);
            self.is_whole &= number.fract() == 0.0;
        } else {
            self.words += 1;
            if self.words_at.len() < KEPT {
                self.words_at.push((line, word(cell).to_owned()));
            }
        }
        let cell = word(cell);
        if let Some(count) = self.distinct.get_mut(cell) {
            *count += 1;
        } else if self.distinct.len() <= MOST_CLASSES && !self.is_crowded {
            self.distinct.insert(cell.to_owned(), 1);
        }
    }

    /// Whether it has more different cells than there may be classes.
    #[must_use]
    pub fn is_various(&self) -> bool {
        self.distinct.len() > MOST_CLASSES || self.is_crowded
    }

    /// Whether every cell that holds something holds the same.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        (self.distinct.len() <= 1 && !self.is_crowded) || (self.words == 0 && self.low == self.high)
    }

    /// The different cells, numbers by size and before words, which are in the order of their letters.
    #[must_use]
    pub fn classes(&self) -> Vec<String> {
        let mut classes: Vec<String> = self.distinct.keys().cloned().collect();
        classes.sort_by(|a, b| match (number(a), number(b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        classes
    }
}

/// The rows of a table, one at a time.
pub(super) struct Rows {
    reader: Reader<Leash>,
    room: Rc<Cell<u64>>,
    record: ByteRecord,
    /// The columns' names.
    pub names: Vec<String>,
    first: bool,
    line: u64,
    /// Rows read so far.
    pub count: usize,
}

/// Lets no more than one row's worth of bytes through before somebody says that it was one.
struct Leash {
    stream: Stream,
    room: Rc<Cell<u64>>,
}

impl Read for Leash {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        let left = self.room.get().checked_sub(count as u64);
        self.room
            .set(left.ok_or_else(|| said(format!("has a row of more than {LONGEST} bytes: is a quote left open?")))?);
        Ok(count)
    }
}

impl Rows {
    pub fn open(path: &Path, delimiter: u8, header: bool) -> Result<Self, Trouble> {
        let room = Rc::new(Cell::new(2 * LONGEST));
        let leash = Leash { stream: Stream::open(path)?, room: room.clone() };
        let reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(leash);
        let record = ByteRecord::new();
        let mut rows = Self { reader, room, record, names: Vec::new(), first: !header, line: 1, count: 0 };
        if !rows.advance()? {
            return Err(Trouble::of("is empty"));
        }
        if rows.record.len() > MOST_COLUMNS {
            return Err(Trouble::of(format!("has {} columns: at most {MOST_COLUMNS} are read", rows.record.len())));
        }
        let mut named = HashSet::new();
        for index in 0..rows.record.len() {
            let cell = rows.cell(index)?;
            let name = if header { word(cell).to_owned() } else { (index + 1).to_string() };
            if header && name.is_empty() {
                // A file that pandas wrote has no name for its index.
                rows.names.push((index + 1).to_string());
            } else if header && !named.insert(name.clone()) {
                let message = format!("the header names \"{name}\" twice");
                return Err(Trouble::at(rows.line, index as u64 + 1, message));
            } else {
                rows.names.push(name);
            }
        }
        Ok(rows)
    }

    fn advance(&mut self) -> Result<bool, Trouble> {
        self.room.set(2 * LONGEST);
        let more = self.reader.read_byte_record(&mut self.record).map_err(|error| {
            let line = error.position().map_or(self.line, csv::Position::line);
            match error.into_kind() {
                csv::ErrorKind::Io(error) => Trouble::from(error),
                _ => Trouble::at(line, 1, "cannot be read as a row of a table"),
            }
        })?;
        if more {
            self.line = self.record.position().map_or(self.line, csv::Position::line);
        }
        Ok(more)
    }

    /// Goes to the next row and gives its line; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<u64>, Trouble> {
        if self.first {
            self.first = false;
        } else if !self.advance()? {
            return Ok(None);
        }
        if self.count == MOST_ROWS {
            return Err(Trouble::of(format!("has more than {MOST_ROWS} rows")));
        }
        self.count += 1;
        let (here, wanted) = (self.record.len(), self.names.len());
        if here != wanted {
            let cells = if here == 1 { "1 cell".to_owned() } else { format!("{here} cells") };
            let column = here.min(wanted) as u64 + 1;
            return Err(Trouble::at(self.line, column, format!("the row has {cells}: the first line has {wanted}")));
        }
        Ok(Some(self.line))
    }

    /// A cell of the row, without white space around it.
    pub fn cell(&self, index: usize) -> Result<&str, Trouble> {
        let bytes = self.record.get(index).unwrap_or_default();
        let bytes =
            if self.line == 1 && index == 0 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
        match std::str::from_utf8(bytes) {
            Ok(cell) => Ok(cell.trim()),
            Err(_) => Err(Trouble::at(self.line, index as u64 + 1, "the cell is not text in UTF-8")),
        }
    }

    /// The digest of the file, which must have been read to its end.
    pub fn end(self) -> Result<Digest, Trouble> {
        self.reader.into_inner().stream.end()
    }
}
