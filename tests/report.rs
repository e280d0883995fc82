//! `oneiro report`: what it prints and writes.

#[path = "support/study.rs"]
mod support;
#[path = "report/xml.rs"]
mod xml;

use oneiro::arm::Arm;
use oneiro::export::figure::palette;
use oneiro::export::tensorboard::masked;
use oneiro::record::Measure;
use oneiro::study::stats::{Better, Compared, Draws, Outcome, Scale};
use oneiro::study::verdict::{ALPHA, Terms, judge};
use oneiro::study::{Answers, Cell, State, Study};
use oneiro::tui::theme::{MARKERS, Theme};
use ratatui::style::Color;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::{bytes, cells, folder, gave, printed, small, study};

fn report(dir: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("oneiro"));
    command.arg("report").arg(dir).args(more);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a report that succeeds prints, without the folder's name.
fn reported(dir: &Path, more: &[&str]) -> String {
    printed(&mut report(dir, more)).replace(&dir.to_string_lossy().into_owned(), "DIR")
}

/// Digits lived for three days, at the registered number of seeds.
fn digits(dir: &Path, more: &[&str]) {
    let few = ["--set", "days=3", "--set", "task.test=100", "--set", "task.train=60", "--set", "task.per_day=20"];
    let claims = ["--set", "claim.seeds=5", "--set", "claim.also=[]", "--seeds", "5"];
    printed(&mut study(Path::new("digits"), dir, &[&few[..], &claims[..], more].concat()));
}

fn lived(dir: &Path) -> Vec<Cell> {
    let read = Study::open(dir).expect("a study");
    let done = |state| match state {
        State::Done(cell) => Some(*cell),
        _ => None,
    };
    read.cells().filter_map(|entry| done(entry.expect("readable").state)).collect()
}

/// The files that a report wrote.
fn written(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let ours = |path: &PathBuf| !path.starts_with("cells") && !path.ends_with(".lock");
    bytes(dir).into_iter().filter(|(path, _)| ours(path)).collect()
}

#[test]
fn the_report_of_a_curve() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &[]));
    insta::assert_snapshot!("curve", reported(&dir, &[]));
}

#[test]
fn the_report_of_digits() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &["--arms", "sleep,awake,insomnia,interleaved"]);
    insta::assert_snapshot!("digits", reported(&dir, &[]));
}

#[test]
fn results_hold_every_row_of_every_cell_behind_the_varied_keys() {
    let folder = folder();
    let dir = folder.path().join("s");
    let vary = ["--seeds", "2", "--vary", "net.hidden=[],[8,4]", "--set", "day={steps=60,learning_rate=0.01}"];
    let sets = ["--set", "net.init=fan-in", "--set", "task.features=raw"];
    printed(&mut study(&small(folder.path()), &dir, &[&vary[..], &sets].concat()));
    reported(&dir, &[]);
    let mut reader = csv::Reader::from_path(dir.join("results.csv")).expect("a table");
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let expected: Vec<String> =
        ["net.hidden".to_owned()].into_iter().chain(oneiro::export::csv::header(3, &[])).collect();
    assert_eq!(head, expected);
    let mut rows = reader.records().map(|row| row.expect("a row"));
    for (cell, hidden) in lived(&dir).iter().zip(["[]", "[8,4]", "[]", "[8,4]"]) {
        for lived in &cell.lives {
            for row in &lived.rows {
                let found = rows.next().expect("a row");
                let stamp = [row.stamp.day.to_string(), row.stamp.moment.name().to_owned(), row.stamp.tick.to_string()];
                let first = [hidden.to_owned(), lived.name.clone(), cell.seed.to_string()];
                assert_eq!(found.iter().take(6).collect::<Vec<_>>(), first.iter().chain(&stamp).collect::<Vec<_>>());
                let value = |column: usize| found[column].parse().unwrap_or(f64::NAN).to_bits();
                for (place, measure) in Measure::ALL.into_iter().enumerate() {
                    let expected = row.values[measure];
                    let expected = if expected.is_nan() { f64::NAN } else { expected };
                    assert_eq!(value(8 + place), expected.to_bits(), "{measure:?}");
                }
                let layers: Vec<u64> = (8 + Measure::COUNT..11 + Measure::COUNT).map(value).collect();
                let expected = (0..3).map(|layer| row.layers.get(layer).copied().unwrap_or(f64::NAN).to_bits());
                assert_eq!(layers, expected.collect::<Vec<_>>());
            }
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn a_verdict_is_what_judging_the_cells_gives() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &[]));
    reported(&dir, &[]);
    let text = fs::read_to_string(dir.join("verdict.json")).expect("there");
    let verdicts: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
    let cells = lived(&dir);
    let outcomes = |name: &str| -> Vec<Outcome> {
        let last = |cell: &Cell| cell.life(name).and_then(|lived| lived.morning()).expect("lived").values;
        cells.iter().map(|cell| Outcome::Scored(last(cell)[Measure::TestError])).collect()
    };
    let terms = Terms {
        measure: "test_error".into(),
        a: "sleep".into(),
        b: "interleaved".into(),
        seeds: 4,
        margin: 0.14,
        alpha: ALPHA,
        better: Better::Lower,
        scale: Scale::Log,
    };
    let compared = Compared::new(Scale::Log, &outcomes("sleep"), &outcomes("interleaved"), 0.5).expect("pairs");
    let mut expected = judge(&terms, &compared, Draws::default()).expect("the registered seeds").to_json();
    expected["at"] = "morning".into();
    expected["registered"] = true.into();
    expected["registered_seeds"] = 4.into();
    expected["expected"] = serde_json::Value::Null;
    expected["as_expected"] = serde_json::Value::Null;
    assert_eq!(verdicts[0], expected);
    // The reference against both others at three moments.
    assert_eq!(verdicts.len(), 1 + 2 * 3);
    for described in &verdicts[1..] {
        assert_eq!((&described["registered"], &described["verdict"]), (&false.into(), &serde_json::Value::Null));
        for column in ["measure", "a", "b", "n", "difference", "interval", "margin", "p", "d_z", "seeds_needed"] {
            assert!(described.get(column).is_some(), "{column}");
        }
    }
}

