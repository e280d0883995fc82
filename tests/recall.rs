//! The screens of a net that recalls: what is drawn is what was measured.

#[path = "support/screen.rs"]
mod support;

use oneiro::record::Measure;
use oneiro::tui::surface::Surface;
use support::{BOTH, app, drawn, press, text};

fn snapshots(name: &str, keys: &str) {
    support::snapshots(name, &BOTH, |surface| {
        let mut app = app("hopfield", &[], surface);
        press(&mut app, keys);
        app
    });
}

#[test]
fn nights_and_second_faces() {
    snapshots("night", "nn");
    snapshots("faces", "nnx");
}

#[test]
fn other_screens_say_what_such_a_net_is() {
    snapshots("dreams", "n2");
    snapshots("synapses", "n3");
    let mut app = app("hopfield", &[], Surface::FULL);
    press(&mut app, "6");
    let shown = text(&drawn(&mut app, (120, 36)));
    for said in ["Hopfield net", "how far a Hopfield net's dream goes"] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    assert!(!shown.contains("learning_rate") && !shown.contains("downscale"), "{shown}");
}

#[test]
fn what_is_counted_was_measured() {
    let mut app = app("hopfield", &[], Surface::FULL);
    press(&mut app, "nnn");
    let shown = text(&drawn(&mut app, (120, 36)));
    for life in 0..2 {
        let stable = app.lab().lives()[life].latest().values[Measure::Stable];
        let count = format!("{:.0} of 64 stable", stable * 64.0);
        assert!(shown.contains(&count), "{count}\n{shown}");
    }
    let recall = app.eye().recall.clone().expect("a cue is followed");
    assert_eq!(recall.wrong(&recall.seen), 26);
    assert_eq!(app.lab().recalled(0, &recall.seen), Some(recall.led.clone()));
    assert!(shown.contains("26 turned"), "{shown}");
}

#[test]
fn a_cue_is_followed_through_its_night() {
    let mut app = app("hopfield", &[], Surface::FULL);
    press(&mut app, "d");
    drawn(&mut app, (120, 36));
    let before = app.eye().recall.clone().expect("a cue");
    press(&mut app, "n");
    drawn(&mut app, (120, 36));
    let after = app.eye().recall.clone().expect("a cue");
    assert_eq!(before.seen, after.seen);
    press(&mut app, "d");
    drawn(&mut app, (120, 36));
    assert_ne!(app.eye().recall.clone().expect("a cue").seen, after.seen, "the next day has another");
}

#[test]
fn no_size_and_no_form_is_too_much() {
    let forms: [&[&str]; 4] = [
        &["task.neurons=17", "task.train=3", "days=2", "night.dreams.rate=0.1"],
        &["task.neurons=600", "task.train=20", "days=1", "night.steps=1"],
        &["task.neurons=36", "task.train=200", "days=2", "night.dreams.rate=0.05"],
        &["arms.live=[\"awake\"]", "days=1"],
    ];
    for form in forms {
        let mut app = app("hopfield", form, Surface::FULL);
        for keys in ["", "d", "n", "x", "2", "3", "4", "5", "6"] {
            press(&mut app, keys);
            for size in [(1, 1), (20, 8), (60, 18), (60, 30), (80, 24), (111, 40), (130, 30), (170, 46), (200, 60)] {
                drawn(&mut app, size);
            }
        }
    }
}
