//! The mind's eye of who watches a game: the well by day, and by night the well as it is dreamt.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::widgets::Widget;

/// What a frame shows: its title, pixels, caption, colour and tint.
type Frame<'f> = (&'f str, &'f [f32], String, Color, Option<Color>);

use super::eye::{answers, name, note, said, says};
use crate::lab::Stage;
use crate::task::tetris::{Lesson, Moment, NAMES, Tetris, WIDE, picture};
use crate::tui::app::App;
use crate::tui::eye::Lived;
use crate::tui::widget::{Image, Panel, Pixel, Sight, WellView, put, wrap};

/// Columns between pictures.
const GAP: u16 = 3;
/// Columns that words need beside wells.
const WORDS: u16 = 14;
/// How strong a picture is that is not before the eyes now.
const FAINT: f64 = 0.45;

/// What is drawn of one experience, lived or dreamt.
struct Scene<'a> {
    app: &'a App,
    game: &'a Tetris,
    moment: &'a Moment,
    lived: &'a Lived,
    /// The pixels that are dreamt, by night.
    dreamt: Option<&'a [f32]>,
    /// Whether it is before the eyes now.
    is_now: bool,
}

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let eye = app.eye();
    let note = note(app);
    let color = if eye.dreaming { Some(theme.dream) } else { None };
    let awake = matches!(app.lab().clock().stage, Stage::Birth | Stage::Wake);
    let dream = eye.dream.as_ref().filter(|_| !awake);
    let beside = Panel::inside(area).width.saturating_sub(2 * (WellView::width(false) + GAP));
    // Beside two wells there may be no room for what is said of them.
    let is_tight = dream.is_some() && app.lab().world().trial().is_some() && beside < WORDS;
    let foot = if is_tight { says(app) } else { String::new() };
    let inside = Panel { note: &note, foot: &foot, color, ..Panel::new(theme, "mind's eye") }.draw(area, buffer);
    if inside.is_empty() {
        return;
    }
    let lived = dream.map(|dream| &dream.memory).or(eye.lived.as_ref());
    let Some((lived, (game, moment))) = lived.and_then(|lived| Some(lived).zip(app.lab().world().moment(lived.id)))
    else {
        return;
    };
    let dreamt = dream.map(|dream| dream.raw.as_slice());
    let scene = Scene { app, game, moment, lived, dreamt, is_now: awake || eye.dreaming };
    let is_large = inside.height > WellView::height(true) && inside.width >= 3 * WellView::width(true);
    if inside.height < 6 || inside.width < WellView::width(false) + GAP + 8 {
        scene.brief(inside, buffer);
        return;
    }
    let right = scene.wells(is_large, inside, buffer) + GAP;
    let beside = Rect { x: right, width: inside.right().saturating_sub(right), ..inside };
    match game.lesson {
        Lesson::See => scene.retina(beside, buffer),
        Lesson::Play if beside.width >= WORDS => scene.answers(beside, buffer),
        Lesson::Play => {}
    }
}

