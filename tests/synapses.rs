//! The Synapses screen: what is seen of a net, and what operating on it does.

#[path = "support/screen.rs"]
mod support;

use ndarray::Array2;
use oneiro::lab::{Mark, Options};
use oneiro::scenario::Unit;
use oneiro::tui::app::{App, Mode, Start};
use oneiro::tui::mouse;
use oneiro::tui::pace::Speed;
use oneiro::tui::screen::{Under, under};
use oneiro::tui::surface::Surface;
use oneiro::tui::synapses::{FINEST, Tally};
use oneiro::tui::theme::Theme;
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};
use support::{ASCII, BOTH, OPTIONS, PLAIN, SMALL, app, drawn, hit, pictures, press, scenario, text};

/// A small net that lives these arms, on the Synapses screen.
fn small(arms: &str) -> App {
    let set = [&SMALL[..], &[arms]].concat();
    let mut app = app("digits", &set, Surface::FULL);
    press(&mut app, "3");
    app.look();
    app
}

/// Bits of a unit's incoming weights.
fn incoming(app: &App, life: usize, unit: Unit) -> Vec<u32> {
    app.lab().weights(life, unit.layer - 1).column(unit.unit).iter().map(|weight| weight.to_bits()).collect()
}

fn snapshots(name: &str, scenario: &str, act: impl Fn(&mut App), sizes: &[(u16, u16)]) {
    pictures(name, &[(PLAIN, "plain"), (ASCII, "ascii")], sizes, |surface| {
        let mut app = app(scenario, &[], surface);
        press(&mut app, "3");
        act(&mut app);
        app
    });
}

#[test]
fn a_layer_at_a_glance() {
    snapshots("layer", "digits", |app| press(app, "nn"), &[(60, 18), BOTH[0], BOTH[1], (170, 50)]);
}

#[test]
fn units_operated_on() {
    let act = |app: &mut App| {
        press(app, "nnl");
        hit(app, KeyCode::Right);
        press(app, "kx");
        hit(app, KeyCode::Enter);
    };
    snapshots("operated", "digits", act, &BOTH);
}

#[test]
fn the_last_layer() {
    let act = |app: &mut App| {
        press(app, "dn");
        app.look();
        hit(app, KeyCode::Tab);
        press(app, "l");
    };
    snapshots("last_layer", "digits", act, &BOTH);
}

#[test]
fn a_net_of_one_neuron() {
    snapshots("one_neuron", "curve", |app| press(app, "nnl"), &BOTH);
}

#[test]
fn no_size_is_too_small() {
    for name in ["digits", "curve"] {
        let mut app = app(name, &["days=2"], Surface::FULL);
        press(&mut app, "3n");
        for (keys, code) in [("", KeyCode::PageDown), ("l", KeyCode::Enter), ("k", KeyCode::Tab)] {
            press(&mut app, keys);
            hit(&mut app, code);
            // Below 60 columns or 18 rows there is no panel.
            for (width, height) in (0..=61).flat_map(|width| (0..=30).map(move |height| (width, height))) {
                drawn(&mut app, (width, height));
            }
            for (width, height) in (60..=180).step_by(7).flat_map(|w| (18..=55).step_by(3).map(move |h| (w, h))) {
                drawn(&mut app, (width, height));
            }
        }
    }
}

#[test]
fn a_life_that_diverged_is_seen_as_it_is() {
    let linear = ["days=2", "day.learning_rate=1e30", "day.normalized=false"];
    let deep = ["days=2", "day.learning_rate=1e30", "day.normalized=false", "net.hidden=[6]", "net.init=fan-in"];
    for (name, set) in [("curve", &linear[..]), ("curve", &deep[..]), ("digits", &linear[..])] {
        let mut app = app(name, set, Surface::FULL);
        press(&mut app, "3nlk()");
        for size in [(60, 18), (80, 24), (119, 35), (200, 60)] {
            let picture = text(&drawn(&mut app, size));
            let broken = app.synapses().tally().expect("it was looked at").broken;
            assert_eq!(picture.contains("not finite"), broken > 0, "{name} {set:?}: {broken}\n{picture}");
        }
    }
}

proptest! {
    #[test]
    fn every_weight_is_counted_once(
        weights in prop::collection::vec(prop_oneof![9 => -3.0f32..3.0, 2 => Just(0.0), 1 => Just(f32::NAN)], 24),
        then in prop::collection::vec(-9.0f32..9.0, 24),
    ) {
        let layer = Array2::from_shape_vec((6, 4), weights.clone()).expect("sizes agree");
        let tally = Tally::of(layer.view(), Some((7, &then)));
        let finite = weights.iter().filter(|weight| weight.is_finite()).count();
        prop_assert_eq!(tally.broken, weights.len() - finite);
        prop_assert_eq!(tally.zeros, weights.iter().filter(|weight| **weight == 0.0).count());
        let (tick, before) = tally.then.as_ref().expect("it was given");
        prop_assert_eq!(*tick, 7);
        for room in 1..2 * FINEST {
            let now = tally.now.merged(room);
            prop_assert!(now.len() <= room && now.len() % 2 == 1);
            prop_assert_eq!(now.iter().sum::<u32>() as usize, finite);
            prop_assert_eq!(before.merged(room).iter().sum::<u32>() as usize, then.len());
            prop_assert!(now[now.len() / 2] as usize >= tally.zeros, "zeros lie in the middle");
        }
    }
}

