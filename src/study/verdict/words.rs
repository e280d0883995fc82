//! A finding in words for a person.

use super::{Finding, Verdict};
use crate::study::stats::{Interval, MAX_SEEDS, Scale};

impl Finding {
    /// One or a few sentences: the verdict, the difference with its interval (which one is said), the
    /// seeds won, and what stands beside it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (a, b, measure) = (&self.terms.a, &self.terms.b, self.terms.measure.replace('_', " "));
        let margin = self.margin();
        let side = if self.ahead() { "better" } else { "worse" };
        let said = match self.verdict {
            Verdict::Better | Verdict::Worse => format!("{a} is {side} than {b} in {measure}"),
            Verdict::Equivalent => format!("{a} and {b} are equivalent in {measure}, within {margin}"),
            Verdict::RealWithin => format!("{a} is {side} than {b} in {measure}, but by less than {margin}"),
            Verdict::Inconclusive => format!(
                "Between {a} and {b} neither a difference in {measure} nor equivalence within {margin} is shown"
            ),
        };
        // Equivalence is read off the interval of its own test.
        let interval = if self.verdict.equivalent() { &self.equivalence.interval } else { &self.interval };
        let seen = if self.paired.tied() == self.paired.n {
            format!("not one of {} seeds differs", self.paired.n)
        } else {
            format!("{}; {}", shown(self.terms.scale, self.paired.mean, interval), self.seeds())
        };
        let mut sentences = vec![format!("{said}: {seen}.")];
        if self.verdict == Verdict::Inconclusive {
            sentences.push(match self.seeds_needed {
                Some(seeds) => format!("To show equivalence, if there is no difference, plan {seeds} seeds."),
                None => format!("To show equivalence would take more than {MAX_SEEDS} seeds."),
            });
        }
        if let Some(vetoed) = self.vetoed {
            sentences.push(format!("The t tests alone say {}; the bootstrap does not bear it out.", vetoed.name()));
        }
        let [of_a, of_b] = self.diverged;
        if of_a + of_b > 0 {
            sentences.push(format!("Diverged, and scored as chance: {of_a} of {a}, {of_b} of {b}."));
        }
        if let Some(complete) = &self.complete {
            let pairs = shown(self.terms.scale, complete.difference, &complete.interval);
            sentences.push(format!("Without them ({} seeds): {pairs}.", complete.n));
        }
        sentences.join(" ")
    }

    fn margin(&self) -> String {
        match self.terms.scale {
            Scale::Difference => format!("the margin of {}", plain(self.terms.margin)),
            Scale::Log => format!("the factor {}", plain(round(self.terms.margin.exp(), 4))),
        }
    }

    fn seeds(&self) -> String {
        let won = (self.paired.won(self.terms.better) * self.paired.n as f64).round();
        let tied = match self.paired.tied() {
            0 => String::new(),
            tied => format!(", {tied} tied"),
        };
        format!("{} ahead in {won} of {} seeds{tied}", self.terms.a, self.paired.n)
    }
}

/// "difference −0.030, 95 % interval −0.036 to −0.024", or the ratio and its interval.
pub(in crate::study) fn shown(scale: Scale, mean: f64, interval: &Interval) -> String {
    let level = plain(round(100.0 * interval.level, 3));
    match scale {
        Scale::Difference => {
            let digits = digits(interval);
            let [mean, low, high] = [mean, interval.low, interval.high].map(|value| signed(value, digits));
            format!("difference {mean}, {level} % interval {low} to {high}")
        }
        Scale::Log => {
            let interval = interval.exp();
            let digits = digits(&interval);
            format!(
                "ratio {:.digits$}, {level} % interval {:.digits$} to {:.digits$}",
                mean.exp(),
                interval.low,
                interval.high
            )
        }
    }
}

/// Decimals that show the interval's width to two digits.
fn digits(interval: &Interval) -> usize {
    let width = interval.high - interval.low;
    if width > 0.0 { (2.0 - width.log10().floor() - 1.0).clamp(0.0, 8.0) as usize } else { 4 }
}

fn signed(value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", value.abs());
    let zero = text.chars().all(|c| c == '0' || c == '.');
    match value {
        _ if zero => text,
        value if value < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

fn plain(value: f64) -> String {
    format!("{value}")
}
