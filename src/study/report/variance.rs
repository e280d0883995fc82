//! Where the variance comes from, in a study that varies all four `[seeds]`.

use super::{At, Setting};
use crate::record::Measure;
use crate::study::Study;
use crate::study::stats::{FACTORS, PickFreeze, Shares, cells};

/// The shares of one life's variance.
#[derive(Debug, Clone, PartialEq)]
pub struct Variance {
    /// The life.
    pub name: String,
    /// Shares of the variance of its test error on the last morning.
    pub shares: Shares,
}

/// The shares, where `seeds.init`, `.task`, `.order` and `.dreams` are varied over one list of an even number of values,
/// six or more: the first and second value make a row of the design, the third and fourth the next. Of the
/// other settings nothing is taken. Empty in any other study; a life with a missing or diverged outcome is left out.
pub(super) fn shares(study: &Study, settings: &[Setting]) -> Vec<Variance> {
    let vary = study.plan().vary();
    let place = |name: &str| vary.iter().position(|vary| vary.key.strip_prefix("seeds.") == Some(name));
    let places: Option<Vec<usize>> = FACTORS.iter().map(|factor| place(factor.name())).collect();
    let Some(places) = places.filter(|_| vary.len() == FACTORS.len()) else { return Vec::new() };
    let values = &vary[0].values;
    if values.len() < 6 || !values.len().is_multiple_of(2) || vary.iter().any(|vary| vary.values != *values) {
        return Vec::new();
    }
    // The last key turns fastest.
    let setting = |seeds: [u64; 4]| {
        let mut digits = [0; 4];
        for (place, seed) in places.iter().zip(seeds) {
            digits[*place] = seed as usize;
        }
        digits.iter().fold(0, |index, digit| index * values.len() + digit)
    };
    let outcome = |name: &str, seeds| {
        let end = settings.get(setting(seeds))?.life(name)?.ends.first()?;
        Some(end.value(Measure::TestError, At::Morning)).filter(|value| value.is_finite())
    };
    let rows = |name: &str| -> Option<Vec<PickFreeze>> {
        let row = |row: u64| {
            let lives: Option<Vec<f64>> =
                cells(2 * row, 2 * row + 1).into_iter().map(|seeds| outcome(name, seeds)).collect();
            let [a, b, swapped @ ..] = <[f64; 6]>::try_from(lives?).ok()?;
            Some(PickFreeze { a, b, swapped })
        };
        (0..values.len() as u64 / 2).map(row).collect()
    };
    let shares = |name: &String| {
        let shares = Shares::new(&rows(name)?).ok()??;
        Some(Variance { name: name.clone(), shares })
    };
    study.plan().names().iter().filter_map(shares).collect()
}
