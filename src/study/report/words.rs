//! What a table and a page say alike, in sentences.

use super::map::signed;
use super::{At, Likeness, Report, contrast};
use crate::arm::Arm;
use crate::study::Study;
use std::fmt::Write as _;

/// A comparison on the evening, on the morning and in the mean, as far as it can be made.
pub type Moments<'a> = [Option<&'a super::Described>; 3];
/// A varied key and one of its values.
pub type Varied<'a> = (&'a str, &'a str);

impl Report {
    /// What deviates from the registration and what is missing, a line each: to be said first.
    #[must_use]
    pub fn warnings(&self, study: &Study) -> Vec<String> {
        let mut lines: Vec<String> =
            study.deviations().into_iter().map(|line| format!("deviates from what was registered: {line}")).collect();
        if study.registered().claims.is_empty() {
            lines.push("the scenario claims nothing: nothing was registered, and nothing is tested".to_owned());
        }
        let counts = self.counts;
        if !self.complete() {
            lines.push(format!("{} of {} cells are done: this is a part of the study", counts.done, counts.cells));
        }
        for (point, why) in &self.failed {
            lines.push(format!("the cell of seed {} failed: {why}", place(study, *point), why = why.trim_end()));
        }
        let untold = counts.failed.saturating_sub(self.failed.len() as u64);
        if untold > 0 {
            lines.push(format!("{untold} more cells failed"));
        }
        for (point, why) in &self.damaged {
            lines.push(format!("the cell of seed {} is not taken: {why}", place(study, *point)));
        }
        lines
    }

