//! Comparisons: judged where they were registered, described where not.

use super::life::{End, LEVEL, Life};
use super::{Setting, Yardstick};
use crate::record::Measure;
use crate::scenario::{Claim, Expect, When};
use crate::study::Study;
use crate::study::stats::{Better, Compared, Draws, Interval, Outcome, Paired, Refusal};
use crate::study::verdict::{ALPHA, Finding, Terms, judge_family, shown};
use serde_json::{Value, json};

/// Which moment of the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum At {
    /// The evening.
    Evening,
    /// The morning.
    Morning,
    /// The mean of both.
    Mean,
}

impl At {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Evening, Self::Morning, Self::Mean];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Evening => "evening",
            Self::Morning => "morning",
            Self::Mean => "mean",
        }
    }

    /// In a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Evening => "on the last evening",
            Self::Morning => "on the last morning",
            Self::Mean => "in the mean of the last evening and morning",
        }
    }

    /// The claim's moment.
    #[must_use]
    pub const fn of(when: When) -> Self {
        match when {
            When::Morning => Self::Morning,
            When::Mean => Self::Mean,
        }
    }
}

/// An estimate with its interval. No test.
#[derive(Debug, Clone, PartialEq)]
pub struct Described {
    /// The measure.
    pub measure: Measure,
    /// When.
    pub at: At,
    /// One life …
    pub a: String,
    /// … against the other: a − b, or ln a − ln b.
    pub b: String,
    /// The differences, one a seed; diverged lives score chance.
    pub paired: Paired,
    /// 95 % t interval of the mean difference.
    pub interval: Interval,
    /// Diverged lives of a and of b.
    pub diverged: [usize; 2],
    /// Seeds in which a is strictly better.
    pub won: usize,
    /// Which end is good.
    pub better: Better,
}

impl Described {
    /// "difference −0.030, 95 % interval −0.036 to −0.024", or the ratio and its interval.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(self.paired.scale, self.paired.mean, &self.interval)
    }

    /// Its entry in `verdict.json`: the columns of a finding as far as they are not a test's.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "measure": self.measure.name(),
            "at": self.at.name(),
            "a": self.a,
            "b": self.b,
            "n": self.paired.n,
            "difference": self.paired.mean,
            "interval": [self.interval.low, self.interval.high],
            "margin": null,
            "verdict": null,
            "p": null,
            "d_z": self.paired.d_z,
            "seeds_needed": null,
            "scale": self.paired.scale.name(),
            "ratio": self.paired.ratio(),
            "won": self.paired.won(self.better),
            "diverged": self.diverged,
            "reading": "described, not tested",
        })
    }
}

/// A registered comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What was registered.
    pub claim: Claim,
    /// The verdict with what it rests on, or why there is none.
    pub finding: Result<Finding, String>,
    /// The same comparison at evening, morning and in the mean, by setting; as far as they can be compared.
    pub described: Vec<Vec<Described>>,
}

impl Judged {
    /// Its entry in `verdict.json`. What has no verdict says why.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let at = At::of(self.claim.at);
        let mut entry = match &self.finding {
            Ok(finding) => finding.to_json(),
            Err(why) => {
                let mut found = self.described.first().and_then(|all| all.iter().find(|one| one.at == at));
                if self.described.len() > 1 {
                    found = None;
                }
                let mut entry = found.map_or_else(|| json!({ "measure": self.claim.measure }), Described::to_json);
                entry["a"] = json!(self.claim.a.name());
                entry["b"] = json!(self.claim.b.name());
                entry["margin"] = json!(self.claim.margin);
                entry["reading"] = json!(format!("no verdict: {why}"));
                entry
            }
        };
        entry["at"] = json!(at.name());
        entry["registered"] = json!(true);
        entry["registered_seeds"] = json!(self.claim.seeds);
        entry["expected"] = json!(self.claim.expect.map(Expect::name));
        entry["as_expected"] = json!(self.met());
        entry
    }

    /// Whether the verdict is what was expected; `None` where there is none or nothing was.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        Some(self.finding.as_ref().ok()?.verdict.meets(self.claim.expect?))
    }

    /// Whether it came out as expected, in a sentence; empty where that cannot be said.
    #[must_use]
    pub fn expected(&self) -> String {
        match (self.met(), self.claim.expect) {
            (Some(true), _) => " As expected.".to_owned(),
            (Some(false), Some(Expect::Within)) => " Not as expected: within the margin.".to_owned(),
            (Some(false), Some(expect)) => format!(" Not as expected: {}.", expect.name()),
            _ => String::new(),
        }
    }

    /// What is said of it in a sentence or a few.
    #[must_use]
    pub fn sentence(&self) -> String {
        match &self.finding {
            Ok(finding) => finding.sentence() + &self.expected(),
            Err(why) => {
                let Claim { measure, a, b, .. } = &self.claim;
                format!("No verdict on {} against {} in {}: {why}.", a.name(), b.name(), measure.replace('_', " "))
            }
        }
    }
}

