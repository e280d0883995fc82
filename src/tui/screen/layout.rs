//! Where everything goes.

use ratatui::layout::Rect;

use crate::data::Form;
use crate::tui::app::App;
use crate::tui::tab::Tab;
use crate::tui::widget::wrap;
use crate::tui::words;

/// The least columns and rows for panels.
pub const LEAST: (u16, u16) = (60, 18);

/// A part of the screen. The second four are the faces behind the first four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Total synapse strength.
    Strength,
    /// Mistakes on unseen examples.
    Mistakes,
    /// What the sleeper has before its eyes; for curves the points and the fitted lines.
    Eye,
    /// The lies, each with its dot; for curves the largest coefficients, for other values how far off answers are.
    Lies,
    /// Strength per layer.
    Layers,
    /// How far mistakes on unseen examples lie above those in training; with lessons the mistakes on each.
    Gap,
    /// What was dreamt, by age and class.
    Dreamt,
    /// Which class was taken for which; for curves all coefficients, for other values answers against truths.
    Confusion,
    /// Days and nights.
    Nights,
}

/// The screen's parts.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The first line.
    pub header: Rect,
    /// Between header and sentence.
    pub middle: Rect,
    /// The panels within; none where there is no room for them.
    pub panels: Vec<(Place, Rect)>,
    /// The screen that is shown, where it is not the Night; its panels are then those below it.
    pub tab: Option<Rect>,
    /// The sentence.
    pub sentence: Rect,
    /// The keys.
    pub footer: Rect,
}

impl Layout {
    /// The layout of an area.
    #[must_use]
    pub fn new(area: Rect, app: &App) -> Self {
        let Rect { x, y, width, height } = area;
        let small = width < LEAST.0 || height < LEAST.1;
        let header = Rect::new(x, y, width, height.min(1));
        let footer_rows = u16::from(height >= 3);
        let left = height - header.height - footer_rows;
        let wanted = if small {
            wrap(&words::sentence(app), width.saturating_sub(2)).len().clamp(1, 6) as u16
        } else if width >= 170 {
            1
        } else {
            2
        };
        let rows = wanted.min(left);
        let middle = Rect::new(x, y + header.height, width, left - rows);
        let sentence = Rect::new(x, middle.bottom(), width, rows);
        let footer = Rect::new(x, sentence.bottom(), width, footer_rows);
        let (panels, tab) = match () {
            () if small => (Vec::new(), None),
            () if app.tab() == Tab::Night => (panels(middle, app), None),
            () => below(middle),
        };
        Self { header, middle, panels, tab, sentence, footer }
    }
}

/// A screen of its own above the days and nights, where there is room for both.
fn below(area: Rect) -> (Vec<(Place, Rect)>, Option<Rect>) {
    let nights = if area.height >= 26 { 4 } else { 0 };
    let above = Rect { height: area.height - nights, ..area };
    let bar = Rect { y: above.bottom(), height: nights, ..area };
    (if nights > 0 { vec![(Place::Nights, bar)] } else { Vec::new() }, Some(above))
}

/// The screen from which on both faces of every panel are seen at once.
const BOTH: (u16, u16) = (170, 46);

fn panels(area: Rect, app: &App) -> Vec<(Place, Rect)> {
    use Place::{Confusion, Dreamt, Eye, Gap, Layers, Lies, Mistakes, Nights, Strength};
    let nights = if area.height >= 28 { 6 } else { 4 };
    let upper = area.height - nights;
    let right = right_of(area.width);
    let left = area.width - right;
    let place = |x: u16, y: u16, width: u16, height: u16| Rect::new(area.x + x, area.y + y, width, height);
    let bottom = (Nights, place(0, upper, area.width, nights));
    // A map, a plot or a well needs rows; what stands below it is a few lines.
    let world = app.lab().world();
    let curve = world.form == Form::Line;
    let tall = curve || world.is_game() || world.form == Form::Plane || world.params.recalls();
    if area.width >= BOTH.0 && area.height >= BOTH.1 {
        let (eye, rest) = (if tall { upper * 3 / 5 } else { 23 }, upper / 4);
        let below = if tall { 7 } else { 11 };
        let (lies, confusion) = (right / 2, right - right / 2);
        return vec![
            (Strength, place(0, 0, left, rest)),
            (Mistakes, place(0, rest, left, rest)),
            (Layers, place(0, 2 * rest, left, rest)),
            (Gap, place(0, 3 * rest, left, upper - 3 * rest)),
            (Eye, place(left, 0, right, eye)),
            (Lies, place(left, eye, right, below)),
            (Dreamt, place(left, eye + below, lies, upper - eye - below)),
            (Confusion, place(left + lies, eye + below, confusion, upper - eye - below)),
            bottom,
        ];
    }
    let half = upper / 2;
    let eye = match () {
        () if app.turned() => half,
        () if tall && !curve => upper.saturating_sub(if upper < 24 { 5 } else { 9 }).max(half),
        () if upper < 24 => half,
        () if curve => upper - 9,
        () => 15.min(upper - 9),
    };
    let faces = if app.turned() { [Layers, Gap, Dreamt, Confusion] } else { [Strength, Mistakes, Eye, Lies] };
    vec![
        (faces[0], place(0, 0, left, half)),
        (faces[1], place(0, half, left, upper - half)),
        (faces[2], place(left, 0, right, eye)),
        (faces[3], place(left, eye, right, upper - eye)),
        bottom,
    ]
}

/// Columns of the right half: room for three images beside each other wherever that can be.
const fn right_of(width: u16) -> u16 {
    match width {
        0..72 => width / 2,
        72..112 => width * 45 / 100,
        112..128 => 56,
        128..170 => width * 44 / 100,
        _ => width * 52 / 100,
    }
}
