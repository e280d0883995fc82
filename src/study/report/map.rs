//! Sweeps of two keys as maps: what stands in each cell, and how it stands to a margin.

use super::{At, Described, Group, Judged, Likeness, Report, Setting};
use crate::record::Measure::{self, TestError};
use crate::scenario::Vary;
use crate::study::Study;
use crate::study::stats::{AGREEMENT_MARGIN, Better, Scale};

/// Values of a key that a figure has room for.
pub const VALUES: usize = 60;

/// How a cell stands to a margin, by its whole 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Within it, or there is none.
    Within,
    /// On both sides of its end.
    Open,
    /// Beyond it.
    Beyond,
}

impl Stand {
    /// That of an interval to −margin … margin.
    #[must_use]
    pub fn of(low: f64, high: f64, margin: f64) -> Self {
        if low > margin || high < -margin {
            Self::Beyond
        } else if low >= -margin && high <= margin {
            Self::Within
        } else {
            Self::Open
        }
    }
}

/// A cell of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its number, as short as a map has room for: `−0.6`.
    pub text: String,
    /// The same with its interval.
    pub said: String,
    /// The arm that is ahead, or the one whose mistakes they are.
    pub whose: String,
    /// How far it is from nothing, in the map's own unit.
    pub size: f64,
    /// How it stands to the map's margin.
    pub stand: Stand,
}

/// What a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Mistakes of the arm of reference.
    Mistakes,
    /// The difference of a registered comparison, the one of this place.
    Difference(usize),
    /// How far the arms of a registered comparison, the one of this place, answer from their ceiling.
    Agreement(usize),
}

/// A sweep of two keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// What it shows.
    pub theme: Theme,
    /// Its heading.
    pub title: String,
    /// At which moment.
    pub when: &'static str,
    /// The margin that its cells are held against, in the unit of their sizes; 0 where there is none.
    pub margin: f64,
    /// What its numbers are, and by what they are marked.
    pub caption: String,
    /// The cells, row by row; `None` where nothing is known.
    pub spots: Vec<Option<Spot>>,
}

/// The settings of a sweep in the order of its keys; the seed of dreams, where it measures ceilings, is none of them.
#[derive(Debug)]
pub struct Swept<'a> {
    report: &'a Report,
    /// The keys.
    pub keys: Vec<&'a Vary>,
}

impl<'a> Swept<'a> {
    /// The settings with their places in the plan.
    pub fn settings(&self) -> impl Iterator<Item = (usize, &'a Setting)> {
        let (all, groups) = (&self.report.settings, &self.report.groups);
        let measures = self.report.measures;
        let count = if measures { groups.len() } else { all.len() };
        let place = move |index: usize| if measures { groups[index].setting } else { index };
        (0..count).map(place).filter_map(move |place| Some((place, all.get(place)?)))
    }

    /// How alike the arms answer in each of them, where that was looked at.
    fn groups(&self) -> impl Iterator<Item = &'a Group> {
        self.report.groups.iter().filter(|_| self.report.measures)
    }
}

impl Report {
    /// What this study varies.
    #[must_use]
    pub fn sweep<'a>(&'a self, study: &'a Study) -> Swept<'a> {
        let keys = study.plan().vary().iter().filter(|vary| !self.measures || !vary.is_dreams());
        Swept { report: self, keys: keys.collect() }
    }

