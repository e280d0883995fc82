//! Somebody's own data, as a new user would try it and as a hostile file would.

#[path = "support/files.rs"]
mod files;

use assert_cmd::cargo::cargo_bin;
use files::{gz, idx, npy, npz, put};
use oneiro::data::Inputs;
use oneiro::lab::{Lab, Options};
use oneiro::scenario::{Override, Scenario};
use oneiro::task::{Params, World};
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Kilobytes of address space that a refusal may need.
const ROOM: u32 = 400_000;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Runs the program in a folder, with bounded memory where the shell can bound it.
fn oneiro(folder: &Path, words: &str) -> Output {
    let script = format!("ulimit -v {ROOM} 2>/dev/null; exec \"$0\" {words}");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(cargo_bin("oneiro")).current_dir(folder);
    command.output().expect("the program starts")
}

/// What `oneiro check` says of a task in `x.toml`, and its exit code.
fn checked(folder: &Path, task: &str) -> (String, Option<i32>) {
    put(folder, "x.toml", format!("[task]\n{task}").as_bytes());
    let output = oneiro(folder, "check x.toml");
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).expect("text"), output.status.code())
}

/// 200 flowers: a header, a constant column, a rare class, and whatever one cell is.
fn flowers(cell: &str) -> String {
    let mut text = "length,width,batch,species\n".to_owned();
    for row in 0..200_u32 {
        let (species, more) = [("setosa", 0), ("versicolor", 40), ("virginica", 80)][row as usize % 3];
        let species = if row == 77 { "rara" } else { species };
        let (length, width) = (500 + more + row * 7 % 50, 300 - more / 2 + row * 11 % 40);
        let length = if row == 41 { cell.to_owned() } else { format!("{:.2}", f64::from(length) / 100.0) };
        let _ = writeln!(text, "{length},{:.2},7,{species}", f64::from(width) / 100.0);
    }
    text
}

/// So many images of 28 × 28 pixels in twelve classes.
fn images(count: u32) -> (Vec<u8>, Vec<u8>) {
    let pixels: Vec<u8> =
        (0..count).flat_map(|n| (0..784).map(move |p| ((p * (n % 12 + 1) + n) % 251) as u8)).collect();
    let labels: Vec<u8> = (0..count).map(|n| (n % 12) as u8).collect();
    (idx(8, &[count, 28, 28], &pixels), idx(8, &[count], &labels))
}

#[test]
fn a_table_gives_a_life_or_says_what_to_mend() {
    let folder = folder();
    put(folder.path(), "flowers.csv", flowers("oops").as_bytes());
    let task = "kind = \"table\"\nfile = \"flowers.csv\"\n";
    let (said, code) = checked(folder.path(), task);
    assert_eq!((said.as_str(), code), ("error: flowers.csv:43:1: length is \"oops\": must be a number\n", Some(1)));
    let output = oneiro(folder.path(), "run x.toml");
    assert_eq!(output.status.code(), Some(2), "a scenario that is refused");
    put(folder.path(), "flowers.csv", flowers("").as_bytes());
    let (said, _) = checked(folder.path(), task);
    assert!(said.starts_with("error: flowers.csv:43:1: length is missing: task.missing = \"drop\""), "{said}");
    for missing in ["drop", "mean"] {
        let (said, code) = checked(folder.path(), &format!("{task}missing = \"{missing}\"\n"));
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("note: column \"batch\" is the same in every row"), "{said}");
        assert!(said.contains("note: class \"rara\" has 1 row"), "{said}");
    }
    let lived = oneiro(folder.path(), "run x.toml --days 2 --out lived");
    assert_eq!(lived.status.code(), Some(0), "{}", String::from_utf8_lossy(&lived.stderr));
    // From anywhere, the resolved scenario gives the same trace.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let again = Command::new(cargo_bin("oneiro"))
        .args(["run".into(), folder.path().join("lived/scenario.toml")])
        .current_dir(elsewhere.path())
        .output()
        .expect("the program starts");
    let trace = |output: &Output| String::from_utf8_lossy(&output.stdout).lines().last().map(str::to_owned);
    assert_eq!(trace(&again), trace(&lived));
    // But not from other data.
    put(folder.path(), "flowers.csv", flowers("5.5").as_bytes());
    let other = oneiro(folder.path(), "run lived/scenario.toml");
    let said = String::from_utf8_lossy(&other.stderr).into_owned();
    assert!(said.contains("task.digest is not that of flowers.csv") && said.lines().count() == 1, "{said}");
}

