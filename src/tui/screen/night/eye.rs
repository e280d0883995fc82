//! The mind's eye: what is lived today, what is remembered of it at night, and the dream made of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use crate::data::{Form, Label};
use crate::lab::Stage;
use crate::tui::app::App;
use crate::tui::eye::Lived;
use crate::tui::widget::{Bar, Bars, Image, Panel, Pixel, Scale, put, width, wrap};
use crate::tui::words::{self, dream};

/// Columns of an image from which on there is room for words in full above and below it.
const SHORT: u16 = 16;
/// Columns of an image up to which its pixels are drawn larger than four columns each.
const LARGEST: u16 = 32;
/// Classes in the list of answers.
const ANSWERS: usize = 3;

/// One of the three images.
struct Frame<'a> {
    title: &'static str,
    pixels: Option<&'a [f32]>,
    caption: String,
    color: Color,
    tint: Option<Color>,
    now: bool,
}

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let eye = app.eye();
    let note = note(app);
    let color = if eye.dreaming { Some(theme.dream) } else { None };
    let foot = if area.height < 11 { says(app) } else { String::new() };
    let panel = Panel { note: &note, foot: &foot, color, ..Panel::new(theme, "mind's eye") };
    let inside = panel.draw(area, buffer);
    if inside.is_empty() {
        return;
    }
    let (wide, high) = (inside.width, inside.height);
    let Form::Image { width: side, height: tall } = app.lab().world().form else {
        brief(app, inside, buffer);
        return;
    };
    // Titles take a row; larger ones leave room for captions and answers too.
    let fits = |scale: &Scale| {
        let (columns, rows) = scale.size((side, tall));
        let (gaps, words) = match scale.pixel {
            Pixel::Blocks(2..) => (4, 5),
            Pixel::Blocks(_) => (4, 2),
            Pixel::Half => (2, 1),
        };
        // No larger than is pleasant to look at, unless an image has more pixels than that.
        let is_calm = !matches!(scale.pixel, Pixel::Blocks(3..)) || columns <= LARGEST;
        is_calm && columns.saturating_mul(3).saturating_add(gaps) <= wide && rows.saturating_add(words) <= high
    };
    let Some(scale) = Scale::all(side.max(tall)).find(fits) else {
        brief(app, inside, buffer);
        return;
    };
    let (columns, rows) = scale.size((side, tall));
    let pixel = scale.pixel;
    let gap = ((wide - 3 * columns) / 2).min(6);
    // The last caption may be longer than its image.
    let gap = if pixel == Pixel::Half { gap.min(3) } else { gap };
    let pitch = columns + gap;
    let is_short = columns < SHORT;
    for (place, frame) in frames(app, is_short).iter().enumerate() {
        let x = inside.x + place as u16 * pitch;
        let style = if frame.now { theme.strong().fg(frame.color) } else { theme.muted() };
        put(buffer, inside, (x, inside.y), frame.title, style);
        let place = Rect::new(x, inside.y + 1, columns, rows);
        let depth = if frame.now { 1.0 } else { 0.45 };
        let blank = vec![0.0; side * tall];
        let pixels = scale.pixels(frame.pixels.unwrap_or(&blank), side);
        let image = Image { theme, pixels: &pixels, columns: scale.columns(side), tint: frame.tint, pixel, depth };
        image.render(place, buffer);
        let y = inside.y + 1 + rows;
        if y < inside.bottom() {
            let style = if frame.now { Style::new().fg(theme.text) } else { theme.muted() };
            let cell = Rect { width: (columns + gap).min(inside.right().saturating_sub(x)), ..inside };
            put(buffer, Rect { x, ..cell }, (x, y), &frame.caption, style);
        }
    }
    let y = inside.y + 2 + rows;
    let below = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
    answers(app, below, buffer);
}

pub(super) fn note(app: &App) -> String {
    let eye = app.eye();
    let who = app.look_of(app.hero()).title;
    match (app.lab().clock().stage, &eye.dream) {
        (Stage::Nrem(_) | Stage::Rem(_), _) if app.lab().lives()[app.hero()].skips() => "no sleep tonight".to_owned(),
        (Stage::Rem(_), Some(dream)) if eye.dreaming => {
            format!("dream {} of {}", words::grouped(dream.number as f64), words::grouped(dream.of as f64))
        }
        (Stage::Rem(_), _) => format!("{who}: no dreams"),
        (Stage::Nrem(_), _) => "shrinking, nothing seen".to_owned(),
        (Stage::Birth, _) => "before the first day".to_owned(),
        (Stage::Nap, Some(dream)) if eye.dreaming => {
            format!("nap: dream {} of {}", words::grouped(dream.number as f64), words::grouped(dream.of as f64))
        }
        (Stage::Nap, _) => format!("a nap: {who} does not dream"),
        (Stage::Wake, _) => format!("{who}, awake"),
    }
}