    /// The maps of a sweep of two keys: mistakes, every registered comparison, and how alike each pair of arms answers;
    /// with the key that goes down and the one that goes across. Nothing of any other study.
    #[must_use]
    pub fn maps<'a>(&'a self, study: &'a Study) -> Option<(&'a Vary, &'a Vary, Vec<Map>)> {
        let swept = self.sweep(study);
        let [down, across] = *swept.keys.as_slice() else { return None };
        if down.values.len().max(across.values.len()) > VALUES {
            return None;
        }
        let mut maps: Vec<Map> = self.mistakes(&swept).into_iter().collect();
        let (mut drawn, mut pairs) = (Vec::new(), Vec::new());
        for (place, judged) in self.judged.iter().enumerate() {
            let claim = &judged.claim;
            let asked = (&claim.measure, claim.at, claim.a, claim.b);
            if !drawn.contains(&asked) {
                drawn.push(asked);
                maps.extend(self.difference(&swept, place, judged));
            }
            // A pair that is compared twice answers alike once.
            let mut pair = [claim.a, claim.b];
            pair.sort_unstable();
            if !pairs.contains(&pair) {
                pairs.push(pair);
                maps.extend(agreement(&swept, place, judged));
            }
        }
        maps.retain(|map| map.spots.iter().any(Option::is_some));
        Some((down, across, maps))
    }

    fn mistakes(&self, swept: &Swept<'_>) -> Option<Map> {
        let reference = self.reference.as_deref()?;
        let mean = |setting: &Setting| Some(setting.life(reference)?.mean(TestError, At::Morning)?.mean);
        let known: Vec<Option<f64>> = swept.settings().map(|(_, setting)| mean(setting)).collect();
        let low = known.iter().flatten().fold(f64::INFINITY, |low, value| low.min(*value));
        let spot = |value: f64| {
            let said = self.yardstick.shown(TestError, value);
            let (text, whose) = (said.replace(" %", ""), reference.to_owned());
            Spot { text, said, whose, size: value - low, stand: Stand::Within }
        };
        let unit = if self.yardstick.share(TestError) { "in %" } else { "mean squared errors" };
        Some(Map {
            theme: Theme::Mistakes,
            title: format!("Mistakes of {reference}"),
            when: At::Morning.words(),
            margin: 0.0,
            caption: format!("Means over seeds, {unit}"),
            spots: known.into_iter().map(|value| value.map(spot)).collect(),
        })
    }

    fn difference(&self, swept: &Swept<'_>, place: usize, judged: &Judged) -> Option<Map> {
        let claim = &judged.claim;
        let (at, measure) = (At::of(claim.at), Measure::from_name(&claim.measure)?);
        let (share, scale) = (self.yardstick.share(measure), self.yardstick.scale(measure));
        let spot = |one: &Described| {
            let mean = one.paired.mean;
            let text = match scale {
                Scale::Log => format!("{:.2}", mean.exp()),
                Scale::Difference if share => signed(100.0 * mean, 1),
                Scale::Difference => signed(mean, 3),
            };
            let ahead = (mean < 0.0) == (one.better == Better::Lower);
            Spot {
                text,
                said: one.shown(),
                whose: if ahead { &one.a } else { &one.b }.clone(),
                size: mean.abs(),
                stand: Stand::of(one.interval.low, one.interval.high, claim.margin),
            }
        };
        let known = swept.settings().map(|(place, _)| judged.described.get(place)?.iter().find(|one| one.at == at));
        let [a, b] = [claim.a.name(), claim.b.name()];
        let (pair, unit) = match scale {
            Scale::Log => (format!("{a} over {b}"), "Ratios"),
            Scale::Difference if share => (format!("{a} − {b}"), "Percentage points"),
            Scale::Difference => (format!("{a} − {b}"), "Differences"),
        };
        let margin = if scale == Scale::Log { "margin on the log" } else { "margin" };
        Some(Map {
            theme: Theme::Difference(place),
            title: format!("{pair}, {}", claim.measure.replace('_', " ")),
            when: at.words(),
            margin: claim.margin,
            caption: format!(
                "{unit}, means over paired seeds; marked by the 95 % t interval and the registered {margin} of {}",
                claim.margin
            ),
            spots: known.map(|one| one.map(spot)).collect(),
        })
    }
}

/// A number with its sign; of nothing but zeros without one.
#[must_use]
pub fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:+.digits$}");
    if text.chars().all(|character| "+-0.".contains(character)) {
        return text[1..].to_owned();
    }
    text.replace('-', "−")
}

fn agreement(swept: &Swept<'_>, place: usize, judged: &Judged) -> Option<Map> {
    let [a, b] = [judged.claim.a.name(), judged.claim.b.name()];
    let of = |one: &&Likeness| (one.a == a && one.b == b) || (one.a == b && one.b == a);
    let spot = |one: &Likeness| {
        let ceiling = one.ceiling?;
        let (gap, half) = (ceiling.gap, ceiling.gap.half.unwrap_or(f64::INFINITY));
        let text = signed(100.0 * gap.mean, 1);
        Some(Spot {
            said: format!("{text} ± {:.1} points, alike in {:.1} %", 100.0 * half, 100.0 * ceiling.crossed.mean),
            text,
            whose: if gap.mean < 0.0 { b } else { a }.to_owned(),
            size: gap.mean.abs(),
            // To answer more alike than that is no failure.
            stand: Stand::of((gap.mean - half).min(0.0), (gap.mean + half).min(0.0), AGREEMENT_MARGIN),
        })
    };
    let spots: Vec<Option<Spot>> = swept.groups().map(|group| spot(group.likeness.iter().find(of)?)).collect();
    (!spots.is_empty()).then(|| Map {
        theme: Theme::Agreement(place),
        title: format!("{a} and {b}, agreement from its ceiling"),
        when: At::Morning.words(),
        margin: AGREEMENT_MARGIN,
        caption: format!(
            "Percentage points from the ceiling, how far each answers like itself under other dreams: below 0 the two differ \
             in more than their dreams; marked by the 95 % t interval and a margin of {AGREEMENT_MARGIN}"
        ),
        spots,
    })
}

#[cfg(test)]
mod tests {
    use super::Stand::{Beyond, Open, Within};
    use super::*;

    #[test]
    fn a_sign_stands_before_what_is_not_nothing() {
        assert_eq!([-0.04, 0.04, 0.06, -1.25].map(|value| signed(value, 1)), ["0.0", "0.0", "+0.1", "−1.2"]);
    }

    #[test]
    fn an_interval_stands_within_across_or_beyond_a_margin() {
        let intervals = [(-0.01, 0.015), (0.01, 0.03), (0.021, 0.03), (-0.05, -0.03), (-0.03, 0.01), (-0.02, 0.02)];
        assert_eq!(
            intervals.map(|(low, high)| Stand::of(low, high, 0.02)),
            [Within, Open, Beyond, Beyond, Open, Within]
        );
        assert_eq!(Stand::of(f64::NEG_INFINITY, f64::INFINITY, 0.02), Open);
    }
}
