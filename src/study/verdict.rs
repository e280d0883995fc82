//! Verdicts: what a comparison of two arms says, at the registered number of seeds and no other.
//!
//! A verdict answers two questions at once: is the true difference 0 (the paired t test), and is it
//! as large as the margin (two one-sided t tests)? Both can be denied, and then the difference is
//! real but within the margin; where neither can, the study is inconclusive.
//!
//! **The bootstrap has a veto.** Either answer is given only if the `BCa` bootstrap interval of the
//! same level gives it too: 1 − α must exclude 0, 1 − 2α must lie inside the margin. A veto can only
//! take a verdict away, so it never adds an error; it is there because the t interval of a skewed
//! difference errs too often on one side (docs/statistics.md has the rates).

mod words;

pub(in crate::study) use words::shown;

use super::stats::{
    Better, Bootstrap, Compared, Draws, Equivalence, Interval, POWER, Paired, Refusal, Scale, holm, seeds_needed,
};
use crate::scenario::Expect;
use serde_json::{Value, json};

/// The level of every test, unless another one is registered.
pub const ALPHA: f64 = 0.05;

/// What a comparison says of a against b.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// They differ, and a is the better. Not shown to be within the margin.
    Better,
    /// They differ, and a is the worse. Not shown to be within the margin.
    Worse,
    /// Within the margin, and not shown to differ.
    Equivalent,
    /// They differ, by less than the margin.
    RealWithin,
    /// Neither a difference nor equivalence is shown.
    Inconclusive,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Better, Self::Worse, Self::Equivalent, Self::RealWithin, Self::Inconclusive];

    /// Its words, in files and on screens.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Equivalent => "equivalent within the margin",
            Self::RealWithin => "real but within the margin",
            Self::Inconclusive => "inconclusive",
        }
    }

    /// Whether the arms were shown to differ.
    #[must_use]
    pub const fn different(self) -> bool {
        matches!(self, Self::Better | Self::Worse | Self::RealWithin)
    }

    /// Whether it is what was expected.
    #[must_use]
    pub fn meets(self, expect: Expect) -> bool {
        match expect {
            Expect::Better => self == Self::Better,
            Expect::Worse => self == Self::Worse,
            Expect::Within => self.equivalent(),
            Expect::Inconclusive => self == Self::Inconclusive,
        }
    }

    /// Whether they were shown to be within the margin: the equivalence test was passed.
    #[must_use]
    pub const fn equivalent(self) -> bool {
        matches!(self, Self::Equivalent | Self::RealWithin)
    }
}

/// What was registered of one comparison before the study ran.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// The measure's name.
    pub measure: String,
    /// The arm in question.
    pub a: String,
    /// The arm it is held against.
    pub b: String,
    /// Number of seeds, 2 or more.
    pub seeds: usize,
    /// Differences below it do not matter; above 0, on the scale of the differences (ln 1.15 on the log).
    pub margin: f64,
    /// Level of either test, above 0 and below ½.
    pub alpha: f64,
    /// Which end of the measure is good.
    pub better: Better,
    /// On which scale the arms are compared.
    pub scale: Scale,
}

/// The pairs in which no life diverged, described and not judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complete {
    /// Number of pairs.
    pub n: usize,
    /// Mean difference.
    pub difference: f64,
    /// Its 1 − α t interval.
    pub interval: Interval,
    /// Two-sided p of the paired t test.
    pub p: f64,
}

/// A judged comparison, with everything its verdict rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was registered.
    pub terms: Terms,
    /// The verdict.
    pub verdict: Verdict,
    /// The differences, with diverged lives at chance.
    pub paired: Paired,
    /// 1 − α t interval of the mean difference: the one that is shown.
    pub interval: Interval,
    /// The two one-sided tests and their 1 − 2α t interval.
    pub equivalence: Equivalence,
    /// p of the difference under Holm's adjustment for its family; its own p where it stands alone.
    pub p_holm: f64,
    /// p of the equivalence, likewise.
    pub p_equivalence_holm: f64,
    /// 1 − α bootstrap interval, which a difference must exclude 0 from.
    pub bootstrap: Interval,
    /// 1 − 2α bootstrap interval, which an equivalence must have inside the margin.
    pub bootstrap_equivalence: Interval,
    /// What the t tests alone would have said, where the bootstrap took it away.
    pub vetoed: Option<Verdict>,
    /// Seeds at which equivalence would be shown with power .8 if there is no difference; `None`
    /// above [`super::stats::MAX_SEEDS`].
    pub seeds_needed: Option<usize>,
    /// The complete cases; `None` where nothing diverged or fewer than two pairs are left.
    pub complete: Option<Complete>,
    /// Diverged lives of a and of b.
    pub diverged: [usize; 2],
}

/// The verdict of a single comparison.
///
/// # Errors
/// Another number of seeds than was registered, or terms out of range.
pub fn judge(terms: &Terms, compared: &Compared, draws: Draws) -> Result<Finding, Refusal> {
    let weighed = Weighed::new(terms, compared)?;
    let (p, p_equivalence) = (compared.primary.p, weighed.equivalence.p);
    weighed.finding(terms, compared, draws, p, p_equivalence)
}

