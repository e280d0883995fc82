//! How alike two arms answer, and how alike their weights are.

use super::Mean;
use super::compare::At;
use super::life::Life;
use crate::record::Measure;
use crate::study::stats::{self, AGREEMENT_MARGIN, NotBelow, Paired, above_ceiling, agreement, kappa};
use crate::study::verdict::ALPHA;

/// How alike two nets answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alike {
    pub(super) agreement: f64,
    kappa: Option<f64>,
}

impl Alike {
    /// Of classes; `None` where they are not answers to the same questions.
    pub(super) fn of(a: &[u8], b: &[u8]) -> Option<Self> {
        let wide = |classes: &[u8]| classes.iter().map(|class| usize::from(*class)).collect::<Vec<_>>();
        let (a, b) = (wide(a), wide(b));
        Some(Self { agreement: agreement(&a, &b).ok()?, kappa: kappa(&a, &b).ok()? })
    }
}

/// How far each arm agrees with itself under other dreams, and whether the two, under other dreams than each other's,
/// fall short of that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ceiling {
    /// Agreement of a with itself, over seeds.
    pub own_a: Mean,
    /// Agreement of b with itself.
    pub own_b: Mean,
    /// Agreement of a under one of the dreams with b under the other, in the mean of either way.
    pub crossed: Mean,
    /// That − the mean of both: 0 where the arms answer alike in law, below it otherwise. Arms that share their dreams
    /// agree more than that, and so are not held against it.
    pub gap: Mean,
    /// The test of being more than the margin below; described, not registered.
    pub not_below: NotBelow,
}

/// How alike two arms are on the last morning, over the seeds of one setting.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// One arm.
    pub a: String,
    /// The other.
    pub b: String,
    /// Share of test questions that both answer alike.
    pub agreement: Mean,
    /// Cohen's κ.
    pub kappa: Option<Mean>,
    /// Geometric mean of ‖w‖₂ of a over that of b, and its 95 % t interval.
    pub norms: Option<(f64, stats::Interval)>,
    /// The ceiling, where the study varies the seed of dreams and has two seeds or more.
    pub ceiling: Option<Ceiling>,
}

impl Likeness {
    pub(super) fn of(
        [a, b]: [&str; 2],
        lives: [Option<&Life>; 2],
        alike: &[(u64, Alike)],
        own: Option<[&Vec<(u64, f64)>; 3]>,
    ) -> Option<Self> {
        let agreements: Vec<f64> = alike.iter().map(|(_, alike)| alike.agreement).collect();
        let kappas: Vec<f64> = alike.iter().filter_map(|(_, alike)| alike.kappa).collect();
        Some(Self {
            a: a.to_owned(),
            b: b.to_owned(),
            agreement: Mean::of(&agreements)?,
            kappa: Mean::of(&kappas),
            norms: lives[0].zip(lives[1]).and_then(|(a, b)| norms(a, b)),
            ceiling: own.and_then(|[own_a, own_b, crossed]| ceiling(crossed, own_a, own_b)),
        })
    }
}

fn norms(a: &Life, b: &Life) -> Option<(f64, stats::Interval)> {
    let norm = |end: &super::End| end.value(Measure::WeightL2, At::Morning);
    let pairs = a.ends.iter().filter_map(|one| {
        let other = b.ends.iter().find(|other| other.seed == one.seed)?;
        Some((norm(one), norm(other))).filter(|(one, other)| *one > 0.0 && *other > 0.0)
    });
    let (left, right): (Vec<f64>, Vec<f64>) = pairs.unzip();
    let paired = Paired::logs(&left, &right).ok()?;
    Some((paired.ratio()?, paired.interval(super::life::LEVEL).ok()?.exp()))
}

fn ceiling(crossed: &[(u64, f64)], own_a: &[(u64, f64)], own_b: &[(u64, f64)]) -> Option<Ceiling> {
    let of = |own: &[(u64, f64)], seed: u64| own.iter().find(|(known, _)| *known == seed).map(|(_, share)| *share);
    let rows: Vec<[f64; 3]> =
        crossed.iter().filter_map(|(seed, crossed)| Some([*crossed, of(own_a, *seed)?, of(own_b, *seed)?])).collect();
    let column = |place: usize| rows.iter().map(|row| row[place]).collect::<Vec<f64>>();
    let gap = above_ceiling(&column(0), &column(1), &column(2)).ok()?;
    let paired = Paired::differences(&gap).ok()?;
    Some(Ceiling {
        own_a: Mean::of(&column(1))?,
        own_b: Mean::of(&column(2))?,
        crossed: Mean::of(&column(0))?,
        gap: Mean::of(&gap)?,
        not_below: NotBelow::new(&paired, AGREEMENT_MARGIN, ALPHA).ok()?,
    })
}
