//! A table of text: columns as wide as their widest cell.

use std::io::{self, Write};

/// Prints rows of equally many cells, two spaces between them; the first `left` columns begin where the others end.
pub(super) fn print(rows: &[Vec<String>], left: usize, out: &mut dyn Write) -> io::Result<()> {
    let count = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column < left { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}
