//! Claims: comparisons that can be made.

use super::arms::obstacle;
use crate::arm::Night;
use crate::net;
use crate::scenario::draft::{Draft, Part};
use crate::scenario::problem::Problems;
use crate::scenario::spec::{Claim, When};
use crate::task;

/// Claims besides the primary one.
const MORE: usize = 5;

pub(super) fn check(
    draft: &Draft,
    task: &task::Params,
    net: &net::Params,
    night: &Night,
    problems: &mut Problems,
) -> Vec<Claim> {
    if let Some(part) = draft.also.get(MORE) {
        let message = format!("claim.also is there {} times: at most {MORE}", draft.also.len());
        problems.add(part.spot, "claim.also", message);
    }
    let first = draft.main.has_table("claim").then_some(&draft.main);
    first.into_iter().chain(&draft.also).filter_map(|part| claim(part, task, net, night, problems)).collect()
}

fn claim(part: &Part, task: &task::Params, net: &net::Params, night: &Night, problems: &mut Problems) -> Option<Claim> {
    for path in ["claim.measure", "claim.a", "claim.b"] {
        if !part.has(path) {
            let name = part.name(path);
            problems.add(part.spot(path), name.clone(), format!("{name} is missing"));
        }
    }
    let at = if part.text("claim.at") == "mean" { When::Mean } else { When::Morning };
    let measure = part.text("claim.measure");
    if let Some(why) = unmeasured(&measure, at, task, net) {
        let name = part.name("claim.measure");
        problems.add(part.spot("claim.measure"), name.clone(), format!("{name} is \"{measure}\": {why}"));
    }
    let (a, b) = (part.arm("claim.a"), part.arm("claim.b"));
    for (path, arm) in [("claim.a", a), ("claim.b", b)] {
        if let Some((arm, why)) = arm.and_then(|arm| obstacle(arm, night).map(|why| (arm, why))) {
            let name = part.name(path);
            problems.add(part.spot(path), name.clone(), format!("{name} is \"{}\": {why}", arm.name()));
        }
    }
    if a.is_some() && a == b {
        let name = part.name("claim.b");
        let message = format!("{name} is the same arm as {}: must be another", part.name("claim.a"));
        problems.add(part.spot("claim.b"), name, message);
    }
    Some(Claim { measure, at, a: a?, b: b?, margin: part.number("claim.margin"), seeds: part.small("claim.seeds") })
}

/// Why a measure is never taken in this scenario.
fn unmeasured(measure: &str, at: When, task: &task::Params, net: &net::Params) -> Option<&'static str> {
    let (validation, lies) = match task {
        task::Params::Digits(digits) => (digits.validation, Some(digits.label_noise > 0.0)),
        task::Params::Curve(curve) => (curve.validation, None),
    };
    match measure {
        "lies_believed" | "lies_forgotten" | "truths_known" | "truths_forgotten" if lies.is_none() => {
            Some("a curve has no labels")
        }
        "lies_believed" | "lies_forgotten" if lies == Some(false) => Some("no label is wrong, task.label_noise is 0"),
        "lies_forgotten" | "truths_forgotten" if at == When::Mean => Some("measured in the morning only"),
        "extrapolation_error" | "largest_coefficient" if lies.is_some() => Some("measured on curves only"),
        "largest_coefficient" if !net.hidden.is_empty() => Some("measured on linear nets only"),
        "validation_error" if validation == 0 => Some("task.validation is 0"),
        _ => None,
    }
}
