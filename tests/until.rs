//! Running until something is so: at the same tick on the screen and without it, or never.

#[path = "support/screen.rs"]
mod support;

use std::process::Command;

use oneiro::lab::{Lab, Progress};
use oneiro::record::{Measure, Moment};
use oneiro::session::Until;
use oneiro::tui::app::{App, Mode, Overlay};
use oneiro::tui::surface::Surface;
use ratatui::crossterm::event::KeyCode;
use support::{OPTIONS, app, hit, press, scenario};

const SET: [&str; 4] = ["days=6", "day.steps=20", "night.steps=20", "task.test=50"];

fn until(app: &mut App, said: &str) {
    press(app, "u");
    press(app, said);
    hit(app, KeyCode::Enter);
}

/// What the program prints: exit code, standard output, standard error.
fn run(said: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oneiro"));
    command.args(["run", "digits", "--kernel", "portable", "--until", said]).args(more);
    command.args(SET.iter().flat_map(|set| ["--set", set]));
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The first tick at which a life's recorded measure is below a bound.
fn first_below(lab: &Lab, life: &str, measure: Measure, bound: f64) -> u64 {
    let column = lab.history().track(life).expect("lived").column(measure);
    let point = column.iter().position(|value| *value < bound).expect("it is reached");
    lab.history().stamps()[point].tick
}

#[test]
fn a_condition_is_met_at_the_same_tick_on_the_screen_and_without_it() {
    let mut whole = Lab::new(&scenario("digits", &SET), OPTIONS);
    while whole.tick() != Progress::Ended {}
    let tick = first_below(&whole, "sleep", Measure::TestError, 0.5);
    let mornings = whole.history().stamps().iter().filter(|stamp| stamp.moment == Moment::Morning);
    let morning = mornings.clone().find(|stamp| stamp.day == 3).expect("lived").tick;
    assert!(tick > 0 && tick < whole.clock().total);
    for (said, tick) in [("sleep.mistakes < 50%", tick), ("day 3", morning), ("tick 77", 77)] {
        let mut app = app("digits", &SET, Surface::FULL);
        until(&mut app, said);
        assert_eq!((app.lab().clock().total, app.mode()), (tick, Mode::Paused), "{said}");
        assert!(app.report().is_some_and(|report| report.starts_with("Stopped on day ")), "{:?}", app.report());
        let (code, out, err) = run(said, &[]);
        assert_eq!(code, Some(0));
        assert!(err.starts_with("stopped: ") && err.contains(&format!("tick {tick})")), "{err}");
        assert!(out.ends_with(&format!("trace {}\n", app.lab().trace_hash())), "{said}: {out}");
    }
}

#[test]
fn the_same_without_pause_as_from_the_past() {
    let mut app = app("digits", &SET, Surface::FULL);
    hit(&mut app, KeyCode::End);
    press(&mut app, "g1");
    hit(&mut app, KeyCode::Enter);
    until(&mut app, "day 4");
    assert_eq!(app.lab().clock().stamp().day, 4);
    assert!(app.lab().has_future());
    assert_eq!(app.report(), Some("Stopped on day 4, morning after: the morning after day 4."));
}

#[test]
fn what_is_never_so_is_said_at_the_end() {
    let mut app = app("digits", &SET, Surface::FULL);
    until(&mut app, "lies > 2");
    assert!(app.lab().ended());
    assert_eq!(app.report(), Some("The end. “lies_believed > 2” was never so."));
    let (code, out, err) = run("lies > 2", &[]);
    assert_eq!((code, err.as_str()), (Some(0), "note: lies_believed > 2 was never so up to the end\n"));
    assert!(out.ends_with(&format!("trace {}\n", app.lab().trace_hash())));
}

#[test]
fn what_is_so_already_moves_nothing() {
    let mut app = app("digits", &SET, Surface::FULL);
    until(&mut app, "strength > 1");
    assert_eq!(app.lab().clock().total, 0);
    assert!(app.report().is_some_and(|report| report.starts_with("Already so: weight_abs of sleep is ")));
    let (code, out, err) = run("strength > 1", &[]);
    assert_eq!(code, Some(0));
    assert!(err.starts_with("stopped: weight_abs of sleep is ") && err.ends_with("(day 0, tick 0)\n"), "{err}");
    assert!(out.ends_with(&format!("trace {}\n", app.lab().trace_hash())));
}

#[test]
fn a_bad_condition_is_one_line_and_stays_on_the_line() {
    let mut app = app("digits", &SET, Surface::FULL);
    press(&mut app, "d");
    let cases = [
        ("soon", "\"soon\" is no place to stop: day 12"),
        ("day 99", "the last day is 6"),
        ("tick 9999", "the last tick is 264"),
        ("nobody.mistakes < 3%", "no life is called nobody: there are sleep, awake"),
    ];
    for (said, why) in cases {
        let before = app.lab().trace_hash();
        until(&mut app, said);
        let Some(Overlay::Ask(ask)) = app.overlay() else { panic!("it stays open") };
        assert!(ask.message().is_some_and(|message| message.starts_with(why)), "{:?}", ask.message());
        assert_eq!((ask.line().0, app.lab().trace_hash()), (said, before));
        hit(&mut app, KeyCode::Esc);
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("out");
        let (code, out, err) = run(said, &["--out", dir.to_str().expect("a path")]);
        assert_eq!((code, out.as_str(), err.lines().count()), (Some(2), "", 1));
        assert!(err.starts_with("error: --until") && err.contains(why), "{err}");
        assert!(!dir.exists());
    }
    until(&mut app, "tick 3");
    let Some(Overlay::Ask(ask)) = app.overlay() else { panic!("it stays open") };
    assert_eq!(ask.message(), Some("tick 3 is over: g goes back to it"));
}

#[test]
fn what_was_lived_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().to_str().expect("a path");
    let (code, out, _) = run("day 2", &["--out", dir]);
    assert_eq!(code, Some(0));
    let trace = std::fs::read_to_string(folder.path().join("trace.csv")).expect("written");
    assert_eq!(trace.lines().count(), 1 + 2 * 5, "birth and two days of two lives");
    let summary = std::fs::read_to_string(folder.path().join("summary.json")).expect("written");
    let hash = out.trim_end().rsplit(' ').next().expect("a hash");
    assert!(summary.contains(hash));
}

#[test]
fn every_form_reads_as_help_says() {
    let forms = oneiro::session::FORMS;
    for form in [
        "day 12",
        "tick 500",
        "mistakes < 20%",
        "strength > 800",
        "lies > 0.5",
        "sleep.test_error < 0.2",
        "plateau",
        "divergence",
    ] {
        assert!(forms.contains(form));
        form.parse::<Until>().unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn a_twin_that_is_still_to_be_can_be_waited_for() {
    let mut app = app("digits", &SET, Surface::FULL);
    press(&mut app, "d");
    press(&mut app, "f");
    hit(&mut app, KeyCode::Enter);
    let twin = app.lab().lives()[2].name().to_owned();
    let events = app.session().events(app.session().at());
    let mut lab = Lab::new(&app.scenario().with_events(events), OPTIONS);
    let until: Until = format!("{twin}.mistakes < 60%").parse().expect("a condition");
    assert_eq!(until.refusal(&lab), None);
    let mut met = None;
    while met.is_none() && !lab.ended() {
        let progress = lab.tick();
        met = until.met(&lab, progress);
    }
    assert!(met.is_some_and(|reason| reason.contains(&twin)));
}
