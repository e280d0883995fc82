//! The faces of lessons, of somebody's own data and of missed nights: what is drawn is what was recorded.

#[path = "support/files.rs"]
mod files;
#[path = "support/screen.rs"]
mod support;

use std::fmt::Write as _;
use std::path::Path;

use oneiro::record::{Measure, Moment};
use oneiro::scenario::Scenario;
use oneiro::tui::app::App;
use oneiro::tui::surface::Surface;
use ratatui::crossterm::event::KeyCode;
use support::{ASCII, BOTH, app, drawn, hit, open, press, text};

const WIDE: (u16, u16) = (120, 36);

fn snapshots(name: &str, app: impl FnMut(Surface) -> App) {
    support::snapshots(name, &BOTH, app);
}

/// A fifth of a number below 1, told apart by its coordinates.
fn chance(row: usize, column: usize) -> f64 {
    ((row * 7919 + column * 104_729 + row * column * 31) % 1000) as f64 / 1000.0
}

/// A table in a folder, and the story of it.
fn table(folder: &Path, classes: bool) -> Scenario {
    let mut lines = String::from("length,width,height of the stem,answer\n");
    for row in 0..120 {
        let kind = row % 3;
        let value = |column: usize| kind as f64 * (1.0 + column as f64) + chance(row, column);
        let answer = if classes {
            ["oak", "birch", "elm"][kind].to_owned()
        } else {
            format!("{:.2}", value(0) - 2.0 * value(1))
        };
        writeln!(lines, "{:.2},{:.2},{:.2},{answer}", value(0), value(1), value(2)).expect("memory");
    }
    std::fs::write(folder.join("trees.csv"), lines).expect("a folder");
    let answers = if classes { "classes\"\nlabel_noise = 0.2" } else { "values\"" };
    story(folder, &format!("kind = \"table\"\nfile = \"trees.csv\"\ntarget = \"answer\"\nanswers = \"{answers}"))
}

/// Images of strokes in a folder, and the story of them.
fn images(folder: &Path) -> Scenario {
    let (side, count) = (28usize, 120usize);
    let mut pixels = vec![0u8; side * side * count];
    for (number, image) in pixels.chunks_mut(side * side).enumerate() {
        let (kind, shift) = (number % 3, number % 4);
        for step in 6..22 {
            // A bar down, a bar across, and a stroke from corner to corner.
            let (x, y) = [(12 + shift, step), (step, 12 + shift), (step, step)][kind];
            for (x, y) in [(x, y), (x + 1, y), (x, y + 1)] {
                image[y * side + x] = 255;
            }
        }
    }
    let labels: Vec<u8> = (0..count).map(|number| (number % 3) as u8).collect();
    let sizes = [count as u32, side as u32, side as u32];
    std::fs::write(folder.join("strokes"), files::idx(8, &sizes, &pixels)).expect("a folder");
    std::fs::write(folder.join("kinds"), files::idx(8, &sizes[..1], &labels)).expect("a folder");
    story(folder, "kind = \"idx\"\nfile = \"strokes\"\nlabels = \"kinds\"")
}

