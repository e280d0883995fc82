//! Journeys, the pointer, and anything at all: no key, click or size brings the screen down, and
//! what is lived stays what a plain run lives.

#[path = "support/screen.rs"]
mod support;

use oneiro::lab::Lab;
use oneiro::record::Measure;
use oneiro::tui::app::App;
use oneiro::tui::keymap::{self, Action, KEYS};
use oneiro::tui::mouse;
use oneiro::tui::screen::{self, Place};
use oneiro::tui::surface::Surface;
use oneiro::tui::update::{Effect, update};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use support::{OPTIONS, SMALL, app, drawn, press, scenario, settle, text};

/// A small generator of its own: which keys are pressed must not depend on anything else.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn at(kind: MouseEventKind, column: u16, row: u16) -> MouseEvent {
    MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
}

/// Any event of the mouse, most of them on the screen.
fn mouse_event(state: &mut u64, area: Rect) -> MouseEvent {
    const KINDS: [MouseEventKind; 8] = [
        MouseEventKind::Moved,
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollDown,
    ];
    let kind = KINDS[random(state) as usize % KINDS.len()];
    // Half of them on the lines where a click does something.
    let low = u64::from(area.height.min(10));
    let row = if random(state).is_multiple_of(2) {
        u64::from(area.height).saturating_sub(random(state) % (low + 1))
    } else {
        random(state) % (u64::from(area.height) + 3)
    };
    at(kind, (random(state) % (u64::from(area.width) + 3)) as u16, row as u16)
}

fn press_any(app: &mut App, state: &mut u64) {
    let binding = &KEYS[random(state) as usize % KEYS.len()];
    let (code, modifiers) = binding.keys[random(state) as usize % binding.keys.len()];
    let asked = keymap::dispatch(app, &KeyEvent::new(code, modifiers));
    // A birth costs more than everything else together.
    if let Some(action) =
        asked.filter(|action| !matches!(action, Action::Restart | Action::NextSeed) || random(state).is_multiple_of(30))
    {
        update(app, action);
    }
}

fn live_on(app: &mut App, mut steps: u64) {
    app.advance(0.03, || {
        steps = steps.saturating_sub(1);
        steps > 0
    });
}

#[test]
fn random_keys_clicks_and_sizes_do_no_harm() {
    let mut state = 5;
    let mut app = app("digits", &SMALL, Surface::FULL);
    let mut area = Rect::new(0, 0, 100, 30);
    for round in 0..100_000 {
        if random(&mut state).is_multiple_of(3) {
            let event = mouse_event(&mut state, area);
            mouse::hear(&mut app, area, event);
        } else {
            press_any(&mut app, &mut state);
        }
        live_on(&mut app, random(&mut state) % 20);
        if round % 100 == 0 {
            area = Rect::new(0, 0, (random(&mut state) % 140) as u16, (random(&mut state) % 50) as u16);
            drawn(&mut app, (area.width, area.height));
        }
    }
}

#[test]
fn the_screen_lives_the_very_life_of_a_run() {
    let set = ["days=4"];
    let mut plain = Lab::new(&scenario("digits", &set), OPTIONS);
    while !plain.ended() {
        plain.tick();
    }
    let mut state = 11;
    let mut app = app("digits", &set, Surface::FULL);
    let keys = [' ', '.', 'd', 'n', 'c', '+', '-', '?', '.', '[', ']', '{', '}'];
    let area = Rect::new(0, 0, 80, 24);
    let mut travels = 0;
    for round in 0.. {
        if app.lab().ended() {
            break;
        }
        let key = keys[random(&mut state) as usize % keys.len()];
        if let Some(action) = keymap::dispatch(&app, &KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE)) {
            update(&mut app, action);
            travels += u32::from(matches!(action, Action::Travel(_)));
        }
        if round % 20 == 7 {
            let event = at(MouseEventKind::Down(MouseButton::Left), (random(&mut state) % 80) as u16, 20);
            mouse::hear(&mut app, area, event);
        }
        live_on(&mut app, random(&mut state) % 300);
        drawn(&mut app, (80, 24));
    }
    assert!(travels > 3);
    assert_eq!(app.lab().trace_hash(), plain.trace_hash());
    let rows = |lab: &Lab| format!("{:?}{:?}", lab.history().stamps(), lab.history().tracks());
    assert_eq!(rows(app.lab()), rows(&plain), "what was recorded is the same too");
}

#[test]
fn a_journey_keeps_what_was_seen_and_lives_the_same_again() {
    let mut app = app("digits", &["days=4"], Surface::FULL);
    press(&mut app, "nn");
    let (hash, points) = (app.lab().trace_hash(), app.ticks().len());
    let tick = |app: &App| app.lab().clock().total;
    press(&mut app, "[");
    assert_eq!(tick(&app), 304, "the evening before");
    press(&mut app, "{[");
    assert_eq!(tick(&app), 204, "the morning before");
    assert!(app.ticks().len() < points);
    assert_eq!(app.seen().1.len(), points, "what was recorded is still there");
    let picture = text(&drawn(&mut app, (120, 36)));
    assert!(picture.contains("Day 1, morning after; from here the very same days are lived again."), "{picture}");
    press(&mut app, "]");
    assert_eq!(tick(&app), 304);
    press(&mut app, "]");
    assert_eq!((app.lab().trace_hash(), app.seen().1.len()), (hash, points));
    for (code, end) in [(KeyCode::Home, 0), (KeyCode::End, app.lab().ticks_total()), (KeyCode::Left, 712)] {
        let action = keymap::dispatch(&app, &KeyEvent::new(code, KeyModifiers::NONE)).expect("a key of its own");
        update(&mut app, action);
        settle(&mut app);
        assert_eq!(tick(&app), end);
    }
}

