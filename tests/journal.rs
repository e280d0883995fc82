//! The Journal: its figures are the recorded ones, it leads where it says, and what was left stays to be
//! seen.

#[path = "support/screen.rs"]
mod support;

use oneiro::arm::{Arm, Phase};
use oneiro::export::csv::{Rows, write};
use oneiro::scenario::{Event, What};
use oneiro::tui::app::App;
use oneiro::tui::journal::{Kind, Node, branches, here, lines};
use oneiro::tui::surface::Surface;
use oneiro::tui::words::journal::{moment, morning};
use ratatui::crossterm::event::KeyCode;
use support::{ASCII, BOTH, app, drawn, hit, open, press, scenario, snapshots, text};

/// A story in which these things happen.
fn told(events: Vec<Event>, surface: Surface) -> App {
    let scenario = scenario("digits", &["days=6"]).with_events(events);
    open(scenario, surface)
}

fn fork(day: u32, of: &str, name: &str, arm: Option<Arm>) -> Event {
    let what = What::Fork { name: name.to_owned(), arm };
    Event { day, phase: Phase::Night, tick: 0, life: Some(of.to_owned()), what }
}

#[test]
fn after_a_fork() {
    snapshots("fork", &BOTH, |surface| {
        let mut app = told(vec![fork(2, "sleep", "awake-2", Some(Arm::Awake))], surface);
        press(&mut app, "nnn5");
        app
    });
}

/// To bed at noon on day 2, a skipped night after it, and another future instead of that.
fn branched(surface: Surface) -> App {
    let mut app = app("digits", &["days=6"], surface);
    press(&mut app, "nnn[[[[");
    for _ in 0..30 {
        press(&mut app, ".");
    }
    press(&mut app, "znZn[[Xn5");
    app
}

#[test]
fn after_branches() {
    snapshots("branches", &BOTH, branched);
}

#[test]
fn in_the_tree_and_in_the_past() {
    snapshots("tree", &BOTH, |surface| {
        let mut app = branched(surface);
        press(&mut app, "[[[");
        hit(&mut app, KeyCode::Tab);
        hit(&mut app, KeyCode::Up);
        app
    });
}

/// Every number of a text, and what stands right before it is no letter.
fn figures(text: &str) -> Vec<String> {
    let is_figure = |word: &str| word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let words = text.split(|c: char| c.is_whitespace() || ",;:".contains(c)).map(|word| word.trim_end_matches('.'));
    words.filter(|word| is_figure(word)).map(str::to_owned).collect()
}

#[test]
fn every_figure_of_a_morning_is_the_exporters() {
    let mut app = app("digits", &["days=6"], Surface::FULL);
    press(&mut app, "nnnnn");
    let mut file = Vec::new();
    write(app.lab().spec(), app.lab().history(), Rows::Phases, &mut file).expect("memory takes all");
    let mut table = csv::Reader::from_reader(file.as_slice());
    let head = table.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let column = |name: &str| head.iter().position(|column| column == name).expect("a column");
    let value = |arm: &str, day: u32, phase: &str, name: &str| -> f64 {
        let is_it = |row: &&csv::StringRecord| {
            row[column("arm")] == *arm && row[column("day")] == day.to_string() && row[column("phase")] == *phase
        };
        rows.iter().find(is_it).expect("a row")[column(name)].parse().unwrap_or(f64::NAN)
    };
    let (world, mut seen) = (app.lab().world(), 0);
    for line in lines(&app) {
        let Kind::Morning(point) = line.kind else { continue };
        let day = app.lab().history().stamps()[point].day;
        let calendar = &world.calendar;
        let lived = (0..).zip(&world.train.labels).filter(|(id, _)| calendar.was_lived(*id, day));
        let (lies, truths): (Vec<bool>, Vec<bool>) = lived.map(|(_, label)| label.is_lie()).partition(|lie| *lie);
        let held = |name: &str, phase: &str, all: usize| (value("sleep", day, phase, name) * all as f64).round();
        let [believed, known] =
            [("lies_believed", lies.len()), ("truths_known", truths.len())].map(|(n, all)| held(n, "evening", all));
        let lost = |name: &str, held: f64| {
            let share = value("sleep", day, "morning", name);
            if held == 0.0 { 0.0 } else { (share * held).round() }
        };
        let (wrong, right) = (lost("lies_forgotten", believed), lost("truths_forgotten", known));
        let taken = held("lies_believed", "morning", lies.len()) - (believed - wrong);
        let first = if wrong == 0.0 && taken > 0.0 { taken } else { wrong };
        let error = |arm: &str, phase: &str| format!("{:.1}", 100.0 * value(arm, day, phase, "test_error"));
        let mut expected: Vec<String> =
            [first, right].into_iter().filter(|count| *count > 0.0).map(|count| format!("{count:.0}")).collect();
        expected.extend([error("sleep", "evening"), error("sleep", "morning")]);
        assert_eq!(error("awake", "evening"), error("awake", "morning"), "who stays up does not change at night");
        expected.push(error("awake", "morning"));
        let text = morning(&app, point);
        assert_eq!(figures(&text), expected, "{text}");
        seen += 1;
    }
    assert_eq!(seen, 5);
}

