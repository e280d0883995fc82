//! A study that is watched: figures are those of its cells, whatever appears in its folder or goes, and no byte of it
//! is changed.

#[path = "support/study.rs"]
mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use oneiro::record::Measure;
use oneiro::study::stats::Paired;
use oneiro::study::{State, Study};
use oneiro::tui::screen::study::draw;
use oneiro::tui::study::{Face, Watched, keys, table};
use oneiro::tui::surface::{Depth, Surface};
use oneiro::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use support::{cells, folder, gave, printed, small, study};
use terminal::Terminal;

const ASCII: Surface = Surface { depth: Depth::None, ascii: true };

/// Digits with lies, lived in a moment.
const DIGITS: [&str; 10] = [
    "--seeds",
    "5",
    "--arms",
    "sleep,awake,interleaved",
    "--set",
    "days=4",
    "--set",
    "task.test=200",
    "--set",
    "net.hidden=[16]",
];

fn digits(dir: &Path, more: &[&str]) {
    printed(&mut study(Path::new("digits-fixed"), dir, &[&DIGITS, more].concat()));
}

fn open(dir: &Path, surface: Surface) -> Watched {
    let theme = Theme::from_name(surface.theme()).expect("a theme of this name");
    Watched::open(dir, "S", theme, surface).unwrap_or_else(|error| panic!("{error}"))
}

fn watched(dir: &Path, surface: Surface) -> Watched {
    let mut watched = open(dir, surface);
    watched.look_through();
    watched
}

fn press(watched: &mut Watched, codes: &[KeyCode]) {
    for code in codes {
        if let Some(action) = keys::dispatch(watched, &KeyEvent::new(*code, KeyModifiers::NONE)) {
            watched.update(action);
            watched.look_through();
        }
    }
}

fn text(watched: &Watched, (width, height): (u16, u16)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw(watched, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width.max(1)));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned() + "\n")
        .collect()
}

fn snapshots(name: &str, dir: &Path, codes: &[KeyCode]) {
    for (surface, kind) in [(Surface::FULL, "colour"), (ASCII, "ascii")] {
        let mut watched = watched(dir, surface);
        press(&mut watched, codes);
        for (width, height) in [(80, 24), (120, 36)] {
            insta::assert_snapshot!(format!("{name}_{width}x{height}_{kind}"), text(&watched, (width, height)));
        }
    }
}

/// A study of which nothing is lived yet: the plan and the claim of another.
fn begun(from: &Path, dir: &Path) {
    fs::create_dir_all(dir.join("cells")).expect("a folder");
    for name in ["study.json", "claim.json"] {
        fs::copy(from.join(name), dir.join(name)).expect("copied");
    }
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Everything below a folder, folders too: bytes, and when it was written.
fn everything(dir: &Path) -> BTreeMap<PathBuf, (Vec<u8>, i64, i64, u32)> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![dir.to_owned()]);
    while let Some(folder) = folders.pop() {
        let about = fs::metadata(&folder).expect("a folder");
        found.insert(folder.clone(), (Vec::new(), about.mtime(), about.mtime_nsec(), about.mode()));
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let about = fs::metadata(&path).expect("a file");
            let bytes = fs::read(&path).expect("a file");
            found.insert(path, (bytes, about.mtime(), about.mtime_nsec(), about.mode()));
        }
    }
    found
}

fn watch(arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("oneiro"));
    command.arg("watch").args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn digits_under_five_seeds() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &[]);
    snapshots("lives", &dir, &[]);
    snapshots("difference", &dir, &[KeyCode::Char('x')]);
    snapshots("help", &dir, &[KeyCode::Char('?')]);
}

#[test]
fn a_curve_with_varied_keys() {
    let folder = folder();
    let dir = folder.path().join("s");
    let vary = ["--seeds", "4", "--vary", "night.downscale.amount=0.05,0.2", "--arms", "all"];
    printed(&mut study(&small(folder.path()), &dir, &vary));
    snapshots("curve", &dir, &[KeyCode::Down]);
    snapshots("curve_difference", &dir, &[KeyCode::Char('x'), KeyCode::Right]);
}