#[test]
fn the_pointer_reads_the_record_on_every_chart() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "nnn");
    let area = Rect::new(0, 0, 120, 36);
    let layout = screen::Layout::new(area, &app);
    let panel = |place| layout.panels.iter().find(|(here, _)| *here == place).expect("a panel").1;
    let (strength, bar) = (panel(Place::Strength), panel(Place::Nights));
    let middle = (strength.x + strength.width / 2, strength.y + strength.height / 2);
    mouse::hear(&mut app, area, at(MouseEventKind::Moved, middle.0, middle.1));
    let tick = app.cursor().expect("a moment lies under the pointer");
    let buffer = drawn(&mut app, (120, 36));
    let picture = text(&buffer);
    let point = app.ticks().partition_point(|known| *known <= tick) - 1;
    for track in app.lab().history().tracks() {
        let error = format!("{:.1} %", track.column(Measure::TestError)[point] * 100.0);
        let weights = format!("{:.0}", track.column(Measure::WeightAbs)[point]);
        assert!(picture.contains(&error) && picture.contains(&weights), "{error} {weights}\n{picture}");
    }
    let day = app.calendar().at(tick).expect("a day").day;
    assert_eq!(picture.matches(&format!("day {day}, ")).count(), 2, "both charts say when:\n{picture}");
    let upright = |panel: Rect| {
        (panel.y + 1..panel.bottom() - 1)
            .filter(|y| (panel.x + 2..panel.right() - 2).any(|x| buffer[(x, *y)].symbol() == "│"))
            .count()
    };
    for place in [Place::Strength, Place::Mistakes, Place::Nights] {
        assert!(upright(panel(place)) > 0, "{place:?}:\n{picture}");
    }
    press(&mut app, "x");
    mouse::hear(&mut app, area, at(MouseEventKind::Moved, middle.0, strength.y + 3));
    let turned = text(&drawn(&mut app, (120, 36)));
    let layer = format!("{:.0}", app.lab().history().tracks()[0].layers()[0][point]);
    assert!(turned.contains(&layer) && turned.contains(&format!("day {day}, ")), "{turned}");
    press(&mut app, "x");
    mouse::hear(&mut app, area, at(MouseEventKind::Moved, 0, 0));
    assert_eq!(app.cursor(), None);
    let (seen, _) = mouse::hear(&mut app, area, at(MouseEventKind::Moved, 1, 0));
    assert!(!seen, "nothing changed, nothing is drawn");
    // The scrub bar: a click travels, and so does a pull, wherever it leads.
    let quarter = bar.x + bar.width / 16;
    mouse::hear(&mut app, area, at(MouseEventKind::Down(MouseButton::Left), quarter + 12, bar.y + 1));
    settle(&mut app);
    app.advance(0.0, || false);
    let there = app.cursor().expect("the bar is under the pointer");
    assert_eq!(app.lab().clock().total, there);
    mouse::hear(&mut app, area, at(MouseEventKind::Drag(MouseButton::Left), 0, 0));
    app.advance(0.0, || false);
    assert!(app.lab().clock().total < 40);
    mouse::hear(&mut app, area, at(MouseEventKind::Up(MouseButton::Left), 0, 0));
}

#[test]
fn keys_can_be_clicked() {
    let mut app = app("digits", &[], Surface::FULL);
    let buffer = drawn(&mut app, (120, 36));
    let last = text(&buffer).lines().last().expect("a footer").to_owned();
    let column = |word: &str| last.find(word).expect("in the footer") as u16;
    let click = |x| at(MouseEventKind::Down(MouseButton::Left), x, 35);
    mouse::hear(&mut app, buffer.area, click(column("night")));
    settle(&mut app);
    assert_eq!(app.lab().clock().total, 204);
    assert_eq!(mouse::hear(&mut app, buffer.area, click(119)), (false, Effect::None));
    drawn(&mut app, (120, 36));
    let last = text(&drawn(&mut app, (120, 36))).lines().last().expect("a footer").to_owned();
    let quit = last.chars().count() as u16 - 2;
    assert_eq!(mouse::hear(&mut app, buffer.area, click(quit)), (true, Effect::Quit(0)));
}

#[test]
fn stories_can_be_clicked() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "o");
    let buffer = drawn(&mut app, (120, 36));
    let (row, line) = text(&buffer)
        .lines()
        .map(str::to_owned)
        .enumerate()
        .find(|(_, line)| line.contains("  digits-fixed"))
        .expect("a story");
    let column = line.split("  digits-fixed").next().expect("what is before it").chars().count() as u16 + 3;
    let click = at(MouseEventKind::Down(MouseButton::Left), column, row as u16);
    assert_eq!(mouse::hear(&mut app, buffer.area, click), (true, Effect::None), "the first selects");
    let (_, effect) = mouse::hear(&mut app, buffer.area, click);
    let Effect::Read(origin) = effect else { panic!("the second opens: {effect:?}") };
    assert_eq!(origin.source.name(), "digits-fixed");
}
