//! Whole screens on a test backend: what they say, how they say it, and that nothing brings them
//! down.

use oneiro::lab::{Lab, Options};
use oneiro::net::Kernel;
use oneiro::record::Measure;
use oneiro::scenario::{Override, Scenario};
use oneiro::tui::app::{App, Mode, Start};
use oneiro::tui::keymap::{self, Action, KEYS};
use oneiro::tui::mouse;
use oneiro::tui::pace::Speed;
use oneiro::tui::screen::{self, Place};
use oneiro::tui::surface::{Depth, Surface};
use oneiro::tui::theme::Theme;
use oneiro::tui::update::{Effect, update};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

const ASCII: Surface = Surface { depth: Depth::None, ascii: true };
const OPTIONS: Options = Options { kernel: Kernel::Portable, keyframes: Some(8 << 20) };

fn scenario(name: &str, set: &[&str]) -> Scenario {
    let overrides: Vec<Override> = set.iter().map(|text| Override::set(text).expect("a key and a value")).collect();
    Scenario::load(name, &overrides).expect("a scenario that can be lived")
}

fn app(name: &str, set: &[&str], surface: Surface) -> App {
    let theme = Theme::from_name(surface.theme()).expect("a theme of this name");
    App::new(scenario(name, set), Start { options: OPTIONS, theme, surface, speed: Speed::Times(1.0), paused: true })
}

/// Lets an app go on until it stops by itself.
fn settle(app: &mut App) {
    while app.mode() != Mode::Paused {
        app.advance(0.05, || true);
    }
}

fn press(app: &mut App, keys: &str) {
    for key in keys.chars() {
        let event = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
        if let Some(action) = keymap::dispatch(app, &event) {
            update(app, action);
            settle(app);
        }
    }
}

fn drawn(app: &mut App, (width, height): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.look();
    screen::draw(app, &mut buffer);
    buffer
}

fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content.chunks(width.max(1));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned() + "\n")
        .collect()
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (40, 12)];

fn snapshots(name: &str, mut app: impl FnMut(Surface) -> App) {
    for (surface, kind) in [(Surface::FULL, "colour"), (ASCII, "ascii")] {
        let mut app = app(surface);
        for (width, height) in SIZES {
            let picture = text(&drawn(&mut app, (width, height)));
            insta::assert_snapshot!(format!("{name}_{width}x{height}_{kind}"), picture);
        }
    }
}

#[test]
fn at_birth() {
    snapshots("birth", |surface| app("digits", &[], surface));
}

#[test]
fn in_the_middle_of_a_night() {
    snapshots("night", |surface| {
        let mut app = app("digits", &[], surface);
        press(&mut app, "dndndnd");
        for _ in 0..40 {
            press(&mut app, ".");
        }
        app
    });
}

#[test]
fn overnight() {
    snapshots("morning", |surface| {
        let mut app = app("digits", &[], surface);
        press(&mut app, "ddn");
        app
    });
}

#[test]
fn at_the_end() {
    snapshots("end", |surface| {
        let mut app = app("digits", &["days=3"], surface);
        press(&mut app, "cccc");
        assert!(app.lab().ended());
        app
    });
}

#[test]
fn when_a_life_diverges() {
    snapshots("diverged", |surface| {
        let mut app = app("digits", &["days=3", "day.learning_rate=1e30"], surface);
        press(&mut app, "nn");
        app
    });
}

#[test]
fn a_curve() {
    snapshots("curve", |surface| {
        let mut app = app("curve", &[], surface);
        press(&mut app, "nnn");
        app
    });
}

#[test]
fn help() {
    snapshots("help", |surface| {
        let mut app = app("digits", &[], surface);
        press(&mut app, "?");
        app
    });
}