#[test]
fn a_line_leads_to_its_moment_and_says_when_that_is() {
    let mut app = branched(Surface::FULL);
    let all = lines(&app);
    assert!(all.iter().filter(|line| matches!(line.kind, Kind::Note(_))).count() >= 2, "{all:?}");
    for (place, line) in all.iter().enumerate() {
        let start = app.selected_line(&lines(&app));
        let key = if place < start { KeyCode::Up } else { KeyCode::Down };
        for _ in 0..place.abs_diff(start) {
            hit(&mut app, key);
        }
        let picture = text(&drawn(&mut app, (120, 36)));
        let is_morning = matches!(line.kind, Kind::Morning(_));
        let when = moment(app.calendar(), line.tick);
        assert!(is_morning || picture.contains(&when), "{when}\n{picture}");
        hit(&mut app, KeyCode::Enter);
        assert_eq!(app.lab().clock().total, line.tick);
        assert_eq!(lines(&app), all, "travelling forgets nothing");
        assert_eq!(all[here(&app, &all)].tick, line.tick, "one stands on the line one went to");
        let (_, time) = app.time();
        if line.tick > 0 {
            assert!(
                when.ends_with(&format!("{:02}:{:02}", time / 60, time % 60)),
                "the header says {time}, not {when}"
            );
        }
    }
}

#[test]
fn the_tree_leads_onto_every_course_and_back() {
    let mut app = branched(Surface::FULL);
    let lived = app.session().at();
    let marks = app.session().acts().len();
    assert_eq!((lived, marks), (3, 3));
    hit(&mut app, KeyCode::Tab);
    for course in [0, 1, 2, 3, 0, 3] {
        let nodes = branches(&app);
        let place = nodes.iter().position(|branch| branch.node == Node::Course(course)).expect("every course");
        let target = nodes[place].tick;
        let start = app.selected_node(&nodes);
        let key = if place < start { KeyCode::Up } else { KeyCode::Down };
        for _ in 0..place.abs_diff(start) {
            hit(&mut app, key);
        }
        hit(&mut app, KeyCode::Enter);
        assert_eq!((app.session().at(), app.lab().clock().total), (course, target));
    }
    assert_eq!(app.session().acts().len(), marks, "nothing is done by looking");
}

#[test]
fn the_newest_line_is_followed_until_one_goes_away_from_it() {
    let mut app = app("digits", &["days=6"], Surface::FULL);
    press(&mut app, "5nn");
    let chosen = |app: &App| lines(app)[app.selected_line(&lines(app))].tick;
    assert_eq!(chosen(&app), app.lab().clock().total);
    hit(&mut app, KeyCode::Up);
    let kept = chosen(&app);
    press(&mut app, "n");
    assert_eq!(chosen(&app), kept);
    hit(&mut app, KeyCode::PageDown);
    press(&mut app, "n");
    assert_eq!(chosen(&app), app.lab().clock().total);
}

