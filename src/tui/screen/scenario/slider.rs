//! One parameter: its name, its value, what it may become, and where both stand in its range.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::{ROOMY, plain, shown};
use crate::arm::{Param, Value};
use crate::scenario::key;
use crate::tui::app::App;
use crate::tui::dials::Scale;
use crate::tui::widget::{put, put_right, width};

/// Columns of the group's name, of the parameter's, of its words, of its value and of a range's ends.
const GROUP: u16 = 12;
const NAME: u16 = 17;
const WORDS: u16 = 39;
const VALUE: u16 = 16;
const END: u16 = 4;
/// Columns between two words, and of the sign that there are more.
const GAP: u16 = 3;
const MORE: u16 = 2;
/// Columns from which groups are named.
const GROUPED: u16 = 70;

/// Draws a row.
pub fn row(app: &App, param: Param, group: Option<(&str, Style)>, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let chosen = param == app.dial();
    let now = app.in_force(param);
    let pending = app.pending(param);
    let moved = now != Some(app.own(param));
    let mut band = area;
    // Where there is no room for it, the path below says the group as well.
    if area.width >= GROUPED {
        if let Some((name, style)) = group {
            put(buffer, Rect { width: GROUP - 1, ..area }, (area.x, area.y), name, style);
        }
        step(&mut band, GROUP);
    }
    let mut base = Style::new();
    if chosen {
        base = theme.selected();
        buffer.set_style(band, base);
        put(buffer, band, (band.x, band.y), "▸", theme.strong().patch(base));
    }
    let style = if chosen { theme.strong() } else { theme.base() }.patch(base);
    let muted = theme.muted().patch(base);
    let Some(key) = key::find(param.path()) else { return };
    put(buffer, Rect { width: NAME.min(band.width), ..band }, (band.x + 2, band.y), key.name(), style);
    step(&mut band, NAME);
    if area.width >= ROOMY {
        let words = Rect { width: WORDS - 1, ..band }.intersection(band);
        put(buffer, words, (words.x, words.y), plain(key.about, WORDS - 1), muted);
        step(&mut band, WORDS);
    }
    let scale = Scale::of(param);
    if scale.words().is_empty() {
        let place = Rect { width: VALUE, ..band }.intersection(band);
        let now = now.map_or_else(|| "differs".to_owned(), shown);
        let strong = theme.strong().patch(base);
        match pending {
            Some(pending) => {
                let end = put(buffer, place, (place.x, place.y), &now, muted);
                let end = put(buffer, place, (end, place.y), " → ", muted);
                put(buffer, place, (end, place.y), &shown(pending), strong);
            }
            None => _ = put(buffer, place, (place.x, place.y), &now, if moved { strong } else { style }),
        }
        step(&mut band, VALUE);
    }
    let mut marks: Vec<(Value, &str, Color)> = Vec::new();
    let life = |life: usize| (app.look_of(life).marker, app.look_of(life).color);
    match (now, app.whom().filter(|_| !param.is_shared())) {
        (Some(now), Some(whom)) => marks.push((now, life(whom).0, life(whom).1)),
        (Some(now), None) => marks.push((now, "●", theme.text)),
        (None, _) => marks.extend(app.changed_by(param).map(|(index, each)| {
            let (marker, color) = life(index);
            (each.params().get(param), marker, color)
        })),
    }
    let row = Row { app, param, scale, pending, base, band };
    if scale.words().is_empty() { row.line(&marks, buffer) } else { row.words(&marks, buffer) }
}

/// Whether what waits is less than what is in force.
fn to_lower(marks: &[(Value, &str, Color)], pending: Option<Value>) -> bool {
    match (marks.first().map(|mark| mark.0), pending) {
        (Some(Value::Whole(now)), Some(Value::Whole(pending))) => pending < now,
        (Some(Value::Number(now)), Some(Value::Number(pending))) => pending < now,
        _ => false,
    }
}

/// So many columns are done.
fn step(band: &mut Rect, columns: u16) {
    let columns = columns.min(band.width);
    band.x += columns;
    band.width -= columns;
}

/// What is left of a row: the slider.
struct Row<'a> {
    app: &'a App,
    param: Param,
    scale: Scale,
    pending: Option<Value>,
    base: Style,
    band: Rect,
}

