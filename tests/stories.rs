//! Opening stories: the list, the typed line, broken files, and the whole of it in a real terminal.

#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::path::Path;

use oneiro::lab::Options;
use oneiro::net::Kernel;
use oneiro::scenario::{Scenario, Source};
use oneiro::tui::app::{App, Mode, Overlay, Start};
use oneiro::tui::pace::Speed;
use oneiro::tui::stories::Origin;
use oneiro::tui::surface::{Depth, Surface};
use oneiro::tui::theme::Theme;
use oneiro::tui::update::{Answer, Effect, receive, update};
use oneiro::tui::{files, keymap, screen};
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use terminal::Terminal;

const SMALL: &str =
    "format = 1\ntitle = \"Mine\"\ndays = 3\n[task]\nkind = \"curve\"\n[night.downscale]\namount = 0.1\n";

fn app(surface: Surface) -> App {
    let options = Options { kernel: Kernel::Portable, keyframes: None };
    let theme = Theme::from_name(surface.theme()).expect("a theme of this name");
    let start = Start { options, theme, surface, speed: Speed::Times(1.0), paused: true };
    let scenario = Scenario::load("digits", &[]).expect("shipped");
    App::new(scenario, start).from(Source::find("digits").ok().map(Origin::plain))
}

/// Presses a key as the loop does; what is asked of files is carried out, but for the list of the
/// current folder, which is `listed`.
fn press(app: &mut App, code: KeyCode, listed: &[Source]) {
    let Some(action) = keymap::dispatch(app, &KeyEvent::new(code, KeyModifiers::NONE)) else { return };
    let effect = update(app, action);
    let answer = match effect {
        Effect::List => Some(Answer::Listed(listed.iter().map(|source| (source.clone(), source.text())).collect())),
        effect => files::answer(&effect),
    };
    if let Some(answer) = answer {
        assert_eq!(receive(app, answer), Effect::None);
    }
    while app.mode() != Mode::Paused {
        app.advance(0.05, || true);
    }
}

fn write(app: &mut App, text: &str) {
    for c in text.chars() {
        press(app, KeyCode::Char(c), &[]);
    }
}

fn drawn(app: &mut App, (width, height): (u16, u16)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.look();
    screen::draw(app, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width));
    rows.map(|row| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned() + "\n").collect()
}

fn file(folder: &Path, name: &str, text: &str) -> Source {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    Source::File(path)
}

#[test]
fn the_list_as_pictures() {
    let ascii = Surface { depth: Depth::None, ascii: true };
    for (surface, kind) in [(Surface::FULL, "colour"), (ascii, "ascii")] {
        let mut app = app(surface);
        press(&mut app, KeyCode::Char('o'), &[]);
        press(&mut app, KeyCode::Down, &[]);
        for (width, height) in [(80, 24), (120, 36), (40, 12)] {
            let picture = drawn(&mut app, (width, height));
            insta::assert_snapshot!(format!("list_{width}x{height}_{kind}"), picture);
        }
    }
}

#[test]
fn a_broken_file_as_a_picture() {
    let mut app = app(Surface::FULL);
    let origin = Origin::plain(Source::File("night.toml".into()));
    let text = SMALL.replace("0.1", "1.4").replace("days", "dayz");
    receive(&mut app, Answer::Read(origin, Ok(text)));
    for (width, height) in [(80, 24), (120, 36), (40, 12)] {
        insta::assert_snapshot!(format!("trouble_{width}x{height}"), drawn(&mut app, (width, height)));
    }
}

#[test]
fn an_entry_is_chosen_and_a_line_is_typed() {
    let mut app = app(Surface::FULL);
    press(&mut app, KeyCode::Char('o'), &[]);
    press(&mut app, KeyCode::Down, &[]);
    press(&mut app, KeyCode::Enter, &[]);
    assert_eq!(app.lab().spec().name, "digits-fixed");
    assert!(app.overlay().is_none() && app.lab().clock().total == 0);
    press(&mut app, KeyCode::Char('o'), &[]);
    write(&mut app, "digits-fix --arms sleep,interleaved q");
    press(&mut app, KeyCode::Enter, &[]);
    assert!(drawn(&mut app, (100, 30)).contains("q needs a value"));
    press(&mut app, KeyCode::Backspace, &[]);
    press(&mut app, KeyCode::Enter, &[]);
    let arms: Vec<&str> = app.lab().spec().live.iter().map(|arm| arm.name()).collect();
    assert_eq!(arms, ["sleep", "interleaved"]);
    // From birth again, the same arms under the next seed.
    let seed = app.lab().spec().seed;
    press(&mut app, KeyCode::Char('R'), &[]);
    assert_eq!((app.lab().spec().seed, app.lab().spec().live.len()), (seed + 1, 2));
    press(&mut app, KeyCode::Char('r'), &[]);
    assert_eq!(app.lab().spec().seed, seed + 1);
    assert_eq!(app.lab().spec().name, "digits-fixed");
    // A line that is nothing, and the ways out.
    press(&mut app, KeyCode::Char('o'), &[]);
    write(&mut app, "nonsense");
    press(&mut app, KeyCode::Enter, &[]);
    assert!(drawn(&mut app, (100, 30)).contains("no scenario is called nonsense"));
    press(&mut app, KeyCode::Esc, &[]);
    assert!(matches!(app.overlay(), Some(Overlay::Stories(_))), "first the line goes");
    press(&mut app, KeyCode::Esc, &[]);
    assert!(app.overlay().is_none(), "then the list");
}

