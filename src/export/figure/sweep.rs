//! Sweeps: one varied key as lines, two as maps.

use super::axis::{Axis, Frame, Unit};
use super::canvas::Canvas;
use super::{Figure, called, heat, palette};
use crate::record::Measure::TestError;
use crate::scenario::Vary;
use crate::study::Study;
use crate::study::report::{At, Report, Setting, Swept, VALUES};
use std::fmt::Write as _;

/// The figures of the varied keys.
pub(super) fn figures(study: &Study, report: &Report) -> Vec<Figure> {
    let swept = report.sweep(study);
    match *swept.keys.as_slice() {
        [one] if (2..=VALUES).contains(&one.values.len()) => {
            [At::Evening, At::Morning, At::Mean].into_iter().filter_map(|at| lines(report, &swept, one, at)).collect()
        }
        [_, _] => heat::figures(study, report),
        _ => Vec::new(),
    }
}

fn lines(report: &Report, swept: &Swept<'_>, vary: &Vary, at: At) -> Option<Figure> {
    let key = &vary.key;
    let settings: Vec<&Setting> = swept.settings().map(|(_, setting)| setting).collect();
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
    let wide = vary.values.iter().map(|value| value.chars().count()).max().unwrap_or(1);
    let every = ((7.5 * (wide + 1) as f64 * count / (frame.right - frame.left)).ceil() as usize).max(1);
    for (place, value) in vary.values.iter().enumerate() {
        let x = frame.x(place as f64);
        canvas.line((x, frame.bottom), (x, frame.bottom + 4.0), "axis");
        if place % every == 0 {
            canvas.text((x, frame.bottom + 17.0), "soft mid", value);
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
        let values = vary.values.iter().zip(&points).filter_map(|(value, point)| {
            Some(format!("{} at {value}", report.yardstick.shown(TestError, (*point)?.1.mean)))
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
