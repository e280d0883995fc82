//! Total synapse strength: the sawtooth.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ghost::{self, Ghost};
use super::{OverTime, bounds, legend, legend_rows, series, starts};
use crate::record::{Measure, Moment};
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Level, Panel, put_right, width};
use crate::tui::words;

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let history = app.lab().history();
    let ghost = Ghost::of(app);
    let past = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.columns(|t| t.column(Measure::WeightAbs).to_vec()));
    let lived = bounds(app, Measure::WeightAbs, 0).unwrap_or((0.0, 1.0));
    let (low, high) = ghost.as_ref().map_or(lived, |ghost| ghost.widened(lived, &past, 0));
    let rows = legend_rows(app, Panel::inside(area));
    let axis = Axis::around(low, high, Chart::rows(area.height.saturating_sub(2 + rows)));
    let word = if ghost.is_some() { ghost::WORD } else { "" };
    let foot = ghost::joined(&[word, &starts(&axis, 1.0, "")]);
    let panel = Panel { foot: &foot, note: "Σ|w|", ..Panel::new(theme, "total synapse strength") };
    let inside = panel.draw(area, buffer);
    if inside.height < 2 {
        return;
    }
    let end = legend(app, inside, buffer, |life| words::strength(words::figure(app, life, Measure::WeightAbs)));
    let texts = last_night(app).unwrap_or_default();
    if let Some(text) = texts.iter().find(|text| end + width(text) <= inside.right()) {
        put_right(buffer, inside, (inside.right(), inside.y + rows - 1), text, theme.muted());
    }
    let birth = history.tracks().first().and_then(|track| track.column(Measure::WeightAbs).first().copied());
    let levels: Vec<Level<'_>> = birth.map(|value| Level { value, label: "birth" }).into_iter().collect();
    let mut lines = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.lines(&past));
    lines.extend(series(app, Measure::WeightAbs));
    let below = Rect { y: inside.y + rows, height: inside.height.saturating_sub(rows), ..inside };
    OverTime { axis: &axis, scale: 1.0, unit: "", series: &lines, levels: &levels }.draw(app, below, buffer);
}

/// What the newest night did to the sleeper's strength, in more words and fewer: its change, and
/// where the night shrinks by a known share and dreams besides, both parts of it.
fn last_night(app: &App) -> Option<Vec<String>> {
    let (lab, hero) = (app.lab(), app.hero());
    let history = lab.history();
    let morning = history.stamps().iter().rposition(|s| s.moment == Moment::Morning && s.day > 0)?;
    let dusk = history.stamps()[..morning].iter().rposition(|s| s.moment == Moment::Evening)?;
    let column = history.tracks()[hero].column(Measure::WeightAbs);
    let whole = column[morning] / column[dusk];
    if !whole.is_finite() {
        return None;
    }
    let arm = lab.lives()[hero].arm();
    let night = &lab.lives()[hero].params().night;
    let mut texts = Vec::new();
    if arm.name() == "sleep" && night.downscale.rule.removes_the_amount() {
        let kept = 1.0 - night.downscale.amount;
        let (shrunk, grown) = (words::signed_percent(kept - 1.0), words::signed_percent(whole / kept - 1.0));
        texts.push(format!("last night: shrunk {shrunk} · dreams {grown}"));
        texts.push(format!("shrunk {shrunk} · dreams {grown}"));
        texts.push(format!("shrunk {shrunk}, dreams {:+.0} %", (whole / kept - 1.0) * 100.0).replace('-', "−"));
    }
    texts.push(format!("last night: {}", words::signed_percent(whole - 1.0)));
    Some(texts)
}