    /// What a table's figures are, and what stands in the way of comparing them.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let claimed = self.claimed().into_iter().map(|measure| format!(", {}", measure.name().replace('_', " ")));
        let mut notes = vec![format!(
            "means over seeds ± the half-width of the 95 % t interval, on the last day; lies believed, Σ|w|{}: last morning",
            claimed.collect::<String>()
        )];
        if self.diverged() > 0 {
            notes.push(
                "diverged lives are in no mean of the table; in comparisons they score what guessing scores".to_owned(),
            );
        }
        let mut unequal: Vec<String> = Vec::new();
        for setting in &self.settings {
            let spent = setting.spent();
            if spent.len() > 1 {
                let groups = spent.iter().map(|(steps, names)| format!("{steps} ({})", names.join(", ")));
                let line = groups.collect::<Vec<_>>().join(", ");
                if !unequal.contains(&line) {
                    unequal.push(line);
                }
            }
        }
        match unequal.as_slice() {
            [] => {}
            [one] => notes.push(format!("not the same number of gradient steps: {one}")),
            _ => notes.push("not the same number of gradient steps in every arm and setting".to_owned()),
        }
        if let [setting] = self.settings.as_slice()
            && let Some(awake) = setting.life(Arm::Awake.name())
            && awake.stopped().is_some()
        {
            let stopped = self.yardstick.mean(crate::record::Measure::TestError, awake.stopped());
            notes.push(format!(
                "awake, had it stopped on the evening or morning of its least validation error: {stopped}"
            ));
        }
        notes
    }

    /// For each claim, what evening, morning and the mean of both say; of a single setting.
    #[must_use]
    pub fn contrasts(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.settings.len() == 1 {
            for judged in &self.judged {
                let Some(line) = judged.described.first().and_then(|all| contrast(all)) else { continue };
                let line = format!("{}: {line}", judged.claim.measure.replace('_', " "));
                // A comparison that is registered at two moments says this once.
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// For each claim of a sweep, its comparison in every setting: the setting, and what is said of evening, morning and
    /// mean. Of settings that differ in the seed of their dreams alone, the first. Empty for a single setting.
    #[must_use]
    pub fn swept<'a>(&'a self, judged: &'a super::Judged) -> Vec<(&'a super::Setting, Moments<'a>)> {
        if self.settings.len() < 2 {
            return Vec::new();
        }
        let moments = |all: &'a [super::Described]| At::ALL.map(|at| all.iter().find(|one| one.at == at));
        let all = self.settings.iter().zip(&judged.described).enumerate();
        let all = all.filter(|(place, (_, described))| !described.is_empty() && self.stands(*place));
        all.map(|(_, (setting, all))| (setting, moments(all))).collect()
    }

    /// Whether a setting stands for those that differ from it in the seed of their dreams alone.
    fn stands(&self, setting: usize) -> bool {
        !self.measures || self.groups.iter().any(|group| group.setting == setting)
    }

    /// Where a study has several settings, in which of them the likeness of answers is looked at.
    #[must_use]
    pub fn alike_where(&self) -> &'static str {
        match (self.measures, self.groups.len(), self.settings.len()) {
            (true, 2.., _) => " of each setting",
            (false, _, 2..) => " of the first setting",
            _ => "",
        }
    }

    /// How alike the arms answer, a sentence each, and whether the ceiling was measured; in several settings, a line
    /// for each.
    #[must_use]
    pub fn alike(&self, study: &Study) -> Vec<String> {
        if self.groups.len() > 1 {
            let line = |(keys, one): (Vec<Varied<'_>>, &Likeness)| {
                let keys: Vec<String> = keys.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
                format!("{} · {}", keys.join(" "), one.brief())
            };
            return self.likenesses(study).into_iter().map(line).collect();
        }
        let mut lines: Vec<String> = self.likeness().iter().map(Likeness::sentence).collect();
        if !lines.is_empty() && self.likeness().iter().all(|one| one.ceiling.is_none()) {
            lines.push(format!(
                "The ceiling, how far an arm agrees with itself under other dreams, {}.",
                self.unmeasured()
            ));
        }
        lines
    }

    /// Why a study has no ceilings.
    #[must_use]
    pub const fn unmeasured(&self) -> &'static str {
        if self.measures {
            "takes two seeds or more"
        } else {
            "is not measured by this study: vary seeds.dreams for that"
        }
    }

    /// How alike the arms answer, pair by pair, each with the varied keys and values of its setting: none where it is the
    /// first setting's alone.
    #[must_use]
    pub fn likenesses<'a>(&'a self, study: &'a Study) -> Vec<(Vec<Varied<'a>>, &'a Likeness)> {
        let keys = |setting: usize| {
            let values = self.settings.get(setting).filter(|_| self.measures).map(|setting| &setting.values);
            let keys = study.plan().vary().iter().zip(values.into_iter().flatten());
            keys.filter(|(vary, _)| !vary.is_dreams())
                .map(|(vary, value)| (vary.key.as_str(), value.as_str()))
                .collect()
        };
        // An arm may be left out of a setting.
        let mut pairs: Vec<(&String, &String)> = Vec::new();
        for one in self.groups.iter().flat_map(|group| &group.likeness) {
            if !pairs.contains(&(&one.a, &one.b)) {
                pairs.push((&one.a, &one.b));
            }
        }
        let all = pairs.into_iter().flat_map(|pair| {
            let of = move |one: &&Likeness| (&one.a, &one.b) == pair;
            self.groups.iter().filter_map(move |group| Some((keys(group.setting), group.likeness.iter().find(of)?)))
        });
        all.collect()
    }

    /// Where the variance comes from, a sentence a life.
    #[must_use]
    pub fn sources(&self) -> Vec<String> {
        let line = |one: &super::Variance| {
            let factors = crate::study::stats::FACTORS.iter().zip(&one.shares.factors);
            let shares = factors.map(|(factor, share)| {
                format!(
                    "{} {:.0} ± {:.0} % alone, {:.0} % in all",
                    factor.name(),
                    100.0 * share.alone,
                    100.0 * share.alone_se,
                    100.0 * share.total
                )
            });
            let shares = shares.collect::<Vec<_>>().join("; ");
            format!("{}, {} rows: {shares}. ± is one standard error.", one.name, one.shares.rows)
        };
        self.variance.iter().map(line).collect()
    }

    /// The judged and described comparisons of one setting against the reference, for a table: name of the other life,
    /// and what is said of evening, morning and mean.
    #[must_use]
    pub fn against(&self, setting: usize) -> Vec<(&str, Moments<'_>)> {
        let Some(described) = self.described.get(setting) else { return Vec::new() };
        let mut rows: Vec<(&str, Moments<'_>)> = Vec::new();
        for one in described {
            let place = At::ALL.iter().position(|at| *at == one.at).unwrap_or(0);
            if let Some((_, moments)) = rows.iter_mut().find(|(name, _)| *name == one.b) {
                moments[place] = Some(one);
            } else {
                let mut moments = [None; 3];
                moments[place] = Some(one);
                rows.push((&one.b, moments));
            }
        }
        rows
    }
}