impl Scene<'_> {
    const fn depth(&self) -> f64 {
        if self.is_now { 1.0 } else { FAINT }
    }

    /// The well, or for who plays by night the remembered one and the dreamt one; the column behind them.
    fn wells(&self, is_large: bool, area: Rect, buffer: &mut Buffer) -> u16 {
        let theme = self.app.theme();
        let plays = self.game.lesson == Lesson::Play;
        let dream = self.dreamt.map(|told| picture(told, self.moment));
        let pixels = (self.game.retina, self.moment.gaze(self.game.retina));
        let window = |dreamt| match self.game.lesson {
            Lesson::See => Some(Sight { at: pixels.1, wide: pixels.0, dreamt }),
            Lesson::Play => {
                dreamt.and(dream.as_deref()).map(|dreamt| Sight { at: (0, 0), wide: WIDE, dreamt: Some(dreamt) })
            }
        };
        let mut all = Vec::new();
        if self.dreamt.is_none() || plays {
            let title = if self.dreamt.is_none() { "the game" } else { "memory" };
            all.push((title, theme.day, window(None)));
        }
        if self.dreamt.is_some() {
            // What the eye sees of it is dreamt beside it.
            let title = if plays { "dreamt" } else { "game, dreamt" };
            all.push((title, theme.dream, window(self.dreamt)));
        }
        let (wide, high) = (WellView::width(is_large), WellView::height(is_large));
        let mut x = area.x;
        for (title, color, window) in all {
            let style = if self.is_now { theme.strong().fg(color) } else { theme.muted() };
            put(buffer, area, (x, area.y), title, style);
            let place = Rect { x, y: area.y + 1, width: wide, height: (area.height - 1).min(high) };
            let depth = self.depth();
            WellView { theme, moment: self.moment, window, is_large, depth }.render(place, buffer);
            let below = place.bottom();
            let falls = NAMES[usize::from(self.moment.piece)];
            let told = [format!("{falls} falls"), format!("{} lines", self.moment.lines)];
            for (line, y) in told.iter().zip(below..area.bottom()) {
                put(buffer, area, (x, y), line, theme.muted());
            }
            x += wide + if plays { GAP } else { 0 };
        }
        if plays { x - GAP } else { x }
    }

    /// What the retina sees, and what it dreams; below them what the net says.
    fn retina(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.app.theme();
        let side = self.game.retina as u16;
        let large = area.width >= 4 * side + GAP && area.height >= side + 2;
        let (pixel, columns, rows) =
            if large { (Pixel::Blocks(1), 2 * side, side) } else { (Pixel::Half, side, side.div_ceil(2)) };
        let classes = &self.app.lab().world().classes;
        let is_short = columns < 16;
        let label = self.lived.label;
        let age = self.app.eye().dream.as_ref().map_or(0, |dream| dream.age.unwrap_or(0));
        let seen = label.map(|label| said(classes, label, is_short)).unwrap_or_default();
        let old = match (age, is_short) {
            (0, true) => "today".to_owned(),
            (0, false) => "from today".to_owned(),
            (1, _) => "1 day old".to_owned(),
            (age, true) => format!("{age} days"),
            (age, false) => format!("{age} days old"),
        };
        let taught = label.map(|label| format!("taught {}", name(classes, label.given))).unwrap_or_default();
        let frames: Vec<Frame<'_>> = match self.dreamt {
            None => vec![(if is_short { "its eye" } else { "what it sees" }, &self.lived.raw, seen, theme.day, None)],
            Some(dreamt) => vec![
                (if is_short { "memory" } else { "remembered" }, &self.lived.raw, old, theme.dream, None),
                (if is_short { "dream" } else { "dreamt" }, dreamt, taught, theme.dream, Some(theme.dream)),
            ],
        };
        let count = frames.len() as u16;
        let gap = if count * columns + (count - 1) * GAP > area.width { 1 } else { GAP };
        let mut x = area.x;
        for (title, pixels, caption, color, tint) in frames {
            let style = if self.is_now { theme.strong().fg(color) } else { theme.muted() };
            put(buffer, area, (x, area.y), title, style);
            let place = Rect { x, y: area.y + 1, width: columns, height: rows }.intersection(area);
            let depth = self.depth();
            Image { theme, pixels, columns: usize::from(side), tint, pixel, depth }.render(place, buffer);
            put(buffer, area, (x, area.y + 1 + rows), &caption, theme.base());
            x += columns + gap;
        }
        let air = u16::from(area.height > rows + 6);
        let y = area.y + 2 + rows + air;
        answers(self.app, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buffer);
    }

    /// What the net says of the whole well.
    fn answers(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.app.theme();
        let mut y = area.y;
        let words = self.lived.label.map_or("", |label| match (label.given, label.truth) {
            (1, 1) => "the player's move",
            (1, _) => "the player's move: it slipped",
            (_, 1) => "what was meant, but not done",
            (_, _) => "not the player's move",
        });
        for (text, style) in [(words, theme.base()), ("is it the player's?", theme.muted())] {
            for line in wrap(text, area.width) {
                put(buffer, area, (area.x, y), &line, style);
                y += 1;
            }
        }
        let y = y + u16::from(area.bottom() > y + 4);
        answers(self.app, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buffer);
    }

    /// Where there is no room for a well.
    fn brief(&self, area: Rect, buffer: &mut Buffer) {
        let theme = self.app.theme();
        let doing = if self.app.eye().dreaming { "dreams of: " } else { "sees: " };
        let label = self.lived.label.map(|label| said(&self.app.lab().world().classes, label, false));
        let text = format!("{doing}{}", label.unwrap_or_default());
        for (line, y) in wrap(&text, area.width).iter().zip(area.y..area.bottom()) {
            put(buffer, area, (area.x, y), line, theme.base());
        }
    }
}
