//! Files that are whole or not there: written beside their place, then put there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written beside its place; dropped before [`Beside::place`] it leaves nothing.
#[derive(Debug)]
pub struct Beside {
    path: PathBuf,
    draft: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl Beside {
    /// Begins a file that is to stand at `path`.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub fn new(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        sweep(path);
        let draft = path.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
        let file = File::create(&draft)?;
        Ok(Self { path: path.to_owned(), draft, writer: Some(BufWriter::new(file)) })
    }

    /// Its place.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, over one that stands there.
    ///
    /// # Errors
    /// Where it cannot be written to its end, or not be put there.
    pub fn place(mut self) -> io::Result<()> {
        self.close()?;
        fs::rename(&self.draft, &self.path)
    }

    /// Puts the file in its place unless something stands there.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] if something does; besides, as [`Beside::place`].
    pub fn place_new(mut self) -> io::Result<()> {
        self.close()?;
        match fs::hard_link(&self.draft, &self.path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                // A file system without links: the look and the renaming are two steps there.
                if fs::symlink_metadata(&self.path).is_ok() {
                    return Err(io::Error::from(io::ErrorKind::AlreadyExists));
                }
                fs::rename(&self.draft, &self.path)
            }
            linked => linked,
        }
    }

    fn close(&mut self) -> io::Result<()> {
        self.writer.take().map_or(Ok(()), |mut writer| writer.flush())
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_mut().map_or(Ok(0), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Gone already where it was renamed.
        let _ = fs::remove_file(&self.draft);
    }
}

/// Takes away what processes that were killed have left beside a file. Only where the system tells who
/// still runs; elsewhere it stays.
fn sweep(path: &Path) {
    let (Some(name), Some(folder)) = (path.file_name(), path.parent()) else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let begin = format!(".{}.", name.to_string_lossy());
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let number = entry.file_name().to_str().and_then(|name| name.strip_prefix(&begin)?.parse::<u32>().ok());
        if number.is_some_and(|number| !Path::new(&format!("/proc/{number}")).exists()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes a new file, never over one that is there.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] if something stands there, or why it cannot be written.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    let mut beside = Beside::new(path)?;
    beside.write_all(bytes)?;
    beside.place_new()
}