#[test]
fn files_are_the_same_bytes_again_and_on_any_number_of_threads() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &[]);
    let cells = bytes(&dir);
    let first = (reported(&dir, &["--jobs", "1", "--tensorboard"]), written(&dir));
    assert!(first.1.len() > 12);
    for jobs in ["1", "8"] {
        assert!((reported(&dir, &["--jobs", jobs, "--tensorboard"]), written(&dir)) == first, "{jobs} threads");
    }
    let now = bytes(&dir);
    assert!(cells.iter().all(|(path, bytes)| now[path] == *bytes), "nothing of the study was changed");
}

#[test]
fn pages_and_pictures_are_well_formed_and_ask_for_nothing() {
    let folder = folder();
    let about = "title = \"<script>alert(1)</script> & 'so' \\\"on\\\"\"";
    let scenario = folder.path().join("odd.toml");
    fs::write(&scenario, support::SMALL.replace("title = \"Small\"", about)).expect("written");
    for (place, vary) in [
        &[][..],
        &["--vary", "night.downscale.amount=0.05,0.2"],
        &["--vary", "night.downscale.amount=0.05,0.2", "--vary", "day.steps=20,30,40"],
    ]
    .into_iter()
    .enumerate()
    {
        let dir = folder.path().join(place.to_string());
        printed(&mut study(&scenario, &dir, vary));
        reported(&dir, &[]);
        let page = fs::read_to_string(dir.join("report.html")).expect("there");
        xml::check(&page).unwrap_or_else(|why| panic!("report.html: {why}"));
        let plain = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        for foreign in ["<script", "http:", "https:", "src=", "href=", "url(", "@import", "<link", "<iframe", "onload"]
        {
            assert!(!plain.contains(foreign), "{foreign}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;so&#39;"));
        let figures: Vec<PathBuf> =
            fs::read_dir(dir.join("figures")).expect("there").flatten().map(|entry| entry.path()).collect();
        assert!(figures.len() >= [6, 2, 1][place], "{figures:?}");
        for figure in figures {
            let text = fs::read_to_string(&figure).expect("there");
            xml::check(&text).unwrap_or_else(|why| panic!("{}: {why}", figure.display()));
            assert!(text.contains("role=\"img\"") && text.contains("<title ") && text.contains("<desc "));
            assert!(!text.contains("NaN") && !text.contains("inf"), "{}", figure.display());
        }
    }
}

#[test]
fn a_part_of_a_study_is_described_and_says_so() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--seeds", "6", "--set", "claim.seeds=6"]));
    let read = Study::open(&dir).expect("a study");
    let path = |index| dir.join("cells").join(read.name(index).expect("sound"));
    fs::remove_file(path(1).with_extension("json")).expect("removed");
    fs::remove_file(path(2).with_extension("json")).expect("removed");
    let reason = serde_json::json!({ "format": 1, "seed": 5, "reason": "the task went wrong" });
    fs::write(path(2).with_extension("failed"), reason.to_string()).expect("written");
    fs::write(path(3).with_extension("json"), "{}").expect("written");
    let out = reported(&dir, &[]);
    insta::assert_snapshot!("part", out);
    for cell in cells(&dir) {
        fs::remove_file(cell).expect("removed");
    }
    let out = reported(&dir, &[]);
    assert!(out.contains("no cell is done yet") && out.contains("0 of 6 cells are done"), "{out}");
    let page = fs::read_to_string(dir.join("report.html")).expect("there");
    xml::check(&page).unwrap_or_else(|why| panic!("{why}"));
    assert!(page.contains("no verdict") && !page.contains("<svg"));
    assert_eq!(fs::read_dir(dir.join("figures")).expect("there").count(), 0, "old figures are gone");
}