/// The verdicts of a family of at most six comparisons, under Holm's adjustment: over the ps of the
/// differences, and apart from them over the ps of the equivalences, so that the chance of any false
/// difference is at most α in the family, and that of any false equivalence too.
///
/// A comparison that cannot be judged stays in the count with p = 1: what was registered is what
/// the family is.
///
/// # Errors
/// More than six comparisons. Each of the list: as [`judge`], or why there was nothing to compare.
pub fn judge_family(
    family: &[(Terms, Result<Compared, Refusal>)],
    draws: Draws,
) -> Result<Vec<Result<Finding, Refusal>>, Refusal> {
    let weighed: Vec<Result<(&Terms, &Compared, Weighed), Refusal>> = family
        .iter()
        .map(|(terms, compared)| {
            let compared = compared.as_ref().map_err(Clone::clone)?;
            Ok((terms, compared, Weighed::new(terms, compared)?))
        })
        .collect();
    let ps = |p: fn(&(&Terms, &Compared, Weighed)) -> f64| -> Vec<f64> {
        weighed.iter().map(|one| one.as_ref().map_or(1.0, p)).collect()
    };
    let differences = holm(&ps(|one| one.1.primary.p))?;
    let equivalences = holm(&ps(|one| one.2.equivalence.p))?;
    let adjusted = differences.into_iter().zip(equivalences);
    Ok(weighed
        .into_iter()
        .zip(adjusted)
        .map(|(one, (p, p_equivalence))| {
            let (terms, compared, weighed) = one?;
            weighed.finding(terms, compared, draws, p, p_equivalence)
        })
        .collect())
}

/// A comparison that may be judged, before its family is known.
struct Weighed {
    interval: Interval,
    equivalence: Equivalence,
}

impl Weighed {
    fn new(terms: &Terms, compared: &Compared) -> Result<Self, Refusal> {
        let paired = &compared.primary;
        if paired.n != terms.seeds {
            return Err(Refusal::Seeds { registered: terms.seeds, got: paired.n });
        }
        if paired.scale != terms.scale {
            return Err(Refusal::Scale { registered: terms.scale.name(), got: paired.scale.name() });
        }
        let equivalence = Equivalence::new(paired, terms.margin, terms.alpha)?;
        Ok(Self { interval: paired.interval(1.0 - terms.alpha)?, equivalence })
    }

    fn finding(
        self,
        terms: &Terms,
        compared: &Compared,
        draws: Draws,
        p_holm: f64,
        p_equivalence_holm: f64,
    ) -> Result<Finding, Refusal> {
        let paired = &compared.primary;
        let resampled = Bootstrap::new(paired, draws)?;
        let bootstrap = resampled.interval(1.0 - terms.alpha)?;
        let bootstrap_equivalence = resampled.interval(1.0 - 2.0 * terms.alpha)?;
        let (different, equivalent) = (p_holm <= terms.alpha, p_equivalence_holm <= terms.alpha);
        let said = |different, equivalent| decide(different, equivalent, paired.mean, terms.better);
        let by_tests = said(different, equivalent);
        let verdict =
            said(different && bootstrap.excludes_zero(), equivalent && bootstrap_equivalence.within(terms.margin));
        let complete = match &compared.complete {
            Some(pairs) if pairs.n < paired.n => Some(Complete {
                n: pairs.n,
                difference: pairs.mean,
                interval: pairs.interval(1.0 - terms.alpha)?,
                p: pairs.p,
            }),
            _ => None,
        };
        Ok(Finding {
            verdict,
            interval: self.interval,
            equivalence: self.equivalence,
            p_holm,
            p_equivalence_holm,
            bootstrap,
            bootstrap_equivalence,
            vetoed: (by_tests != verdict).then_some(by_tests),
            seeds_needed: seeds_needed(paired, terms.margin, terms.alpha, POWER)?,
            complete,
            diverged: compared.diverged,
            paired: paired.clone(),
            terms: terms.clone(),
        })
    }
}

/// The word for two answers and a direction.
fn decide(different: bool, equivalent: bool, mean: f64, better: Better) -> Verdict {
    let ahead = match better {
        Better::Lower => mean < 0.0,
        Better::Higher => mean > 0.0,
    };
    match (different, equivalent) {
        (true, true) => Verdict::RealWithin,
        (false, true) => Verdict::Equivalent,
        (true, false) if ahead => Verdict::Better,
        (true, false) => Verdict::Worse,
        (false, false) => Verdict::Inconclusive,
    }
}

impl Finding {
    /// Whether a is ahead of b in the mean.
    #[must_use]
    pub fn ahead(&self) -> bool {
        decide(true, false, self.paired.mean, self.terms.better) == Verdict::Better
    }

    /// Its entry in `verdict.json`: the columns measure, a, b, n, difference, interval, margin,
    /// verdict, p, `d_z` and `seeds_needed`, and behind them what they rest on. Differences, intervals
    /// and margin are on the registered scale; what does not exist is null.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let ends = |interval: &Interval| json!([interval.low, interval.high]);
        let terms = &self.terms;
        json!({
            "measure": terms.measure,
            "a": terms.a,
            "b": terms.b,
            "n": self.paired.n,
            "difference": self.paired.mean,
            "interval": ends(&self.interval),
            "margin": terms.margin,
            "verdict": self.verdict.name(),
            "p": self.paired.p,
            "d_z": self.paired.d_z,
            "seeds_needed": self.seeds_needed,
            "scale": terms.scale.name(),
            "ratio": self.paired.ratio(),
            "alpha": terms.alpha,
            "sd": self.paired.sd,
            "won": self.paired.won(terms.better),
            "tied": self.paired.tied(),
            "p_holm": self.p_holm,
            "p_equivalence": self.equivalence.p,
            "p_equivalence_holm": self.p_equivalence_holm,
            "interval_equivalence": ends(&self.equivalence.interval),
            "bootstrap": ends(&self.bootstrap),
            "bootstrap_equivalence": ends(&self.bootstrap_equivalence),
            "vetoed": self.vetoed.map(Verdict::name),
            "diverged": self.diverged,
            "complete": self.complete.map(|one| json!({
                "n": one.n, "difference": one.difference, "interval": ends(&one.interval), "p": one.p,
            })),
            "reading": self.sentence(),
        })
    }
}