#[test]
fn what_the_story_has_in_store_is_said() {
    let nap = Event { day: 3, phase: Phase::Day, tick: 50, life: None, what: What::Nap(20) };
    let mut app = told(vec![nap, fork(4, "sleep", "awake-2", Some(Arm::Awake))], Surface::FULL);
    press(&mut app, "n5");
    let picture = text(&drawn(&mut app, (120, 36)));
    assert!(picture.contains("To come: a nap of 20 ticks, for everyone."), "{picture}");
    let planned: Vec<u64> = lines(&app).iter().filter(|l| matches!(l.kind, Kind::Planned(_))).map(|l| l.tick).collect();
    press(&mut app, "nnnn");
    let happened: Vec<u64> = app.lab().notes().iter().map(|note| note.tick).collect();
    assert_eq!(planned, happened, "what was planned happens when it was said");
}

#[test]
fn what_was_left_stays_behind_the_lines() {
    for (surface, word) in [(Surface::FULL, "┄ as it was"), (ASCII, "- as it was")] {
        let mut app = app("digits", &["days=6"], surface);
        press(&mut app, "nnn[[[");
        let before = app.horizon();
        assert!(BOTH.iter().all(|size| !text(&drawn(&mut app, *size)).contains(word)), "nothing is left yet");
        press(&mut app, "Z");
        assert_eq!(app.horizon(), before, "the axis stays where it was");
        for size in BOTH {
            let buffer = drawn(&mut app, size);
            assert!(text(&buffer).contains(word), "{}", text(&buffer));
            // To the right of where one stands there is nothing but what was left. In ASCII nights are
            // dotted, and the level at birth is dashed.
            let is_ink = |c: char| if surface.ascii { "':".contains(c) } else { ('\u{2801}'..'\u{2900}').contains(&c) };
            let inked = |x: u16| (3..8).any(|y| buffer[(x, y)].symbol().chars().any(is_ink));
            let last = if size.0 == 80 { 42 } else { 62 };
            assert!((last - 16..last).any(inked), "{}", text(&buffer));
        }
        // Lived past it, it is still there; taken back, what was done instead is what was left.
        press(&mut app, "nnn");
        assert!(BOTH.iter().all(|size| text(&drawn(&mut app, *size)).contains(word)), "lived past it");
        hit(&mut app, KeyCode::Backspace);
        assert_eq!(app.session().at(), 0);
        assert!(BOTH.iter().all(|size| text(&drawn(&mut app, *size)).contains(word)), "after backspace");
    }
}

#[test]
fn no_life_is_hidden_by_a_legend() {
    let six = "[\"sleep\",\"awake\",\"insomnia\",\"downscale\",\"dreams\",\"replay\"]";
    let sets = ["days=3".to_owned(), format!("arms.live={six}"), format!("arms.show={six}")];
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    for story in ["digits", "curve"] {
        let mut app = app(story, &sets, Surface::FULL);
        press(&mut app, "nn");
        for size in BOTH {
            for face in ["", "x"] {
                press(&mut app, face);
                let buffer = drawn(&mut app, size);
                let left = if size.0 == 80 { 44 } else { 64 };
                let half = (size.1 - 4 - if size.1 == 36 { 6 } else { 4 }) / 2;
                for top in [2, 2 + half] {
                    let mut words = String::new();
                    for y in top..top + 2 {
                        words.extend((0..left).map(|x| buffer[(x, y)].symbol()));
                    }
                    for life in app.shown() {
                        let marker = app.look_of(life).marker;
                        assert!(words.contains(marker), "{story} {size:?}: {marker} in\n{}", text(&buffer));
                    }
                }
            }
        }
    }
}

#[test]
fn no_size_is_too_small() {
    for name in ["digits", "curve"] {
        let mut app = app(name, &["days=3"], Surface::FULL);
        press(&mut app, "nZn[[X5");
        for tab in ["5", "4"] {
            press(&mut app, tab);
            for part in 0..2 {
                for width in (0..130).step_by(if part == 0 { 3 } else { 11 }) {
                    for height in (0..=30).step_by(2) {
                        drawn(&mut app, (width, height));
                    }
                }
                hit(&mut app, KeyCode::Tab);
            }
        }
    }
}
