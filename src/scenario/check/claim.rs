//! Claims: comparisons that can be made.

use crate::scenario::draft::{Draft, Part};
use crate::scenario::problem::Problems;
use crate::scenario::spec::{Claim, Expect, When};
use crate::task::{self, Syllabus};

/// Claims besides the primary one.
const MORE: usize = 5;

pub(super) fn check(
    draft: &Draft,
    (task, syllabus): (&task::Params, &Syllabus),
    problems: &mut Problems,
) -> Vec<Claim> {
    let parts = syllabus.parts(task.schedule().days);
    let task = (task, !parts.is_empty());
    if let Some(part) = draft.also.get(MORE) {
        let message = format!("claim.also is there {} times: at most {MORE}", draft.also.len());
        problems.add(part.spot, "claim.also", message);
    }
    let first = draft.main.has_table("claim").then_some(&draft.main);
    first.into_iter().chain(&draft.also).filter_map(|part| claim(part, task, problems)).collect()
}

fn claim(part: &Part, task: (&task::Params, bool), problems: &mut Problems) -> Option<Claim> {
    for path in ["claim.measure", "claim.a", "claim.b"] {
        if !part.has(path) {
            let name = part.name(path);
            problems.add(part.spot(path), name.clone(), format!("{name} is missing"));
        }
    }
    let at = if part.text("claim.at") == "mean" { When::Mean } else { When::Morning };
    let measure = part.text("claim.measure");
    if let Some(why) = unmeasured(&measure, at, task) {
        let name = part.name("claim.measure");
        problems.add(part.spot("claim.measure"), name.clone(), format!("{name} is \"{measure}\": {why}"));
    }
    let (a, b) = (part.arm("claim.a"), part.arm("claim.b"));
    if a.is_some() && a == b {
        let name = part.name("claim.b");
        let message = format!("{name} is the same arm as {}: must be another", part.name("claim.a"));
        problems.add(part.spot("claim.b"), name, message);
    }
    let (margin, seeds) = (part.number("claim.margin"), part.small("claim.seeds"));
    let expect = Expect::from_name(&part.text("claim.expect"));
    Some(Claim { measure, at, a: a?, b: b?, margin, expect, seeds })
}

/// Why a measure is never taken on this kind of task. What depends on values (an arm that cannot be
/// lived, no wrong labels) is for a study to tell: a run with such an override needs no claim.
fn unmeasured(measure: &str, at: When, (task, apart): (&task::Params, bool)) -> Option<&'static str> {
    let curve = matches!(task, task::Params::Curve(_));
    match measure {
        "lies_believed" | "lies_forgotten" | "truths_known" | "truths_forgotten" if curve => {
            Some("a curve has no labels")
        }
        "lies_believed" | "lies_forgotten" | "truths_known" | "truths_forgotten" if !task.is_classes() => {
            Some("values are no labels")
        }
        "lies_forgotten" | "truths_forgotten" if at == When::Mean => Some("measured in the morning only"),
        "stable" | "overlap" if !task.recalls() => Some("measured on Hopfield nets only"),
        "lies_believed" | "lies_forgotten" if task.recalls() => Some("a Hopfield net is taught no lies"),
        "calibration" | "calibration_noisy" | "log_loss" if task.recalls() => {
            Some("what a Hopfield net recalls has no probability")
        }
        "forgetting" | "backward_transfer" if !apart => {
            Some("measured only where days have lessons or the world changes")
        }
        "moves_missed" | "lines_cleared" if !matches!(task, task::Params::Tetris(game) if game.plays()) => {
            Some("measured only of a game that is learnt to be played")
        }
        "extrapolation_error" | "largest_coefficient" if !curve => Some("measured on curves only"),
        _ => None,
    }
}