#[test]
fn nothing_yet_and_one_seed() {
    let folder = folder();
    let (full, dir) = (folder.path().join("full"), folder.path().join("s"));
    digits(&full, &[]);
    begun(&full, &dir);
    snapshots("nothing", &dir, &[]);
    let cell = &cells(&full)[0];
    fs::copy(cell, dir.join("cells").join(name(cell))).expect("copied");
    snapshots("one", &dir, &[KeyCode::Char('x')]);
}

#[test]
fn no_size_is_too_small() {
    let folder = folder();
    let (full, dir) = (folder.path().join("full"), folder.path().join("s"));
    digits(&full, &[]);
    begun(&full, &dir);
    for dir in [&full, &dir] {
        for surface in [Surface::FULL, ASCII] {
            let mut watched = watched(dir, surface);
            for codes in [&[][..], &[KeyCode::Char('x')], &[KeyCode::Char('?')]] {
                press(&mut watched, codes);
                for width in (1..60).step_by(3).chain(60..90) {
                    for height in (1..30).step_by(2) {
                        text(&watched, (width, height));
                    }
                }
            }
        }
    }
}

#[test]
fn figures_are_those_of_the_cells() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &[]);
    let study = Study::open(&dir).expect("a study");
    let mut ends: BTreeMap<&str, Vec<[f64; 2]>> = BTreeMap::new();
    for entry in study.cells() {
        let State::Done(cell) = entry.expect("readable").state else { panic!("not done") };
        for arm in ["sleep", "awake", "interleaved"] {
            let lived = cell.life(arm).expect("lived");
            let rows = [lived.evening(), lived.morning()].map(|row| row.expect("lived to the end"));
            ends.entry(arm).or_default().push(rows.map(|row| row.values[Measure::TestError]));
        }
    }
    let stat = |values: Vec<f64>| {
        let paired = Paired::differences(&values).expect("five");
        let interval = paired.interval(0.95).expect("a level");
        (paired.mean, (interval.high - interval.low) / 2.0)
    };
    let mut watched = watched(&dir, Surface::FULL);
    let mut shown = Vec::new();
    table::block(&watched, &mut shown).expect("written");
    let shown = String::from_utf8(shown).expect("text");
    for (arm, ends) in &ends {
        let (morning, half) = stat(ends.iter().map(|[_, morning]| *morning).collect());
        let (both, half_both) = stat(ends.iter().map(|[evening, morning]| (evening + morning) / 2.0).collect());
        let line = shown.lines().find(|line| line.starts_with(&format!("{arm} "))).expect("a line");
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected = format!(
            "{arm} 5 {:.1} % ± {:.1} {:.1} % ± {:.1} ",
            morning * 100.0,
            half * 100.0,
            both * 100.0,
            half_both * 100.0
        );
        assert!(words.starts_with(&expected), "{expected}\n{words}");
    }
    let difference = stat((0..5).map(|seed| ends["sleep"][seed][1] - ends["awake"][seed][1]).collect());
    while watched.pair() != Some((0, 1)) {
        press(&mut watched, &[KeyCode::Right]);
    }
    let apart = watched.apart((0, 1));
    assert!((apart.mean - difference.0).abs() < 1e-12 && (apart.half() - difference.1).abs() < 1e-12, "{apart:?}");
    press(&mut watched, &[KeyCode::Char('x')]);
    let said = format!("{:+.1} points", difference.0 * 100.0).replace('-', "−");
    let picture = text(&watched, (120, 36));
    assert!(picture.contains(&said) && picture.contains("band: 95 % interval over seeds"), "{said}\n{picture}");
    // The chart ends where the table stands.
    let curve = watched.curve(0);
    assert!(
        (curve.mean.last().expect("days") - stat(ends["sleep"].iter().map(|end| end[1]).collect()).0).abs() < 1e-12
    );
    assert_eq!(watched.ticks().len(), curve.mean.len());
}

