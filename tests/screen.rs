//! Whole screens on a test backend: what they say, how they say it, and that nothing brings them
//! down.

#[path = "support/screen.rs"]
mod support;

use oneiro::export::csv::{Rows, write};
use oneiro::record::Measure;
use oneiro::tui::app::App;
use oneiro::tui::keymap::Action;
use oneiro::tui::surface::Surface;
use oneiro::tui::theme::Theme;
use oneiro::tui::update::{Effect, update};
use ratatui::style::{Color, Modifier};
use support::{ASCII, app, drawn, press, snapshots, text};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (40, 12)];

#[test]
fn at_birth() {
    snapshots("birth", &SIZES, |surface| app("digits", &[], surface));
}

#[test]
fn in_the_middle_of_a_night() {
    snapshots("night", &SIZES, |surface| {
        let mut app = app("digits", &[], surface);
        press(&mut app, "dndndnd");
        for _ in 0..40 {
            press(&mut app, ".");
        }
        app
    });
}

#[test]
fn overnight() {
    snapshots("morning", &SIZES, |surface| {
        let mut app = app("digits", &[], surface);
        press(&mut app, "ddn");
        app
    });
}

#[test]
fn at_the_end() {
    snapshots("end", &SIZES, |surface| {
        let mut app = app("digits", &["days=3"], surface);
        press(&mut app, "cccc");
        assert!(app.lab().ended());
        app
    });
}

#[test]
fn when_a_life_diverges() {
    snapshots("diverged", &SIZES, |surface| {
        let mut app = app("digits", &["days=3", "day.learning_rate=1e30"], surface);
        press(&mut app, "nn");
        app
    });
}

#[test]
fn a_curve() {
    snapshots("curve", &SIZES, |surface| {
        let mut app = app("curve", &[], surface);
        press(&mut app, "nnn");
        app
    });
}

#[test]
fn help() {
    snapshots("help", &SIZES, |surface| {
        let mut app = app("digits", &[], surface);
        press(&mut app, "?");
        app
    });
}

#[test]
fn colours_and_weights_of_type_carry_their_meaning() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "ddn");
    let buffer = drawn(&mut app, (120, 36));
    let theme = Theme::dusk();
    // In the charts: dots beside them are lies, filled where they are believed.
    let charts = buffer.content.chunks(120).flat_map(|row| &row[..60]);
    let find = |wanted: &str| charts.clone().filter(|cell| cell.symbol() == wanted).collect::<Vec<_>>();
    assert!(find("●").iter().all(|cell| cell.fg == theme.series[0]), "the sleeper's marker has its colour");
    assert!(find("◆").iter().all(|cell| cell.fg == theme.series[1]), "the twin's marker has its colour");
    assert!(buffer.content.iter().any(|cell| cell.bg == theme.night), "nights are shaded");
    let last = buffer.area.height - 1;
    assert!(buffer[(1, last)].modifier.contains(Modifier::BOLD), "keys are bold");
    assert_eq!(buffer[(7, last)].fg, theme.muted, "and their words are not");
    let ascii = drawn(&mut support::app("digits", &[], ASCII), (120, 36));
    assert!(ascii.content.iter().all(|cell| cell.symbol().is_ascii()));
    assert!(ascii.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}

#[test]
fn the_sentence_and_the_way_out_are_there_at_every_size() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "n");
    for (width, height) in SIZES {
        let picture = text(&drawn(&mut app, (width, height)));
        assert!(picture.contains("Overnight"), "{width}×{height}:\n{picture}");
        assert!(picture.contains("q quit"), "{width}×{height}:\n{picture}");
    }
}

#[test]
fn figures_are_the_recorded_ones() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "dnd");
    let picture = text(&drawn(&mut app, (120, 36)));
    for track in app.lab().history().tracks() {
        let strength = track.last(Measure::WeightAbs).expect("measured in the evening");
        let error = track.last(Measure::TestError).expect("measured in the evening");
        assert!(picture.contains(&format!(" {strength:.0} ")), "{strength}\n{picture}");
        assert!(picture.contains(&format!("{:.1} %", error * 100.0)), "{error}\n{picture}");
    }
}

/// What `oneiro run --out` would write of the newest phase, against what stands on the screen.
#[test]
fn figures_are_the_exporters_too() {
    for keys in ["d", "dn", "dnd", "dndndn"] {
        let mut app = app("digits", &[], Surface::FULL);
        press(&mut app, keys);
        let picture = text(&drawn(&mut app, (120, 36)));
        let mut file = Vec::new();
        write(app.lab().spec(), app.lab().history(), Rows::Phases, &mut file).expect("memory takes all");
        let mut table = csv::Reader::from_reader(file.as_slice());
        let head = table.headers().expect("a header").clone();
        let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
        for arm in ["sleep", "awake"] {
            let last = rows.iter().rfind(|row| &row[0] == arm).expect("a row of every arm");
            let value = |name: &str| -> f64 {
                let column = head.iter().position(|column| column == name).expect("a column");
                last[column].parse().expect("a number")
            };
            let shown = [
                format!(" {:.0} ", value("weight_abs")),
                format!(" {:.1} %", 100.0 * value("test_error")),
                format!(" {:.0} of ", value("lies_believed") * lies_told(&app)),
            ];
            for figure in shown {
                assert!(picture.contains(&figure), "{arm}: {figure} after {keys}\n{picture}");
            }
        }
    }
}

/// Lies lived so far.
fn lies_told(app: &App) -> f64 {
    let (world, day) = (app.lab().world(), app.lab().clock().day);
    let calendar = &world.calendar;
    let told = (0..).zip(&world.train.labels).filter(|(id, label)| label.is_lie() && calendar.was_lived(*id, day));
    told.count() as f64
}

#[test]
fn no_size_is_too_small() {
    for name in ["digits", "curve"] {
        let mut app = app(name, &["days=3"], Surface::FULL);
        for keys in ["", "n", "?", "?cc"] {
            press(&mut app, keys);
            for width in 0..=60 {
                for height in 0..=30 {
                    drawn(&mut app, (width, height));
                }
            }
        }
    }
}

#[test]
fn steps_end_where_they_say() {
    let mut app = app("digits", &[], Surface::FULL);
    let place = |app: &App| {
        let clock = app.lab().clock();
        (clock.day, clock.stamp().moment.name(), clock.tick)
    };
    press(&mut app, ".");
    assert_eq!(place(&app), (1, "day", 1));
    press(&mut app, "d");
    assert_eq!(place(&app), (1, "evening", 100));
    press(&mut app, "d");
    assert_eq!(place(&app), (2, "evening", 100));
    press(&mut app, "n");
    assert_eq!(place(&app), (2, "morning", 104));
    press(&mut app, "n");
    assert_eq!(place(&app), (3, "morning", 104));
    press(&mut app, "...c");
    assert_eq!(place(&app), (5, "day", 3));
    press(&mut app, "dc");
    assert_eq!(place(&app), (6, "evening", 100));
    press(&mut app, "r");
    assert_eq!(place(&app), (0, "morning", 0));
}

#[test]
fn leaving_has_its_codes() {
    let mut app = app("digits", &[], Surface::FULL);
    assert_eq!(update(&mut app, Action::Quit), Effect::Quit(0));
    assert_eq!(update(&mut app, Action::Interrupt), Effect::Quit(130));
    assert_eq!(update(&mut app, Action::Suspend), Effect::Suspend);
}
