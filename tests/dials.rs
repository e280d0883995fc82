//! The Scenario screen, forks and go-to: what keys change is what is shown, and lived without a screen
//! it is the same.

#[path = "support/screen.rs"]
mod support;

use oneiro::arm::{Arm, Param, Setting, Value};
use oneiro::lab::Lab;
use oneiro::scenario::What;
use oneiro::tui::app::{App, Mode, Overlay};
use oneiro::tui::dials::Scale;
use oneiro::tui::keymap;
use oneiro::tui::surface::Surface;
use oneiro::tui::update::update;
use proptest::prelude::*;
use ratatui::crossterm::event::KeyCode;
use support::{ASCII, OPTIONS, app, drawn, hit, press, text};

/// A short life: nothing here depends on how good it gets.
const SHORT: [&str; 5] = ["days=3", "day.steps=10", "night.steps=12", "task.test=20", "task.validation=10"];

fn short() -> App {
    app("digits", &SHORT, Surface::FULL)
}

fn hits(app: &mut App, codes: &[KeyCode]) {
    for code in codes {
        hit(app, *code);
    }
}

/// Selects a parameter by keys alone.
fn select(app: &mut App, param: Param) {
    press(app, "6");
    for _ in 0..Param::ALL.len() {
        hit(app, KeyCode::Up);
    }
    for _ in 0..Param::ALL.len() {
        if app.dial() != param {
            hit(app, KeyCode::Down);
        }
    }
    assert_eq!(app.dial(), param);
}

/// Types a value for the selected parameter.
fn enter(app: &mut App, value: &str) {
    hit(app, KeyCode::Enter);
    press(app, value);
    hit(app, KeyCode::Enter);
}

fn shows(app: &mut App, wanted: &str) {
    let picture = text(&drawn(app, (120, 36)));
    assert!(picture.contains(wanted), "“{wanted}” is not in\n{picture}");
}

/// The hash of what a session's events give, lived from birth without a screen.
fn again(app: &App) -> String {
    let events = app.session().events(app.session().at());
    let mut lab = Lab::new(&app.scenario().with_events(events), OPTIONS);
    while lab.clock().total < app.lab().clock().total {
        lab.tick();
    }
    lab.trace_hash()
}

#[test]
fn pictures() {
    for (surface, kind) in [(Surface::FULL, "colour"), (ASCII, "ascii")] {
        for (size, name) in [((80, 24), "80x24"), ((120, 36), "120x36")] {
            let mut app = app("digits", &SHORT, surface);
            press(&mut app, "d6");
            let shot = |app: &mut App, what: &str| {
                insta::assert_snapshot!(format!("{what}_{name}_{kind}"), text(&drawn(app, size)));
            };
            shot(&mut app, "scenario");
            select(&mut app, Param::Rule);
            hits(&mut app, &[KeyCode::Left, KeyCode::Down, KeyCode::Right, KeyCode::Right]);
            shot(&mut app, "pending");
            hit(&mut app, KeyCode::Enter);
            select(&mut app, Param::Hallucinatory);
            press(&mut app, "a");
            enter(&mut app, "0.5");
            hit(&mut app, KeyCode::Enter);
            press(&mut app, "aa");
            shot(&mut app, "differs");
            hit(&mut app, KeyCode::Enter);
            press(&mut app, "lots");
            hit(&mut app, KeyCode::Enter);
            shot(&mut app, "typed");
            hit(&mut app, KeyCode::Esc);
            press(&mut app, "x");
            shot(&mut app, "story");
            press(&mut app, "x1f");
            hit(&mut app, KeyCode::Down);
            shot(&mut app, "fork");
            hit(&mut app, KeyCode::Esc);
            press(&mut app, "gday 99");
            hit(&mut app, KeyCode::Enter);
            shot(&mut app, "goto");
            hit(&mut app, KeyCode::Esc);
            press(&mut app, "umistakes < 20%");
            shot(&mut app, "until");
        }
    }
    let mut app = app("digits", &SHORT, Surface::FULL);
    for keys in ["f", "g", "u"] {
        press(&mut app, keys);
        insta::assert_snapshot!(format!("small_{keys}"), text(&drawn(&mut app, (40, 12))));
        hit(&mut app, KeyCode::Esc);
    }
}