#[test]
fn another_number_of_seeds_gets_no_verdict() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--seeds", "6"]));
    // Two cells short of six: as many as were registered, and still another study.
    let names = cells(&dir);
    names.iter().take(2).for_each(|path| fs::remove_file(path).expect("removed"));
    let out = reported(&dir, &[]);
    assert!(out.contains("claim is registered at 4 seeds: this has 6"), "{out}");
    assert!(out.contains("No verdict on sleep against interleaved in test error: 4 seeds were registered"), "{out}");
}

#[test]
fn lives_that_diverged_are_counted_and_score_chance() {
    let folder = folder();
    let dir = folder.path().join("s");
    let args = ["--set", "day.normalized=false", "--set", "day.learning_rate=1e30"];
    printed(&mut study(&small(folder.path()), &dir, &args));
    let out = reported(&dir, &[]);
    assert!(out.contains("diverged") && out.contains("what guessing scores"), "{out}");
    assert!(out.contains("Diverged, and scored as chance: 4 of sleep, 4 of interleaved."), "{out}");
}

#[test]
fn sweeps_are_described() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--vary", "night.downscale.amount=0.05,0.2"]));
    let out = reported(&dir, &[]);
    assert!(out.contains("2 settings are lived: a sweep is described, not tested"), "{out}");
    let described = out.lines().filter(|line| line.starts_with("  night.downscale.amount=")).count();
    assert!(described == 2 && out.contains("  night.downscale.amount=0.05: morning ratio "), "{out}");
    assert!(dir.join("figures/sweep-morning.svg").is_file() && dir.join("figures/sweep-mean.svg").is_file());
}

#[test]
fn ceilings_are_measured_where_dreams_alone_vary() {
    let folder = folder();
    let dir = folder.path().join("s");
    digits(&dir, &["--vary", "seeds.dreams=1,2", "--arms", "sleep,awake,interleaved"]);
    let out = reported(&dir, &[]);
    let line = out.lines().find(|line| line.starts_with("- sleep and awake answer alike")).expect("a line");
    // Awake has no dreams: its two lives are one.
    assert!(line.contains("awake") && line.contains("in 100.0 ± 0.0 %"), "{line}");
    assert!(!out.contains("is not measured by this study"), "{out}");
}

#[test]
fn two_keys_make_maps_and_ceilings_are_measured_in_each_of_their_settings() {
    let folder = folder();
    let dir = folder.path().join("s");
    let vary = ["night.downscale.amount=0.05,0.4", "seeds.dreams=seed,seed+1000", "night.dreams.hallucinatory=0.1,0.9"];
    digits(&dir, &["--vary", vary[0], "--vary", vary[1], "--vary", vary[2], "--arms", "sleep,awake"]);
    let out = reported(&dir, &[]);
    for name in ["sweep", "sweep-difference", "sweep-agreement"] {
        assert!(dir.join(format!("figures/{name}.svg")).is_file(), "{name}");
    }
    // From the answers themselves: how far the two agree under other dreams, and the sleeper with itself; the other one
    // has no dreams and always does.
    let read = Study::open(&dir).expect("a study");
    let answers = |setting: u64, seed: u64, arm: &str| {
        let points = read.cells().map(|entry| entry.expect("readable"));
        let mut mine = points.filter(|entry| (entry.point.setting, entry.point.seed) == (setting, seed));
        let State::Done(cell) = mine.next().expect("a cell").state else { panic!("not done") };
        let Some(Answers::Classes(classes)) = cell.life(arm).map(|lived| lived.answers.clone()) else { panic!("none") };
        classes
    };
    let alike = |a: &[u8], b: &[u8]| a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / a.len() as f64;
    let shown = |setting: u64| {
        let above = (7..12).map(|seed| {
            let [first, second] = [setting, setting + 2].map(|setting| answers(setting, seed, "sleep"));
            let awake = answers(setting, seed, "awake");
            0.5 * (alike(&first, &awake) + alike(&second, &awake)) - 0.5 * (alike(&first, &second) + 1.0)
        });
        let text = format!("{:+.1}", 100.0 * above.sum::<f64>() / 5.0).replace('-', "−");
        if ["+0.0", "−0.0"].contains(&text.as_str()) { "0.0".to_owned() } else { text }
    };
    let lines: Vec<&str> =
        out.lines().skip_while(|line| !line.starts_with("sleep and awake, agreement from its ceiling")).collect();
    for (line, settings) in [(lines[4], [0, 1]), (lines[5], [4, 5])] {
        let cells: Vec<&str> = line.split_whitespace().skip(1).map(|cell| cell.trim_end_matches(['!', '?'])).collect();
        assert_eq!(cells, settings.map(shown), "{out}");
    }
}