#[test]
fn no_byte_of_a_study_is_changed() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &[]);
    for sealed in [dir.join("cells"), dir.clone()] {
        fs::set_permissions(&sealed, fs::Permissions::from_mode(0o555)).expect("ours");
    }
    let before = everything(&dir);
    let path = dir.to_str().expect("a path");
    let (code, out, err) = gave(&mut watch(&[path]));
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(err, "note: no terminal to draw on, so this prints how the study stands\n");
    assert!(out.contains("5 of 5 cells done") && out.contains("interleaved"), "{out}");
    let mut terminal = Terminal::oneiro(&["watch", path]);
    terminal.wait_for("means of 5 seeds");
    terminal.press("x");
    terminal.wait_for("mean of 5 pairs");
    terminal.press("\t");
    terminal.wait_for("strength:");
    terminal.press("q");
    assert_eq!(terminal.code(), 0);
    terminal.assert_given_back();
    assert!(terminal.text().contains("5 of 5 cells done"), "{}", terminal.text());
    assert_eq!(everything(&dir), before);
    for sealed in [dir.clone(), dir.join("cells")] {
        fs::set_permissions(&sealed, fs::Permissions::from_mode(0o755)).expect("ours");
    }
}

#[test]
fn cells_appear_are_broken_and_go() {
    let folder = folder();
    let (full, dir) = (folder.path().join("full"), folder.path().join("s"));
    digits(&full, &[]);
    begun(&full, &dir);
    let mut watched = watched(&dir, Surface::FULL);
    assert_eq!((watched.seeds(), watched.shelf().counts().missing()), (0, 5));
    let all = cells(&full);
    let place = |cell: &Path| dir.join("cells").join(name(cell));
    // Drafts, what editors leave behind, and half a cell.
    let stem = name(&all[0]).replace(".json", "");
    fs::write(dir.join("cells").join(format!(".{stem}.draft")), "{").expect("written");
    fs::write(dir.join("cells/notes.json"), "{}").expect("written");
    watched.look_through();
    assert_eq!(watched.shelf().counts().done, 0);
    let whole = fs::read(&all[0]).expect("a cell");
    fs::write(place(&all[0]), &whole[..whole.len() / 2]).expect("written");
    watched.look_through();
    assert_eq!((watched.seeds(), watched.shelf().counts().missing()), (0, 5));
    assert!(text(&watched, (120, 36)).contains("A cell's file is cut off"), "{}", text(&watched, (120, 36)));
    assert!(!watched.look(&mut || true).is_any, "what is known to be broken is not read again");
    fs::copy(&all[0], dir.join("whole")).expect("copied");
    fs::rename(dir.join("whole"), place(&all[0])).expect("renamed");
    watched.look_through();
    assert_eq!(watched.seeds(), 1);
    for cell in &all[1..4] {
        fs::copy(cell, place(cell)).expect("copied");
        assert!(watched.look(&mut || true).is_any);
    }
    let failed = place(&all[4]).with_extension("failed");
    fs::write(&failed, r#"{ "format": 1, "reason": "out of luck" }"#).expect("written");
    watched.look_through();
    let counts = watched.shelf().counts();
    assert_eq!((watched.seeds(), counts.done, counts.failed, counts.missing()), (4, 4, 1, 0));
    assert!(text(&watched, (120, 36)).contains("A cell failed: out of luck."));
    assert!(!watched.look(&mut || true).is_any, "nothing is new");
    // It is tried again, and done.
    fs::remove_file(&failed).expect("removed");
    fs::copy(&all[4], place(&all[4])).expect("copied");
    watched.look_through();
    assert_eq!((watched.seeds(), watched.shelf().counts().failed), (5, 0));
    let there = text(&watched, (120, 36));
    assert!(there.contains("5 of 5 cells done"), "{there}");
    // The folder goes, and comes back.
    fs::rename(&dir, folder.path().join("away")).expect("renamed");
    watched.look_through();
    let gone = text(&watched, (120, 36));
    assert!(gone.contains("is not there any more") && gone.contains("5 of 5 cells done"), "{gone}");
    fs::rename(folder.path().join("away"), &dir).expect("renamed");
    watched.look_through();
    assert_eq!(text(&watched, (120, 36)), there);
}

#[test]
fn a_study_grows_while_it_is_watched() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &[]);
    let mut watched = watched(&dir, Surface::FULL);
    assert_eq!(watched.seeds(), 5);
    let more: Vec<&str> = DIGITS.iter().map(|word| if *word == "5" { "7" } else { word }).collect();
    printed(&mut study(Path::new("digits-fixed"), &dir, &more));
    watched.look_through();
    assert_eq!((watched.seeds(), watched.shelf().counts().cells), (7, 7));
}

