//! What is said about a study that is watched.

use super::life::Mean;
use super::shelf::Held;
use super::{Face, Watched};
use crate::scenario::plain;
use crate::study::stats::Scale;
use crate::tui::race::Compared;
use crate::tui::words::{grouped, percent, strength};

/// How far the study is, in full and in short.
#[must_use]
pub fn progress(watched: &Watched) -> [String; 2] {
    let counts = watched.shelf().counts();
    let mut parts = vec![format!("{} of {} cells done", counts.done, counts.cells)];
    if counts.failed > 0 {
        parts.push(format!("{} failed", counts.failed));
    }
    if counts.missing() > 0 {
        parts.push(format!("{} missing", counts.missing()));
    }
    [parts.join(" · "), format!("{} of {}", counts.done, counts.cells)]
}

/// The setting that is looked at, if something is varied: its number and what its keys are.
#[must_use]
pub fn setting(watched: &Watched, setting: u64) -> Option<String> {
    let plan = watched.study().plan();
    let values = plan.vary().iter().zip(plan.values(setting));
    let values: Vec<String> = values.map(|(vary, value)| format!("{} = {}", plain(&vary.key), plain(value))).collect();
    if values.is_empty() {
        return None;
    }
    Some(format!("setting {} of {}: {}", setting + 1, plan.settings(), values.join(", ")))
}

/// How many seeds there are, and that a verdict is a report's.
#[must_use]
pub fn sentence(watched: &Watched) -> String {
    sentence_at(watched, watched.seeds())
}

/// The same, of a study whose settings all have so many seeds at least.
#[must_use]
pub fn sentence_at(watched: &Watched, seeds: usize) -> String {
    let plan = watched.study().plan();
    if let Some(trouble) = watched.shelf().trouble() {
        return format!("{trouble}. What was read before is still shown.");
    }
    let all = plan.seeds() as usize;
    let report = format!("`oneiro report {}`", watched.dir());
    let far =
        if seeds < all { format!("So far: {seeds} of {all} seeds") } else { format!("All {all} seeds are there") };
    let said = if watched.study().registered().claims.is_empty() {
        format!("{far}; nothing was claimed before, so figures come with {report}, and no verdict.")
    } else if let Some(deviation) = watched.study().deviations().first() {
        format!("{far}; figures come with {report}, but no verdict on all that was claimed: {deviation}.")
    } else if seeds < all {
        format!("{far}; a verdict comes with {report} once all {all} are there.")
    } else {
        format!("{far}; the verdict comes with {report}.")
    };
    for slot in watched.shelf().slots() {
        match &slot.held {
            Held::Failed(reason) => return format!("{said} A cell failed: {}.", plain(reason)),
            Held::Bad(why, _) => return format!("{said} A cell's file {}: the study does it again.", plain(why)),
            Held::Nothing | Held::Lives(_) => {}
        }
    }
    said
}

/// What the chart's line above says: what is drawn, and of how many.
#[must_use]
pub fn caption(watched: &Watched) -> String {
    let log = watched.scale() == Scale::Log;
    if let (Face::Difference, Some(pair)) = (watched.face(), watched.pair()) {
        let mean = if log { "geometric mean" } else { "mean" };
        return match watched.pairs(pair).count() {
            0 => "No seed is done yet.".to_owned(),
            1 => "One pair: a band needs two.".to_owned(),
            n => format!("{mean} of {n} pairs; band: 95 % interval over seeds"),
        };
    }
    let counts = (0..watched.setting().names.len()).map(|life| watched.lives(life).count());
    let (least, most) = counts.fold((usize::MAX, 0), |(least, most), n| (least.min(n), most.max(n)));
    let n = if least < most { format!("{least} to {most}") } else { most.to_string() };
    let mean = if log { "geometric means" } else { "means" };
    match most {
        0 => "No seed is done yet.".to_owned(),
        1 => "One seed: a band needs two.".to_owned(),
        _ => format!("{mean} of {n} seeds; band: 95 % interval over seeds"),
    }
}

/// A mean and its interval in two texts, the second empty where there is none: “19.4 %” and “± 0.6”; on the log scale
/// “0.123” and “0.104–0.146”.
#[must_use]
pub fn interval(mean: &Mean, compared: Compared, watched: &Watched) -> [String; 2] {
    let log = watched.scale_of(compared) == Scale::Log;
    let told = |value: f64| match compared {
        _ if !value.is_finite() => "–".to_owned(),
        Compared::Strength => strength(value),
        Compared::Mistakes | Compared::Training if log => significant(value),
        Compared::Lies | Compared::Mistakes | Compared::Training => percent(value),
    };
    let half = if !mean.low.is_finite() {
        String::new()
    } else if log {
        format!("{}–{}", significant(mean.low), significant(mean.high))
    } else if compared == Compared::Strength {
        // As exact as the mean beside it.
        format!("{} {:.*}", plus_minus(watched), decimals(mean.mean), mean.half())
    } else {
        format!("{} {:.1}", plus_minus(watched), mean.half() * 100.0)
    };
    [told(mean.mean), half]
}

/// The sign between a mean and half of its interval: no single character of ASCII reads like it.
#[must_use]
pub const fn plus_minus(watched: &Watched) -> &'static str {
    if watched.surface().ascii { "+/-" } else { "±" }
}

fn decimals(value: f64) -> usize {
    match value.abs() {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    }
}

/// Three digits that count.
#[must_use]
pub fn significant(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    if value.abs() >= 1000.0 {
        return grouped(value);
    }
    let digits = if value == 0.0 { 0 } else { (2 - value.abs().log10().floor() as i32).clamp(0, 6) as usize };
    format!("{value:.digits$}")
}

/// How far two lives differ on the last morning: in full, shorter, and without the interval.
#[must_use]
pub fn apart(watched: &Watched, pair: (usize, usize)) -> [String; 3] {
    let mean = watched.apart(pair);
    if !mean.mean.is_finite() {
        return ["last morning: not measured", "not measured", "not measured"].map(str::to_owned);
    }
    let (scale, unit) = match (watched.scale(), watched.percent()) {
        (Scale::Log, _) => (0.0, ""),
        (Scale::Difference, true) => (100.0, " points"),
        (Scale::Difference, false) => (1.0, ""),
    };
    let told = |value: f64| match watched.scale() {
        Scale::Log => significant(value),
        Scale::Difference if value == 0.0 => "0.0".to_owned(),
        Scale::Difference => format!("{:+.1}", value * scale).replace('-', "−"),
    };
    let times = if watched.scale() == Scale::Log { "× " } else { "" };
    let value = format!("{times}{}{unit}", told(mean.mean));
    if !mean.low.is_finite() {
        return [format!("last morning: {value}"), value.clone(), value];
    }
    let interval = format!("{value} ({} to {})", told(mean.low), told(mean.high));
    [format!("last morning: {interval}"), interval, value]
}