/// What evening, morning and the mean of both say, and whether it is the same. `None` unless morning and mean are there.
#[must_use]
pub fn contrast(described: &[Described]) -> Option<String> {
    let find = |at| described.iter().find(|one| one.at == at);
    let (morning, mean) = (find(At::Morning)?, find(At::Mean)?);
    let all: Vec<&Described> = find(At::Evening).into_iter().chain([morning, mean]).collect();
    let clear: Vec<&Described> = all.iter().copied().filter(|one| one.interval.excludes_zero()).collect();
    let ahead = clear.iter().filter(|one| one.paired.mean < 0.0).count();
    let same = match (ahead, clear.len()) {
        (_, 0) => "no interval excludes no difference".to_owned(),
        (ahead, shown) if ahead > 0 && ahead < shown => "evening and morning say the opposite".to_owned(),
        (_, shown) if shown == all.len() => "all are on the same side".to_owned(),
        _ => {
            let places = clear.iter().map(|one| match one.at {
                At::Evening => "on the evening",
                At::Morning => "on the morning",
                At::Mean => "in the mean",
            });
            format!("a difference shows {} alone", places.collect::<Vec<_>>().join(" and "))
        }
    };
    let part = |one: &&Described| format!("{} {}", one.at.words(), one.shown());
    let parts: Vec<String> = all.iter().map(part).collect();
    Some(format!("{} against {}, {}: {same}.", morning.a, morning.b, parts.join("; ")))
}

