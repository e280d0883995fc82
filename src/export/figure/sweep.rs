//! Sweeps: one varied key as lines, two as a heat map.

use super::axis::{Axis, Frame, Unit};
use super::canvas::Canvas;
use super::{Figure, WIDTH, called, escape, palette};
use crate::record::Measure::TestError;
use crate::study::Study;
use crate::study::report::{At, Report, Setting};
use std::fmt::Write as _;

/// Values of a key that a figure has room for.
const VALUES: usize = 60;

/// The figures of the varied keys.
pub(super) fn figures(study: &Study, report: &Report) -> Vec<Figure> {
    let vary = study.plan().vary();
    if vary.iter().any(|vary| vary.values.len() > VALUES) {
        return Vec::new();
    }
    match vary {
        [one] if one.values.len() > 1 => {
            [At::Evening, At::Morning, At::Mean].into_iter().filter_map(|at| lines(report, &one.key, at)).collect()
        }
        [_, _] => heat(study, report).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn lines(report: &Report, key: &str, at: At) -> Option<Figure> {
    let settings = &report.settings;
    let mut names: Vec<&str> = Vec::new();
    for life in settings.iter().flat_map(|setting| &setting.lives) {
        if !names.contains(&life.name.as_str()) {
            names.push(&life.name);
        }
    }
    let mean = |setting: &Setting, name: &str| setting.life(name)?.mean(TestError, at);
    let all = settings.iter().flat_map(|setting| names.iter().filter_map(|name| mean(setting, name)));
    let ends = all.flat_map(|mean| [mean.mean - mean.half.unwrap_or(0.0), mean.mean + mean.half.unwrap_or(0.0)]);
    let share = report.yardstick.share(TestError);
    let y = Axis::around(ends, if share { Unit::Percent } else { Unit::Plain })?;
    let count = settings.len() as f64;
    let frame = Frame::new(Axis::places(-0.5, count - 0.5), y);
    let mut canvas = Canvas::default();
    let when = match at {
        At::Evening => "on the last evening",
        At::Morning => "on the last morning",
        At::Mean => "in the mean",
    };
    let title = format!("{key}: mistakes {when}");
    let unit = if share { "%" } else { "mean squared error" };
    frame.vertical(&mut canvas, &title, &format!("{}, {unit}", called(TestError)));
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), "axis");
    let wide = settings.iter().map(|setting| setting.values[0].chars().count()).max().unwrap_or(1);
    let every = ((7.5 * (wide + 1) as f64 * count / (frame.right - frame.left)).ceil() as usize).max(1);
    for (place, setting) in settings.iter().enumerate() {
        let x = frame.x(place as f64);
        canvas.line((x, frame.bottom), (x, frame.bottom + 4.0), "axis");
        if place % every == 0 {
            canvas.text((x, frame.bottom + 17.0), "soft mid", &setting.values[0]);
        }
    }
    frame.label(&mut canvas, "evenly spaced, whatever the size of the values");
    let mut alt = String::new();
    let mut legend = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let colour = palette::series(name, &names);
        canvas.open(&format!("s{colour}"));
        // Intervals of neighbouring lines stand beside each other.
        let aside = (index as f64 - 0.5 * (names.len() as f64 - 1.0)) * 0.5 / names.len() as f64;
        let places = settings.iter().enumerate();
        let points: Vec<_> =
            places.map(|(place, setting)| mean(setting, name).map(|mean| (place as f64 + aside, mean))).collect();
        let at = |(x, mean): (f64, crate::study::report::Mean)| frame.at(x, mean.mean);
        canvas.curve(&points.iter().map(|point| point.map(at)).collect::<Vec<_>>());
        for (x, mean) in points.iter().flatten() {
            if let Some(half) = mean.half {
                canvas.line(frame.at(*x, mean.mean - half), frame.at(*x, mean.mean + half), "thin");
            }
            canvas.marker(colour, frame.at(*x, mean.mean), 3.8);
        }
        canvas.close();
        legend.push((colour, (*name).to_owned()));
        let values = settings.iter().zip(&points).filter_map(|(setting, point)| {
            Some(format!("{} at {}", report.yardstick.shown(TestError, (*point)?.1.mean), setting.values[0]))
        });
        let _ = write!(alt, "{name}: {}. ", values.collect::<Vec<_>>().join(", "));
    }
    let height = frame.bottom + 54.0 + canvas.legend(&legend, (12.0, frame.bottom + 56.0), frame.right);
    Some(Figure {
        name: format!("sweep-{}", at.name()),
        title,
        alt: alt.trim_end().to_owned(),
        caption: format!("Means over seeds {} with their 95 % t intervals. Described, not tested.", at.words()),
        height,
        body: canvas.0,
    })
}