#[test]
fn a_change_waits_until_it_is_made_so_and_lives_again_as_it_was() {
    let mut app = short();
    press(&mut app, "d");
    let before = app.lab().trace_hash();
    select(&mut app, Param::Amount);
    hits(&mut app, &[KeyCode::Right; 4]);
    shows(&mut app, "0.1 → 0.14");
    assert_eq!((app.lab().trace_hash(), app.session().acts().len()), (before.clone(), 0), "nothing happened yet");
    hit(&mut app, KeyCode::Esc);
    assert_eq!(app.pending(Param::Amount), None);
    hits(&mut app, &[KeyCode::Right; 4]);
    hit(&mut app, KeyCode::Down);
    hit(&mut app, KeyCode::Right);
    shows(&mut app, "2 changes wait");
    hit(&mut app, KeyCode::Enter);
    let [act] = app.session().acts() else { panic!("one act") };
    let set = What::Set(vec![
        Setting { param: Param::Amount, value: Value::Number(0.14) },
        Setting { param: Param::Per, value: Value::Word("neuron") },
    ]);
    assert_eq!((&act.event.what, &act.event.life), (&set, &None));
    assert_eq!((app.in_force(Param::Amount), app.pending(Param::Amount)), (Some(Value::Number(0.14)), None));
    shows(&mut app, "Done, for everyone: downscale.amount 0.1 → 0.14, downscale.per layer → neuron.");
    press(&mut app, "nn");
    assert_eq!(app.lab().trace_hash(), again(&app));
    assert_ne!(app.lab().life_hash(0), Lab::new(app.scenario(), OPTIONS).life_hash(0));
    // Taken back, everything is as it was.
    press(&mut app, "1");
    hit(&mut app, KeyCode::Backspace);
    assert_eq!((app.lab().trace_hash(), app.in_force(Param::Amount)), (before, Some(Value::Number(0.1))));
}

#[test]
fn acts_are_for_one_life_but_what_all_have_in_common_is_for_all() {
    let mut app = short();
    press(&mut app, "da");
    select(&mut app, Param::NightSteps);
    shows(&mut app, "the same for all lives");
    shows(&mut app, "counts from tonight on");
    enter(&mut app, "20");
    select(&mut app, Param::Hallucinatory);
    enter(&mut app, "1.5");
    hit(&mut app, KeyCode::Enter);
    let acts: Vec<_> =
        app.session().acts().iter().map(|act| (act.event.life.as_deref(), act.event.what.to_string())).collect();
    let [all, own] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!(*all, (None, "night.steps = 20".to_owned()));
    assert_eq!(*own, (Some("sleep"), "night.dreams.hallucinatory = 1.5".to_owned()));
    shows(&mut app, "Done, for sleeper and everyone: night.steps 12 → 20, dreams.hallucinatory 0.3 → 1.5.");
    let night = app.calendar().cycles[0];
    assert_eq!(night.dawn - night.dusk, 24);
    // Under everyone the lives differ now; the next step begins at one of them.
    press(&mut app, "aa");
    assert_eq!((app.whom(), app.in_force(Param::Hallucinatory)), (None, None));
    shows(&mut app, "differs");
    hit(&mut app, KeyCode::Right);
    assert_eq!(app.pending(Param::Hallucinatory), Some(Value::Number(1.6)));
    press(&mut app, "n");
    assert_eq!(app.lab().trace_hash(), again(&app));
}

#[test]
fn every_parameter_reaches_its_ends_by_keys_alone() {
    let mut app = app("curve", &["days=2"], Surface::FULL);
    for param in app.params() {
        select(&mut app, param);
        let scale = Scale::of(param);
        let ends = match scale {
            Scale::Even(low, high, _) | Scale::Wide(low, high, _) => [low, high],
            Scale::Log(low, high, infinite) => [low, if infinite { f64::INFINITY } else { high }],
            Scale::Words(_) | Scale::Flags => {
                for word in scale.words() {
                    let at =
                        |app: &App| app.pending(param).or_else(|| app.in_force(param)).map(|value| value.to_string());
                    let reached = (0..scale.words().len()).any(|_| {
                        hit(&mut app, KeyCode::Right);
                        at(&app).as_deref() == Some(word)
                    });
                    assert!(reached, "{} never is {word}", param.path());
                }
                continue;
            }
            Scale::Typed => {
                enter(&mut app, "[-1e6, 1e6]");
                assert_eq!(app.pending(param), Some(Value::Bounds(Some([-1e6, 1e6]))));
                continue;
            }
        };
        for (end, key) in ends.into_iter().zip([KeyCode::Left, KeyCode::Right]) {
            // One more than there are stops: at the end nothing moves.
            hits(&mut app, &[key; 700]);
            let at = app.pending(param).or_else(|| app.in_force(param));
            let wanted = if let Some(Value::Whole(_)) = at { Value::Whole(end as u32) } else { Value::Number(end) };
            assert_eq!(at, Some(wanted), "{}", param.path());
        }
    }
    assert_eq!(app.session().acts().len(), 0);
}

