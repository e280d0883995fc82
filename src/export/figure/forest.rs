//! Intervals against margins, and every arm against one.

use super::axis::{Axis, Frame, Unit};
use super::canvas::Canvas;
use super::{Figure, WIDTH, dots, palette};
use crate::study::report::{At, Described, Report};
use crate::study::stats::Interval;
use std::fmt::Write as _;

/// Margins that the axis reaches at most; what lies beyond is marked.
const FAR: f64 = 25.0;
/// Height of a row.
const ROW: f64 = 46.0;

/// The registered comparisons, each in units of its own margin.
pub(super) fn claims(report: &Report) -> Option<Figure> {
    if report.settings.len() != 1 {
        return None;
    }
    let rows: Vec<(&Described, f64, Option<Interval>, String)> = report
        .judged
        .iter()
        .filter_map(|judged| {
            let one = judged.described.first()?.iter().find(|one| one.at == At::of(judged.claim.at))?;
            let verdict = judged.finding.as_ref().map_or("no verdict", |finding| finding.verdict.name());
            Some((one, judged.claim.margin, one.paired.interval(0.9).ok(), verdict.to_owned()))
        })
        .collect();
    let scaled = rows.iter().flat_map(|(one, margin, _, _)| [one.interval.low / margin, one.interval.high / margin]);
    let x = Axis::around(scaled.map(|end| end.clamp(-FAR, FAR)).chain([-1.5, 1.5]), Unit::Plain)
        .filter(|_| !rows.is_empty())?;
    let mut frame = Frame::new(x, Axis::whole(1.0));
    (frame.left, frame.bottom) = (30.0, frame.top + ROW * rows.len() as f64);
    let mut canvas = Canvas::default();
    let title = "What was registered: interval against margin";
    canvas.rect((frame.x(-1.0), frame.top), (frame.x(1.0) - frame.x(-1.0), frame.bottom - frame.top), "zone");
    canvas.text((8.0, 19.0), "head", title);
    canvas.text((8.0, 38.0), "soft", "difference a − b, in units of its registered margin");
    canvas.line((frame.x(0.0), frame.top), (frame.x(0.0), frame.bottom), "zero");
    let names: Vec<&str> = report.settings[0].lives.iter().map(|life| life.name.as_str()).collect();
    let mut alt = String::new();
    for (row, (one, margin, inner, verdict)) in rows.iter().enumerate() {
        let y = frame.top + ROW * row as f64;
        let label = format!("{} − {} · {} · {}", one.a, one.b, one.measure.name().replace('_', " "), one.at.name());
        canvas.text((10.0, y + 16.0), "", &label);
        canvas.text(
            (WIDTH - 14.0, y + 16.0),
            "soft end",
            if label.chars().count() + verdict.chars().count() > 70 { "" } else { verdict },
        );
        canvas.open(&format!("s{}", palette::series(&one.a, &names)));
        let y = y + 31.0;
        let held = |value: f64| value.clamp(frame.x.low, frame.x.high);
        let across = |value: f64| (frame.x(held(value / margin)), y);
        if let Some(inner) = inner {
            canvas.line(across(inner.low), across(inner.high), "thick");
        }
        canvas.line(across(one.interval.low), across(one.interval.high), "thin");
        let mean = one.paired.mean / margin;
        if held(mean) == mean {
            canvas.marker(1, across(one.paired.mean), 5.0);
        } else {
            let (x, arrow) = if mean < 0.0 { (10.0, "◀") } else { (WIDTH - 20.0, "▶") };
            canvas.text((x, y + 4.0), "", arrow);
        }
        canvas.close();
        let _ = write!(alt, "{label}: {}, margin {margin}: {verdict}. ", one.shown());
    }
    frame.horizontal(&mut canvas, "margins; the zone from −1 to 1 is equivalence");
    Some(Figure {
        name: "claims".to_owned(),
        title: title.to_owned(),
        alt: alt.trim_end().to_owned(),
        caption:
            "Thin lines are 95 % t intervals: clear of 0, the arms differ. Thick lines are 90 % t intervals: inside \
                  the zone, they are equivalent. Less is better but for truths known and lies forgotten. ◀ and ▶: beyond the axis."
                .to_owned(),
        height: frame.bottom + 48.0,
        body: canvas.0,
    })
}

/// Every arm against the reference, on the morning and in the mean of evening and morning.
pub(super) fn against(report: &Report) -> Option<Figure> {
    let ([setting], [described]) = (report.settings.as_slice(), report.described.as_slice()) else { return None };
    let reference = report.reference.as_deref()?;
    let (unit, words) = dots::unit(report, described.first()?);
    let shown: Vec<&Described> = described.iter().filter(|one| one.at != At::Evening).collect();
    // Turned round: the other arm minus the reference, so that right is worse.
    let ends = shown.iter().flat_map(|one| [-one.interval.low, -one.interval.high]);
    let x = Axis::around(ends.chain([0.0]), unit)?;
    let mut others: Vec<&str> = Vec::new();
    for one in &shown {
        if !others.contains(&one.b.as_str()) {
            others.push(&one.b);
        }
    }
    let row = 34.0;
    let mut frame = Frame::new(x, Axis::whole(1.0));
    let names: Vec<&str> = setting.lives.iter().map(|life| life.name.as_str()).collect();
    let widest = others.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    frame.left = 24.0 + 7.2 * widest as f64;
    frame.bottom = frame.top + row * others.len() as f64;
    let mut canvas = Canvas::default();
    let same = if unit == Unit::Factor { "1" } else { "0" };
    let title = format!("Every arm against {reference}: described, not tested");
    canvas.text((8.0, 19.0), "head", &title);
    canvas.text((8.0, 38.0), "soft", &format!("{words}; right of {same}: more mistakes than {reference}"));
    canvas.line((frame.x(0.0), frame.top), (frame.x(0.0), frame.bottom), "zero");
    let mut alt = String::new();
    for (place, name) in others.iter().enumerate() {
        let y = frame.top + row * (place as f64 + 0.5);
        canvas.text((frame.left - 10.0, y + 4.0), "end", name);
        canvas.open(&format!("s{}", palette::series(name, &names)));
        for one in shown.iter().filter(|one| one.b == *name) {
            let morning = one.at == At::Morning;
            let y = if morning { y - 6.0 } else { y + 6.0 };
            let across = |value: f64| (frame.x(-value), y);
            canvas.line(across(one.interval.low), across(one.interval.high), "thin");
            canvas.marker(if morning { 0 } else { 9 }, across(one.paired.mean), 4.0);
            let _ = write!(alt, "{reference} against {name}, {}: {}. ", one.at.words(), one.shown());
        }
        canvas.close();
    }
    frame.horizontal(&mut canvas, &format!("arm − {reference}, {words}"));
    Some(Figure {
        name: "against".to_owned(),
        title,
        alt: alt.trim_end().to_owned(),
        caption:
            "Filled: the last morning. Hollow: the mean of the last evening and morning. Lines are 95 % t intervals \
                  of the paired difference, each for itself: none was registered, and no test is made of them."
                .to_owned(),
        height: frame.bottom + 48.0,
        body: canvas.0,
    })
}
