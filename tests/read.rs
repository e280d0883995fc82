//! Files of data: what is in them is read, and what is wrong with them is said in one line.

#[path = "support/files.rs"]
mod files;

use files::{Entry, gz, idx, npy, npy_of, npz, put, zip};
use oneiro::read::{self, Asked, Categories, Cells, Kind, Missing, Survey, Table, Target, Trouble};
use std::path::Path;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// What is said of a file: one line a finding.
fn said<T: std::fmt::Debug>(read: Result<T, Trouble>) -> String {
    match read {
        Ok(read) => format!("no trouble: {read:?}").chars().take(200).collect(),
        Err(Trouble::Unread(error)) => format!("unread: {error}"),
        Err(Trouble::Refused(findings)) => {
            let lines = findings.iter().map(|finding| match finding.at {
                Some((line, column)) => format!("{line}:{column}: {}", finding.what),
                None => finding.what.clone(),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn idx_is_read_plain_and_packed() {
    let folder = folder();
    let values: Vec<u8> = (0..24).map(|value| value * 10).collect();
    let bytes = idx(8, &[2, 3, 4], &values);
    for (name, bytes) in [("plain", bytes.clone()), ("packed.gz", gz(&bytes))] {
        let images = read::images(&put(folder.path(), name, &bytes)).expect("sound");
        assert_eq!((images.pixels.dim(), images.width, images.height), ((2, 12), 4, 3));
        assert_eq!(images.pixels[(1, 11)], 230.0 / 255.0);
        assert_eq!(images.digest, blake3::hash(&bytes));
    }
    let labels = read::labels(&put(folder.path(), "labels", &idx(8, &[3], &[7, 0, 255]))).expect("sound");
    assert_eq!(labels.labels, [7, 0, 255]);
}

#[test]
fn what_is_wrong_with_idx_is_said() {
    let folder = folder();
    let good = idx(8, &[2, 3, 4], &[1; 24]);
    let cases: [(&[u8], &str); 12] = [
        (b"", "is cut short"),
        (&good[..3], "is cut short"),
        (&good[..30], "is cut short: it claims 2 × 3 × 4 bytes, and 14 are there"),
        (b"\x89PNG\r\n", "begins with 89 50 4e 47: no IDX file of images does"),
        (&idx(13, &[2, 3, 4], &[0; 96]), "holds 32-bit floats: IDX images must be unsigned bytes"),
        (&idx(99, &[2], &[0; 2]), "says that its values are of type 99, which IDX does not have"),
        (&idx(8, &[24], &[1; 24]), "has 1 dimensions: images have three (how many, height, width)"),
        (&idx(8, &[0, 3, 4], &[]), "holds 0 images of 4 × 3 pixels: there is nothing to learn"),
        (
            &idx(8, &[1 << 30, 1 << 15, 1 << 15], &[1; 24]),
            "is cut short: it claims 1073741824 × 32768 × 32768 bytes, and 24 are there",
        ),
        (
            &gz(&idx(8, &[1 << 31, 1 << 31, 1 << 31], &[1; 24])),
            "claims 2147483648 × 2147483648 × 2147483648 bytes: at most 33024 can be packed into 32",
        ),
        (&[&good[..], b"x"].concat(), "goes on where its header says it ends"),
        (&gz(&good)[..30], "is cut short"),
    ];
    for (bytes, message) in cases {
        assert_eq!(said(read::images(&put(folder.path(), "x", bytes))), message);
    }
    let mut damaged = gz(&idx(8, &[2, 30, 40], &(0..2400).map(|value| (value % 251) as u8).collect::<Vec<_>>()));
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x55;
    let message = said(read::images(&put(folder.path(), "x", &damaged)));
    assert!(message.starts_with("is damaged") || message == "is cut short", "{message}");
    let message = said(read::labels(&put(folder.path(), "x", &good)));
    assert_eq!(message, "has 3 dimensions: labels have one; are these the images?");
    // A bomb: a gigabyte of zeros in a megabyte, of which the header claims little.
    let mut bomb = idx(8, &[1, 2, 2], &[]);
    bomb.resize(64 << 20, 0);
    assert_eq!(said(read::images(&put(folder.path(), "x", &gz(&bomb)))), "goes on where its header says it ends");
}

#[test]
fn only_regular_files_are_read() {
    let folder = folder();
    assert_eq!(said(read::images(folder.path())), "unread: is a directory");
    assert_eq!(said(read::images(&folder.path().join("none"))), "unread: No such file or directory (os error 2)");
    let fifo = folder.path().join("fifo");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    if made.is_ok_and(|status| status.success()) {
        for read in [said(read::images(&fifo)), said(read::arrays(&fifo)), said(Survey::of(&fifo, b',', true))] {
            assert_eq!(read, "is a pipe or a device: it must be a file");
        }
    }
    if Path::new("/dev/zero").exists() {
        assert_eq!(said(read::labels(Path::new("/dev/zero"))), "is a pipe or a device: it must be a file");
    }
}

fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

#[test]
fn npz_is_read_in_every_type() {
    let folder = folder();
    let x = npy("'<f4'", false, "3, 2", &floats(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
    let wide: Vec<u8> = [1.0_f64, 3.0, 5.0, 2.0, 4.0, 6.0].iter().flat_map(|value| value.to_be_bytes()).collect();
    let turned = npy("'>f8'", true, "3, 2", &wide);
    let small = npy("'|u1'", false, "3, 2, 1", &[1, 2, 3, 4, 5, 6]);
    let signed: Vec<u8> = [1_i16, 2, 3, 4, 5, 6].iter().flat_map(|value| value.to_le_bytes()).collect();
    let signed = npy("'<i2'", false, "3, 2", &signed);
    let y = npy("'<i8'", false, "3,", &[-1_i64, 0, 7].iter().flat_map(|y| y.to_le_bytes()).collect::<Vec<_>>());
    for (x, bytes) in [(x.clone(), false), (turned, false), (small, true), (signed, false)] {
        for deflated in [false, true] {
            let arrays = read::arrays(&put(folder.path(), "x", &npz(x.clone(), y.clone(), deflated))).expect("sound");
            assert_eq!(arrays.x.values, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
            assert_eq!((arrays.x.is_bytes, arrays.y), (bytes, Cells::Whole(vec![-1, 0, 7])));
        }
    }
    let words: Vec<u8> = ["ab", "c", "ab"]
        .iter()
        .flat_map(|word| format!("{word:\0<2}").chars().map(u32::from).collect::<Vec<_>>())
        .flat_map(u32::to_le_bytes)
        .collect();
    let arrays = read::arrays(&put(folder.path(), "x", &npz(x.clone(), npy("'<U2'", false, "3,", &words), true)));
    assert_eq!(arrays.expect("sound").y, Cells::Words(vec!["ab".to_owned(), "c".to_owned()], vec![0, 1, 0]));
    let flags = npz(x, npy("'|b1'", false, "3, 1", &[1, 0, 1]), false);
    assert_eq!(read::arrays(&put(folder.path(), "x", &flags)).expect("sound").y, Cells::Whole(vec![1, 0, 1]));
}

#[test]
fn what_is_wrong_with_npz_is_said() {
    let folder = folder();
    let y = || npy("'<i8'", false, "3,", &[0; 24]);
    let x = || npy("'<f4'", false, "3, 2", &floats(&[1.0; 6]));
    let of = |header: &str| npz(npy_of(header, &[0; 24]), y(), false);
    let descr = |descr: &str| npz(npy(descr, false, "3, 2", &[0; 24]), y(), false);
    let mut damaged = npz(x(), y(), false);
    damaged[170] ^= 1;
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (descr("'|O'"), "x holds Python objects, a pickle: numbers are needed, of 32 or 64 bits, or whole"),
        (descr("'<f2'"), "x holds 16-bit floats: numbers are needed, of 32 or 64 bits, or whole"),
        (descr("'<c8'"), "x holds complex numbers: numbers are needed, of 32 or 64 bits, or whole"),
        (descr("[('a', '<f4')]"), "x has columns of several types: one array of numbers is needed"),
        (
            npz(npy("'<f4'", false, "1152921504606846976, 2", &[0; 24]), y(), true),
            "x claims 1152921504606846976 × 2 values of 4 bytes, and 24 bytes are there",
        ),
        (of("{}"), "x has a header that cannot be read"),
        (of("{'descr': '<f4', 'fortran_order': False, 'shape': (-3, 2), }"), "x has a header that cannot be read"),
        (npz(x(), npy("'<i8'", false, "2,", &[0; 16]), false), "x has 3 rows and y 2: they must have the same"),
        (npz(x(), npy("'<i8'", false, "3, 2", &[0; 48]), false), "y is 3 × 2: one answer a row is needed"),
        (npz(x(), npy("'<i8'", false, "", &[0; 8]), false), "y is 1: one answer a row is needed"),
        (
            zip(&[Entry::new("x.npy", x(), true), Entry::new("labels.npy", y(), true)]),
            "has no array y: x (inputs) and y (answers) are needed, and it has x, labels",
        ),
        (b"PK\x03\x04".to_vec(), "is no ZIP archive, or is cut short: its directory is not there"),
        (npz(x(), y(), true)[..100].to_vec(), "is no ZIP archive, or is cut short: its directory is not there"),
        (damaged, "is damaged: a checksum in it does not fit"),
        (npz(b"not an array".to_vec(), y(), false), "x is not an array of numpy's"),
        (
            zip(&[Entry { claims: Some(3 << 30), ..Entry::new("x.npy", x(), true) }, Entry::new("y.npy", y(), true)]),
            "x.npy claims 3221225472 bytes: at most ",
        ),
    ];
    for (bytes, message) in cases {
        let told = said(read::arrays(&put(folder.path(), "x", &bytes)));
        assert!(told == message || (message.ends_with(" most ") && told.starts_with(message)), "{told}");
    }
}

fn asked(target: &str) -> Asked {
    Asked {
        delimiter: b',',
        header: true,
        target: target.to_owned(),
        classes: true,
        columns: Vec::new(),
        categories: Categories::Refuse,
        missing: Missing::Refuse,
        centred: false,
    }
}

fn table(text: &str, asked: &Asked) -> Result<Table, Trouble> {
    let folder = folder();
    Table::read(&put(folder.path(), "x.csv", text.as_bytes()), asked)
}

#[test]
fn a_table_is_read_as_it_is_asked_for() {
    let text = "\u{feff}a, b ,\"kind\"\n1,2.5,x\r\n-3,\"4\",\"y, or z\"\n\n5,6e2,x\n";
    let sheet = table(text, &asked("kind")).expect("sound");
    assert_eq!(sheet.names, ["a", "b"]);
    assert_eq!(sheet.values, ndarray::arr2(&[[1.0, 2.5], [-3.0, 4.0], [5.0, 600.0]]));
    assert_eq!(sheet.target, Target::Classes(vec!["x".to_owned(), "y, or z".to_owned()], vec![0, 1, 0]));
    let values = Asked { classes: false, columns: vec!["3".to_owned()], categories: Categories::OneHot, ..asked("b") };
    let sheet = table(text, &values).expect("sound");
    assert_eq!((sheet.names.len(), sheet.names[0].as_str()), (2, "kind=x"));
    assert_eq!(sheet.values, ndarray::arr2(&[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]));
    assert_eq!(sheet.target, Target::Values(vec![2.5, 4.0, 600.0]));
    let bare = Asked { header: false, delimiter: b';', centred: true, ..asked("1") };
    let sheet = table("10;1700000001;0\n9;1700000003;0\n10;1700000002;0\n", &bare).expect("sound");
    assert_eq!(sheet.target, Target::Classes(vec!["9".to_owned(), "10".to_owned()], vec![1, 0, 1]));
    assert_eq!((sheet.names, sheet.middles), (vec!["2".to_owned(), "3".to_owned()], vec![1_700_000_002.0, 0.0]));
    assert_eq!(sheet.values.column(0).to_vec(), [-1.0, 1.0, 0.0]);
    assert_eq!(sheet.notes[0], "column \"3\" is the same in every row: nothing can be learnt from it");
}

#[test]
fn missing_cells_are_refused_dropped_or_kept() {
    let text = "a,b,kind\n1,,x\n2,3,y\nNA,4,\n5,6,x\n";
    let refused = said(table(text, &asked("kind")));
    let hint = "is missing: task.missing = \"drop\" leaves such rows out";
    let expected = format!(
        "2:2: b {hint}, or \"mean\" to fill them in\n4:1: a {hint}, or \"mean\" to fill them in\n4:3: kind {hint}"
    );
    assert_eq!(refused, expected);
    let dropped = table(text, &Asked { missing: Missing::Drop, ..asked("kind") }).expect("sound");
    assert_eq!(dropped.values, ndarray::arr2(&[[2.0, 3.0], [5.0, 6.0]]));
    assert_eq!(dropped.notes[0], "2 rows of 4 left out, where a cell is missing");
    let kept = table(text, &Asked { missing: Missing::Keep, ..asked("kind") }).expect("sound");
    assert_eq!(kept.values.dim(), (3, 2));
    assert!(kept.values[(0, 1)].is_nan() && kept.values[(0, 0)] == 1.0);
}

#[test]
fn what_is_wrong_with_a_table_is_said_by_line_and_column() {
    let mut bytes = b"a,b\n1,x\n2,".to_vec();
    bytes.extend_from_slice(&[0xe4, b'\n']);
    let one_hot = Asked { categories: Categories::OneHot, ..asked("b") };
    let values = Asked { classes: false, ..asked("b") };
    let many: String = (0..300).fold("a,b\n".to_owned(), |text, row| format!("{text}{row},{row}\n"));
    let words: String = (0..300).fold("a,b\n".to_owned(), |text, row| format!("{text}w{row},x\n"));
    let cases: [(&str, &Asked, &str); 16] = [
        ("", &asked("b"), "is empty"),
        ("a,b\n", &asked("b"), "has no rows: there is nothing to learn"),
        ("a,b\n1,x\n2\n", &asked("b"), "3:2: the row has 1 cell: the first line has 2"),
        ("a,b\n1,x,9\n", &asked("b"), "2:3: the row has 3 cells: the first line has 2"),
        ("a,a\n1,x\n", &asked("b"), "1:2: the header names \"a\" twice"),
        ("a,b\n1,x\n", &asked("kind"), "has no column \"kind\": it has a, b"),
        ("b\nx\n", &asked("b"), "has one column alone: there is nothing to learn its answers from"),
        ("a,b\n1,x\noops,y\n", &asked("b"), "3:1: a is \"oops\": must be a number"),
        ("a,b\n\"1,5\",x\n2,y\n", &asked("b"), "2:1: a is \"1,5\": must be a number, with a decimal point"),
        ("a,b\ninf,x\n2,y\n", &asked("b"), "2:1: a is \"inf\": must be a number within ±1e30"),
        (
            "a,b\nred,x\n",
            &asked("b"),
            "2:1: a is \"red\": must be a number: task.categories = \"one-hot\" takes words, and task.columns leaves columns out",
        ),
        ("a,b\n1,x\n", &values, "2:2: b is \"x\": must be a number: task.answers = \"classes\" takes words"),
        (&many, &asked("b"), "1:2: b has more than 256 different numbers: task.answers = \"values\" asks for numbers"),
        (&words, &one_hot, "1:1: a has more than 256 different words: leave it out by task.columns"),
        (
            "a,b\n1,x\n",
            &Asked { columns: vec!["b".to_owned()], ..asked("b") },
            "column \"b\" is what is asked: it cannot be learnt from",
        ),
        (
            "a,b\n1,x\n",
            &Asked { columns: vec!["a".to_owned(), "1".to_owned()], ..asked("b") },
            "column \"1\" is named twice",
        ),
    ];
    for (text, asked, message) in cases {
        assert_eq!(said(table(text, asked)), message);
    }
    let folder = folder();
    let path = put(folder.path(), "x.csv", &bytes);
    assert_eq!(said(Table::read(&path, &asked("b"))), "3:2: the cell is not text in UTF-8");
    let mut open = b"a,b\n1,\"".to_vec();
    open.resize(20 << 20, b'x');
    let path = put(folder.path(), "x.csv", &open);
    assert_eq!(said(Survey::of(&path, b',', true)), "has a row of more than 4194304 bytes: is a quote left open?");
    let rows = "oops,x\n".repeat(500);
    let lines = said(table(&format!("a,b\n{rows}"), &asked("b")));
    assert_eq!(lines.lines().count(), 20, "the first are enough");
}

#[test]
fn a_file_is_known_by_its_first_bytes() {
    let folder = folder();
    let x = npy("'<f4'", false, "3, 2", &floats(&[1.0; 6]));
    for (bytes, kind) in [
        (idx(8, &[1, 1, 1], &[0]), Kind::Idx(3)),
        (gz(&idx(8, &[1], &[0])), Kind::Idx(1)),
        (npz(x.clone(), x.clone(), false), Kind::Npz),
        (x, Kind::Npy),
        ("größe,b\n".into(), Kind::Text),
        (vec![0xff, 0xfe, b'a', 0], Kind::Other),
        (Vec::new(), Kind::Other),
    ] {
        assert_eq!(read::kind(&put(folder.path(), "x", &bytes)).expect("read"), kind);
    }
}