#[test]
fn colours_and_weights_of_type_carry_their_meaning() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "ddn");
    let buffer = drawn(&mut app, (120, 36));
    let theme = Theme::dusk();
    let find = |wanted: &str| buffer.content.iter().filter(|cell| cell.symbol() == wanted).collect::<Vec<_>>();
    assert!(find("●").iter().all(|cell| cell.fg == theme.series[0]), "the sleeper's marker has its colour");
    assert!(find("◆").iter().all(|cell| cell.fg == theme.series[1]), "the twin's marker has its colour");
    assert!(buffer.content.iter().any(|cell| cell.bg == theme.night), "nights are shaded");
    let last = buffer.area.height - 1;
    assert!(buffer[(1, last)].modifier.contains(Modifier::BOLD), "keys are bold");
    assert_eq!(buffer[(7, last)].fg, theme.muted, "and their words are not");
    let ascii = drawn(&mut self::app("digits", &[], ASCII), (120, 36));
    assert!(ascii.content.iter().all(|cell| cell.symbol().is_ascii()));
    assert!(ascii.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}

#[test]
fn the_sentence_and_the_way_out_are_there_at_every_size() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "n");
    for (width, height) in SIZES {
        let picture = text(&drawn(&mut app, (width, height)));
        assert!(picture.contains("Overnight"), "{width}×{height}:\n{picture}");
        assert!(picture.contains("q quit"), "{width}×{height}:\n{picture}");
    }
}

#[test]
fn figures_are_the_recorded_ones() {
    let mut app = app("digits", &[], Surface::FULL);
    press(&mut app, "dnd");
    let picture = text(&drawn(&mut app, (120, 36)));
    for track in app.lab().history().tracks() {
        let strength = track.last(Measure::WeightAbs).expect("measured in the evening");
        let error = track.last(Measure::TestError).expect("measured in the evening");
        assert!(picture.contains(&format!(" {strength:.0} ")), "{strength}\n{picture}");
        assert!(picture.contains(&format!("{:.1} %", error * 100.0)), "{error}\n{picture}");
    }
}

#[test]
fn no_size_is_too_small() {
    for name in ["digits", "curve"] {
        let mut app = app(name, &["days=3"], Surface::FULL);
        for keys in ["", "n", "?", "?cc"] {
            press(&mut app, keys);
            for width in 0..=60 {
                for height in 0..=30 {
                    drawn(&mut app, (width, height));
                }
            }
        }
    }
}

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

const SMALL: [&str; 7] = [
    "days=3",
    "task.test=20",
    "task.validation=10",
    "task.train=20",
    "task.per_day=10",
    "day.steps=9",
    "night.steps=8",
];

fn press_any(app: &mut App, state: &mut u64) {
    let binding = &KEYS[random(state) as usize % KEYS.len()];
    let (code, modifiers) = binding.keys[random(state) as usize % binding.keys.len()];
    let asked = keymap::dispatch(app, &KeyEvent::new(code, modifiers));
    // A birth costs more than everything else together.
    if let Some(action) = asked.filter(|action| *action != Action::Restart || random(state).is_multiple_of(30)) {
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
        live_on(&mut app, random(&mut state) % 40);
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
fn steps_end_where_they_say() {
    let mut app = app("digits", &[], Surface::FULL);
    let place = |app: &App| {
        let clock = app.lab().clock();
        (clock.day, clock.stamp().moment.name(), clock.tick)
    };
    press(&mut app, ".");
    assert_eq!(place(&app), (1, "day", 1));
    press(&mut app, "d");
    assert_eq!(place(&app), (1, "evening", 100));
    press(&mut app, "d");
    assert_eq!(place(&app), (2, "evening", 100));
    press(&mut app, "n");
    assert_eq!(place(&app), (2, "morning", 104));
    press(&mut app, "n");
    assert_eq!(place(&app), (3, "morning", 104));
    press(&mut app, "...c");
    assert_eq!(place(&app), (5, "day", 3));
    press(&mut app, "dc");
    assert_eq!(place(&app), (6, "evening", 100));
    press(&mut app, "r");
    assert_eq!(place(&app), (0, "morning", 0));
}

#[test]
fn leaving_has_its_codes() {
    let mut app = app("digits", &[], Surface::FULL);
    assert_eq!(update(&mut app, Action::Quit), Effect::Quit(0));
    assert_eq!(update(&mut app, Action::Interrupt), Effect::Quit(130));
    assert_eq!(update(&mut app, Action::Suspend), Effect::Suspend);
}
