//! The panels beside the charts and the second faces: every figure is the recorded one.

#[path = "support/screen.rs"]
mod support;

use oneiro::lab::Belief;
use oneiro::record::{Measure, Moment};
use oneiro::tui::app::App;
use oneiro::tui::surface::Surface;
use oneiro::tui::theme::Theme;
use ratatui::buffer::Buffer;
use support::{app, drawn, press, text};

const COMMON: (u16, u16) = (120, 36);

fn snapshots(name: &str, sizes: &[(u16, u16)], scenario: &str, keys: &str) {
    support::snapshots(name, sizes, |surface| {
        let mut app = app(scenario, &[], surface);
        press(&mut app, keys);
        app
    });
}

#[test]
fn second_faces() {
    snapshots("faces", &[COMMON, (80, 24)], "digits", "nnx");
    snapshots("curve_faces", &[COMMON, (80, 24)], "curve", "nnx");
}

#[test]
fn planes_are_maps() {
    snapshots("moons", &[COMMON, (80, 24)], "moons", "nn");
    snapshots("spirals_faces", &[COMMON, (80, 24)], "spirals", "nx");
    snapshots("moons_wide", &[(200, 60)], "moons", "n");
}

#[test]
fn maps_show_what_is_answered_and_points_as_they_are_taught() {
    let mut app = app("moons", &[], Surface::FULL);
    press(&mut app, "nnd");
    let buffer = drawn(&mut app, COMMON);
    let train = app.lab().world().train.clone();
    // Both maps begin below the header, the panel's frame and the names of the lives.
    let places = |from: u16| (3..15u16).flat_map(move |y| (from..from + 25).map(move |x| (x, y)));
    let (low, high) = (-1.0f32, 1.0f32);
    let reach = |axis: usize| {
        let values = || train.raw.rows().map(move |point| point[axis]);
        (values().fold(low, |a, v| a.min(v - 0.2)), values().fold(high, |a, v| a.max(v + 0.2)))
    };
    let ((left, right), (bottom, top)) = (reach(0), reach(1));
    for (life, from) in [(0, 66), (1, 93)] {
        let (mut checked, mut lies) = (0, 0);
        for at in places(from) {
            lies += usize::from(matches!(buffer[at].symbol(), "O" | "X"));
            let says = match buffer[at].symbol() {
                " " => 0,
                "·" => 1,
                _ => continue,
            };
            // Both halves of the cell are this class.
            for half in [0.25, 0.75] {
                let x = left + (f32::from(at.0 - from) + 0.5) / 25.0 * (right - left);
                let y = top - (f32::from(at.1 - 3) + half) / 12.0 * (top - bottom);
                let shares = app.lab().answer(life, &[x, y]);
                assert!(shares[says] >= shares[1 - says] - 1e-3, "life {life} at {x} {y}: {shares:?}");
            }
            checked += 1;
        }
        assert!(checked > 100, "{checked} cells of ground\n{}", text(&buffer));
        assert!((12..=20).contains(&lies), "{lies} lies, of which some may share a cell\n{}", text(&buffer));
    }
}

#[test]
fn training_curves() {
    snapshots("training", &[COMMON], "digits", "nndv");
}

#[test]
fn a_wide_screen_has_both_faces() {
    snapshots("wide", &[(200, 60)], "digits", "nn");
    snapshots("curve_wide", &[(200, 60)], "curve", "nn");
}

#[test]
fn honest_teachers() {
    snapshots("honest", &[COMMON, (80, 24)], "digits-clean", "n");
}

fn assert_shows(picture: &str, wanted: &str) {
    assert!(picture.contains(wanted), "“{wanted}” is not in\n{picture}");
}

/// The value of a measure on the newest evening or morning.
fn at(app: &App, life: usize, moment: Moment, measure: Measure) -> f64 {
    let history = app.lab().history();
    let point = history.stamps().iter().rposition(|stamp| stamp.moment == moment).expect("it was reached");
    history.tracks()[life].column(measure)[point]
}

#[test]
fn lies_are_counted_as_they_are_recorded() {
    let mut app = app("digits", &[], Surface::FULL);
    for keys in ["d", "n", "d", "n"] {
        press(&mut app, keys);
        let buffer = drawn(&mut app, COMMON);
        let picture = text(&buffer);
        for (life, track) in app.lab().history().tracks().iter().enumerate() {
            let beliefs = app.lab().lives()[life].beliefs();
            let told = beliefs.iter().filter(|belief| matches!(belief, Belief::Lie(_))).count();
            let believed = (track.last(Measure::LiesBelieved).expect("lies were told") * told as f64).round();
            assert_shows(&picture, &format!("{believed} of {told}"));
            let color = Theme::dusk().series[app.lab().lives()[life].arm() as usize];
            let dots = dots(&buffer, |cell| cell.symbol() == "●" && cell.fg == color);
            // One more is the marker beside the sleeper's name.
            let marker = usize::from(life == 0);
            let counted = dots.len() - 2 * marker;
            assert_eq!(counted as f64, believed, "life {life}\n{picture}");
        }
    }
}

/// Where cells of the panel of lies are such.
fn dots(buffer: &Buffer, is: impl Fn(&ratatui::buffer::Cell) -> bool) -> Vec<(u16, u16)> {
    let places = (17..26).flat_map(|y| (64..120).map(move |x| (x, y)));
    places.filter(|at| is(&buffer[*at])).collect()
}