/// A cell by its seed and the values of the varied keys.
fn place(study: &Study, point: crate::study::Point) -> String {
    let mut text = point.seed.to_string();
    for (vary, value) in study.plan().vary().iter().zip(study.plan().values(point.setting)) {
        let _ = write!(text, ", {}={value}", vary.key);
    }
    text
}

/// A mean and its half-width.
fn mean(mean: super::Mean, scale: f64, digits: usize) -> String {
    let half = mean.half.map_or_else(String::new, |half| format!(" ± {:.digits$}", scale * half));
    format!("{:.digits$}{half}", scale * mean.mean)
}

impl Likeness {
    /// In a few words: `sleep, matched: alike in 94.0 ± 0.6 %; under other dreams in 88.9 ± 1.0 %, −0.3 ± 0.4 points from
    /// the ceiling, lower 95 % bound −0.6`.
    #[must_use]
    pub fn brief(&self) -> String {
        let mut text = format!("{}, {}: alike in {} %", self.a, self.b, mean(self.agreement, 100.0, 1));
        if let Some(ceiling) = self.ceiling {
            let half = ceiling.gap.half.map_or_else(String::new, |half| format!(" ± {:.1}", 100.0 * half));
            let (gap, bound) = (signed(100.0 * ceiling.gap.mean, 1), signed(100.0 * ceiling.not_below.bound, 1));
            let _ = write!(
                text,
                "; under other dreams in {} %, {gap}{half} points from the ceiling, lower 95 % bound {bound}",
                mean(ceiling.crossed, 100.0, 1)
            );
        }
        text
    }

    /// In a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut text = format!("{} and {} answer alike in {} %", self.a, self.b, mean(self.agreement, 100.0, 1));
        if let Some(kappa) = self.kappa {
            let _ = write!(text, ", κ {}", mean(kappa, 1.0, 3));
        }
        if let Some((ratio, interval)) = self.norms {
            let _ = write!(text, ", L2 norms {ratio:.3} to 1 ({:.3} to {:.3})", interval.low, interval.high);
        }
        text.push('.');
        if let Some(ceiling) = self.ceiling {
            let [own_a, own_b] = [ceiling.own_a, ceiling.own_b].map(|own| mean(own, 100.0, 1));
            let side = if ceiling.gap.mean < 0.0 { "below" } else { "above" };
            let points = super::Mean { mean: ceiling.gap.mean.abs(), ..ceiling.gap };
            let bound = signed(100.0 * ceiling.not_below.bound, 1);
            let _ = write!(
                text,
                " Under other dreams {} agrees with itself in {own_a} %, {} in {own_b} %, and either with the other in {} %: \
                 {} points {side} the ceiling, the mean of the first two; lower 95 % bound {bound}.",
                self.a,
                self.b,
                mean(ceiling.crossed, 100.0, 1),
                mean(points, 100.0, 1)
            );
        }
        text
    }
}
