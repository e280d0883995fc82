//! NPY, one array of numpy's: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
//!
//! A header that is a Python literal says type, order and shape. It is read as such a literal and nothing is
//! ever run: arrays of objects, which are pickles, are refused by their type.

use super::zip::Body;
use super::{MOST_CLASSES, Trouble, product, room};
use std::io::Read;

/// Bytes that a header may have.
const LONGEST: usize = 1 << 16;
/// Characters that a word may have.
const WORD: usize = 64;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Float(usize),
    Signed(usize),
    Unsigned(usize),
    Boolean,
    /// So many characters of four bytes each.
    Word(usize),
}

/// What stands before an array's values.
#[derive(Debug, Clone)]
pub(super) struct Header {
    kind: Type,
    big: bool,
    /// Whether the first dimension turns fastest.
    turned: bool,
    /// Length of each dimension.
    pub shape: Vec<u64>,
}

/// The values of an array of answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Whole numbers, and booleans as 0 and 1.
    Whole(Vec<i64>),
    /// Numbers.
    Numbers(Vec<f64>),
    /// Words: the different ones in the order in which they come, and which of them each is.
    Words(Vec<String>, Vec<u8>),
}

/// An array of inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    /// Its values, the last dimension turning fastest.
    pub values: Vec<f32>,
    /// Length of each dimension.
    pub shape: Vec<usize>,
    /// Whether they were bytes.
    pub is_bytes: bool,
}

impl Header {
    /// Reads a header, and holds it against the bytes that follow.
    pub fn read(name: &str, body: &mut Body<'_>) -> Result<Self, Trouble> {
        let mut start = [0; 10];
        body.read_exact(&mut start)?;
        if !start.starts_with(b"\x93NUMPY") {
            return Err(Trouble::of(format!("{name} is not an array of numpy's")));
        }
        let length = match start[6] {
            1 => usize::from(u16::from_le_bytes([start[8], start[9]])),
            2 | 3 => {
                let mut high = [0; 2];
                body.read_exact(&mut high)?;
                u32::from_le_bytes([start[8], start[9], high[0], high[1]]) as usize
            }
            other => return Err(Trouble::of(format!("{name} is of version {other}.{}: 1 to 3 are read", start[7]))),
        };
        if length > LONGEST {
            return Err(Trouble::of(format!("{name} has a header of {length} bytes: at most {LONGEST} are read")));
        }
        let mut text = vec![0; length];
        body.read_exact(&mut text)?;
        let text = String::from_utf8_lossy(&text);
        let header = Self::parse(&text).map_err(|what| Trouble::of(format!("{name} {what}")))?;
        let claimed = product(&header.shape).and_then(|values| values.checked_mul(header.kind.bytes() as u64));
        if claimed != Some(body.left()) {
            let left = body.left();
            return Err(Trouble::of(format!(
                "{name} claims {} values of {} bytes, and {left} bytes are there",
                shown(&header.shape),
                header.kind.bytes()
            )));
        }
        Ok(header)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let broken = || "has a header that cannot be read".to_owned();
        let after = |key: &str| text.split_once(&format!("'{key}':")).map(|(_, rest)| rest.trim_start());
        let descr = after("descr").ok_or_else(broken)?;
        let Some((descr, _)) = descr.strip_prefix('\'').and_then(|rest| rest.split_once('\'')) else {
            return Err("has columns of several types: one array of numbers is needed".to_owned());
        };
        let turned = match after("fortran_order").ok_or_else(broken)? {
            rest if rest.starts_with("True") => true,
            rest if rest.starts_with("False") => false,
            _ => return Err(broken()),
        };
        let shape = after("shape").and_then(|rest| rest.strip_prefix('(')).and_then(|rest| rest.split_once(')'));
        let (shape, _) = shape.ok_or_else(broken)?;
        let lengths = shape.split(',').map(str::trim).filter(|length| !length.is_empty());
        let shape: Vec<u64> = lengths
            .map(|length| length.trim_end_matches('L').parse().map_err(|_| broken()))
            .collect::<Result<_, _>>()?;
        let (big, kind) = Type::parse(descr)?;
        Ok(Self { kind, big, turned, shape })
    }

    /// How many values.
    pub fn len(&self) -> u64 {
        product(&self.shape).unwrap_or(u64::MAX)
    }

    /// Reads numbers as inputs; the shape must have been held against what is allowed.
    pub fn inputs(&self, name: &str, body: &mut Body<'_>) -> Result<Array, Trouble> {
        if let Type::Word(_) = self.kind {
            return Err(Trouble::of(format!("{name} holds words: inputs must be numbers")));
        }
        let shape: Vec<usize> = self.shape.iter().map(|length| *length as usize).collect();
        let count = self.len() as usize;
        let mut values = room(count)?;
        values.resize(count, 0.0);
        let place = Turn::of(&shape, self.turned);
        let mut index = 0;
        self.each(body, count, |bytes| {
            values[place.at(index)] = self.number(bytes) as f32;
            index += 1;
        })?;
        Ok(Array { values, shape, is_bytes: self.kind == Type::Unsigned(1) })
    }

