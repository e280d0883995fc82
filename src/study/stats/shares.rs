//! Where the variance of a result comes from: the seeds of init, task, order and dreams.
//!
//! The design is pick-freeze (Sobol' 1993). Row r has two lives with all four seeds different, A
//! from seeds aᵣ and B from bᵣ, and one more per factor, which is A with that one seed taken from B:
//! six lives a row. A life that is A but for one factor differs from A by that factor alone, and
//! agrees with B in that factor alone. The A lives are an ordinary study, so a study can be
//! extended to a design by the other five.

use super::{Refusal, finite, moments};

/// A source of chance, by its key in `[seeds]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Factor {
    /// Initial weights.
    Init,
    /// Split, and which labels are wrong.
    Task,
    /// Order of the days' batches.
    Order,
    /// What is dreamt, and its noise.
    Dreams,
}

/// All of them, in the order of [`PickFreeze::swapped`].
pub const FACTORS: [Factor; 4] = [Factor::Init, Factor::Task, Factor::Order, Factor::Dreams];

impl Factor {
    /// Its key in `[seeds]`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Task => "task",
            Self::Order => "order",
            Self::Dreams => "dreams",
        }
    }
}

/// The seeds of a row's six lives, each in the order of [`FACTORS`]: A, B, then A with one seed from B.
#[must_use]
pub fn cells(a: u64, b: u64) -> [[u64; 4]; 6] {
    let mut cells = [[a; 4]; 6];
    cells[1] = [b; 4];
    for factor in 0..4 {
        cells[2 + factor][factor] = b;
    }
    cells
}

/// The outcomes of one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PickFreeze {
    /// A, all seeds from a.
    pub a: f64,
    /// B, all seeds from b.
    pub b: f64,
    /// A with one seed from b, in the order of [`FACTORS`].
    pub swapped: [f64; 4],
}

/// The share of one factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share of the variance that this factor makes alone, 0 to 1: `alone_raw`, held in that range.
    pub alone: f64,
    /// The estimate as it came out. Below 0 where chance outweighs a small share.
    pub alone_raw: f64,
    /// Standard error of `alone_raw`.
    pub alone_se: f64,
    /// The share that would vanish if this seed were fixed: alone and in interactions. 0 or above.
    pub total: f64,
    /// Standard error of `total`.
    pub total_se: f64,
}

/// The shares of all four factors.
///
/// With V the variance over the A and B lives (divisor 2n − 1), `total` is ½·mean((A − Aᵢ)²)/V and
/// `alone` is 1 − ½·mean((B − Aᵢ)²)/V (Jansen 1999; Saltelli et al. 2010, table 2, d and f). Standard
/// errors are the delete-one-row jackknife's (Efron & Tibshirani 1993, §11.2). The totals sum to 1 or
/// above and the shares alone to 1 or below; what is between are interactions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Rows of the design.
    pub rows: usize,
    /// Variance of the outcome with all seeds varied.
    pub variance: f64,
    /// Shares, in the order of [`FACTORS`].
    pub factors: [Share; 4],
    /// 1 − the sum of `alone_raw`, at least 0: what seeds do only together.
    pub together: f64,
}

impl Shares {
    /// Estimates the shares. `None` where nothing varies.
    ///
    /// # Errors
    /// Fewer than three rows, or an outcome that is not finite (score diverged lives as chance).
    pub fn new(rows: &[PickFreeze]) -> Result<Option<Self>, Refusal> {
        if rows.len() < 3 {
            return Err(Refusal::TooFew { what: "a division of the variance, in rows,", needed: 3, got: rows.len() });
        }
        for row in rows {
            finite(&[row.a, row.b])?;
            finite(&row.swapped)?;
        }
        let variance = variance(rows);
        if variance == 0.0 {
            return Ok(None);
        }
        let left: Vec<Vec<PickFreeze>> = (0..rows.len())
            .map(|out| rows.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, row)| *row).collect())
            .collect();
        let factors = [0, 1, 2, 3].map(|factor| {
            let estimate = |rows: &[PickFreeze]| estimate(rows, factor);
            let (alone_raw, total) = estimate(rows);
            let without: Vec<(f64, f64)> = left.iter().map(|rows| estimate(rows)).collect();
            let spread = |pick: fn(&(f64, f64)) -> f64| {
                let values: Vec<f64> = without.iter().map(pick).collect();
                let n = values.len() as f64;
                (moments(&values).1 * (n - 1.0) / n).sqrt()
            };
            Share {
                alone: alone_raw.clamp(0.0, 1.0),
                alone_raw,
                alone_se: spread(|one| one.0),
                total,
                total_se: spread(|one| one.1),
            }
        });
        let together = (1.0 - factors.iter().map(|one| one.alone_raw).sum::<f64>()).max(0.0);
        Ok(Some(Self { rows: rows.len(), variance, factors, together }))
    }
}

/// Variance over the A and B lives.
fn variance(rows: &[PickFreeze]) -> f64 {
    let lives: Vec<f64> = rows.iter().flat_map(|row| [row.a, row.b]).collect();
    moments(&lives).1 / (lives.len() as f64 - 1.0)
}

/// `alone` and `total` of one factor; 0 where nothing varies.
fn estimate(rows: &[PickFreeze], factor: usize) -> (f64, f64) {
    let variance = variance(rows);
    if variance == 0.0 {
        return (0.0, 0.0);
    }
    let half_mean = |from: fn(&PickFreeze) -> f64| {
        0.5 * rows.iter().map(|row| (from(row) - row.swapped[factor]).powi(2)).sum::<f64>() / rows.len() as f64
    };
    (1.0 - half_mean(|row| row.b) / variance, half_mean(|row| row.a) / variance)
}