fn frames(app: &App, is_short: bool) -> [Frame<'_>; 3] {
    let (theme, eye) = (app.theme(), app.eye());
    let clock = app.lab().clock();
    let awake = matches!(clock.stage, Stage::Birth | Stage::Wake);
    let classes = &app.lab().world().classes;
    let label = |lived: &Lived| lived.label.map_or_else(String::new, |label| said(classes, label, is_short));
    let dream = eye.dream.as_ref();
    // A night that was passed in one go was dreamt all the same.
    let unseen = if clock.day > 1 { "not watched" } else { "nothing yet" };
    let none = || if is_short { "–".to_owned() } else { unseen.to_owned() };
    [
        Frame {
            title: if is_short { "today" } else { "lived today" },
            pixels: eye.lived.as_ref().map(|lived| lived.raw.as_slice()),
            caption: eye.lived.as_ref().map_or_else(String::new, label),
            color: theme.day,
            tint: None,
            now: awake,
        },
        Frame {
            title: if is_short { "memory" } else { "remembered" },
            pixels: dream.map(|dream| dream.memory.raw.as_slice()),
            caption: dream.map_or_else(none, |dream| match (dream.age, is_short) {
                _ if awake || dream.night != clock.day => "last night".to_owned(),
                (None, _) => "in common".to_owned(),
                _ if dream.other.is_some() => if is_short { "+ another" } else { "and another" }.to_owned(),
                (Some(0), false) => "from today".to_owned(),
                (Some(0), true) => "today".to_owned(),
                (Some(1), _) => "1 day old".to_owned(),
                (Some(age), false) => format!("{age} days old"),
                (Some(age), true) => format!("{age} days"),
            }),
            color: theme.dream,
            tint: None,
            now: eye.dreaming,
        },
        Frame {
            title: if is_short { "dream" } else { "dreamt" },
            pixels: dream.map(|dream| dream.raw.as_slice()),
            caption: dream.map_or_else(none, |dream| match dream.memory.label {
                Some(taught) if is_short => format!("taught {}", name(classes, taught.given)),
                _ => label(&dream.memory),
            }),
            color: theme.dream,
            tint: Some(theme.dream),
            now: eye.dreaming,
        },
    ]
}

/// “is 3, taught 5”.
pub(super) fn said(classes: &[String], label: Label, is_short: bool) -> String {
    let (truth, given) = (name(classes, label.truth), name(classes, label.given));
    match (label.is_lie(), is_short) {
        (true, true) => format!("{truth}, told {given}"),
        (true, false) => format!("is {truth}, taught {given}"),
        (false, true) if !truth.bytes().all(|byte| byte.is_ascii_digit()) => truth.to_owned(),
        (false, true) => format!("a{} {truth}", if truth.starts_with('8') { "n" } else { "" }),
        (false, false) => format!("is {truth}, taught so"),
    }
}

/// The name of a class.
pub(super) fn name(classes: &[String], class: u8) -> &str {
    classes.get(usize::from(class)).map_or("?", String::as_str)
}

/// The label of what is seen now.
fn seen(app: &App) -> Option<Label> {
    let eye = app.eye();
    let dream = eye.dream.as_ref().filter(|_| eye.dreaming).map(|dream| &dream.memory);
    dream.or(eye.lived.as_ref())?.label
}

/// The likeliest classes, the likeliest first.
fn likeliest(answers: &[f32]) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = answers.iter().copied().enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order
}

/// The likeliest class as words, or the value, for where bars have no room.
pub(super) fn says(app: &App) -> String {
    match (app.lab().clock().stage, likeliest(&app.eye().answers).first()) {
        (Stage::Nrem(_), _) | (_, None) => String::new(),
        (_, Some((_, value))) if !app.lab().world().is_classes() => {
            format!("it says {}", dream::number(f64::from(*value)))
        }
        (_, Some((class, share))) => {
            let says = name(&app.lab().world().classes, *class as u8);
            format!("it says {says}, {:.0} % sure", share * 100.0)
        }
    }
}

/// The likeliest classes as bars; nothing where answers are values.
pub(super) fn answers(app: &App, area: Rect, buffer: &mut Buffer) {
    let (theme, eye) = (app.theme(), app.eye());
    let Some(label) = seen(app) else { return };
    if area.height == 0 || matches!(app.lab().clock().stage, Stage::Nrem(_)) {
        return;
    }
    let heading = "says ";
    let classes = &app.lab().world().classes;
    let likeliest = likeliest(&eye.answers);
    let bars = |is_short: bool| -> Vec<Bar> {
        let answers = likeliest.iter().take(ANSWERS.min(usize::from(area.height)));
        let bar = |(place, &(class, share)): (usize, &(usize, f32))| {
            let class_is = |of: u8| usize::from(of) == class;
            let (color, mark, means) = match () {
                () if class_is(label.given) && !label.is_lie() => (theme.good, "✓", " as taught"),
                () if class_is(label.truth) => (theme.good, "✓", " what it is"),
                () if class_is(label.given) => (theme.bad, "✗", " the lie"),
                () => (theme.muted, "", ""),
            };
            let suffix = match mark {
                "" => String::new(),
                mark if is_short => format!(" {mark}"),
                mark => format!("  {mark}{means}"),
            };
            Bar {
                label: format!("{}{}", if place == 0 { heading } else { "     " }, name(classes, class as u8)),
                share: f64::from(share),
                value: format!("{:.0} %{suffix}", share * 100.0),
                color,
            }
        };
        answers.enumerate().map(bar).collect()
    };
    let long = bars(false);
    let wide = |of: &dyn Fn(&Bar) -> u16| long.iter().map(of).max().unwrap_or(0);
    // What a mark means is said of all answers where there is room for that.
    let is_short = wide(&|bar| width(&bar.label)) + wide(&|bar| width(&bar.value)) + 2 > area.width;
    let bars = if is_short { bars(true) } else { long };
    Bars { theme, bars: &bars }.render(area, buffer);
}

/// Where there is no room for images.
fn brief(app: &App, area: Rect, buffer: &mut Buffer) {
    let (theme, eye) = (app.theme(), app.eye());
    let Some(label) = seen(app) else { return };
    let doing = if eye.dreaming { "dreams of: " } else { "sees: " };
    let text = format!("{doing}{}", said(&app.lab().world().classes, label, false));
    for (line, y) in wrap(&text, area.width).iter().zip(area.y..) {
        put(buffer, area, (area.x, y), line, theme.base());
    }
}