#[test]
fn every_lie_keeps_its_place() {
    let mut app = app("digits", &[], Surface::FULL);
    let all = |app: &mut App| {
        let buffer = drawn(app, COMMON);
        dots(&buffer, |cell| matches!(cell.symbol(), "●" | "○" | "·"))
            .into_iter()
            .filter(|(x, _)| *x >= 78)
            .collect::<Vec<_>>()
    };
    press(&mut app, "n");
    let first = all(&mut app);
    assert_eq!(first.len(), 2 * 60, "a dot for each of 60 lies and each of two lives");
    for keys in ["n", "d", "n"] {
        press(&mut app, keys);
        assert_eq!(all(&mut app), first);
    }
}

#[test]
fn the_example_stays_over_a_day_and_says_what_was_answered() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "nn");
    let chosen = |app: &mut App| {
        let picture = text(&drawn(app, COMMON));
        let lie = app.eye().example.clone().expect("lies were told");
        let label = lie.label.expect("digits have classes");
        assert_shows(&picture, &format!("it is {}, taught {}", label.truth, label.given));
        for life in 0..2 {
            let title = app.lab().lives()[life].arm().title();
            let answer = app.lab().answered(life, lie.id).expect("it was asked");
            let mark = if answer == label.truth { "✓" } else { "✗" };
            assert_shows(&picture, &format!("{title} says {answer} {mark}"));
        }
        lie.id
    };
    let morning = chosen(&mut app);
    for _ in 0..20 {
        press(&mut app, "....");
        assert_eq!(chosen(&mut app), morning);
    }
}

#[test]
fn what_a_night_changed_is_what_was_recorded() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "nn");
    let picture = text(&drawn(&mut app, (200, 60)));
    let change = |life, measure| (at(&app, life, Moment::Evening, measure), at(&app, life, Moment::Morning, measure));
    let (before, after) = change(0, Measure::TestError);
    assert_shows(&picture, &format!("mistakes {:.1} → {:.1} %", before * 100.0, after * 100.0));
    let (strong, weak) = change(0, Measure::WeightAbs);
    assert_shows(&picture, &format!("strength {strong:.0} → {weak:.0}"));
    let grown = (weak / strong / 0.9 - 1.0) * 100.0;
    assert_shows(&picture, &format!("shrunk −10 % · dreams {grown:+.1} %").replace('-', "−"));
    let (twin_before, twin_after) = change(1, Measure::TestError);
    assert_eq!(twin_before, twin_after);
    assert_shows(&picture, &format!("unchanged, mistakes {:.1} %", twin_after * 100.0));
    let ahead = (twin_after - after) * 100.0;
    let leader = if ahead > 0.0 { "sleeper" } else { "stays up" };
    assert_shows(&picture, &format!("{leader} ahead by {:.1} points", ahead.abs()));
}

#[test]
fn second_faces_show_what_was_recorded() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "nnx");
    let picture = text(&drawn(&mut app, COMMON));
    for track in app.lab().history().tracks() {
        for layer in track.layers() {
            assert_shows(&picture, &format!(" {:.0} ", layer.last().expect("measured")));
        }
        let last = |measure| track.last(measure).expect("measured");
        let gap = (last(Measure::TestError) - last(Measure::TrainError)) * 100.0;
        assert_shows(&picture, &format!("{gap:+.1}").replace('-', "−"));
    }
    let confusion = app.lab().confusion(0);
    let wrong: u32 = (0..10).map(|class| confusion[class].iter().sum::<u32>() - confusion[class][class]).sum();
    let all: u32 = confusion.iter().flatten().sum();
    let error = app.lab().history().tracks()[0].last(Measure::TestError).expect("measured");
    assert!((f64::from(wrong) / f64::from(all) - error).abs() < 1e-12);
    let tally = &app.eye().tally;
    assert_eq!((tally.night, tally.dreams.len()), (2, 100 * app.lab().dreams_per_step()));
    assert_shows(&picture, "night 2: 2 000 dreams");
    let young = tally.dreams.iter().filter(|dream| dream.1 == Some(0)).count();
    assert_shows(&picture, &format!("1 {:03}", young % 1000));
    assert!((1000..2000).contains(&young), "a memory of yesterday is dreamt less often: {young}");
}

#[test]
fn curves_show_their_coefficients_and_distance() {
    let mut app = app("curve", &[], Surface::FULL);
    press(&mut app, "nnn");
    let picture = text(&drawn(&mut app, COMMON));
    for track in app.lab().history().tracks() {
        let largest = track.last(Measure::LargestCoefficient).expect("a polynomial has coefficients");
        let shown = if largest >= 100.0 { format!("{largest:.0}") } else { format!("{largest:.1}") };
        assert_shows(&picture, &shown);
        assert_shows(&picture, &format!("{:.3}", track.last(Measure::TestError).expect("measured")));
    }
    let buffer = drawn(&mut app, COMMON);
    let points = buffer.content.iter().filter(|cell| cell.symbol() == "✕").count();
    // Points may fall into one cell, and one of these marks is in the legend.
    assert!((10..=15).contains(&points), "{points}\n{picture}");
}