#[test]
fn typed_values_get_the_line_of_a_file_and_stay() {
    let mut app = short();
    select(&mut app, Param::LearningRate);
    enter(&mut app, "-1");
    let Some(Overlay::Ask(ask)) = app.overlay() else { panic!("it stays open") };
    assert_eq!(ask.message(), Some("day.learning_rate is -1: must be above 0"));
    assert_eq!(ask.line(), ("-1", 2));
    hits(&mut app, &[KeyCode::Left, KeyCode::Backspace, KeyCode::Right]);
    press(&mut app, "e9");
    hits(&mut app, &[KeyCode::Left, KeyCode::Left, KeyCode::Left, KeyCode::Left, KeyCode::Left, KeyCode::Backspace]);
    hit(&mut app, KeyCode::Enter);
    assert_eq!(app.pending(Param::LearningRate), Some(Value::Number(1e9)), "beyond the slider's end");
    hit(&mut app, KeyCode::Left);
    assert_eq!(app.pending(Param::LearningRate), Some(Value::Number(100.0)), "and back to it");
}

#[test]
fn what_is_refused_leaves_everything_as_it_was_and_waits_on() {
    let mut app = app("digits", &[&SHORT[..], &["arms.live=[\"sleep\", \"shrink+perturb\"]"]].concat(), Surface::FULL);
    press(&mut app, "d");
    let before = (app.lab().trace_hash(), app.session().at());
    select(&mut app, Param::Normalized);
    hit(&mut app, KeyCode::Right);
    select(&mut app, Param::Amount);
    hits(&mut app, &[KeyCode::Right, KeyCode::Enter]);
    assert_eq!((app.lab().trace_hash(), app.session().at()), before);
    shows(&mut app, "Not done: day.normalized is for linear nets only, and net.hidden has layers.");
    assert_eq!(app.waiting().count(), 2);
    select(&mut app, Param::Normalized);
    hit(&mut app, KeyCode::Esc);
    select(&mut app, Param::Rule);
    hits(&mut app, &[KeyCode::Right, KeyCode::Enter]);
    assert_eq!((app.lab().trace_hash(), app.waiting().count()), (before.0, 2));
    shows(&mut app, "Not done: night.downscale.rule = proportional cannot be for shrink+perturb");
    // The last word comes into sight when it is chosen.
    hits(&mut app, &[KeyCode::Esc, KeyCode::Left]);
    shows(&mut app, "‹ ");
    shows(&mut app, "▶ none");
    // At the end it is refused as well, and after a journey back it is done.
    hit(&mut app, KeyCode::Esc);
    hit(&mut app, KeyCode::End);
    select(&mut app, Param::Amount);
    hit(&mut app, KeyCode::Enter);
    shows(&mut app, "Not done: this life is over: go back first.");
    press(&mut app, "[");
    hit(&mut app, KeyCode::Enter);
    assert_eq!((app.session().acts().len(), app.waiting().count()), (1, 0));
    assert_eq!(app.lab().trace_hash(), again(&app));
}

#[test]
fn a_life_that_has_diverged_is_not_set() {
    let mut app = app("digits", &[&SHORT[..], &["day.learning_rate=1e6"]].concat(), Surface::FULL);
    press(&mut app, "da");
    select(&mut app, Param::Amount);
    hits(&mut app, &[KeyCode::Right, KeyCode::Enter]);
    assert_eq!(app.session().acts().len(), 0);
    shows(&mut app, "Not done: the sleeper diverged");
    press(&mut app, "f");
    shows(&mut app, "this life has diverged: go back first");
    hit(&mut app, KeyCode::Enter);
    assert_eq!(app.lab().lives().len(), 2);
}