#[test]
fn lives_that_diverge_are_counted_apart() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &["--set", "day.learning_rate=1e30"]);
    let watched = watched(&dir, Surface::FULL);
    let picture = text(&watched, (120, 36));
    assert!(picture.contains("diverged"), "{picture}");
    assert_eq!((watched.seeds(), watched.diverged(1), watched.lives(1).count()), (5, 5, 0));
}

#[test]
fn no_arm_is_held_against_itself() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--seeds", "2", "--arms", "all"]));
    let mut watched = watched(&dir, Surface::FULL);
    // What is claimed is what is shown first.
    let names = |watched: &Watched| {
        let (first, second) = watched.pair().expect("two");
        [first, second].map(|life| watched.setting().names[life].clone())
    };
    assert_eq!(names(&watched), ["sleep", "interleaved"]);
    press(&mut watched, &[KeyCode::Char('x')]);
    assert_eq!(watched.face(), Face::Difference);
    let mut met = Vec::new();
    for key in [KeyCode::Left, KeyCode::Right, KeyCode::Right].into_iter().cycle().take(90) {
        press(&mut watched, &[key]);
        let (first, second) = watched.pair().expect("two");
        assert_ne!(first, second);
        met.push((first, second));
    }
    met.sort_unstable();
    met.dedup();
    assert!(met.len() > 20, "{met:?}");
}

#[test]
fn what_is_no_study_is_told_in_one_line() {
    let folder = folder();
    let (empty, run) = (folder.path().join("empty"), folder.path().join("run"));
    fs::create_dir(&empty).expect("a folder");
    let scenario = small(folder.path());
    let [empty, run, scenario] = [&empty, &run, &scenario].map(|path| path.to_str().expect("a path"));
    let mut lived = Command::new(assert_cmd::cargo::cargo_bin!("oneiro"));
    assert!(lived.args(["run", scenario, "--out", run]).output().expect("it runs").status.success());
    let dir = folder.path().join("s");
    printed(&mut study(Path::new(scenario), &dir, &["--seeds", "2"]));
    let dir = dir.to_str().expect("a path");
    let cases: [(&[&str], String); 4] = [
        (&[empty], format!("{empty} is a folder without a study: `oneiro study SCENARIO --out DIR` makes one")),
        (&[run], format!("{run} is the folder of a run, not of a study: `oneiro verify {run}` lives it again")),
        (&[dir, "--seed", "3"], format!("--seed is for a scenario: {dir} is a study, which is only looked at")),
        (&[dir, "--set", "days=3"], format!("--set is for a scenario: {dir} is a study, which is only looked at")),
    ];
    for (arguments, said) in cases {
        let (code, out, err) = gave(&mut watch(arguments));
        assert_eq!((code, out.as_str(), err), (Some(2), "", format!("error: {said}\n")));
    }
    fs::write(Path::new(dir).join("study.json"), "{}").expect("written");
    let (code, _, err) = gave(&mut watch(&[dir]));
    assert_eq!((code, err.lines().count()), (Some(2), 1), "{err}");
}
