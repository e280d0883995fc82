//! A measure of every life through its days and nights.

use super::axis::{Axis, Frame, Unit};
use super::canvas::Canvas;
use super::palette;
use super::{Figure, called};
use crate::arm::Arm;
use crate::record::Measure;
use crate::study::report::{Life, Mean, Report, SERIES};

/// Lives whose bands can be told apart.
const FEW: usize = 4;
/// Nights that are shaded; more would be a grey surface.
const SHADED: usize = 60;
/// Points of a line that carry a marker, about.
const MARKED: usize = 4;

/// What the line of reference is.
const DASHED: &str = " Dashed: awake, had each life stopped on the evening or morning of its least validation error.";

/// A life, and its means by their place in the series.
type Line<'a> = (&'a Life, Vec<(usize, Option<Mean>)>);

/// The lives that claims name, if they are a few of many: they get a figure of their own, where their bands can be told
/// apart.
pub(super) fn claimed(report: &Report) -> Option<Vec<&'static str>> {
    let mut names = Vec::new();
    for arm in report.judged.iter().flat_map(|judged| [judged.claim.a, judged.claim.b]) {
        if !names.contains(&arm.name()) {
            names.push(arm.name());
        }
    }
    let [setting] = report.settings.as_slice() else { return None };
    (setting.lives.len() > FEW && (1..=FEW).contains(&names.len())).then_some(names)
}

/// What the figure of a measure is called, of all lives or of those that were registered.
const fn title(measure: Measure, registered: bool) -> &'static str {
    match (measure, registered) {
        (Measure::TestError, true) => "Mistakes of the arms that were registered",
        (Measure::WeightAbs, true) => "Strength of the arms that were registered",
        (Measure::TestError, false) => "Mistakes on unseen examples, day by day",
        (Measure::WeightAbs, false) => "Total synapse strength, day by day",
        (Measure::LiesForgotten, _) => "Lies that a night forgets",
        (Measure::LiesForgottenAlike, _) => "Lies that a night forgets, beside truths held as surely",
        (Measure::TruthsForgottenAlike, _) => "Truths that a night forgets, held as surely as those lies",
        _ => "Truths that a night forgets",
    }
}