#[test]
fn a_lesion_silences_a_unit_for_good() {
    for scaled in ["", ")"] {
        let mut app = small("arms.live=[\"sleep\",\"recipe\"]");
        press(&mut app, "d.");
        let before: Vec<String> = (0..2).map(|life| app.lab().state_hash(life)).collect();
        press(&mut app, "l");
        let unit = app.unit_under().expect("a hidden unit");
        let assert_silent = |app: &App| {
            for life in 0..2 {
                let name = app.lab().lives()[life].name();
                assert!(app.lab().weights(life, unit.layer - 1).column(unit.unit).iter().all(|w| *w == 0.0), "{name}");
                assert!(app.lab().weights(life, unit.layer).row(unit.unit).iter().all(|w| *w == 0.0), "{name}");
                assert!(app.lab().lives()[life].marks().contains(&(unit, Mark::Lost)), "{name}");
            }
        };
        assert_silent(&app);
        assert!(text(&drawn(&mut app, (120, 36))).contains("✗ unit"), "it is marked at once");
        press(&mut app, scaled);
        for keys in ["d", "n", "d", "n"] {
            press(&mut app, keys);
            assert_silent(&app);
        }
        // A second time there is nothing to do, and that is said.
        let acts = app.session().acts().len();
        press(&mut app, "lk");
        assert_eq!(app.session().acts().len(), acts);
        assert!(app.report().is_some_and(|report| report.contains("lost already")), "{:?}", app.report());
        for _ in 0..acts {
            hit(&mut app, KeyCode::Backspace);
        }
        let after: Vec<String> = (0..2).map(|life| app.lab().state_hash(life)).collect();
        assert_eq!(after, before, "undo brings every bit back");
    }
}

#[test]
fn in_the_last_layer_the_rows_unit_is_operated_on() {
    let mut app = small("arms.live=[\"sleep\",\"awake\"]");
    press(&mut app, "d");
    hit(&mut app, KeyCode::Tab);
    hit(&mut app, KeyCode::Tab);
    hit(&mut app, KeyCode::Down);
    assert_eq!(app.synapses().layer(), 2);
    let input = app.synapses().cursor().0;
    press(&mut app, "al");
    let unit = Unit { layer: 2, unit: input };
    assert_eq!(app.mark_of(unit), Some(Mark::Lost));
    assert!(app.lab().weights(0, 2).row(input).iter().all(|w| *w == 0.0));
    assert!(app.lab().lives()[1].marks().is_empty(), "the other life is left alone");
    // The cursor stays on its unit when another layer is shown: it is a column there.
    hit(&mut app, KeyCode::Tab);
    hit(&mut app, KeyCode::Tab);
    assert_eq!(app.synapses().layer(), 1);
}

#[test]
fn a_frozen_unit_keeps_its_weights_until_it_is_thawed() {
    let mut app = small("arms.live=[\"sleep\",\"recipe\"]");
    press(&mut app, "d");
    let unit = app.unit_under().expect("a hidden unit");
    let hash = |app: &App| -> Vec<String> { (0..2).map(|life| app.lab().state_hash(life)).collect() };
    let before = hash(&app);
    press(&mut app, "k");
    let held: Vec<Vec<u32>> = (0..2).map(|life| incoming(&app, life, unit)).collect();
    for keys in ["n", "d", "...", "n"] {
        press(&mut app, keys);
        for (life, held) in held.iter().enumerate() {
            assert_eq!(incoming(&app, life, unit), *held, "life {life} after {keys}");
        }
    }
    assert!(text(&drawn(&mut app, (120, 36))).contains("is frozen"));
    press(&mut app, "k");
    assert_eq!(app.mark_of(unit), None);
    press(&mut app, "d");
    for (life, held) in held.iter().enumerate() {
        assert_ne!(incoming(&app, life, unit), *held, "life {life} learns again");
    }
    hit(&mut app, KeyCode::Backspace);
    hit(&mut app, KeyCode::Backspace);
    assert_eq!(hash(&app), before);
}

#[test]
fn a_layer_is_scaled_and_the_others_are_not() {
    let mut app = small("arms.live=[\"sleep\"]");
    press(&mut app, "n");
    hit(&mut app, KeyCode::Tab);
    let weights =
        |app: &App| -> Vec<Array2<f32>> { (0..3).map(|layer| app.lab().weights(0, layer).to_owned()).collect() };
    let before = weights(&app);
    press(&mut app, ")");
    let after = weights(&app);
    assert_eq!((&after[0], &after[2]), (&before[0], &before[2]));
    assert_eq!(after[1], &before[1] * 1.1f32);
    press(&mut app, "(");
    assert_eq!(weights(&app)[1], &after[1] * 0.9f32);
}

