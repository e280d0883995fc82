//! What a table looks like before anybody has said how to read it.

use super::survey::{Rows, is_missing, number};
use super::{Survey, Trouble};
use std::path::Path;

/// Rows that are looked at, and cells in all.
const ROWS: usize = 100;
const CELLS: usize = 1 << 18;

/// How a table seems to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Sniffed {
    /// What stands between cells.
    pub delimiter: u8,
    /// Whether the first line holds names.
    pub header: bool,
    /// What its columns hold, read so.
    pub survey: Survey,
}

/// Guesses the delimiter (the one that makes most columns, as many in every row) and whether there is a header (no
/// number in the first line, and numbers below; or words that do not come again).
///
/// # Errors
/// What is wrong with the file however it is read.
pub fn sniff(path: &Path) -> Result<Sniffed, Trouble> {
    let mut best: Option<(u8, Vec<Vec<String>>)> = None;
    let mut trouble = None;
    for delimiter in [b',', b';', b'\t', b'|'] {
        match first_rows(path, delimiter) {
            Ok(rows) => {
                let wide = |rows: &[Vec<String>]| rows.first().map_or(0, Vec::len);
                if wide(&rows) > best.as_ref().map_or(1, |(_, rows)| wide(rows)) {
                    best = Some((delimiter, rows));
                }
            }
            Err(error) => {
                trouble.get_or_insert(error);
            }
        }
    }
    let Some((delimiter, rows)) = best else {
        let message = "is not a table of two or more columns, as many in every row, with , ; | or a tab between them";
        return Err(trouble.unwrap_or_else(|| Trouble::of(message)));
    };
    let header = has_header(&rows);
    Ok(Sniffed { delimiter, header, survey: Survey::of(path, delimiter, header)? })
}

fn first_rows(path: &Path, delimiter: u8) -> Result<Vec<Vec<String>>, Trouble> {
    let mut rows = Rows::open(path, delimiter, false)?;
    let mut cells = Vec::new();
    let most = (CELLS / rows.names.len().max(1)).clamp(2, ROWS);
    while cells.len() < most && rows.next()?.is_some() {
        let row = (0..rows.names.len()).map(|index| rows.cell(index).map(str::to_owned));
        cells.push(row.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(cells)
}

fn has_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let is_named = |cell: &String| number(cell).is_none() && (!is_missing(cell) || cell.is_empty());
    if rest.is_empty() || !first.iter().all(is_named) {
        return false;
    }
    let column = |index: usize| rest.iter().filter_map(move |row| row.get(index));
    let below = (0..first.len()).any(|index| column(index).all(|cell| number(cell).is_some() || is_missing(cell)));
    below || first.iter().enumerate().all(|(index, name)| column(index).all(|cell| cell != name))
}