impl Row<'_> {
    /// A line from end to end with its marks.
    fn line(&self, marks: &[(Value, &str, Color)], buffer: &mut Buffer) {
        let (theme, band) = (self.app.theme(), self.band);
        if self.scale == Scale::Typed || band.width < 2 * END + 6 {
            return;
        }
        let muted = theme.muted().patch(self.base);
        let (low, high) = self.scale.ends(self.param);
        put_right(buffer, band, (band.x + END, band.y), &low, muted);
        put(buffer, band, (band.right() - END, band.y), &high, muted);
        let (left, right) = (band.x + END + 1, band.right() - END - 2);
        let column = |value: Value| {
            let place = self.scale.place(value)?;
            Some(left + (place * f64::from(right - left)).round() as u16)
        };
        let line = theme.line().patch(self.base);
        for x in left..=right {
            put(buffer, band, (x, band.y), "─", line);
        }
        let to = self.pending.and_then(column);
        if let (Some(from), Some(to)) = (marks.first().and_then(|mark| column(mark.0)), to) {
            for x in from.min(to)..=from.max(to) {
                put(buffer, band, (x, band.y), "━", theme.strong().patch(self.base));
            }
        }
        if let Some(x) = column(self.app.own(self.param)) {
            put(buffer, band, (x, band.y), "┼", muted);
        }
        for (value, marker, color) in marks {
            if let Some(x) = column(*value) {
                put(buffer, band, (x, band.y), marker, theme.strong().fg(*color).patch(self.base));
            }
        }
        if let Some(x) = to {
            let arrow = if to_lower(marks, self.pending) { "◀" } else { "▶" };
            put(buffer, band, (x, band.y), arrow, theme.strong().fg(theme.day).patch(self.base));
        }
    }

    /// All words beside each other, marked; where there is no room for all, those around what is marked.
    fn words(&self, marks: &[(Value, &str, Color)], buffer: &mut Buffer) {
        let (theme, band) = (self.app.theme(), self.band);
        let words: Vec<Vec<(String, Style)>> = self.scale.words().iter().map(|word| self.word(word, marks)).collect();
        let long = |word: &[(String, Style)]| word.iter().map(|(text, _)| width(text)).sum::<u16>();
        // What waits is what is being chosen: it comes first.
        let place = |value: Value| self.scale.words().iter().position(|word| is(value, word));
        let chosen = self.pending.and_then(place).or_else(|| marks.iter().filter_map(|mark| place(mark.0)).max());
        let last = chosen.unwrap_or(0);
        let mut first = 0;
        let fits = |from: usize, to: usize, most: u16| {
            let lengths = words[from..=to].iter().map(|word| long(word));
            lengths.sum::<u16>() + GAP * (to - from) as u16 <= most
        };
        let whole = fits(0, words.len() - 1, band.width);
        while !whole && first < last && !fits(first, last, band.width.saturating_sub(2 * MORE)) {
            first += 1;
        }
        let mut x = band.x;
        if first > 0 {
            x = put(buffer, band, (x, band.y), "‹ ", theme.muted().patch(self.base));
        }
        for (index, word) in words.iter().enumerate().skip(first) {
            let room = band.right() - x.min(band.right());
            if !whole && index > last && (index + 1 < words.len() || long(word) > room) && long(word) + GAP + 1 > room {
                put(buffer, band, (x, band.y), "›", theme.muted().patch(self.base));
                break;
            }
            for (text, style) in word {
                x = put(buffer, band, (x, band.y), text, style.patch(self.base));
            }
            x += GAP;
        }
    }

    /// A word with its marks.
    fn word(&self, word: &str, marks: &[(Value, &str, Color)]) -> Vec<(String, Style)> {
        let theme = self.app.theme();
        let mut parts = Vec::new();
        let mut style = theme.muted();
        for (_, marker, color) in marks.iter().filter(|mark| is(mark.0, word)) {
            parts.push((format!("{marker} "), theme.strong().fg(*color)));
            style = theme.base();
        }
        if self.pending.is_some_and(|pending| is(pending, word)) {
            parts.push(("▶ ".to_owned(), theme.strong().fg(theme.day)));
            style = theme.strong();
        }
        if is(self.app.own(self.param), word) && !marks.iter().any(|mark| is(mark.0, word)) {
            parts.push(("┼ ".to_owned(), theme.muted()));
        }
        parts.push((word.to_owned(), style));
        parts
    }
}

/// Whether a value is this word.
fn is(value: Value, word: &str) -> bool {
    shown(value) == word
}