/// The reference's mistakes over both keys.
fn heat(study: &Study, report: &Report) -> Option<Figure> {
    let [down, across] = study.plan().vary() else { return None };
    let reference = report.reference.as_deref()?;
    let value = |row: usize, column: usize| {
        let setting = report.settings.get(row * across.values.len() + column)?;
        Some(setting.life(reference)?.mean(TestError, At::Morning)?.mean)
    };
    let (rows, columns) = (down.values.len(), across.values.len());
    let cells = || (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let known: Vec<f64> = cells().filter_map(|(row, column)| value(row, column)).collect();
    let (low, high) =
        known.iter().fold((f64::INFINITY, 0f64), |(low, high), value| (low.min(*value), high.max(*value)));
    if known.is_empty() {
        return None;
    }
    let wide = down.values.iter().map(|value| value.chars().count()).max().unwrap_or(1);
    let (left, top) = (20.0 + 7.0 * wide as f64, 78.0);
    let size = ((WIDTH - 14.0 - left) / columns as f64, 30.0);
    let mut canvas = Canvas::default();
    let title = format!("Mistakes of {reference} on the last morning");
    canvas.text((8.0, 19.0), "head", &title);
    canvas.text((8.0, 38.0), "soft", &format!("down: {}; across: {}", down.key, across.key));
    let every = ((7.2 * 6.0 * columns as f64 / (WIDTH - 14.0 - left)).ceil() as usize).max(1);
    for (column, text) in across.values.iter().enumerate().filter(|(column, _)| column % every == 0) {
        canvas.text((left + (column as f64 + 0.5) * size.0, top - 8.0), "soft mid", text);
    }
    let mut alt = String::new();
    for row in 0..rows {
        let y = top + row as f64 * size.1;
        canvas.text((left - 8.0, y + 19.0), "soft end", &down.values[row]);
        let _ = write!(alt, "{} {}: ", down.key, down.values[row]);
        for column in 0..columns {
            let at = (left + column as f64 * size.0, y);
            let Some(value) = value(row, column) else {
                canvas.text((at.0 + 0.5 * size.0, y + 19.0), "soft mid", "–");
                continue;
            };
            let share = if high > low { (value - low) / (high - low) } else { 0.0 };
            let _ = writeln!(
                canvas.0,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"s1\" fill=\"currentColor\" \
                 fill-opacity=\"{}\"><title>{}</title></rect>",
                super::canvas::number(at.0 + 1.0),
                super::canvas::number(at.1 + 1.0),
                super::canvas::number(size.0 - 2.0),
                super::canvas::number(size.1 - 2.0),
                super::canvas::number(0.06 + 0.5 * share),
                escape(&report.yardstick.shown(TestError, value))
            );
            let text = report.yardstick.shown(TestError, value).replace(" %", "");
            if 7.2 * text.chars().count() as f64 <= size.0 {
                canvas.text((at.0 + 0.5 * size.0, y + 19.0), "mid", &text);
            }
            let _ = write!(alt, "{text} at {}, ", across.values[column]);
        }
    }
    let unit = if report.yardstick.share(TestError) { "in %" } else { "mean squared errors" };
    Some(Figure {
        name: "sweep".to_owned(),
        title,
        alt: alt.trim_end_matches(", ").to_owned(),
        caption: format!("Means over seeds, {unit}; the stronger the colour the more mistakes. Described, not tested."),
        height: top + rows as f64 * size.1 + 16.0,
        body: canvas.0,
    })
}