/// The figure, if there is something to draw: a single setting, followed through its days; of these lives only, or of all.
pub(super) fn figure(report: &Report, measure: Measure, only: Option<&[&str]>) -> Option<Figure> {
    let series = SERIES.iter().position(|known| *known == measure)?;
    let [setting] = report.settings.as_slice() else { return None };
    let forgotten = !matches!(measure, Measure::WeightAbs | Measure::TestError);
    // Birth is far above everything that follows.
    let from = usize::from(measure != Measure::WeightAbs);
    let points = |life: &Life| -> Vec<(usize, Option<Mean>)> {
        let all = life.series[series].iter().enumerate().skip(from);
        // What a night forgets is known on its morning only.
        let ends = all.filter(|(place, _)| !forgotten || place % 2 == 0);
        ends.map(|(place, band)| (place, band.mean())).collect()
    };
    let lives: Vec<Line> = setting
        .lives
        .iter()
        .filter(|life| only.is_none_or(|only| only.contains(&life.name.as_str())))
        .map(|life| (life, points(life)))
        .collect();
    let means = lives.iter().flat_map(|(_, points)| points.iter().filter_map(|(_, mean)| *mean));
    let unit = if report.yardstick.share(measure) { Unit::Percent } else { Unit::Plain };
    let share = unit == Unit::Percent;
    let ends = means.flat_map(|mean| {
        let half = mean.half.unwrap_or(0.0);
        [if share { (mean.mean - half).max(0.0) } else { mean.mean - half }, mean.mean + half]
    });
    let stopped = stopped(&lives, measure);
    let ends = ends.chain(stopped.map(|mean| mean.mean));
    let y = Axis::around(ends, unit)?;
    let last = lives.iter().map(|(life, _)| life.series[series].len()).max()?.checked_sub(1)?;
    let days = last as f64 / 2.0;
    let frame = Frame::new(Axis::whole(days), y);
    let title = title(measure, only.is_some());
    let label = match measure {
        Measure::LiesForgotten => "of the lies believed in the evening, %".to_owned(),
        Measure::TruthsForgotten => "of the truths known in the evening, %".to_owned(),
        Measure::LiesForgottenAlike => "of the lies beside such a truth, %".to_owned(),
        Measure::TruthsForgottenAlike => "of the truths that stand beside a lie, %".to_owned(),
        _ if share => format!("{}, %", called(measure)),
        Measure::TestError => format!("{}, mean squared error", called(measure)),
        _ => called(measure),
    };
    let mut canvas = Canvas::default();
    let nights = last / 2;
    for night in (1..=nights).filter(|_| nights <= SHADED) {
        let (from, to) = (frame.x(night as f64 - 0.5), frame.x(night as f64));
        canvas.rect((from, frame.top), (to - from, frame.bottom - frame.top), "night");
    }
    frame.vertical(&mut canvas, title, &label);
    frame.horizontal(&mut canvas, "days since birth; shaded: night");
    let names: Vec<&str> = setting.lives.iter().map(|life| life.name.as_str()).collect();
    let mut legend = Vec::new();
    for (place, (life, points)) in lives.iter().enumerate() {
        if points.iter().all(|(_, mean)| mean.is_none()) {
            continue;
        }
        let colour = palette::series(&life.name, &names);
        canvas.open(&format!("s{colour}"));
        let held = |value: f64| frame.y(value.clamp(frame.y.low, frame.y.high));
        let band: Vec<Option<(f64, f64, f64)>> = points
            .iter()
            .map(|(at, mean)| {
                let (mean, half) = mean.map(|mean| mean.half.map(|half| (mean.mean, half)))??;
                Some((frame.x(*at as f64 / 2.0), held(mean - half), held(mean + half)))
            })
            .collect();
        canvas.band(&band);
        let at =
            |(place, mean): &(usize, Option<Mean>)| mean.map(|mean| (frame.x(*place as f64 / 2.0), frame.y(mean.mean)));
        let line: Vec<Option<(f64, f64)>> = points.iter().map(at).collect();
        canvas.curve(&line);
        // Markers of neighbouring lines stand apart, and every line has one at its end.
        let every = (line.len() / MARKED).max(1);
        let shift = place * every / lives.len().max(1);
        let marked = line.iter().rev().enumerate().filter(|(back, _)| *back == 0 || back % every == shift % every);
        for point in marked.filter_map(|(_, point)| *point) {
            canvas.marker(colour, point, 3.6);
        }
        canvas.close();
        legend.push((colour, life.name.clone()));
    }
    if let Some(mean) = stopped {
        refer(&mut canvas, &frame, mean, &lives);
    }
    let height = frame.bottom + 54.0 + canvas.legend(&legend, (12.0, frame.bottom + 56.0), frame.right);
    let dashed = stopped.map_or("", |_| DASHED);
    let at = if forgotten || measure == Measure::TestError { "Birth is left out." } else { "" };
    let shaded = if nights <= SHADED { "" } else { " Nights are too many to be shaded." };
    let caption = format!(
        "Means over seeds at {}; bands are 95 % t intervals of the mean, day by day. {at}{shaded}{dashed}",
        if forgotten { "every morning" } else { "every evening and morning" }
    );
    Some(Figure {
        name: format!("{}{}", measure.name().replace('_', "-"), if only.is_some() { "-claimed" } else { "" }),
        title: title.to_owned(),
        alt: alt(report, measure, &lives),
        caption: caption.trim_end().to_owned(),
        height,
        body: canvas.0,
    })
}

/// The line of reference, named on the side where fewer lines end.
fn refer(canvas: &mut Canvas, frame: &Frame, mean: Mean, lives: &[Line]) {
    let y = frame.y(mean.mean);
    canvas.line((frame.left, y), (frame.right, y), "zero");
    let above = lives.iter().filter_map(|(_, points)| points.last()?.1).filter(|end| end.mean > mean.mean).count();
    let aside = if 2 * above >= lives.len() { 15.0 } else { -5.0 };
    canvas.text((frame.right - 4.0, y + aside), "soft end", "awake, stopped by validation");
}

/// What awake would come to with early stopping, the line of reference for mistakes.
fn stopped(lives: &[Line], measure: Measure) -> Option<Mean> {
    let awake = lives.iter().find(|(life, _)| life.name == Arm::Awake.name())?;
    awake.0.stopped().filter(|mean| measure == Measure::TestError && mean.mean.is_finite())
}

/// Where every line ends, or for what is forgotten its mean over the nights.
fn alt(report: &Report, measure: Measure, lives: &[Line]) -> String {
    let ends = lives.iter().filter_map(|(life, points)| {
        let mean = points.iter().rev().find_map(|(_, mean)| *mean)?;
        Some(format!("{} {}", life.name, report.yardstick.mean(measure, Some(mean))))
    });
    let ends = ends.collect::<Vec<_>>().join(", ");
    let stopped = stopped(lives, measure).map_or_else(String::new, |mean| {
        format!(" Awake, stopped by validation: {}.", report.yardstick.mean(measure, Some(mean)))
    });
    format!("On the last morning: {ends}.{stopped}")
}