    /// Reads one dimension as answers; its length must have been held against that of the inputs.
    pub fn answers(&self, body: &mut Body<'_>) -> Result<Cells, Trouble> {
        let count = self.len() as usize;
        Ok(match self.kind {
            Type::Float(_) => {
                let mut values = Vec::with_capacity(count);
                self.each(body, count, |bytes| values.push(self.number(bytes)))?;
                Cells::Numbers(values)
            }
            Type::Word(_) => {
                let (mut words, mut each, mut full) = (Vec::new(), Vec::with_capacity(count), false);
                self.each(body, count, |bytes| {
                    let word = self.word(bytes);
                    let place = words.iter().position(|known| *known == word).unwrap_or(words.len());
                    full |= place == MOST_CLASSES;
                    if place == words.len() && !full {
                        words.push(word);
                    }
                    each.push(place as u8);
                })?;
                if full {
                    return Err(Trouble::of(format!("y has more than {MOST_CLASSES} different words")));
                }
                Cells::Words(words, each)
            }
            Type::Signed(_) | Type::Unsigned(_) | Type::Boolean => {
                let mut values = Vec::with_capacity(count);
                self.each(body, count, |bytes| values.push(self.whole(bytes)))?;
                Cells::Whole(values)
            }
        })
    }

    /// Hands on the bytes of one value after the other.
    fn each(&self, body: &mut Body<'_>, count: usize, mut take: impl FnMut(&[u8])) -> Result<(), Trouble> {
        let size = self.kind.bytes();
        let per_piece = ((1 << 16) / size).max(1);
        let mut buffer = vec![0; size * per_piece.min(count)];
        let mut left = count;
        while left > 0 {
            let piece = &mut buffer[..size * left.min(per_piece)];
            body.read_exact(piece)?;
            piece.chunks_exact(size).for_each(&mut take);
            left -= left.min(per_piece);
        }
        Ok(())
    }

    /// The bits of a value, sign-extended where it has a sign.
    fn whole(&self, bytes: &[u8]) -> i64 {
        let mut wide = [0; 8];
        let size = bytes.len().min(8);
        wide[..size].copy_from_slice(&bytes[..size]);
        if self.big {
            wide[..size].reverse();
        }
        let value = i64::from_le_bytes(wide);
        match self.kind {
            Type::Signed(size) if size < 8 => {
                let shift = 64 - 8 * size as u32;
                value << shift >> shift
            }
            _ => value,
        }
    }

    fn number(&self, bytes: &[u8]) -> f64 {
        let whole = self.whole(bytes);
        match self.kind {
            Type::Float(4) => f64::from(f32::from_bits(whole as u32)),
            Type::Float(_) => f64::from_bits(whole.cast_unsigned()),
            Type::Unsigned(8) => whole.cast_unsigned() as f64,
            _ => whole as f64,
        }
    }

    fn word(&self, bytes: &[u8]) -> String {
        let letter = |bytes: &[u8]| {
            let code = if self.big { u32::from_be_bytes } else { u32::from_le_bytes };
            char::from_u32(code([bytes[0], bytes[1], bytes[2], bytes[3]])).unwrap_or('\u{fffd}')
        };
        bytes.chunks_exact(4).map(letter).take_while(|letter| *letter != '\0').collect()
    }
}

impl Type {
    fn parse(descr: &str) -> Result<(bool, Self), String> {
        let refused = || format!("holds {}: numbers are needed, of 32 or 64 bits, or whole", words_for(descr));
        let (order, rest) = descr.split_at_checked(1).ok_or_else(refused)?;
        let (letter, size) = rest.split_at_checked(1).ok_or_else(refused)?;
        let size: usize = size.parse().map_err(|_| refused())?;
        let kind = match (letter, size) {
            ("f", 4 | 8) => Self::Float(size),
            ("i", 1 | 2 | 4 | 8) => Self::Signed(size),
            ("u", 1 | 2 | 4 | 8) => Self::Unsigned(size),
            ("b", 1) => Self::Boolean,
            ("U", 1..=WORD) => Self::Word(size),
            ("U", _) => return Err(format!("holds words of {size} characters: from 1 to {WORD} are read")),
            _ => return Err(refused()),
        };
        if !matches!(order, "<" | ">" | "|") {
            return Err(refused());
        }
        Ok((order == ">", kind))
    }

    const fn bytes(self) -> usize {
        match self {
            Self::Float(size) | Self::Signed(size) | Self::Unsigned(size) => size,
            Self::Boolean => 1,
            Self::Word(size) => 4 * size,
        }
    }
}

/// What a type is that is not read.
fn words_for(descr: &str) -> String {
    match descr.trim_start_matches(['<', '>', '|', '=']) {
        "O" => "Python objects, a pickle".to_owned(),
        "f2" => "16-bit floats".to_owned(),
        "f16" => "128-bit floats".to_owned(),
        other if other.starts_with('c') => "complex numbers".to_owned(),
        other if other.starts_with('M') || other.starts_with('m') => "dates".to_owned(),
        other if other.starts_with('S') => "bytes of text".to_owned(),
        other => format!("values of type {}", other.chars().take(20).collect::<String>()),
    }
}

/// A shape, as numpy writes it.
pub(super) fn shown(shape: &[u64]) -> String {
    let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
    if lengths.is_empty() { "1".to_owned() } else { lengths.join(" × ") }
}

/// Where the values of an array belong whose first dimension turns fastest.
struct Turn {
    shape: Vec<usize>,
    strides: Vec<usize>,
    turned: bool,
}

impl Turn {
    fn of(shape: &[usize], turned: bool) -> Self {
        let mut strides = vec![1; shape.len()];
        for place in (1..shape.len()).rev() {
            strides[place - 1] = strides[place] * shape[place];
        }
        Self { shape: shape.to_vec(), strides, turned: turned && shape.len() > 1 }
    }

    fn at(&self, index: usize) -> usize {
        if !self.turned {
            return index;
        }
        let mut rest = index;
        self.shape.iter().zip(&self.strides).fold(0, |place, (length, stride)| {
            let here = rest % length;
            rest /= length;
            place + here * stride
        })
    }
}
