//! The table of arms: its headings and cells, which a terminal and a page draw each in its own way.

use super::{At, Life, Report, Setting};
use crate::record::Measure::{LiesBelieved, TestError, WeightAbs};

/// A line of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'a> {
    /// The setting that was lived.
    pub setting: &'a Setting,
    /// Who lived it.
    pub life: &'a Life,
    /// A cell for each of [`Report::heads`].
    pub cells: Vec<String>,
}

impl Report {
    /// What stands above the cells. A sweep has no sentence besides that says what differs between evening and
    /// morning, and so has the evening here.
    #[must_use]
    pub fn heads(&self) -> Vec<&'static str> {
        let evening = self.is_swept().then_some("evening error");
        let heads = ["morning error", "mean error", "lies believed", "Σ|w|", "gradient steps", "lives"];
        evening.into_iter().chain(heads).chain((self.diverged() > 0).then_some("diverged")).collect()
    }

    /// Every life of every setting, in their order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let diverged = self.diverged() > 0;
        let all = self.settings.iter().flat_map(|setting| setting.lives.iter().map(move |life| (setting, life)));
        all.map(move |(setting, life)| {
            let mean = |measure, at| self.yardstick.mean(measure, life.mean(measure, at));
            let evening = self.is_swept().then(|| mean(TestError, At::Evening));
            let cells = [
                mean(TestError, At::Morning),
                mean(TestError, At::Mean),
                mean(LiesBelieved, At::Morning),
                mean(WeightAbs, At::Morning),
                life.steps().map_or_else(|| "–".to_owned(), |steps| steps.to_string()),
                life.ends.len().to_string(),
            ];
            let diverged = diverged.then(|| life.diverged().to_string());
            Line { setting, life, cells: evening.into_iter().chain(cells).chain(diverged).collect() }
        })
    }

    fn is_swept(&self) -> bool {
        self.settings.len() > 1
    }
}
