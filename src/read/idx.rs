//! IDX, the format of MNIST: <http://yann.lecun.com/exdb/mnist/>. Plain or packed by gzip.
//!
//! Two zero bytes, the type of a value (8 = a byte), the number of dimensions, each as a big-endian 32-bit
//! number, then the values, the last dimension turning fastest.

use super::stream::{Digest, Stream};
use super::{MOST_ROWS, MOST_VALUES, Trouble, product, room};
use ndarray::Array2;
use std::io::Read;
use std::path::Path;

/// Bytes turned into values at once.
const PIECE: usize = 1 << 16;

/// Images of one size.
#[derive(Debug)]
pub struct Images {
    /// Row by row, from 0 to 1: the bytes divided by 255, n × (width · height).
    pub pixels: Array2<f32>,
    /// Pixels of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Of the file.
    pub digest: Digest,
}

/// Labels.
#[derive(Debug)]
pub struct Labels {
    /// One a byte.
    pub labels: Vec<u8>,
    /// Of the file.
    pub digest: Digest,
}

/// Reads images: bytes in three dimensions, or in two, which are images one pixel high.
///
/// # Errors
/// What is wrong with the file.
pub fn images(path: &Path) -> Result<Images, Trouble> {
    let (mut stream, dimensions) = header(path, "images")?;
    let (count, height, width) = match dimensions[..] {
        [count, height, width] => (count, height, width),
        [count, width] => (count, 1, width),
        _ => {
            let message = format!("has {} dimensions: images have three (how many, height, width)", dimensions.len());
            return Err(Trouble::of(message));
        }
    };
    if count == 0 || height == 0 || width == 0 {
        return Err(Trouble::of(format!(
            "holds {count} images of {width} × {height} pixels: there is nothing to learn"
        )));
    }
    let all = holds(&stream, &dimensions)?;
    if all > MOST_VALUES {
        return Err(Trouble::of(format!("holds {all} pixels: at most {MOST_VALUES} are read")));
    }
    let mut pixels = room(all)?;
    pieces(&mut stream, all, |piece| pixels.extend(piece.iter().map(|byte| f32::from(*byte) / 255.0)))?;
    let digest = stream.end()?;
    let (count, width, height) = (count as usize, width as usize, height as usize);
    let pixels = Array2::from_shape_vec((count, width * height), pixels)
        .map_err(|_| Trouble::of("holds another number of pixels than it says"))?;
    Ok(Images { pixels, width, height, digest })
}

/// Reads labels: bytes in one dimension.
///
/// # Errors
/// What is wrong with the file.
pub fn labels(path: &Path) -> Result<Labels, Trouble> {
    let (mut stream, dimensions) = header(path, "labels")?;
    if dimensions.len() != 1 {
        let message = format!("has {} dimensions: labels have one; are these the images?", dimensions.len());
        return Err(Trouble::of(message));
    }
    let all = holds(&stream, &dimensions)?;
    if all > MOST_ROWS {
        return Err(Trouble::of(format!("holds {all} labels: at most {MOST_ROWS} are read")));
    }
    let mut labels = Vec::with_capacity(all);
    pieces(&mut stream, all, |piece| labels.extend_from_slice(piece))?;
    Ok(Labels { labels, digest: stream.end()? })
}

/// The dimensions.
fn header(path: &Path, what: &str) -> Result<(Stream, Vec<u64>), Trouble> {
    let mut stream = Stream::open(path)?;
    let mut magic = [0; 4];
    stream.read_exact(&mut magic)?;
    let [0, 0, kind, count] = magic else {
        let [a, b, c, d] = magic;
        let message = format!("begins with {a:02x} {b:02x} {c:02x} {d:02x}: no IDX file of {what} does");
        return Err(Trouble::of(message));
    };
    let other = match kind {
        8 => None,
        9 => Some("signed bytes"),
        11 => Some("16-bit numbers"),
        12 => Some("32-bit numbers"),
        13 => Some("32-bit floats"),
        14 => Some("64-bit floats"),
        _ => return Err(Trouble::of(format!("says that its values are of type {kind}, which IDX does not have"))),
    };
    if let Some(other) = other {
        return Err(Trouble::of(format!("holds {other}: IDX {what} must be unsigned bytes")));
    }
    let mut dimensions = Vec::new();
    for _ in 0..count {
        let mut length = [0; 4];
        stream.read_exact(&mut length)?;
        dimensions.push(u32::from_be_bytes(length).into());
    }
    Ok((stream, dimensions))
}

/// How many values the header claims, held against the size of the file before memory is taken.
fn holds(stream: &Stream, dimensions: &[u64]) -> Result<usize, Trouble> {
    let lengths: Vec<String> = dimensions.iter().map(ToString::to_string).collect();
    let claims = lengths.join(" × ");
    let head = 4 + 4 * dimensions.len() as u64;
    let claimed = product(dimensions).and_then(|values| Some((values, values.checked_add(head)?)));
    match claimed {
        Some((values, bytes)) if bytes <= stream.most() => {
            usize::try_from(values).map_err(|_| Trouble::of(format!("claims {claims} bytes")))
        }
        _ if stream.is_packed() => {
            let most = stream.most();
            Err(Trouble::of(format!("claims {claims} bytes: at most {most} can be packed into {}", stream.length)))
        }
        _ => {
            let there = stream.length.saturating_sub(head);
            Err(Trouble::of(format!("is cut short: it claims {claims} bytes, and {there} are there")))
        }
    }
}

/// Hands exactly `all` bytes on, piece by piece.
fn pieces(stream: &mut Stream, all: usize, mut take: impl FnMut(&[u8])) -> Result<(), Trouble> {
    let mut buffer = vec![0; PIECE.min(all)];
    let mut left = all;
    while left > 0 {
        let piece = &mut buffer[..left.min(PIECE)];
        stream.read_exact(piece)?;
        take(piece);
        left -= piece.len();
    }
    Ok(())
}