/// Two lives compared, seed by seed: the seeds in which both are done.
fn compared(a: &Life, b: &Life, measure: Measure, at: At, yardstick: Yardstick) -> Result<Compared, String> {
    let outcome = |end: &End| {
        if end.diverged {
            return Ok(Outcome::Diverged);
        }
        let value = end.value(measure, at);
        if value.is_nan() { Err("it was not measured".to_owned()) } else { Ok(Outcome::Scored(value)) }
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut others = b.ends.iter().peekable();
    for end in &a.ends {
        // Both are in the order of the seeds.
        while others.next_if(|other| other.seed < end.seed).is_some() {}
        if let Some(other) = others.next_if(|other| other.seed == end.seed) {
            left.push(outcome(end)?);
            right.push(outcome(other)?);
        }
    }
    let chance = yardstick.chance(measure);
    let any = left.iter().chain(&right).any(|one| *one == Outcome::Diverged);
    if any && chance.is_nan() {
        return Err("lives diverged, and guessing has no score in this measure".to_owned());
    }
    // Without a diverged life it is not used.
    let chance = if chance.is_nan() { 0.0 } else { chance };
    Compared::new(yardstick.scale(measure), &left, &right, chance).map_err(|why| why.to_string())
}

fn describe(a: &Life, b: &Life, measure: Measure, at: At, yardstick: Yardstick) -> Option<Described> {
    let compared = compared(a, b, measure, at, yardstick).ok()?;
    let (better, paired) = (yardstick.better(measure), compared.primary);
    let won = match better {
        Better::Lower => paired.below,
        Better::Higher => paired.above,
    };
    let interval = paired.interval(LEVEL).ok()?;
    let (a, b) = (a.name.clone(), b.name.clone());
    Some(Described { measure, at, a, b, interval, diverged: compared.diverged, won, better, paired })
}

/// The reference against every other life in test error: at evening, morning and in the mean.
pub(super) fn described(setting: &Setting, reference: Option<&str>, yardstick: Yardstick) -> Vec<Described> {
    let Some(a) = reference.and_then(|name| setting.life(name)) else { return Vec::new() };
    let others = setting.lives.iter().filter(|life| life.name != a.name);
    others
        .flat_map(|b| At::ALL.into_iter().filter_map(|at| describe(a, b, Measure::TestError, at, yardstick)))
        .collect()
}

/// The registered comparisons as a family. A study of many settings is described and not judged.
pub(super) fn judged(study: &Study, settings: &[Setting], yardstick: Yardstick) -> Vec<Judged> {
    let claims = &study.registered().claims;
    let entries: Vec<(Terms, Result<Compared, String>)> =
        claims.iter().map(|claim| (terms(claim, yardstick), registered(study, settings, claim, yardstick))).collect();
    let family: Vec<(Terms, Result<Compared, Refusal>)> = entries
        .iter()
        .map(|(terms, compared)| {
            // What cannot be compared stays in the family; its own reason is told below.
            let none = |_: String| Refusal::TooFew { what: "a paired comparison", needed: 2, got: 0 };
            (terms.clone(), compared.clone().map_err(none))
        })
        .collect();
    let findings = match judge_family(&family, Draws::default()) {
        Ok(findings) => findings,
        Err(refusal) => family.iter().map(|_| Err(refusal.clone())).collect(),
    };
    let pairs = claims.iter().zip(entries).zip(findings);
    pairs
        .map(|((claim, (_, compared)), finding)| Judged {
            claim: claim.clone(),
            finding: match compared {
                Err(why) => Err(why),
                Ok(_) => finding.map_err(|why| why.to_string().trim_start_matches("no verdict: ").to_owned()),
            },
            described: settings.iter().map(|setting| moments(setting, claim, yardstick)).collect(),
        })
        .collect()
}

/// What a claim registers, in the terms of a test.
fn terms(claim: &Claim, yardstick: Yardstick) -> Terms {
    let measure = Measure::from_name(&claim.measure).unwrap_or(Measure::TestError);
    Terms {
        measure: claim.measure.clone(),
        a: claim.a.name().to_owned(),
        b: claim.b.name().to_owned(),
        seeds: claim.seeds as usize,
        margin: claim.margin,
        alpha: ALPHA,
        better: yardstick.better(measure),
        scale: yardstick.scale(measure),
    }
}

/// The pairs of a claim, or why it is not judged.
fn registered(study: &Study, settings: &[Setting], claim: &Claim, yardstick: Yardstick) -> Result<Compared, String> {
    let plan = study.plan();
    if study.registered().lives != plan.lives() {
        return Err("what is lived is not what was registered".to_owned());
    }
    let [setting] = settings else {
        return Err(format!("{} settings are lived: a sweep is described, not tested", settings.len()));
    };
    if plan.seeds() != claim.seeds {
        return Err(format!("{} seeds were registered, and the study has {}", claim.seeds, plan.seeds()));
    }
    let measure = Measure::from_name(&claim.measure).ok_or_else(|| format!("{} is no measure", claim.measure))?;
    let life = |name: &str| {
        let lived = plan.names().iter().any(|known| known == name);
        let why = if lived { "no cell is done yet".to_owned() } else { format!("{name} is not lived here") };
        setting.life(name).ok_or(why)
    };
    let compared = compared(life(claim.a.name())?, life(claim.b.name())?, measure, At::of(claim.at), yardstick)?;
    let n = compared.primary.n;
    if n != claim.seeds as usize {
        return Err(format!("{} seeds were registered, and {n} are done", claim.seeds));
    }
    Ok(compared)
}

fn moments(setting: &Setting, claim: &Claim, yardstick: Yardstick) -> Vec<Described> {
    let lives = setting.life(claim.a.name()).zip(setting.life(claim.b.name()));
    let (Some((a, b)), Some(measure)) = (lives, Measure::from_name(&claim.measure)) else { return Vec::new() };
    At::ALL.into_iter().filter_map(|at| describe(a, b, measure, at, yardstick)).collect()
}
