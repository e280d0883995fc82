//! The table of arms: its headings and cells, which a terminal and a page draw each in its own way.

use super::{At, Life, Report, Setting};
use crate::record::Measure::{self, LiesBelieved, TestError, WeightAbs};

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
    pub fn heads(&self) -> Vec<String> {
        let evening = self.is_swept().then_some("evening error");
        let heads = evening.into_iter().chain(["morning error", "mean error", "lies believed", "Σ|w|"]);
        let claimed = self.claimed().into_iter().map(|measure| measure.name().replace('_', " "));
        let counts = ["gradient steps", "lives"].into_iter().chain((self.diverged() > 0).then_some("diverged"));
        heads.map(str::to_owned).chain(claimed).chain(counts.map(str::to_owned)).collect()
    }

    /// What claims ask for that not every table shows: on the last morning.
    pub(super) fn claimed(&self) -> Vec<Measure> {
        let mut claimed = Vec::new();
        for measure in self.judged.iter().filter_map(|judged| Measure::from_name(&judged.claim.measure)) {
            if !matches!(measure, TestError | LiesBelieved | WeightAbs) && !claimed.contains(&measure) {
                claimed.push(measure);
            }
        }
        claimed
    }

    /// Every life of every setting, in their order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let (diverged, claimed) = (self.diverged() > 0, self.claimed());
        let all = self.settings.iter().flat_map(|setting| setting.lives.iter().map(move |life| (setting, life)));
        all.map(move |(setting, life)| {
            let mean = |measure, at| self.yardstick.mean(measure, life.mean(measure, at));
            let evening = self.is_swept().then(|| mean(TestError, At::Evening));
            let cells = [
                mean(TestError, At::Morning),
                mean(TestError, At::Mean),
                mean(LiesBelieved, At::Morning),
                mean(WeightAbs, At::Morning),
            ];
            let claimed = claimed.iter().map(|measure| mean(*measure, At::Morning));
            let counts =
                [life.steps().map_or_else(|| "–".to_owned(), |steps| steps.to_string()), life.ends.len().to_string()];
            let diverged = diverged.then(|| life.diverged().to_string());
            Line {
                setting,
                life,
                cells: evening.into_iter().chain(cells).chain(claimed).chain(counts).chain(diverged).collect(),
            }
        })
    }

    fn is_swept(&self) -> bool {
        self.settings.len() > 1
    }
}
