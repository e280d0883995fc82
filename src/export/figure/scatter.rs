//! Error against total weight, a marker a life.

use super::axis::{Axis, Frame, Unit};
use super::canvas::Canvas;
use super::{Figure, called, palette};
use crate::record::Measure::{TestError, WeightAbs};
use crate::study::report::{At, Report};
use std::fmt::Write as _;

/// Lives that are drawn.
const LIVES: usize = 5_000;

/// The figure, for a study of one setting.
pub(super) fn figure(report: &Report) -> Option<Figure> {
    let [setting] = report.settings.as_slice() else { return None };
    let points = |life: &crate::study::report::Life| -> Vec<(f64, f64)> {
        let pair =
            |end: &crate::study::report::End| (end.value(WeightAbs, At::Morning), end.value(TestError, At::Morning));
        life.ends.iter().map(pair).filter(|(x, y)| x.is_finite() && y.is_finite()).collect()
    };
    let lives: Vec<(&str, Vec<(f64, f64)>)> =
        setting.lives.iter().map(|life| (life.name.as_str(), points(life))).collect();
    let all = || lives.iter().flat_map(|(_, points)| points);
    let share = report.yardstick.share(TestError);
    let x = Axis::around(all().map(|point| point.0), Unit::Plain)?;
    let y = Axis::around(all().map(|point| point.1), if share { Unit::Percent } else { Unit::Plain })?;
    let frame = Frame::new(x, y);
    let mut canvas = Canvas::default();
    let title = "Is total weight the cause? Mistakes against Σ|w|";
    let unit = if share { "%" } else { "mean squared error" };
    frame.vertical(&mut canvas, title, &format!("{}, {unit}", called(TestError)));
    frame.horizontal(&mut canvas, "total synapse strength Σ|w| on the last morning");
    let names: Vec<&str> = lives.iter().map(|(name, _)| *name).collect();
    let total: usize = all().count();
    let each = LIVES.div_ceil(lives.len().max(1));
    for (name, points) in &lives {
        canvas.open(&format!("s{} faint", palette::series(name, &names)));
        for (x, y) in points.iter().take(each) {
            canvas.marker(palette::series(name, &names), frame.at(*x, *y), 2.6);
        }
        canvas.close();
    }
    let (mut legend, mut alt) = (Vec::new(), String::new());
    for life in &setting.lives {
        let colour = palette::series(&life.name, &names);
        let means = [WeightAbs, TestError].map(|measure| life.mean(measure, At::Morning));
        if let [Some(x), Some(y)] = means {
            canvas.open(&format!("s{colour}"));
            canvas.marker(colour, frame.at(x.mean, y.mean), 6.5);
            canvas.close();
            legend.push((colour, life.name.clone()));
            let error = report.yardstick.shown(TestError, y.mean);
            let _ = write!(alt, "{} {error} at {:.0}, ", life.name, x.mean);
        }
    }
    let height = frame.bottom + 54.0 + canvas.legend(&legend, (12.0, frame.bottom + 56.0), frame.right);
    let fewer = if total > LIVES { format!(" {LIVES} of {total} lives are drawn.") } else { String::new() };
    Some(Figure {
        name: "error-against-weight".to_owned(),
        title: title.to_owned(),
        alt: format!("Means of mistakes and Σ|w|: {}.", alt.trim_end_matches(", ")),
        caption: format!(
            "Every small marker is one life, every large one an arm's mean. If the total of the weights were the cause, \
             all would lie on one rising curve.{fewer}"
        ),
        height,
        body: canvas.0,
    })
}