#[test]
fn nets_without_hidden_units_say_so() {
    let mut app = app("curve", &[], Surface::FULL);
    press(&mut app, "3n");
    for key in ["l", "k"] {
        press(&mut app, key);
        assert!(app.report().is_some_and(|report| report.contains("no hidden unit")), "{:?}", app.report());
    }
    assert!(app.session().acts().is_empty());
}

#[test]
fn at_the_end_nothing_can_be_done_and_nothing_is_offered() {
    let mut app = small("arms.live=[\"sleep\"]");
    assert!(text(&drawn(&mut app, (120, 36))).contains("l lesion   k freeze   ( ) scale"));
    press(&mut app, "cccccccc");
    assert!(app.lab().ended());
    assert!(!text(&drawn(&mut app, (120, 36))).contains("lesion"));
    press(&mut app, "lk()");
    assert!(app.session().acts().is_empty());
}

#[test]
fn figures_are_those_of_the_lab() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "3ndn");
    let picture = text(&drawn(&mut app, (170, 50)));
    let (input, neuron) = app.synapses().cursor();
    let weights = app.lab().weights(0, 0);
    let value = weights[(input, neuron)];
    assert!(picture.contains(&format!("{value:+.3}").replace('-', "−")), "{value}\n{picture}");
    let total: f64 = weights.column(neuron).iter().map(|w| f64::from(w.abs())).sum();
    let born = app.lab().set_points(0, 0)[neuron];
    assert!(picture.contains(&format!("takes in {total:.2}, born with {born:.2}")), "{picture}");
    let rank = 1 + weights.iter().filter(|w| w.abs() > value.abs()).count();
    assert!(picture.contains(&format!("rank {rank} of 4 096")), "{picture}");
    // The ghost is the morning before this one, and the past is what was kept.
    let (tick, before) = app.synapses().before().expect("a morning was kept");
    assert_eq!(app.lab().weights_before(0, 0, tick + 1), Some((tick, before.to_vec())));
    assert!(picture.contains("─ day 1, morning after"), "{picture}");
    let past = app.synapses().past().expect("it was looked at");
    assert_eq!((past.kept, past.all), (5, 5));
    assert_eq!(*past.weights.last().expect("a past"), f64::from(value));
}

#[test]
fn where_nights_were_not_kept_the_line_has_a_gap() {
    let options = Options { keyframes: Some(120_000), ..OPTIONS };
    let theme = Theme::dusk();
    let start = Start { options, theme, surface: Surface::FULL, speed: Speed::Times(1.0), paused: true };
    let set = [&SMALL[2..], &["net.hidden=[5]", "days=60", "arms.live=[\"sleep\"]"]].concat();
    let mut app = App::new(scenario("digits", &set), start);
    press(&mut app, &format!("3{}", "c".repeat(30)));
    assert_eq!(app.mode(), Mode::Paused);
    let picture = text(&drawn(&mut app, (170, 50)));
    let past = app.synapses().past().expect("it was looked at");
    assert!(past.kept < past.all, "{} of {}", past.kept, past.all);
    assert!(picture.contains(&format!("{} of {} evenings and mornings kept", past.kept, past.all)), "{picture}");
    assert!(past.weights.iter().any(|weight| weight.is_nan()) && past.ticks.is_sorted());
    assert_eq!(past.weights.iter().filter(|weight| !weight.is_nan()).count(), past.kept);
}

#[test]
fn a_click_moves_the_cursor_to_what_the_cell_shows() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "3n");
    for size in [(80, 24), (120, 36), (170, 50)] {
        let area = Rect::new(0, 0, size.0, size.1);
        drawn(&mut app, size);
        let mut seen = 0;
        for y in 0..size.1 {
            for x in 0..size.0 {
                let Under::Synapse(input, neuron) = under(&app, area, Position::new(x, y)) else { continue };
                seen += 1;
                assert!(app.lab().weights(0, 0).get((input, neuron)).is_some());
                if seen % 97 == 0 {
                    let kind = MouseEventKind::Down(MouseButton::Left);
                    mouse::hear(&mut app, area, MouseEvent { kind, column: x, row: y, modifiers: KeyModifiers::NONE });
                    assert_eq!(app.synapses().cursor(), (input, neuron));
                    // The cell under the pointer is now the one that stands out.
                    let buffer = drawn(&mut app, size);
                    assert_eq!(buffer[(x, y)].bg, Theme::dusk().text, "{size:?}: {x}, {y}");
                }
            }
        }
        assert!(seen > 200, "{size:?}: {seen} cells");
    }
}