fn story(folder: &Path, task: &str) -> Scenario {
    let common =
        "train = 60\nvalidation = 20\ntest = 40\n[net]\nhidden = [8]\n[day]\nsteps = 20\n[night]\nsteps = 16\n";
    let text = format!("format = 1\nseed = 3\ndays = 4\n[task]\n{task}\n{common}");
    let path = folder.join("own.toml");
    std::fs::write(&path, text).expect("a folder");
    Scenario::load(path.to_str().expect("a path"), &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn night(scenario: &Scenario, surface: Surface, keys: &str) -> App {
    let mut app = open(scenario.clone(), surface);
    press(&mut app, "nd......");
    press(&mut app, keys);
    app
}

#[test]
fn lessons_by_day_and_night() {
    snapshots("lessons", |surface| {
        let mut app = app("two-a-day", &["day.steps=40", "night.steps=20"], surface);
        press(&mut app, "nnndx");
        app
    });
    snapshots("worlds", |surface| {
        let set = ["day.steps=20", "night.steps=20", "days=4", "task.drift_day=3"];
        let mut app = app("changed-world", &set, surface);
        press(&mut app, "nnnx");
        app
    });
}

#[test]
fn every_lessons_mistakes_are_the_recorded_ones() {
    let set = ["day.steps=40", "night.steps=20"];
    let mut app = app("two-a-day", &set, ASCII);
    press(&mut app, "nnx");
    let picture = text(&drawn(&mut app, WIDE));
    let history = app.lab().history();
    let rows: Vec<&str> = picture.lines().filter(|line| line.contains("0+1")).collect();
    // The sleeper's row, then that of the twin who stays up.
    for (row, life) in rows.iter().zip([0, 1]) {
        let lesson = &history.tracks()[life].lessons()[0];
        let ends = history.stamps().iter().zip(lesson).filter(|(stamp, _)| stamp.moment.ends_phase() && stamp.day > 0);
        let wanted: Vec<String> = ends.map(|(_, error)| format!("{:.0}", 100.0 * error)).collect();
        let strip = &row[row.find("0+1").expect("its name") + 3..row.len().min(66)];
        let found: Vec<&str> = strip.split(|c: char| !c.is_ascii_digit()).filter(|figure| !figure.is_empty()).collect();
        assert_eq!(found, wanted, "{row}");
    }
    assert_eq!(rows.len(), 2, "{picture}");
}

#[test]
fn rows_of_a_table_value_by_value() {
    let folder = tempfile::tempdir().expect("a folder");
    let classes = table(folder.path(), true);
    snapshots("row", |surface| night(&classes, surface, ""));
    let mut app = night(&classes, ASCII, "");
    let picture = text(&drawn(&mut app, WIDE));
    let dream = app.eye().dream.clone().expect("it dreams");
    for (column, name) in ["length", "width", "height"].iter().enumerate() {
        let line = picture.lines().find(|line| line.contains(&format!("| {name}"))).expect("its row");
        for value in [dream.memory.raw[column], dream.raw[column]] {
            assert!(line.contains(&format!("{value:+.2}")), "{value} is not in {line}");
        }
    }
    let values = table(folder.path(), false);
    snapshots("values", |surface| night(&values, surface, ""));
    snapshots("values_turned", |surface| night(&values, surface, "x"));
    snapshots("row_dreams", |surface| night(&classes, surface, "2"));
}

#[test]
fn images_of_any_size() {
    let folder = tempfile::tempdir().expect("a folder");
    let images = images(folder.path());
    snapshots("strokes", |surface| night(&images, surface, ""));
    snapshots("strokes_dreams", |surface| night(&images, surface, "2"));
}

#[test]
fn dreams_of_two_memories_of_classes_and_in_episodes() {
    let kinds: [(&str, &[&str]); 4] = [
        ("blend", &["night.dreams.noise=blend"]),
        ("mix", &["night.dreams.noise=mix", "night.dreams.hallucinatory=0.6"]),
        ("classes", &["night.dreams.source=statistics"]),
        ("episodes", &["night.dreams.narrative=3"]),
    ];
    for (name, set) in kinds {
        snapshots(name, |surface| {
            let mut app = app("digits", set, surface);
            press(&mut app, "nn2");
            app
        });
    }
    snapshots("blend_large", |surface| {
        let mut app = app("digits", &["night.dreams.noise=blend"], surface);
        press(&mut app, "nn2");
        hit(&mut app, KeyCode::Enter);
        app
    });
}

#[test]
fn both_memories_of_a_blend_are_told_with_their_shares() {
    let mut app = app("digits", &["night.dreams.noise=blend", "night.dreams.hallucinatory=0.25"], Surface::FULL);
    press(&mut app, "nn2");
    let picture = text(&drawn(&mut app, WIDE)).split_whitespace().collect::<Vec<_>>().join(" ");
    let card = app.card(app.dreams().cursor()).expect("a dream");
    let other = card.other.expect("a second memory");
    let ids: Vec<u32> = card.provenance.sources.iter().map(|(source, _)| source.id).collect();
    assert_eq!(ids, [card.memory.id, other.id]);
    for (place, value) in card.raw.iter().enumerate() {
        let mixed = 0.75 * card.memory.raw[place] + 0.25 * other.raw[place];
        assert!((value - mixed).abs() < 1e-6, "{value} {mixed}");
    }
    assert!(picture.contains("75 %") && picture.contains("25 %"), "{picture}");
}

#[test]
fn an_episode_is_never_parted_by_a_page() {
    for narrative in [2, 3, 5, 7] {
        let mut app = app("digits", &[&format!("night.dreams.narrative={narrative}")], Surface::FULL);
        press(&mut app, "nn2");
        for size in BOTH {
            drawn(&mut app, size);
            for _ in 0..6 {
                let page = app.dreams().page(4 * narrative);
                assert_eq!(page.start % narrative, 0, "{page:?}");
                hit(&mut app, KeyCode::Left);
            }
        }
    }
}

#[test]
fn naps_are_seen() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "n..........N");
    for step in 0..5 {
        press(&mut app, ".");
        drawn(&mut app, WIDE);
        let dream = app.eye().dream.clone().filter(|_| app.eye().dreaming).expect("it naps");
        assert_eq!((dream.number, dream.of), (step * 20 + 1, 400));
        assert_eq!(dream.age, Some(dream.age.unwrap_or(9).min(1)), "of today or of the day before");
    }
    let picture = text(&drawn(&mut app, WIDE));
    assert!(picture.contains("nap: dream 81 of 400"), "{picture}");
}

