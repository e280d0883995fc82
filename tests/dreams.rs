//! The Dreams screen: what is shown was dreamt, what was answered then was answered, and whoever looks changes
//! nothing.

#[path = "support/screen.rs"]
mod support;

use oneiro::lab::{Lab, Options, Progress, Undreamt};
use oneiro::scenario::Scenario;
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
        ["sleep", "insomnia", "dreams", "replay", "noise", "interleaved", "recipe", "matched", "shuffled"],
        "awake, downscale, decay and shrink+perturb have no dreams"
    );
    for life in dreamers.iter().cycle().skip(1).take(names.len() + 1) {
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
