//! As much of ZIP as NPZ needs: entries that are stored or deflated, their sizes from the archive's directory.
//!
//! Source of the layout: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.

use super::Trouble;
use super::stream::{Digest, open};
use super::trouble::said;
use flate2::{Crc, bufread::DeflateDecoder};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};
use std::path::Path;

/// Bytes that a directory may have.
const LONGEST: u64 = 1 << 20;
/// Bytes of the record that ends an archive, without its comment.
const END: u64 = 22;

/// An archive.
pub(super) struct Archive {
    file: File,
    length: u64,
    modified: Option<std::time::SystemTime>,
    entries: Vec<Entry>,
    digest: Digest,
}

/// A file in it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub name: String,
    /// 0 = stored, 8 = deflated.
    method: u16,
    packed: u64,
    /// Bytes when unpacked.
    pub size: u64,
    crc: u32,
    offset: u64,
    encrypted: bool,
}

/// The unpacked bytes of an entry: as many as its size says.
pub(super) struct Body<'a> {
    inner: Inner<'a>,
    left: u64,
    crc: Crc,
    expected: u32,
}

enum Inner<'a> {
    Stored(Take<BufReader<&'a File>>),
    Deflated(Box<DeflateDecoder<Take<BufReader<&'a File>>>>),
}

impl Archive {
    /// Opens an archive, hashes it and reads its directory.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let (mut file, length) = open(path)?;
        let modified = file.metadata().map_err(Trouble::Unread)?.modified().ok();
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 1 << 16];
        let mut left = length;
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
            let count = file.read(&mut buffer[..most]).map_err(Trouble::Unread)?;
            if count == 0 {
                return Err(Trouble::of("became shorter while it was read"));
            }
            hasher.update(&buffer[..count]);
            left -= count as u64;
        }
        let mut archive = Self { file, length, modified, entries: Vec::new(), digest: hasher.finalize() };
        archive.entries = archive.directory()?;
        Ok(archive)
    }

    /// The entry of this name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The names of all entries.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The digest of the file, if it is still the one that was hashed.
    pub fn end(self) -> Result<Digest, Trouble> {
        let metadata = self.file.metadata().map_err(Trouble::Unread)?;
        if metadata.len() != self.length || metadata.modified().ok() != self.modified {
            return Err(Trouble::of("changed while it was read"));
        }
        Ok(self.digest)
    }

    fn at(&self, place: u64, bytes: &mut [u8]) -> Result<(), Trouble> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(place)).map_err(Trouble::Unread)?;
        Ok(file.read_exact(bytes)?)
    }

    fn directory(&self) -> Result<Vec<Entry>, Trouble> {
        let broken = || Trouble::of("is no ZIP archive, or is cut short: its directory is not there");
        // A comment of at most 65535 bytes may stand behind the last record.
        let tail = self.length.min(END + 65_535);
        let mut bytes = vec![0; tail as usize];
        self.at(self.length - tail, &mut bytes)?;
        let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").ok_or_else(broken)?;
        let record = bytes.get(end..end + END as usize).ok_or_else(broken)?;
        let (size, offset) = (u64::from(u32_at(record, 12)), u64::from(u32_at(record, 16)));
        if offset == u64::from(u32::MAX) || u16_at(record, 10) == u16::MAX {
            return Err(Trouble::of("is a ZIP64 archive: such large ones are not read"));
        }
        if size > LONGEST {
            return Err(Trouble::of(format!("has a directory of {size} bytes: at most {LONGEST} are read")));
        }
        if offset.saturating_add(size) > self.length {
            return Err(broken());
        }
        let mut bytes = vec![0; size as usize];
        self.at(offset, &mut bytes)?;
        let mut entries = Vec::new();
        let mut rest = &bytes[..];
        while let Some(record) = rest.get(..46).filter(|record| record.starts_with(b"PK\x01\x02")) {
            let [name, extra, comment] = [28, 30, 32].map(|place| usize::from(u16_at(record, place)));
            let named = rest.get(46..46 + name).ok_or_else(broken)?;
            entries.push(Entry {
                name: String::from_utf8_lossy(named).into_owned(),
                encrypted: u16_at(record, 8) & 1 != 0,
                method: u16_at(record, 10),
                crc: u32_at(record, 16),
                packed: u32_at(record, 20).into(),
                size: u32_at(record, 24).into(),
                offset: u32_at(record, 42).into(),
            });
            rest = rest.get(46 + name + extra + comment..).ok_or_else(broken)?;
        }
        Ok(entries)
    }

    /// The bytes of an entry.
    pub fn body(&self, entry: &Entry) -> Result<Body<'_>, Trouble> {
        let refused = |what: &str| Trouble::of(format!("{} {what}", entry.name));
        if entry.encrypted {
            return Err(refused("is encrypted"));
        }
        if [entry.size, entry.packed, entry.offset].contains(&u32::MAX.into()) {
            return Err(refused("is larger than 4 GiB"));
        }
        let mut header = [0; 30];
        self.at(entry.offset, &mut header)?;
        if !header.starts_with(b"PK\x03\x04") {
            return Err(refused("is not where the archive's directory says"));
        }
        let start = entry.offset + 30 + u64::from(u16_at(&header, 26)) + u64::from(u16_at(&header, 28));
        if start.saturating_add(entry.packed) > self.length {
            return Err(refused("is cut short"));
        }
        let most = if entry.method == 8 { entry.packed.saturating_mul(1032) } else { entry.packed };
        if entry.size > most {
            let Entry { name, size, packed, .. } = entry;
            return Err(Trouble::of(format!("{name} claims {size} bytes: at most {most} can be packed into {packed}")));
        }
        let mut file = &self.file;
        file.seek(SeekFrom::Start(start)).map_err(Trouble::Unread)?;
        let packed = BufReader::with_capacity(1 << 16, file).take(entry.packed);
        let inner = match entry.method {
            0 => Inner::Stored(packed),
            8 => Inner::Deflated(Box::new(DeflateDecoder::new(packed))),
            other => return Err(refused(&format!("is packed by method {other}: only stored and deflated are read"))),
        };
        Ok(Body { inner, left: entry.size, crc: Crc::new(), expected: entry.crc })
    }
}

impl Body<'_> {
    /// Bytes that are left.
    pub const fn left(&self) -> u64 {
        self.left
    }
}

impl Read for Body<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let buffer = &mut buffer[..most];
        let count = match &mut self.inner {
            Inner::Stored(stored) => stored.read(buffer)?,
            Inner::Deflated(deflated) => deflated.read(buffer)?,
        };
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.crc.update(&buffer[..count]);
        self.left -= count as u64;
        if self.left == 0 && self.crc.sum() != self.expected {
            return Err(said("is damaged: a checksum in it does not fit"));
        }
        Ok(count)
    }
}

fn u16_at(bytes: &[u8], place: usize) -> u16 {
    u16::from_le_bytes([bytes[place], bytes[place + 1]])
}

fn u32_at(bytes: &[u8], place: usize) -> u32 {
    u32::from_le_bytes([bytes[place], bytes[place + 1], bytes[place + 2], bytes[place + 3]])
}
