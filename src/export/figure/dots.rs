//! The differences of a claim, one dot a seed.

use super::Figure;
use super::axis::{Axis, Frame, Unit};
use super::canvas::Canvas;
use super::palette;
use crate::study::report::{At, Described, Judged, Report};
use crate::study::stats::Scale;

/// Dots that are drawn.
const DOTS: usize = 2_000;

/// What differences of a comparison are shown in.
pub(super) fn unit(report: &Report, one: &Described) -> (Unit, &'static str) {
    match one.paired.scale {
        Scale::Log => (Unit::Factor, "as a factor, log scale"),
        Scale::Difference if report.yardstick.share(one.measure) => (Unit::Points, "percentage points"),
        Scale::Difference => (Unit::Plain, "difference"),
    }
}

/// One figure a claim.
pub(super) fn figures(report: &Report) -> Vec<Figure> {
    if report.settings.len() != 1 {
        return Vec::new();
    }
    (1..).zip(&report.judged).filter_map(|(place, judged)| figure(report, place, judged)).collect()
}

fn figure(report: &Report, place: usize, judged: &Judged) -> Option<Figure> {
    let at = At::of(judged.claim.at);
    let one = judged.described.first()?.iter().find(|one| one.at == at)?;
    let margin = judged.claim.margin;
    let (unit, words) = unit(report, one);
    let values = one.paired.values();
    let ends = [one.interval.low, one.interval.high, -margin, margin, 0.0];
    let y = Axis::around(values.iter().copied().chain(ends), unit)?;
    let frame = Frame::new(Axis::places(0.0, values.len() as f64 + 3.0), y);
    let mut canvas = Canvas::default();
    let (top, bottom) = (frame.y(margin.min(frame.y.high)), frame.y((-margin).max(frame.y.low)));
    canvas.rect((frame.left, top), (frame.right - frame.left, bottom - top), "zone");
    let title = format!("{} against {} in {}", one.a, one.b, one.measure.name().replace('_', " "));
    frame.vertical(&mut canvas, &title, &format!("{} − {}, seed by seed, {words}", one.a, one.b));
    canvas.line(frame.at(0.0, 0.0), (frame.right, frame.y(0.0)), "zero");
    let names: Vec<&str> = report.settings[0].lives.iter().map(|life| life.name.as_str()).collect();
    canvas.open(&format!("s{}", palette::series(&one.a, &names)));
    canvas.open("faint");
    let r = if values.len() > 200 { 1.6 } else { 3.2 };
    for (seed, value) in values.iter().enumerate().take(DOTS) {
        canvas.marker(0, frame.at(seed as f64 + 0.5, *value), r);
    }
    canvas.close();
    let x = values.len() as f64 + 1.7;
    canvas.line(frame.at(x, one.interval.low), frame.at(x, one.interval.high), "thin");
    canvas.marker(1, frame.at(x, one.paired.mean), 5.0);
    canvas.close();
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), "axis");
    frame.label(&mut canvas, "seeds, in their order; at the right the mean and its interval");
    let fewer =
        if values.len() > DOTS { format!(" The first {DOTS} of {} seeds.", values.len()) } else { String::new() };
    let marks = match one.paired.scale {
        Scale::Difference if unit == Unit::Points => format!("±{} points", super::canvas::number(100.0 * margin)),
        Scale::Difference => format!("±{}", super::canvas::number(margin)),
        Scale::Log => format!("a factor of {}", super::canvas::number(margin.exp())),
    };
    Some(Figure {
        name: format!("pairs-{place}"),
        title,
        alt: format!("{}; {} ahead in {} of {} seeds.", one.shown(), one.a, one.won, one.paired.n),
        caption: format!(
            "Every dot is {} − {} under one seed, {}. The diamond is the mean with its 95 % t interval; the shaded zone \
             is the margin, {marks}.{fewer}",
            one.a,
            one.b,
            at.words()
        ),
        height: frame.bottom + 48.0,
        body: canvas.0,
    })
}