#[test]
fn variance_is_divided_where_all_four_seeds_vary_alike() {
    let folder = folder();
    let dir = folder.path().join("s");
    let vary = ["init", "task", "order", "dreams"].map(|seed| format!("seeds.{seed}=1,2,3,4,5,6"));
    let mut args = vec!["--set", "days=1", "--set", "day.steps=2", "--set", "night.steps=2", "--seeds", "1"];
    args.extend(["--set", "net.init=fan-in", "--arms", "sleep"]);
    for vary in &vary {
        args.extend(["--vary", vary]);
    }
    printed(&mut study(&small(folder.path()), &dir, &args));
    let out = reported(&dir, &[]);
    let line = out.lines().find(|line| line.starts_with("- sleep, 3 rows: init ")).unwrap_or_else(|| panic!("{out}"));
    assert!(line.contains("task") && line.contains("order") && line.contains("dreams"), "{line}");
}

#[test]
fn event_files_are_framed_records_of_every_value() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--seeds", "2"]));
    let out = reported(&dir, &["--tensorboard"]);
    assert!(out.contains("DIR/tensorboard, 6 lives"), "{out}");
    for cell in lived(&dir) {
        for lived in &cell.lives {
            let path = format!("tensorboard/{}/seed{}/events.out.tfevents.0.oneiro", lived.name, cell.seed);
            let file = fs::read(dir.join(&path)).unwrap_or_else(|why| panic!("{path}: {why}"));
            let mut rest = file.as_slice();
            let mut take = |n: usize| {
                let (head, tail) = rest.split_at(n);
                rest = tail;
                head
            };
            let mut records = Vec::new();
            let number = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().expect("four bytes"));
            for _ in 0..=lived.rows.len() {
                let length = take(8);
                assert_eq!(number(take(4)), masked(length));
                let content = take(u64::from_le_bytes(length.try_into().expect("eight bytes")) as usize);
                assert_eq!(number(take(4)), masked(content));
                records.push(content);
            }
            assert!(rest.is_empty());
            assert!(records[0].ends_with(b"brain.Event:2"));
            for (record, row) in records[1..].iter().zip(&lived.rows) {
                let value = row.values[Measure::TestError] as f32;
                let mut scalar = b"\x0a\x0atest_error\x15".to_vec();
                scalar.extend(value.to_le_bytes());
                assert!(record.windows(scalar.len()).any(|window| window == scalar));
            }
        }
    }
}

#[test]
fn what_is_no_study_is_one_line() {
    let folder = folder();
    let (code, out, err) = gave(&mut report(folder.path(), &[]));
    let expected = format!("error: {}: no such file or folder\n", folder.path().join("study.json").display());
    assert_eq!((code, out.as_str(), err), (Some(1), "", expected));
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--seeds", "2"]));
    fs::create_dir(dir.join("report.html")).expect("made");
    let before = written(&dir);
    let (code, out, err) = gave(&mut report(&dir, &[]));
    let expected = format!("error: {}: is a folder\n", dir.join("report.html").display());
    assert_eq!((code, out.as_str(), err), (Some(1), "", expected));
    assert!(written(&dir) == before, "nothing half-written stays");
}

#[test]
fn arms_have_the_screens_colours_and_markers() {
    let hex = |colour: Color| match colour {
        Color::Rgb(r, g, b) => u32::from(r) << 16 | u32::from(g) << 8 | u32::from(b),
        other => panic!("{other:?} is no true colour"),
    };
    for (theme, palette) in [(Theme::dawn(), palette::LIGHT), (Theme::dusk(), palette::DARK)] {
        assert_eq!((hex(theme.background), hex(theme.text)), (palette.paper, palette.text));
        for place in 0..Arm::ALL.len() {
            assert_eq!(hex(theme.series[place]), palette.series[place], "{} of {}", place, theme.name);
        }
    }
    assert_eq!(MARKERS[..Arm::ALL.len()], palette::MARKERS[..Arm::ALL.len()]);
}
