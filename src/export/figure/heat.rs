//! Maps of a sweep of two keys.

use super::canvas::{Canvas, number};
use super::{Figure, WIDTH, escape, palette};
use crate::scenario::Vary;
use crate::study::Study;
use crate::study::report::{Map, Report, Spot, Stand, Theme};
use std::fmt::Write as _;

/// Letters of a value beside a map.
const LABEL: usize = 16;
/// Height of a row, in pixels.
const ROW: f64 = 30.0;

/// The maps of a sweep of two keys.
pub(super) fn figures(study: &Study, report: &Report) -> Vec<Figure> {
    let Some((down, across, maps)) = report.maps(study) else { return Vec::new() };
    maps.into_iter().filter_map(|map| draw(map, down, across)).collect()
}

/// The name of a map's file.
fn name(theme: Theme) -> String {
    let numbered = |name: &str, place: usize| match place {
        0 => name.to_owned(),
        _ => format!("{name}-{}", place + 1),
    };
    match theme {
        Theme::Mistakes => "sweep".to_owned(),
        Theme::Difference(place) => numbered("sweep-difference", place),
        Theme::Agreement(place) => numbered("sweep-agreement", place),
    }
}

fn draw(map: Map, down: &Vary, across: &Vary) -> Option<Figure> {
    let columns = across.values.len();
    // What is far within its margin stays pale.
    let most = map.spots.iter().flatten().map(|spot| spot.size).reduce(f64::max)?.max(2.0 * map.margin);
    let marked = map.theme != Theme::Mistakes;
    let widest = |vary: &Vary| vary.values.iter().map(|value| value.chars().count()).max().unwrap_or(1);
    let wide = widest(down).min(LABEL);
    let lines = [
        map.when.to_owned(),
        format!("down: {}", named(down)),
        format!("across: {}", named(across)),
        "framed: beyond the margin; dotted: open; no frame: within it".to_owned(),
    ];
    let lines = &lines[..if marked { 4 } else { 3 }];
    let (left, top) = (20.0 + 7.0 * wide as f64, 60.0 + 18.0 * lines.len() as f64);
    let width = (WIDTH - 14.0 - left) / columns as f64;
    let mut canvas = Canvas::default();
    canvas.text((8.0, 19.0), "head", &map.title);
    for (place, line) in lines.iter().enumerate() {
        canvas.text((8.0, 38.0 + 18.0 * place as f64), "soft", line);
    }
    let every = ((7.2 * (widest(across).min(LABEL) + 1) as f64 * columns as f64 / (WIDTH - 14.0 - left)).ceil()
        as usize)
        .max(1);
    for (column, text) in across.values.iter().enumerate().filter(|(column, _)| column % every == 0) {
        canvas.text((left + (column as f64 + 0.5) * width, top - 8.0), "soft mid", &short(text));
    }
    let mut alt = String::new();
    for (row, (value, spots)) in down.values.iter().zip(map.spots.chunks(columns)).enumerate() {
        let y = top + row as f64 * ROW;
        canvas.text((left - 8.0, y + 19.0), "soft end", &short(value));
        let mut said = Vec::new();
        for (column, spot) in spots.iter().enumerate() {
            let x = left + column as f64 * width;
            let Some(spot) = spot else {
                canvas.text((x + 0.5 * width, y + 19.0), "soft mid", "–");
                continue;
            };
            ground(&mut canvas, (x, y, width), spot, if most > 0.0 { spot.size / most } else { 0.0 });
            if 7.2 * spot.text.chars().count() as f64 <= width {
                canvas.text((x + 0.5 * width, y + 19.0), "mid", &spot.text);
            }
            let stand = match spot.stand {
                Stand::Within => "",
                Stand::Open => " (open)",
                Stand::Beyond => " (beyond)",
            };
            said.push(format!("{} at {}{stand}", spot.text, across.values[column]));
        }
        let _ = write!(alt, "{} {value}: {}. ", down.key, said.join(", "));
    }
    Some(Figure {
        name: name(map.theme),
        title: map.title,
        alt: alt.trim_end().to_owned(),
        caption: format!("{}. {} Described, not tested.", map.caption, colours(map.theme)),
        height: top + down.values.len() as f64 * ROW + 16.0,
        body: canvas.0,
    })
}

/// A key with those that move with it.
fn named(vary: &Vary) -> String {
    vary.keys().collect::<Vec<_>>().join("; ")
}

/// A value as far as there is room for it.
fn short(value: &str) -> String {
    if value.chars().count() <= LABEL {
        return value.to_owned();
    }
    value.chars().take(LABEL - 1).chain(['…']).collect()
}

/// What the colours of a map say.
const fn colours(theme: Theme) -> &'static str {
    match theme {
        Theme::Mistakes => "The stronger the colour, the more mistakes.",
        Theme::Difference(_) => "In the colour of who is ahead, the stronger the farther.",
        Theme::Agreement(_) => "The stronger the colour, the farther.",
    }
}

/// A cell's ground, and its frame.
fn ground(canvas: &mut Canvas, (x, y, width): (f64, f64, f64), spot: &Spot, share: f64) {
    let _ = writeln!(
        canvas.0,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"s{}\" fill=\"currentColor\" \
         fill-opacity=\"{}\"><title>{}</title></rect>",
        number(x + 1.0),
        number(y + 1.0),
        number(width - 2.0),
        number(ROW - 2.0),
        palette::series(&spot.whose, &[]),
        number(0.06 + 0.5 * share),
        escape(&spot.said)
    );
    let class = match spot.stand {
        Stand::Within => return,
        Stand::Open => "frame dots",
        Stand::Beyond => "frame",
    };
    canvas.rect((x + 2.0, y + 2.0), (width - 4.0, ROW - 4.0), class);
}
