//! The Race: a difference is exactly zero until something differs, and every life is there.

#[path = "support/screen.rs"]
mod support;

use oneiro::arm::{Arm, Phase};
use oneiro::record::Measure;
use oneiro::scenario::{Event, What};
use oneiro::tui::app::App;
use oneiro::tui::mouse;
use oneiro::tui::race::{Compared, told};
use oneiro::tui::surface::Surface;
use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use support::{BOTH, app, drawn, hit, open, press, scenario, snapshots, text};

/// Digits, where a twin of the sleeper stays up from the second night on, and another stays its double.
fn forked(surface: Surface) -> App {
    let fork = |name: &str, arm| {
        let what = What::Fork { name: name.to_owned(), arm };
        Event { day: 2, phase: Phase::Night, tick: 0, life: Some("sleep".to_owned()), what }
    };
    let events = vec![fork("awake-2", Some(Arm::Awake)), fork("sleep-2", None)];
    let scenario = scenario("digits", &["days=6"]).with_events(events);
    open(scenario, surface)
}

/// Chooses the second life by its name in files.
fn against(app: &mut App, name: &str) {
    for _ in 0..6 {
        let (_, second) = app.pair().expect("two lives");
        if app.lab().lives()[second].name() == name {
            return;
        }
        hit(app, KeyCode::Right);
    }
    panic!("no life is called {name}");
}

#[test]
fn after_a_fork() {
    snapshots("fork", &BOTH, |surface| {
        let mut app = forked(surface);
        press(&mut app, "nnnn4");
        against(&mut app, "awake-2");
        app
    });
}

#[test]
fn after_a_branch() {
    snapshots("branch", &BOTH, |surface| {
        let mut app = app("digits", &["days=6"], surface);
        press(&mut app, "nnn[[[Znn[4");
        hit(&mut app, KeyCode::Tab);
        app
    });
}

#[test]
fn one_life_alone() {
    snapshots("alone", &BOTH, |surface| {
        let mut app = app("digits", &["days=3", "arms.live=[\"sleep\"]", "arms.show=[\"sleep\"]"], surface);
        press(&mut app, "n4");
        app
    });
}

#[test]
fn a_life_that_diverged() {
    snapshots("diverged", &BOTH, |surface| {
        let mut app = app("digits", &["days=3", "day.learning_rate=1e30"], surface);
        press(&mut app, "n4");
        app
    });
}

#[test]
fn a_curve() {
    snapshots("curve", &BOTH, |surface| {
        let mut app = app("curve", &["days=4"], surface);
        press(&mut app, "nnn4");
        app
    });
}

#[test]
fn nothing_differs_before_the_fork() {
    let mut app = forked(Surface::FULL);
    press(&mut app, "nnnn4");
    let fork = app.calendar().cycles[1].dusk;
    for compared in Compared::ALL {
        assert_eq!(app.compared(), compared);
        against(&mut app, "awake-2");
        let (first, second) = app.pair().expect("two lives");
        let difference = app.difference().expect("two lives");
        let ticks = app.seen().1;
        let from = difference.from.expect("one sleeps, the other does not");
        assert!(ticks[from] > fork, "{compared:?} differs at {} already", ticks[from]);
        let before = &difference.values[..from];
        assert!(before.iter().all(|value| value.to_bits() == 0.0f64.to_bits() || value.is_nan()), "{before:?}");
        let column = |life: usize| app.lab().history().tracks()[life].column(compared.measure());
        let (ours, theirs) = (column(first), column(second));
        assert!((0..from).all(|point| ours[point].to_bits() == theirs[point].to_bits()));
        assert!(ours[from].to_bits() != theirs[from].to_bits());
        let (since, now) = told(&app).expect("two lives");
        assert!(since[0].starts_with("The same, bit for bit, until ") && since[0].contains("night 2,"), "{since:?}");
        let apart = ours.last().expect("measured") - theirs.last().expect("measured");
        assert_eq!(now, format!("now: {}", app.apart(apart)));
        // Its double lives the very same life.
        against(&mut app, "sleep-2");
        assert_eq!(app.difference().expect("two lives").from, None);
        assert_eq!(told(&app).expect("two lives").0[0], "Not different in this, wherever it was measured.");
        hit(&mut app, KeyCode::Tab);
    }
}

#[test]
fn no_life_is_held_against_itself() {
    let mut app = forked(Surface::FULL);
    press(&mut app, "nnn4");
    let mut met = Vec::new();
    let keys = [KeyCode::Up, KeyCode::Right, KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::Up, KeyCode::Up];
    for key in keys.into_iter().cycle().take(70) {
        hit(&mut app, key);
        let (first, second) = app.pair().expect("two lives");
        assert_ne!(first, second);
        met.push((first, second));
    }
    met.sort_unstable();
    met.dedup();
    assert!(met.len() > 8, "of twelve pairs only {met:?}");
    // Two lives change places.
    let mut app = support::app("digits", &["days=3"], Surface::FULL);
    press(&mut app, "n4");
    let (first, second) = app.pair().expect("two lives");
    for (key, pair) in [(KeyCode::Down, (second, first)), (KeyCode::Left, (first, second))] {
        hit(&mut app, key);
        assert_eq!(app.pair(), Some(pair));
    }
}

#[test]
fn figures_are_the_recorded_ones_wherever_the_pointer_is() {
    let mut app = app("digits", &["days=6"], Surface::FULL);
    press(&mut app, "nnn4");
    let picture = text(&drawn(&mut app, (120, 36)));
    for track in app.lab().history().tracks() {
        let strength = track.last(Measure::WeightAbs).expect("measured in the morning");
        let error = track.last(Measure::TestError).expect("measured in the morning");
        assert!(picture.contains(&format!(" {strength:.0} ")), "{strength}\n{picture}");
        assert!(picture.contains(&format!("{:.1} %", error * 100.0)), "{error}\n{picture}");
    }
    let area = Rect::new(0, 0, 120, 36);
    let mut said = Vec::new();
    for column in (8..118).step_by(5) {
        let event = MouseEvent { kind: MouseEventKind::Moved, column, row: 15, modifiers: KeyModifiers::NONE };
        mouse::hear(&mut app, area, event);
        let Some(tick) = app.cursor() else { continue };
        let (_, value) = told(&app).expect("two lives");
        let picture = text(&drawn(&mut app, (120, 36)));
        assert!(picture.contains(&value), "{value}\n{picture}");
        if tick <= app.seen_until() {
            let point = app.seen().1.partition_point(|known| *known <= tick) - 1;
            assert!(value.ends_with(&app.apart(app.difference().expect("two lives").values[point])), "{value}");
        } else {
            assert!(value.ends_with("not lived yet"), "{value}");
        }
        said.push(value);
    }
    said.dedup();
    assert!(said.len() > 10, "{said:?}");
}
