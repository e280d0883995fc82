//! Files of data, sound and hostile.

#![allow(dead_code, reason = "each test file uses a part")]

use flate2::{Compression, Crc, write::DeflateEncoder, write::GzEncoder};
use std::io::Write;
use std::path::{Path, PathBuf};

/// An IDX file: type, dimensions, values.
pub fn idx(kind: u8, dimensions: &[u32], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, kind, dimensions.len() as u8];
    for length in dimensions {
        bytes.extend_from_slice(&length.to_be_bytes());
    }
    bytes.extend_from_slice(values);
    bytes
}

/// Packed by gzip.
pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// An NPY file.
pub fn npy(descr: &str, turned: bool, shape: &str, values: &[u8]) -> Vec<u8> {
    let turned = if turned { "True" } else { "False" };
    npy_of(&format!("{{'descr': {descr}, 'fortran_order': {turned}, 'shape': ({shape}), }}"), values)
}

/// An NPY file with this header.
pub fn npy_of(header: &str, values: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    let header = format!("{header:<117}\n");
    bytes.extend_from_slice(&(header.len() as u16).to_le_bytes());
    bytes.extend_from_slice(header.as_bytes());
    bytes.extend_from_slice(values);
    bytes
}

/// A file in an archive, with what the directory claims of it.
pub struct Entry {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub deflated: bool,
    pub claims: Option<u32>,
}

impl Entry {
    pub fn new(name: &'static str, bytes: Vec<u8>, deflated: bool) -> Self {
        Self { name, bytes, deflated, claims: None }
    }
}

/// A ZIP archive.
pub fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let mut crc = Crc::new();
        crc.update(&entry.bytes);
        let packed = if entry.deflated {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&entry.bytes).expect("memory");
            encoder.finish().expect("memory")
        } else {
            entry.bytes.clone()
        };
        let mut common = Vec::new();
        for half in [20_u16, 0, if entry.deflated { 8 } else { 0 }, 0, 33] {
            common.extend_from_slice(&half.to_le_bytes());
        }
        let size = entry.claims.unwrap_or(entry.bytes.len() as u32);
        for word in [crc.sum(), packed.len() as u32, size] {
            common.extend_from_slice(&word.to_le_bytes());
        }
        common.extend_from_slice(&(entry.name.len() as u16).to_le_bytes());
        common.extend_from_slice(&0_u16.to_le_bytes());
        let offset = bytes.len() as u32;
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&common);
        bytes.extend_from_slice(entry.name.as_bytes());
        bytes.extend_from_slice(&packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(entry.name.as_bytes());
    }
    let offset = bytes.len() as u32;
    bytes.extend_from_slice(&directory);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        bytes.extend_from_slice(&(entries.len() as u16).to_le_bytes());
    }
    bytes.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&offset.to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes
}

/// An archive of x and y.
pub fn npz(x: Vec<u8>, y: Vec<u8>, deflated: bool) -> Vec<u8> {
    zip(&[Entry::new("x.npy", x, deflated), Entry::new("y.npy", y, deflated)])
}

/// Puts a file into a folder.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a folder of our own");
    path
}

/// A table of 60 rows with a missing cell and a column of words, and images of 4 × 4 pixels with their labels, four
/// classes each: where they stand for the whole run of a test.
pub fn few() -> [PathBuf; 3] {
    static FEW: std::sync::OnceLock<[PathBuf; 3]> = std::sync::OnceLock::new();
    let write = || {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("few-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder of our own");
        let row = |n: u32| format!("{},{},{}\n", n * n % 37, ["red", "blue", ""][n as usize % 3], n * 7 % 4);
        let rows: String = (0..60).map(row).collect();
        let pixels: Vec<u8> = (0..60 * 16).map(|at| (at * at % 253) as u8).collect();
        let labels: Vec<u8> = (0..60).map(|at| at % 4).collect();
        [
            put(&folder, "few.csv", format!("size,colour,class\n{rows}").as_bytes()),
            put(&folder, "few-images", &gz(&idx(8, &[60, 4, 4], &pixels))),
            put(&folder, "few-labels", &idx(8, &[60], &labels)),
        ]
    };
    FEW.get_or_init(write).clone()
}
