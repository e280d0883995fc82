//! What takes longer: one setting of a scenario against others.

use super::lives::{Lives, error, lives, mean, tolerance};
use super::{Allowed, Finding, Settings};
use crate::arm::Arm;
use crate::record::Measure;
use crate::sleep::share_of;

/// Mistakes on the last morning under each of some values of a key: one list a value.
fn settings_of(settings: &Settings<'_>, name: &str, arm: Arm, values: &[Vec<String>]) -> Option<Vec<Vec<f64>>> {
    let of = |set: &Vec<String>| {
        let set: Vec<&str> = set.iter().map(String::as_str).collect();
        Some(lives(settings, name, &[arm], &set)?.last(arm, Measure::TestError))
    };
    values.iter().map(of).collect()
}

/// How many neighbours of a list are not in ascending order.
fn turned(means: &[f64]) -> f64 {
    means.windows(2).filter(|pair| pair[0].partial_cmp(&pair[1]) != Some(std::cmp::Ordering::Less)).count() as f64
}

/// The same steps, dreams and shrinking in one night or in two thousand.
pub(super) fn nights(settings: &Settings<'_>) -> Vec<Finding> {
    const STEPS: u32 = 2000;
    let lengths = [(1, 0.187), (10, 0.193), (100, 0.186), (400, 0.179), (2000, 0.177)];
    let set = lengths.map(|(length, _)| {
        let amount = 1.0 - (1.0 - share_of(0.1, 100.0)).powi(length as i32);
        vec![
            format!("day.steps={length}"),
            format!("night.steps={length}"),
            format!("days={}", STEPS / length),
            format!("night.downscale.amount={amount}"),
        ]
    });
    let Some(found) = settings_of(settings, "nights", Arm::Sleep, &set) else { return Vec::new() };
    let row = |((length, expected), values): (&(u32, f64), &Vec<f64>)| {
        Finding::new(
            format!("{} nights, one after every {length} steps", STEPS / length),
            Allowed::Near(*expected, tolerance(values, 0.015, 30.0)),
            mean(values),
            "mistakes on the last morning; half the 99 % interval of the difference of two means, theirs taken as ± .015",
        )
    };
    lengths.iter().zip(&found).map(row).collect()
}

/// Nothing wrong is taught.
pub(super) fn clean(settings: &Settings<'_>) -> Vec<Finding> {
    use Arm::{Awake, Sleep};
    let mut found = Vec::new();
    for (train, expected) in [(50, 0.0), (100, 0.0), (200, 0.007), (300, 0.009)] {
        let set = format!("task.train={train}");
        let Some(lives): Option<Lives> = lives(settings, "digits-clean", &[Sleep, Awake], &[&set]) else {
            return Vec::new();
        };
        let values = lives.differences(Sleep, Awake, |error| error);
        found.push(Finding::new(
            format!("{train} images, all taught right: sleep − awake"),
            Allowed::Near(expected, 4.0 * 2.0_f64.sqrt() * error(&values)),
            mean(&values),
            "no benefit where there is nothing noisy to memorise; four standard errors of a difference, theirs as ours",
        ));
    }
    found
}

/// What dreams are drawn from.
pub(super) fn memory(settings: &Settings<'_>) -> Vec<Finding> {
    let each = |key: &str, values: &[&str]| -> Vec<Vec<String>> {
        values.iter().map(|value| vec![format!("{key}={value}")]).collect()
    };
    let recency = "night.memory.recency";
    let cases = [
        (
            "priority for what went wrong, exponents 0, ½, 1",
            "digits-fixed",
            each("night.memory.priority", &["0.0", "0.5", "1.0"]),
            "with wrong labels every step of it makes more mistakes",
        ),
        (
            "a stream, half-lives inf, 3 and 1 days, and today alone",
            "stream",
            each(recency, &["inf", "3.0", "1.0", "0.01"]),
            "the more recent the dreams, the more mistakes",
        ),
        (
            "a changed world, half-lives 4 days and inf",
            "changed-world",
            each(recency, &["4.0", "inf"]),
            "dreams of all days alike stay in the world that is gone",
        ),
    ];
    let mut found = Vec::new();
    for (what, name, values, reason) in cases {
        let Some(lists) = settings_of(settings, name, Arm::Sleep, &values) else { return Vec::new() };
        let means: Vec<f64> = lists.iter().map(|values| mean(values)).collect();
        found.push(Finding::new(
            what,
            Allowed::Most(0.0),
            turned(&means),
            format!("neighbours out of order: {reason}"),
        ));
    }
    found
}

/// New classes every day.
pub(super) fn lessons(settings: &Settings<'_>) -> Vec<Finding> {
    use Arm::{Awake, Dreams, Insomnia, Sleep};
    let arms = [Awake, Insomnia, Dreams, Sleep];
    let Some(lives) = lives(settings, "two-a-day", &arms, &[]) else { return Vec::new() };
    let mistakes = |arm: Arm| mean(&lives.last(arm, Measure::TestError));
    vec![
        Finding::new(
            "who stays up answers with the last day's classes: mistakes",
            Allowed::Between(0.78, 0.84),
            mistakes(Awake),
            "four in five classes are gone: theirs .81",
        ),
        Finding::new(
            "clean replay of old lessons, mistakes at most",
            Allowed::Most(0.26),
            mistakes(Insomnia),
            "theirs .224; replay is what keeps old lessons",
        ),
        Finding::new(
            "dreams beside it: difference",
            Allowed::Between(-0.02, 0.04),
            mistakes(Dreams) - mistakes(Insomnia),
            "theirs .006: noise adds nothing to replay",
        ),
        Finding::new(
            "shrinking costs some of it: sleep − dreams",
            Allowed::Least(0.0),
            mistakes(Sleep) - mistakes(Dreams),
            "theirs .019",
        ),
    ]
}
