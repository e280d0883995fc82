//! A regular file, read once from its beginning to its end, its bytes hashed on the way.

use super::trouble::{Trouble, said};
use flate2::bufread::MultiGzDecoder;
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

/// Bytes asked of the system at once.
const BUFFER: usize = 1 << 16;

/// BLAKE3 of a file's bytes.
pub type Digest = blake3::Hash;

/// A regular file. Others are refused before a byte is read: a pipe would never end, or never begin.
pub(super) fn open(path: &Path) -> Result<(File, u64), Trouble> {
    // Before it is opened, because opening a pipe waits for its writer.
    regular(&std::fs::metadata(path).map_err(Trouble::Unread)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Somebody may have put a pipe there in the meantime.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path).map_err(Trouble::Unread)?;
    let metadata = file.metadata().map_err(Trouble::Unread)?;
    regular(&metadata)?;
    Ok((file, metadata.len()))
}

fn regular(metadata: &std::fs::Metadata) -> Result<(), Trouble> {
    if metadata.is_dir() {
        return Err(Trouble::Unread(io::ErrorKind::IsADirectory.into()));
    }
    if metadata.is_file() { Ok(()) } else { Err(Trouble::of("is a pipe or a device: it must be a file")) }
}

/// What has passed through a [`Tap`].
struct Passed {
    hasher: blake3::Hasher,
    left: u64,
}

/// Reads the bytes that a file had when it was opened, no more and no fewer, and hashes them.
struct Tap {
    file: File,
    passed: Rc<RefCell<Passed>>,
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut passed = self.passed.borrow_mut();
        let most = usize::try_from(passed.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let count = self.file.read(&mut buffer[..most])?;
        if count == 0 {
            return Err(said("became shorter while it was read"));
        }
        passed.hasher.update(&buffer[..count]);
        passed.left -= count as u64;
        Ok(count)
    }
}

/// The bytes of a file, unpacked where they are packed by gzip.
pub(super) struct Stream {
    inner: Inner,
    passed: Rc<RefCell<Passed>>,
    /// Bytes of the file itself.
    pub length: u64,
}

enum Inner {
    Plain(BufReader<Tap>),
    Packed(Box<BufReader<MultiGzDecoder<BufReader<Tap>>>>),
}

impl Stream {
    /// Opens a file. Whether it is packed its first bytes tell, not its name.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let (file, length) = open(path)?;
        let passed = Rc::new(RefCell::new(Passed { hasher: blake3::Hasher::new(), left: length }));
        let mut plain = BufReader::with_capacity(BUFFER, Tap { file, passed: passed.clone() });
        let packed = plain.fill_buf()?.starts_with(&[0x1f, 0x8b]);
        let inner = if packed {
            Inner::Packed(Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(plain))))
        } else {
            Inner::Plain(plain)
        };
        Ok(Self { inner, passed, length })
    }

    /// Whether the file is packed by gzip.
    pub const fn is_packed(&self) -> bool {
        matches!(self.inner, Inner::Packed(_))
    }

    /// The most bytes that can come out of it: deflate packs no tighter than 1 : 1032.
    pub const fn most(&self) -> u64 {
        if self.is_packed() { self.length.saturating_mul(1032) } else { self.length }
    }

    /// Holds that nothing is left, and gives the digest of the file.
    pub fn end(mut self) -> Result<Digest, Trouble> {
        if !self.fill_buf()?.is_empty() {
            return Err(Trouble::of("goes on where its header says it ends"));
        }
        let passed = self.passed.borrow();
        if passed.left > 0 {
            return Err(Trouble::of("has bytes behind its end"));
        }
        Ok(passed.hasher.finalize())
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.inner {
            Inner::Plain(plain) => plain.read(buffer),
            Inner::Packed(packed) => packed.read(buffer),
        }
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.inner {
            Inner::Plain(plain) => plain.fill_buf(),
            Inner::Packed(packed) => packed.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        match &mut self.inner {
            Inner::Plain(plain) => plain.consume(count),
            Inner::Packed(packed) => packed.consume(count),
        }
    }
}

/// What a file holds, so far as its first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// IDX with this many dimensions: three for images, one for labels.
    Idx(u8),
    /// An archive of arrays.
    Npz,
    /// A single array, which says nothing of answers.
    Npy,
    /// Text: a table, perhaps.
    Text,
    /// None of these.
    Other,
}

/// Looks at a file's first bytes.
///
/// # Errors
/// Where it cannot be read.
pub fn kind(path: &Path) -> Result<Kind, Trouble> {
    let mut stream = Stream::open(path)?;
    let bytes = stream.fill_buf()?;
    Ok(match bytes {
        [0, 0, 8..=14, dimensions, ..] => Kind::Idx(*dimensions),
        [b'P', b'K', 3, 4, ..] => Kind::Npz,
        [0x93, b'N', b'U', b'M', b'P', b'Y', ..] => Kind::Npy,
        bytes if bytes.is_empty() || bytes.contains(&0) => Kind::Other,
        bytes => match std::str::from_utf8(bytes) {
            Ok(_) => Kind::Text,
            // The buffer may end inside a character.
            Err(error) if error.valid_up_to() + 4 > bytes.len() => Kind::Text,
            Err(_) => Kind::Other,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn message(trouble: Trouble) -> String {
        match trouble {
            Trouble::Unread(cause) => cause.to_string(),
            Trouble::Refused(findings) => findings.into_iter().map(|finding| finding.what).collect(),
        }
    }

    #[test]
    fn a_file_that_shrinks_while_it_is_read_is_told_of_and_one_that_grows_is_read_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x");
        let bytes = vec![b'x'; 5 * BUFFER];
        std::fs::write(&path, &bytes).expect("written");
        let mut stream = Stream::open(&path).expect("sound");
        File::options().write(true).open(&path).and_then(|file| file.set_len(3 * BUFFER as u64)).expect("shrunk");
        let trouble = Trouble::from(stream.read_to_end(&mut Vec::new()).expect_err("it shrank"));
        assert_eq!(message(trouble), "became shorter while it was read");
        std::fs::write(&path, &bytes).expect("written");
        let mut stream = Stream::open(&path).expect("sound");
        File::options().append(true).open(&path).and_then(|mut file| file.write_all(b"more")).expect("grown");
        let mut read = Vec::new();
        stream.read_to_end(&mut read).expect("sound");
        assert!(read == bytes && stream.end().expect("sound") == blake3::hash(&bytes));
    }
}
