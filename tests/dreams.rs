//! The Dreams screen: what is shown was dreamt, what was answered then was answered, and whoever looks changes
//! nothing.

#[path = "support/screen.rs"]
mod support;

use std::collections::HashMap;

use oneiro::arm::{Arm, Param, Phase, Setting, Value};
use oneiro::lab::{Lab, Options, Progress, Stage, Undreamt};
use oneiro::record::Moment;
use oneiro::scenario::{Event, Scenario, What};
use oneiro::tui::app::App;
use oneiro::tui::mouse;
use oneiro::tui::surface::Surface;
use oneiro::tui::words::dream;
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use support::{ASCII, BOTH, OPTIONS, PLAIN, SMALL, app, drawn, hit, open, pictures, press, scenario, text};

/// All arms, where a day is ten experiences and a night eight steps.
fn all(more: &[&str]) -> Scenario {
    let set = [&SMALL[..], &[r#"arms.live=["all"]"#], more].concat();
    scenario("digits", &set)
}

fn snapshots(name: &str, sizes: &[(u16, u16)], app: impl FnMut(Surface) -> App) {
    pictures(name, &[(PLAIN, "plain"), (ASCII, "ascii")], sizes, app);
}

fn looking(name: &str, set: &[&str], keys: &str) -> impl FnMut(Surface) -> App {
    move |surface| {
        let mut app = app(name, set, surface);
        press(&mut app, keys);
        app
    }
}

/// To the middle of the night after so many mornings.
fn asleep(app: &mut App, mornings: usize, ticks: usize) {
    press(app, &"n".repeat(mornings));
    press(app, "d");
    press(app, &".".repeat(ticks));
    press(app, "2");
}

#[test]
fn in_the_middle_of_a_night() {
    snapshots("night", &[BOTH[0], BOTH[1], (40, 12), (60, 18), (170, 50)], |surface| {
        let mut app = app("digits", &[], surface);
        asleep(&mut app, 2, 40);
        app
    });
}

#[test]
fn a_morning_and_one_dream_alone() {
    snapshots("morning", &BOTH, looking("digits", &[], "nnn2"));
    snapshots("large", &[BOTH[0], BOTH[1], (60, 18)], |surface| {
        let mut app = looking("digits", &[], "nnn2")(surface);
        hit(&mut app, KeyCode::Enter);
        app
    });
}

#[test]
fn points_of_a_curve() {
    snapshots("curve", &BOTH, looking("curve", &[], "nn2"));
    snapshots("curve_large", &BOTH, |surface| {
        let mut app = looking("curve", &[], "nn2")(surface);
        hit(&mut app, KeyCode::Enter);
        app
    });
}

#[test]
fn where_there_are_none() {
    snapshots("birth", &BOTH, looking("digits", &[], "2"));
    snapshots("nobody", &[BOTH[0]], looking("digits", &["arms.live=[\"awake\"]", "arms.show=[\"awake\"]"], "nn2"));
    snapshots("skipped", &[BOTH[0]], looking("digits", &[], "ndZnd2"));
}

#[test]
fn by_day_in_turn() {
    let set = ["arms.live=[\"interleaved\"]", "arms.show=[\"interleaved\"]"];
    snapshots("turn", &[BOTH[0]], |surface| {
        let mut app = app("digits", &set, surface);
        press(&mut app, "n");
        press(&mut app, &".".repeat(40));
        press(&mut app, "2");
        app
    });
}

/// What every dream was when it was dreamt, asked of the lab at that tick: by life, night and number.
type Seen = HashMap<(String, u32, u64), (u32, Vec<f32>, Option<u8>)>;

/// Lives to the end; whenever a life has dreamt, its dreams of that tick are asked for. What is dreamt by day
/// in turn is asked for too.
fn watch(lab: &mut Lab) -> Seen {
    let mut seen = Seen::new();
    let mut done: HashMap<(String, u32), u64> = HashMap::new();
    loop {
        // What a tick will dream is asked for before it: events that follow it have happened when it is over.
        let mut coming = HashMap::new();
        for life in 0..lab.lives().len() {
            let name = lab.lives()[life].name().to_owned();
            let night = lab.clock().day;
            let from = done.get(&(name.clone(), night)).copied().unwrap_or(0);
            for index in from..from + 2 * lab.dreams_per_step() as u64 {
                coming.insert((name.clone(), night, index), lab.dream(life, index));
            }
        }
        let progress = lab.tick();
        for life in 0..lab.lives().len() {
            let Ok(dreaming) = lab.dreaming(life) else { continue };
            let clock = lab.clock();
            let now = if dreaming.waking { Stage::Wake == clock.stage } else { matches!(clock.stage, Stage::Rem(_)) };
            let name = lab.lives()[life].name().to_owned();
            let from = done.entry((name.clone(), dreaming.night)).or_default();
            if now && clock.day == dreaming.night {
                for index in *from..lab.dreamt(&dreaming) {
                    let key = (name.clone(), dreaming.night, index);
                    // A twin that began now has dreamt none of these itself.
                    let Some(dreamt) = coming.remove(&key) else { continue };
                    let dreamt = dreamt.expect("it was dreamt");
                    let label = dreamt.label.map(|label| label.given);
                    seen.insert(key, (dreamt.provenance.source.id, dreamt.input, label));
                }
            }
            *from = lab.dreamt(&dreaming);
        }
        if progress == Progress::Ended {
            return seen;
        }
    }
}

fn assert_same(lab: &Lab, seen: &Seen) -> usize {
    let mut compared = 0;
    for life in 0..lab.lives().len() {
        let Ok(dreaming) = lab.dreaming(life) else { continue };
        for index in 0..lab.dreamt(&dreaming) {
            let dreamt = dreaming.dream(lab, index).expect("it was dreamt");
            assert_eq!(dreaming.source(index), Some(dreamt.provenance.source));
            // A twin's dreams from before it was one are those of the original.
            let line = lab.spec().ancestry(lab.lives()[life].name());
            let then = line.iter().find_map(|name| seen.get(&((*name).to_owned(), dreaming.night, index)));
            let (id, input, label) = then.expect("it was seen when it was dreamt");
            assert_eq!((dreamt.provenance.source.id, dreamt.label.map(|label| label.given)), (*id, *label));
            assert_eq!(dreamt.input, *input, "dream {index} of night {}", dreaming.night);
            compared += 1;
        }
        assert_eq!(dreaming.source(dreaming.of), None);
    }
    compared
}

/// Whatever happens in a night, what is dreamt again is what was dreamt.
fn eventful() -> Vec<Event> {
    let sigma = |value| What::Set(vec![Setting { param: Param::Hallucinatory, value: Value::Number(value) }]);
    let recency = What::Set(vec![Setting { param: Param::Recency, value: Value::Number(0.5) }]);
    let event =
        |day, phase, tick, life: Option<&str>, what| Event { day, phase, tick, life: life.map(str::to_owned), what };
    let fork = What::Fork { name: "dreams-2".to_owned(), arm: Some(Arm::Dreams) };
    vec![
        event(1, Phase::Night, 0, None, sigma(0.7)),
        event(2, Phase::Day, 4, None, recency),
        event(2, Phase::Night, 3, None, sigma(0.1)),
        event(2, Phase::Night, 5, Some("sleep"), fork),
        event(2, Phase::Night, 6, Some("sleep"), What::Reseed(99)),
        event(3, Phase::Night, 4, Some("dreams"), What::SkipNight),
        event(4, Phase::Day, 5, None, What::Reseed(5)),
    ]
}

#[test]
fn what_is_dreamt_again_is_what_was_dreamt() {
    let five = r#"arms.live=["sleep","dreams","insomnia","interleaved","shuffled"]"#;
    let set = [&SMALL[..], &[five]].concat();
    for scenario in [all(&[]), scenario("digits", &set).with_events(eventful())] {
        let mut lab = Lab::new(&scenario, OPTIONS);
        let seen = watch(&mut lab);
        let end = lab.clock().total;
        let mut compared = 0;
        // At the end, back through every moment, and forth again.
        for tick in (0..=end).rev().step_by(3).chain((0..=end).step_by(5)) {
            lab.seek(tick);
            compared += assert_same(&lab, &seen);
        }
        assert!(compared > 10_000, "{compared}");
    }
}

#[test]
fn priorities_of_the_evening_choose_the_dreams() {
    let mut lab = Lab::new(&all(&["night.memory.priority=1.5"]), OPTIONS);
    let seen = watch(&mut lab);
    let mut compared = 0;
    for tick in (0..=lab.clock().total).rev().step_by(7) {
        lab.seek(tick);
        compared += assert_same(&lab, &seen);
    }
    assert!(compared > 1_000, "{compared}");
}

#[test]
fn what_was_answered_before_is_what_was_answered() {
    let mut lab = Lab::new(&all(&[]), OPTIONS);
    let raw = lab.world().train.raw.row(3).to_vec();
    let mut evenings: HashMap<(usize, u32), Vec<f32>> = HashMap::new();
    let mut mornings = evenings.clone();
    while lab.tick() != Progress::Ended {
        let clock = lab.clock();
        for life in 0..lab.lives().len() {
            match clock.stamp().moment {
                Moment::Evening => _ = evenings.insert((life, clock.day), lab.answer(life, &raw)),
                Moment::Morning => _ = mornings.insert((life, clock.day), lab.answer(life, &raw)),
                _ => {}
            }
            if let Ok(dreaming) = lab.dreaming(life) {
                let kept = if dreaming.waking {
                    mornings.get(&(life, dreaming.night - 1))
                } else {
                    evenings.get(&(life, dreaming.night))
                };
                if let Some(then) = kept {
                    assert_eq!(&dreaming.before(&lab, &raw), then);
                }
            }
        }
    }
    assert!(evenings.len() > 20);
}

#[test]
fn whoever_looks_changes_nothing_and_headless_keeps_nothing() {
    let mut app = open(all(&[]), Surface::FULL);
    press(&mut app, "2");
    while !app.lab().ended() {
        press(&mut app, ".");
        hit(&mut app, KeyCode::Tab);
        drawn(&mut app, (120, 36));
    }
    let mut lab = Lab::new(&all(&[]), Options { keyframes: None, ..OPTIONS });
    while lab.tick() != Progress::Ended {}
    assert_eq!(app.lab().trace_hash(), lab.trace_hash());
    assert_eq!(lab.dreaming(0).err(), Some(Undreamt::NotKept));
}

#[test]
fn what_keyframes_cannot_hold_is_said_to_be_lost() {
    let small = Options { keyframes: Some(1), ..OPTIONS };
    let mut lab = Lab::new(&all(&[]), small);
    while lab.clock().day < 2 {
        lab.tick();
    }
    assert_eq!(lab.keyframe_bytes(), 0);
    let why = lab.dreaming(0).err().expect("nothing was kept");
    assert!(dream::none(&lab, Some((0, "sleeper")), why)[0].contains("not kept"));
    // Just enough for two evenings and the morning between: these stay, wherever one travels.
    let mut lab = Lab::new(&all(&[]), OPTIONS);
    while lab.clock().day < 2 {
        lab.tick();
    }
    let three = lab.keyframe_bytes() / lab.keyframe_count() * 7 / 2;
    let mut lab = Lab::new(&all(&[]), Options { keyframes: Some(three), ..OPTIONS });
    while lab.tick() != Progress::Ended {}
    for tick in [30, 40, 55, 20, 64] {
        lab.seek(tick);
        assert!(lab.dreaming(0).is_ok() || lab.newest_dreams(0) == 0, "at {tick}");
        assert!(lab.keyframe_bytes() <= three);
    }
}

#[test]
fn counts_are_what_was_dreamt_and_the_index_is_one_where_draws_are_even() {
    let mut app = app("digits", &["night.memory.recency=inf"], Surface::FULL);
    press(&mut app, "nnnn2");
    app.look();
    let Some(Ok(night)) = app.dreams().night() else { panic!("four nights were dreamt") };
    let tally = &night.tally;
    assert_eq!((tally.all.dreamt, tally.all.known, tally.every), (2000, 160, 1));
    let mut ages = [0; 4];
    let mut kinds = [0; 10];
    for index in 0..2000 {
        let source = night.dreaming.source(index).expect("dreamt");
        ages[source.age as usize] += 1;
        kinds[usize::from(app.lab().world().train.labels[source.id as usize].given)] += 1;
    }
    assert_eq!(tally.ages.iter().map(|count| count.dreamt).collect::<Vec<_>>(), ages);
    assert_eq!(tally.kinds.iter().map(|count| count.dreamt).collect::<Vec<_>>(), kinds);
    for count in tally.ages.iter().chain(&tally.kinds) {
        let (index, share) = (count.index(&tally.all).expect("some of it is known"), count.known_of(&tally.all));
        // Five standard errors of a share of 2 000 draws.
        let error = 5.0 * (share * (1.0 - share) / 2000.0).sqrt() / share;
        assert!((index - 1.0).abs() < error, "{index} is not 1 ± {error}");
    }
    // Young memories are dreamt more often where memories fade: the index halves in two days.
    let mut app = support::app("digits", &["night.memory.recency=2"], Surface::FULL);
    press(&mut app, "nnnn2");
    app.look();
    let Some(Ok(night)) = app.dreams().night() else { panic!("four nights were dreamt") };
    let index = |age: usize| night.tally.ages[age].index(&night.tally.all).expect("some of it is known");
    assert!((index(0) / index(2) - 2.0).abs() < 0.5, "{} {}", index(0), index(2));
}

#[test]
fn a_million_dreams_are_counted_by_their_number_and_shown_by_the_page() {
    let set =
        ["night.steps=50000", "day.batch=40", "task.test=10", "net.hidden=[2]", "arms.live=[\"sleep\"]", "days=1"];
    let mut app = app("digits", &set, Surface::FULL);
    press(&mut app, "d2");
    press(&mut app, "...");
    app.look();
    let Some(Ok(night)) = app.dreams().night() else { panic!("it dreams") };
    assert_eq!((night.dreaming.of, night.tally.every), (2_000_000, 50));
    assert!(night.tally.all.dreamt <= 3);
    for _ in 0..3 {
        hit(&mut app, KeyCode::PageDown);
    }
    let picture = text(&drawn(&mut app, (120, 36)));
    assert!(picture.contains("of 2 000 000"), "{picture}");
}

#[test]
fn every_dream_is_on_the_page_that_is_shown() {
    let mut app = app("digits", &SMALL, Surface::FULL);
    press(&mut app, "nnd......2");
    let strategy = (proptest::collection::vec(0..9usize, 1..30), 1..60u64);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let app = std::cell::RefCell::new(&mut app);
    let property = runner.run(&strategy, |(keys, size)| {
        let mut app = app.borrow_mut();
        for key in keys {
            let keys = [
                KeyCode::Left,
                KeyCode::Right,
                KeyCode::Up,
                KeyCode::Down,
                KeyCode::PageUp,
                KeyCode::PageDown,
                KeyCode::Enter,
                KeyCode::Esc,
                KeyCode::Tab,
            ];
            hit(&mut app, keys[key]);
            drawn(&mut app, if size % 2 == 0 { (80, 24) } else { (120, 36) });
            let (page, cursor) = (app.dreams().page(size), app.dreams().cursor());
            prop_assert!(page.contains(&cursor) && page.end - page.start <= size, "{page:?} {cursor} {size}");
            prop_assert!(app.card(cursor).is_some());
        }
        Ok(())
    });
    property.expect("wherever keys lead");
}

#[test]
fn the_dream_that_is_dreamt_now_is_followed_and_marked() {
    let mut app = app("digits", &[], Surface::FULL);
    asleep(&mut app, 1, 20);
    let mut before = 0;
    for _ in 0..10 {
        press(&mut app, ".");
        let picture = text(&drawn(&mut app, (120, 36)));
        let Some(Ok(night)) = app.dreams().night() else { panic!("it dreams") };
        if night.now.is_empty() {
            continue;
        }
        assert_eq!((app.dreams().cursor(), night.now.clone()), (night.now.start, night.done - 20..night.done));
        assert!(night.done > before);
        before = night.done;
        assert!(picture.contains("dreamt now") && picture.contains('☾'), "{picture}");
    }
    assert!(before > 0);
    // Who steps stays where they stepped to, until they go back to the newest.
    hit(&mut app, KeyCode::Left);
    let there = app.dreams().cursor();
    press(&mut app, "...");
    app.look();
    assert_eq!(app.dreams().cursor(), there);
    hit(&mut app, KeyCode::Esc);
    app.look();
    assert!(app.dreams().follows() && app.dreams().cursor() > there);
}

#[test]
fn tab_leads_through_all_that_dream() {
    let mut app = open(all(&["arms.show=[\"all\"]"]), Surface::FULL);
    press(&mut app, "nn2");
    app.look();
    let dreamers = app.dreamers();
    let names: Vec<&str> = dreamers.iter().map(|life| app.lab().lives()[*life].arm().name()).collect();
    assert_eq!(
        names,
        ["sleep", "insomnia", "dreams", "replay", "noise", "interleaved", "recipe", "shuffled"],
        "awake, downscale, decay and shrink+perturb have no dreams"
    );
    for life in dreamers.iter().cycle().skip(1).take(9) {
        hit(&mut app, KeyCode::Tab);
        app.look();
        assert_eq!(app.dreamer(), Some(*life));
        let picture = text(&drawn(&mut app, (120, 36)));
        assert!(picture.contains(&app.look_of(*life).title), "{picture}");
    }
}

#[test]
fn a_click_points_at_a_dream_and_another_shows_it_large() {
    let area = Rect::new(0, 0, 120, 36);
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "nn2");
    drawn(&mut app, (120, 36));
    let first = app.dreams().cursor();
    let click = |app: &mut App, column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        mouse::hear(app, area, MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
        drawn(app, (120, 36));
    };
    click(&mut app, 60, 16);
    assert_eq!((app.dreams().cursor(), app.dreams().is_close()), (first + 3, false));
    click(&mut app, 60, 16);
    assert_eq!((app.dreams().cursor(), app.dreams().is_close()), (first + 3, true));
    click(&mut app, 60, 16);
    assert_eq!((app.dreams().cursor(), app.dreams().is_close()), (first + 3, false));
    // The name of another screen.
    press(&mut app, "1");
    let row = text(&drawn(&mut app, (120, 36)));
    let column = row.lines().next().and_then(|line| line.find("2 Dreams").map(|at| line[..at].chars().count()));
    click(&mut app, column.expect("it is there") as u16, 0);
    assert_eq!(app.tab().title(), "Dreams");
}

#[test]
fn words_say_what_was_done() {
    let mut app = app("digits", &["night.dreams.sparse=0.25"], Surface::FULL);
    press(&mut app, "nnn2");
    app.look();
    let Some(Ok(night)) = app.dreams().night() else { panic!("three nights were dreamt") };
    let world = app.lab().world();
    let mut lies = 0;
    for index in 0..200 {
        let card = app.card(index).expect("dreamt");
        let told = dream::told(world, night, &card);
        let label = card.memory.label.expect("a digit");
        assert!(told.starts_with(&format!("Dream {}: a", index + 1)), "{told}");
        assert!(told.contains("Done to it: 25 % masked, noise σ 0.3."), "{told}");
        assert_eq!(told.contains(&format!("taught as {}", label.given)), label.is_lie(), "{told}");
        let days = ["lived that day", "lived the day before", "lived 2 days before"];
        assert!(told.contains(days[card.age as usize]), "{told}");
        let best = |answers: &[f32]| (0..10).max_by(|a, b| answers[*a].total_cmp(&answers[*b])).expect("ten");
        assert!(told.contains(&format!("took it for {},", best(&card.before[0]))), "{told}");
        lies += usize::from(label.is_lie());
    }
    assert!(lies > 20, "{lies}");
}