#[test]
fn a_file_is_opened_reloaded_broken_and_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = file(folder.path(), "mine.toml", SMALL);
    let mut app = app(Surface::FULL);
    press(&mut app, KeyCode::Char('O'), &[]);
    assert_eq!(app.lab().spec().name, "digits", "a shipped story has no file");
    press(&mut app, KeyCode::Char('o'), std::slice::from_ref(&mine));
    write(&mut app, &folder.path().to_string_lossy());
    write(&mut app, "/mi");
    press(&mut app, KeyCode::Tab, &[]);
    press(&mut app, KeyCode::Enter, &[]);
    assert_eq!((app.lab().spec().name.as_str(), app.lab().spec().days), ("mine", 3));
    press(&mut app, KeyCode::Char('n'), &[]);
    let before = (app.lab().trace_hash(), app.lab().clock().total);
    file(folder.path(), "mine.toml", &SMALL.replace("0.1", "1.4"));
    press(&mut app, KeyCode::Char('O'), &[]);
    let picture = drawn(&mut app, (100, 30));
    assert!(picture.contains("mine.toml:7:10: night.downscale.amount is 1.4: must be from 0 to 1"), "{picture}");
    assert!(picture.contains("   7 │ amount = 1.4\n") || picture.contains("   7 │ amount = 1.4 "), "{picture}");
    let rows: Vec<&str> = picture.lines().collect();
    let line = rows.iter().position(|row| row.contains("7 │ amount")).expect("the line itself");
    let column = |row: &str, what: &str| row[..row.find(what).expect("there")].chars().count();
    assert_eq!(column(rows[line + 1], "^"), column(rows[line], "1.4"), "the caret is below the value");
    assert_eq!((app.lab().trace_hash(), app.lab().clock().total), before, "the lab is untouched");
    // Still broken.
    press(&mut app, KeyCode::Enter, &[]);
    assert!(matches!(app.overlay(), Some(Overlay::Trouble(_))));
    file(folder.path(), "mine.toml", &SMALL.replace("0.1", "0.2").replace("days = 3", "days = 4"));
    press(&mut app, KeyCode::Enter, &[]);
    assert!(app.overlay().is_none());
    assert_eq!((app.lab().spec().days, app.lab().clock().total), (4, 0));
    fs::remove_file(folder.path().join("mine.toml")).expect("removed");
    press(&mut app, KeyCode::Char('O'), &[]);
    assert!(drawn(&mut app, (100, 30)).contains("no such file or folder"));
    press(&mut app, KeyCode::Esc, &[]);
    assert!(app.overlay().is_none() && app.lab().spec().days == 4);
}

#[test]
fn no_size_is_too_small_for_what_lies_on_top() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = file(folder.path(), "a_rather_long_name_of_a_scenario.toml", "format = 1\ndayz = 3");
    for keys in ["o", "ox --a", "o/"] {
        let mut app = app(Surface::FULL);
        press(&mut app, KeyCode::Char('o'), std::slice::from_ref(&broken));
        write(&mut app, &keys[1..]);
        if keys == "o/" {
            press(&mut app, KeyCode::Tab, &[]);
        }
        sizes(&mut app);
    }
    let mut app = app(Surface::FULL);
    let text = format!("x = 1\n{}y = ?", "\t".repeat(300));
    receive(&mut app, Answer::Read(Origin::plain(broken), Ok(text)));
    sizes(&mut app);
}

fn sizes(app: &mut App) {
    for width in 1..=100 {
        for height in 1..=30 {
            drawn(app, (width, height));
        }
    }
}

#[test]
fn a_scenario_opened_reloaded_broken_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    file(folder.path(), "mine.toml", SMALL);
    file(folder.path(), "Cargo.toml", "[package]\nname = \"other\"\n");
    let mut terminal = Terminal::within(folder.path(), &["digits", "--paused"]);
    terminal.wait_for("total synapse strength");
    terminal.press("o");
    terminal.wait_for("Careless teachers");
    terminal.press("min");
    terminal.wait_for("open min");
    terminal.press("\t");
    terminal.wait_for("open mine.toml");
    terminal.wait_for("in this folder");
    assert!(!terminal.text().contains("Cargo"), "other TOML files are left out");
    terminal.press("\r");
    terminal.wait_for("day 0 of 3");
    file(folder.path(), "mine.toml", &SMALL.replace("days = 3", "days = 5"));
    terminal.press("O");
    terminal.wait_for("day 0 of 5");
    terminal.press("d");
    terminal.wait_for("day 1 of 5");
    file(folder.path(), "mine.toml", &SMALL.replace("0.1", "oops"));
    terminal.press("O");
    terminal.wait_for("mine.toml cannot be lived");
    terminal.wait_for("amount = oops");
    terminal.press("\x1b");
    terminal.wait_for("go on");
    terminal.press(".");
    terminal.wait_for("day 1 of 5");
    file(folder.path(), "mine.toml", &SMALL.replace("days = 3", "days = 7"));
    terminal.press("O");
    terminal.wait_for("day 0 of 7");
    terminal.press("q");
    terminal.wait_for("trace ");
    assert!(terminal.child.wait().expect("it is ours").success());
}

#[test]
fn the_tour_presses_its_keys_and_any_key_ends_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::within(folder.path(), &["digits", "--paused"]);
    terminal.wait_for("total synapse strength");
    terminal.press("t");
    terminal.wait_for("Tour 1/8");
    terminal.wait_for("oneiro  curve");
    terminal.press(" ");
    terminal.wait_for("Tour 2/8");
    terminal.press("\x1b");
    terminal.wait_until("the tour has gone", |text| !text.contains("Tour 2/8"));
    terminal.press("q");
    terminal.wait_for("trace ");
    assert!(terminal.child.wait().expect("it is ours").success());
}