#[test]
fn images_give_a_life() {
    let folder = folder();
    let (images, labels) = images(60);
    put(folder.path(), "images.gz", &gz(&images));
    put(folder.path(), "labels", &labels);
    let task = "kind = \"idx\"\nfile = \"images.gz\"\nlabels = \"labels\"\nlabel_noise = 0.2\n";
    let (said, code) = checked(folder.path(), task);
    assert_eq!((said.as_str(), code), ("ok x.toml: (no title)\n", Some(0)));
    let lived = oneiro(folder.path(), "run x.toml --days 1");
    assert_eq!(lived.status.code(), Some(0), "{}", String::from_utf8_lossy(&lived.stderr));
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn hostile_files_are_refused_in_one_line_and_little_memory() {
    let folder = folder();
    let here = folder.path();
    let (good, labels) = images(20);
    put(here, "labels", &labels);
    let mut bomb = idx(8, &[20, 28, 28], &[]);
    bomb.resize(256 << 20, 0);
    put(here, "bomb.gz", &gz(&bomb));
    let lie = idx(8, &[60_000, 28, 28], &vec![0; 20 << 20]);
    put(here, "lie.gz", &gz(&lie));
    put(here, "cut", &good[..1000]);
    put(here, "magic", b"\x00\x01\x08\x03 and more");
    put(here, "claims", &idx(8, &[1 << 31, 1 << 15, 1 << 14], &[0; 100]));
    put(here, "open.csv", format!("a,b\n1,\"{}", "x".repeat(12 << 20)).as_bytes());
    put(here, "float16.npz", &npz(npy("'<f2'", false, "2, 2", &[0; 8]), npy("'<i8'", false, "2,", &[0; 16]), false));
    put(
        here,
        "pickle.npz",
        &npz(npy("'|O'", false, "2,", b"cposix\nsystem\n."), npy("'|u1'", false, "2,", &[0; 2]), true),
    );
    let zeros = npy("'<f8'", false, "1152921504606846976,", &vec![0; 64 << 20]);
    put(here, "rows.npz", &npz(zeros, npy("'|u1'", false, "2,", &[0; 2]), true));
    // Few bytes, and in every column as many different cells as there are rows.
    let names: Vec<String> = (0..60_000).map(|column| format!("c{column}")).collect();
    let rows = (0..60).map(|row| vec![row.to_string(); 60_000].join(","));
    let same = std::iter::once(names.join(",")).chain(rows).collect::<Vec<_>>().join("\n");
    put(here, "same.gz", &gz(same.as_bytes()));
    std::fs::create_dir(here.join("folder")).expect("a folder");
    put(here, "flowers.csv", flowers("5").as_bytes());
    let mut cases = vec![
        (
            "kind = \"idx\"\nfile = \"bomb.gz\"\nlabels = \"labels\"",
            "x.toml:3:8: bomb.gz: goes on where its header says it ends",
        ),
        ("kind = \"idx\"\nfile = \"lie.gz\"\nlabels = \"labels\"", "x.toml:3:8: lie.gz: "),
        (
            "kind = \"idx\"\nfile = \"cut\"\nlabels = \"labels\"",
            "x.toml:3:8: cut: is cut short: it claims 20 × 28 × 28 bytes, and 984 are there",
        ),
        (
            "kind = \"idx\"\nfile = \"magic\"\nlabels = \"labels\"",
            "x.toml:3:8: magic: begins with 00 01 08 03: no IDX file of images does",
        ),
        (
            "kind = \"idx\"\nfile = \"claims\"\nlabels = \"labels\"",
            "x.toml:3:8: claims: is cut short: it claims 2147483648 × 32768 × 16384 bytes",
        ),
        ("kind = \"idx\"\nfile = \"folder\"\nlabels = \"labels\"", "x.toml:3:8: folder: is a folder"),
        (
            "kind = \"idx\"\nfile = \"labels\"\nlabels = \"labels\"",
            "x.toml:3:8: labels: has 1 dimensions: images have three",
        ),
        ("kind = \"idx\"\nfile = \"labels\"", "x.toml:2:8: task.labels is missing: it names a file of data"),
        ("kind = \"table\"\nfile = \"open.csv\"", "x.toml:3:8: open.csv: has a row of more than 4194304 bytes"),
        ("kind = \"table\"\nfile = \"bomb.gz\"", "x.toml:3:8: bomb.gz: has a row of more than 4194304 bytes"),
        ("kind = \"table\"\nfile = \"same.gz\"", "same.gz:1:60000: c59999 has too many different cells to keep"),
        ("kind = \"npz\"\nfile = \"float16.npz\"", "x.toml:3:8: float16.npz: x holds 16-bit floats"),
        ("kind = \"npz\"\nfile = \"pickle.npz\"", "x.toml:3:8: pickle.npz: x holds Python objects, a pickle"),
        ("kind = \"npz\"\nfile = \"rows.npz\"", "x.toml:3:8: rows.npz: x claims 1152921504606846976 values of 8 bytes"),
        ("kind = \"npz\"\nfile = \"cut\"", "x.toml:3:8: cut: is no ZIP archive"),
        ("kind = \"table\"\nfile = \"none.csv\"", "x.toml:3:8: none.csv: no such file or folder"),
        ("kind = \"table\"", "x.toml:2:8: task.file is missing: it names a file of data"),
        (
            "kind = \"table\"\nfile = \"../x.csv\"",
            "x.toml:3:8: task.file is \"../x.csv\": it leaves the scenario's folder",
        ),
        (
            "kind = \"table\"\nfile = \"flowers.csv\"\ntrain = 190\ntest = 50",
            "x.toml:4:9: task.train: 190 to train, 0 to validate and 50 to test are 240 rows: flowers.csv has 200",
        ),
        (
            "kind = \"table\"\nfile = \"flowers.csv\"\ntarget = \"batch\"\ncategories = \"one-hot\"",
            "x.toml:3:8: flowers.csv has one class alone, \"7\"",
        ),
        (
            "kind = \"table\"\nfile = \"flowers.csv\"\ntarget = \"specie\"",
            "x.toml:3:8: flowers.csv: has no column \"specie\": it has length, width, batch, species",
        ),
        (
            "kind = \"table\"\nfile = \"flowers.csv\"\nanswers = \"values\"\ntarget = \"length\"\ncolumns = [\"width\"]\nlabel_noise = 0.1",
            "x.toml:7:15: task.label_noise is above 0: values have no labels",
        ),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/passwd", here.join("link.csv")).expect("a link");
        cases.push((
            "kind = \"table\"\nfile = \"link.csv\"",
            "x.toml:3:8: task.file is \"link.csv\": by a link it leaves",
        ));
        let made = Command::new("mkfifo").arg(here.join("pipe")).status();
        if made.is_ok_and(|status| status.success()) {
            cases.push((
                "kind = \"npz\"\nfile = \"pipe\"",
                "x.toml:3:8: pipe: is a pipe or a device: it must be a file",
            ));
        }
    }
    for (task, message) in cases {
        let (said, code) = checked(here, task);
        assert!(said.starts_with(&format!("error: {message}")), "{task}\n{said}");
        assert_eq!((said.lines().count(), code), (1, Some(1)), "{said}");
    }
}

fn load(folder: &Path, more: &str) -> Scenario {
    let path = put(folder, "y.toml", format!("days = 1\n{more}").as_bytes());
    Scenario::load(&path.to_string_lossy(), &[]).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn data_are_read_once_for_all_seeds_and_cells() {
    let folder = folder();
    let (images, labels) = images(60);
    put(folder.path(), "images", &images);
    put(folder.path(), "labels", &labels);
    let task = "task = { kind = \"idx\", file = \"images\", labels = \"labels\" }";
    let (first, second) = (load(folder.path(), task), load(folder.path(), &format!("seed = 9\n{task}")));
    let pool = |scenario: &Scenario| match &scenario.spec().task {
        Params::Own(own) => Inputs::all(own.pool().raw.clone()),
        other => panic!("{other:?}"),
    };
    assert!(pool(&first).shares(&pool(&second)));
    let worlds = [
        World::new(&first.spec().task, &first.spec().syllabus, 1),
        World::new(&second.spec().task, &second.spec().syllabus, 9),
    ];
    assert_ne!(worlds[0].train, worlds[1].train, "another split");
    for set in worlds.iter().flat_map(|world| [&world.train, &world.test, &world.validation]) {
        assert!(set.raw.shares(&pool(&first)) && set.features.shares(&pool(&first)));
    }
}

#[test]
fn what_is_lived_follows_from_the_data_and_not_from_where_they_are() {
    let (here, there) = (folder(), folder());
    put(here.path(), "a.csv", flowers("5").as_bytes());
    put(there.path(), "b.csv", flowers("5").as_bytes());
    put(there.path(), "c.csv", flowers("6").as_bytes());
    let of = |folder: &TempDir, file| load(folder.path(), &format!("task = {{ kind = \"table\", file = \"{file}\" }}"));
    let (a, b, c) = (of(&here, "a.csv"), of(&there, "b.csv"), of(&there, "c.csv"));
    assert_eq!(a.lived(), b.lived());
    assert_ne!(b.lived(), c.lived());
    let trace = |scenario: &Scenario| {
        let mut lab = Lab::new(scenario, Options::default());
        while !lab.ended() {
            lab.tick();
        }
        lab.trace_hash()
    };
    assert_eq!(trace(&a), trace(&b));
    assert_ne!(trace(&a), trace(&c));
    let again = Scenario::parse(&a.to_toml(), "again.toml", "y", &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.spec(), a.spec());
}

#[test]
fn values_are_asked_of_arrays() {
    let folder = folder();
    let x: Vec<u8> = (0..80).flat_map(|n| (1e5 + f64::from(n * n % 17)).to_le_bytes()).collect();
    let y: Vec<u8> = (0..40).flat_map(|n| (f64::from(n) / 3.0).to_le_bytes()).collect();
    put(folder.path(), "a.npz", &npz(npy("'<f8'", false, "40, 2", &x), npy("'<f8'", false, "40,", &y), true));
    let path = put(folder.path(), "y.toml", b"task = { kind = \"npz\", file = \"a.npz\" }");
    let refused = Scenario::load(&path.to_string_lossy(), &[]).expect_err("not whole").to_string();
    assert!(refused.contains("y is 0.3333333333333333 in row 1, from 0: classes are whole numbers"), "{refused}");
    let values = [Override::new("--set", "task.answers", "values")];
    let scenario = Scenario::load(&path.to_string_lossy(), &values).unwrap_or_else(|error| panic!("{error}"));
    let world = World::new(&scenario.spec().task, &scenario.spec().syllabus, 1);
    assert!(!world.is_classes() && world.train.raw.values().all(|value| value.abs() < 5.0));
    let mean = world.train.given.mean().unwrap_or(1.0);
    assert!(mean.abs() < 1e-5, "values are standardised too: {mean}");
}

#[test]
fn a_scenario_is_written_for_a_file_that_was_looked_at() {
    let folder = folder();
    let here = folder.path();
    put(here, "flowers.csv", flowers("5.5").as_bytes());
    let semicolons = flowers("").replace(',', ";").replace("length", "\u{feff}length");
    put(here, "semi.csv", semicolons.lines().skip(1).collect::<Vec<_>>().join("\n").as_bytes());
    let (images, labels) = images(60);
    put(here, "train-images-idx3-ubyte.gz", &gz(&images));
    put(here, "train-labels-idx1-ubyte", &labels);
    let x = npy("'<f4'", false, "40, 3", &(0..120).flat_map(|n| (n as f32).to_le_bytes()).collect::<Vec<_>>());
    let y = npy("'<f8'", false, "40,", &(0..40).flat_map(|n| (f64::from(n) / 3.0).to_le_bytes()).collect::<Vec<_>>());
    put(here, "a.npz", &npz(x, y, true));
    for (file, words) in [
        ("flowers.csv", "target = \"species\" # guessed: by its name; 4 different answers"),
        ("semi.csv", "header = false # guessed: the first line is a row like the others"),
        ("train-images-idx3-ubyte.gz", "labels = \"train-labels-idx1-ubyte\""),
        ("a.npz", "answers = \"values\" # guessed: y holds numbers"),
    ] {
        let name = file.split('.').next().unwrap_or_default();
        let written = oneiro(here, &format!("new {name} --from-data {file}"));
        let said = String::from_utf8_lossy(&written.stderr).into_owned();
        assert_eq!(String::from_utf8_lossy(&written.stdout), format!("{name}.toml\n"), "{said}");
        let text = std::fs::read_to_string(here.join(format!("{name}.toml"))).expect("written");
        let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(spaced.contains(words), "{text}");
        let checked = oneiro(here, &format!("check {name}.toml"));
        assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stderr));
        let lived = oneiro(here, &format!("run {name}.toml --days 1"));
        assert_eq!(lived.status.code(), Some(0), "{}", String::from_utf8_lossy(&lived.stderr));
    }
    put(here, "bad.csv", flowers("oops").as_bytes());
    put(here, "one.csv", b"a,b\n");
    put(here, "prose.txt", b"Nothing here is a table.\nNot at all.\n");
    for (file, message) in [
        ("bad.csv", "error: bad.csv:43:1: length is \"oops\": must be a number\n"),
        (
            "prose.txt",
            "error: prose.txt: is not a table of two or more columns, as many in every row, with , ; | or a tab between them\n",
        ),
        (
            "train-labels-idx1-ubyte",
            "error: train-labels-idx1-ubyte: holds labels: name the file of the images, and these are found\n",
        ),
        ("one.csv", "error: one.csv: one.csv has one class alone, \"b\": there is nothing to tell apart\n"),
        (".", "error: .: is a folder\n"),
    ] {
        let refused = oneiro(here, &format!("new other --from-data {file}"));
        assert_eq!(String::from_utf8_lossy(&refused.stderr), message);
        assert!(!here.join("other.toml").exists());
    }
}
