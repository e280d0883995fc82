//! NPZ: an archive of numpy's arrays, of which `x` are the inputs and `y` the answers.

use super::npy::{Array, Cells, Header, shown};
use super::stream::Digest;
use super::zip::{Archive, Entry};
use super::{MOST_ROWS, MOST_VALUES, Trouble};
use std::path::Path;

/// The arrays of a file.
#[derive(Debug)]
pub struct Arrays {
    /// Inputs: n, n × columns, or n × height × width (× 1).
    pub x: Array,
    /// Answers, n.
    pub y: Cells,
    /// Of the file.
    pub digest: Digest,
}

/// Reads `x` and `y`.
///
/// # Errors
/// What is wrong with the file.
pub fn arrays(path: &Path) -> Result<Arrays, Trouble> {
    let archive = Archive::open(path)?;
    let (x, y) = (find(&archive, "x.npy")?, find(&archive, "y.npy")?);
    // Both headers before the values of either.
    let head = |name: &str, entry: &Entry| Header::read(name, &mut archive.body(entry)?);
    let (x_header, y_header) = (head("x", &x)?, head("y", &y)?);
    let n = inputs(&x_header)?;
    match y_header.shape[..] {
        [length] | [length, 1] if length == n => {}
        [length] | [length, 1] => {
            return Err(Trouble::of(format!("x has {n} rows and y {length}: they must have the same")));
        }
        _ => return Err(Trouble::of(format!("y is {}: one answer a row is needed", shown(&y_header.shape)))),
    }
    let mut body = archive.body(&x)?;
    let x = Header::read("x", &mut body)?.inputs("x", &mut body)?;
    let mut body = archive.body(&y)?;
    let y = Header::read("y", &mut body)?.answers(&mut body)?;
    Ok(Arrays { x, y, digest: archive.end()? })
}

fn find(archive: &Archive, name: &str) -> Result<Entry, Trouble> {
    archive.entry(name).cloned().ok_or_else(|| {
        let there: Vec<&str> = archive.names().take(8).map(|name| name.trim_end_matches(".npy")).collect();
        let there = if there.is_empty() { "nothing".to_owned() } else { there.join(", ") };
        Trouble::of(format!("has no array {}: x (inputs) and y (answers) are needed, and it has {there}", &name[..1]))
    })
}

/// The number of rows of inputs, whose shape is held against what is allowed.
fn inputs(header: &Header) -> Result<u64, Trouble> {
    let shape = &header.shape;
    if !matches!(shape.len(), 1..=3) && !matches!(shape[..], [_, _, _, 1]) {
        return Err(Trouble::of(format!("x is {}: rows, rows × columns, or rows × height × width", shown(shape))));
    }
    if header.len() == 0 {
        return Err(Trouble::of(format!("x is {}: there is nothing to learn", shown(shape))));
    }
    if header.len() > MOST_VALUES as u64 {
        return Err(Trouble::of(format!("x has {} values: at most {MOST_VALUES} are read", header.len())));
    }
    if shape[0] > MOST_ROWS as u64 {
        return Err(Trouble::of(format!("x has {} rows: at most {MOST_ROWS} are read", shape[0])));
    }
    Ok(shape[0])
}