#[test]
fn missed_nights_are_marked_and_told() {
    let set = ["days=4", "night.missed=2", "day.steps=20", "night.steps=20"];
    snapshots("missed", |surface| {
        let mut app = app("missed-nights", &set, surface);
        press(&mut app, "nnd......");
        press(&mut app, "[n");
        app
    });
    let mut app = app("missed-nights", &set, Surface::FULL);
    press(&mut app, "nd......");
    let picture = text(&drawn(&mut app, WIDE));
    assert!(picture.contains("Night 2 is missed.") && picture.contains("╌ missed"), "{picture}");
    // Who is kept up tonight by a key is so too.
    let mut app = support::app("digits", &[], Surface::FULL);
    assert!(!text(&drawn(&mut app, WIDE)).contains("missed"));
    press(&mut app, "nZd.....");
    assert!(text(&drawn(&mut app, WIDE)).contains("Night 2 is missed."));
}

#[test]
fn other_figures_are_the_recorded_ones() {
    let set = ["day.steps=40", "night.steps=20", "measure.corruption=0.3"];
    snapshots("figures", |surface| {
        let mut app = app("two-a-day", &set, surface);
        press(&mut app, "nnn4x");
        app
    });
    let mut app = app("two-a-day", &set, ASCII);
    press(&mut app, "nnn4x");
    let picture = text(&drawn(&mut app, WIDE));
    let history = app.lab().history();
    let morning = history.stamps().iter().rposition(|stamp| stamp.moment == Moment::Morning).expect("it was reached");
    for (measure, says) in
        [(Measure::NoisyError, "mistakes where it sees noise"), (Measure::Calibration, "how far off its sureness is")]
    {
        let line = picture.lines().find(|line| line.contains(says)).expect("its row");
        for life in 0..2 {
            let value = history.tracks()[life].column(measure)[morning];
            assert!(line.contains(&format!("{:.1} %", 100.0 * value)), "{value} is not in {line}");
        }
    }
}

#[test]
fn a_weight_is_held_against_its_birth_where_nights_lead_back_to_it() {
    let mut app = app("birth", &["days=3", "day.steps=20", "night.steps=20"], Surface::FULL);
    press(&mut app, "nn3");
    let picture = text(&drawn(&mut app, WIDE));
    let (input, neuron) = app.synapses().cursor();
    let born = app.lab().weight_at_birth(app.operated(), 0, input, neuron).expect("it is kept");
    let (_, first) = app.lab().weight_past(app.operated(), 0, input, neuron)[0];
    assert_eq!(born.to_bits(), first.to_bits());
    assert!(picture.contains("born "), "{picture}");
    snapshots("birth", |surface| {
        let mut app = support::app("birth", &["days=3", "day.steps=20", "night.steps=20"], surface);
        press(&mut app, "nn3");
        app
    });
}