#[test]
fn a_sleeper_is_offered_a_twin_who_stays_up_and_six_lives_are_the_most() {
    let mut app = short();
    press(&mut app, "d");
    let choices = app.choices(0);
    assert_eq!((choices[0].arm, choices[1].arm, choices[1].same), (Arm::Awake, Arm::Sleep, true));
    assert_eq!(app.choices(1)[0].arm, Arm::Sleep);
    update(&mut app, keymap::Action::Pause);
    update(&mut app, keymap::Action::Fork);
    assert_eq!(app.mode(), Mode::Paused, "time waits while one chooses");
    update(&mut app, keymap::Action::Close);
    assert_eq!(app.mode(), Mode::Running);
    update(&mut app, keymap::Action::Pause);
    press(&mut app, "f");
    hit(&mut app, KeyCode::Enter);
    assert_eq!(app.lab().lives()[2].name(), "awake-2");
    assert_eq!(app.lab().lives()[2].arm(), Arm::Awake);
    // Whose twin is chosen to the side; the second one lives on the same.
    press(&mut app, "f");
    hits(&mut app, &[KeyCode::Right, KeyCode::Down, KeyCode::Enter]);
    assert_eq!(app.lab().lives()[3].name(), "awake-3");
    for _ in 0..3 {
        press(&mut app, "f");
        hit(&mut app, KeyCode::Enter);
    }
    assert_eq!(app.lab().lives().len(), 6);
    assert!(matches!(app.overlay(), Some(Overlay::Fork(_))), "a seventh is refused");
    shows(&mut app, "6 lives are the most that live side by side");
    hit(&mut app, KeyCode::Esc);
    press(&mut app, "n");
    assert_eq!(app.lab().trace_hash(), again(&app));
}

#[test]
fn impossible_twins_say_why() {
    let mut app = app("digits", &[&SHORT[..], &["night.downscale.rule=set-point"]].concat(), Surface::FULL);
    let choices = app.choices(0);
    let shaken = choices.iter().position(|choice| choice.arm == Arm::ShrinkPerturb).expect("listed");
    let why = choices[shaken].why.clone().expect("not possible");
    assert!(choices[shaken..].iter().all(|choice| choice.why.is_some()), "those come last");
    press(&mut app, "f");
    let picture = text(&drawn(&mut app, (120, 36)));
    assert!(picture.contains(&why[..20]), "{why}\n{picture}");
    hits(&mut app, &[KeyCode::Down; 12]);
    hit(&mut app, KeyCode::Enter);
    assert_eq!(app.lab().lives().len(), 2);
}

#[test]
fn one_goes_where_one_says() {
    let mut app = short();
    let cycles = app.calendar().cycles.clone();
    for (said, tick) in [
        ("evening 2", cycles[1].dusk),
        ("night 1", cycles[0].dusk + 1),
        ("tick 3", 3),
        ("end", cycles[2].dawn),
        ("birth", 0),
        ("3", cycles[2].begin + 1),
    ] {
        press(&mut app, "g");
        press(&mut app, said);
        hit(&mut app, KeyCode::Enter);
        assert_eq!((app.lab().clock().total, app.overlay().is_none()), (tick, true), "{said}");
    }
    press(&mut app, "gtomorrow");
    hit(&mut app, KeyCode::Enter);
    let Some(Overlay::Ask(ask)) = app.overlay() else { panic!("it stays open") };
    assert!(ask.message().is_some_and(|message| message.starts_with("\"tomorrow\" is no moment: day 12")));
    assert_eq!(ask.last(), "3");
    hit(&mut app, KeyCode::Esc);
    // Nothing typed means what was said the last time; up brings it back to be changed.
    press(&mut app, "[g");
    hit(&mut app, KeyCode::Enter);
    assert_eq!(app.lab().clock().total, cycles[2].begin + 1);
    press(&mut app, "g");
    hits(&mut app, &[KeyCode::Up, KeyCode::Backspace]);
    press(&mut app, "2");
    hit(&mut app, KeyCode::Enter);
    assert_eq!(app.lab().clock().total, cycles[1].begin + 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_key_breaks_any_of_it_at_any_size(
        keys in proptest::collection::vec(0..22usize, 1..40),
        width in 1..130u16,
        height in 1..40u16,
    ) {
        const CODES: [KeyCode; 12] = [
            KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::Enter, KeyCode::Esc,
            KeyCode::Backspace, KeyCode::Tab, KeyCode::PageDown, KeyCode::PageUp, KeyCode::Home, KeyCode::End,
        ];
        let mut app = app("curve", &["days=2", "day.steps=4", "night.steps=3"], Surface::FULL);
        press(&mut app, "6");
        for key in keys {
            match CODES.get(key) {
                Some(code) => hit(&mut app, *code),
                None => press(&mut app, ["f", "g", "u", "a", "x", "d", ".", "1", "6", "tick 3"][key - CODES.len()]),
            }
        }
        drawn(&mut app, (width, height));
        prop_assert_eq!(app.lab().trace_hash(), again(&app));
    }
}
