//! Which arms are lived and drawn, and which cannot be.

use crate::arm::{Arm, Night};
use crate::scenario::draft::Part;
use crate::scenario::held::Held;
use crate::scenario::problem::Problems;
use crate::sleep::Rule;
use crate::task::Params;

pub(super) struct Arms {
    pub live: Vec<Arm>,
    pub show: Vec<Arm>,
    pub left_out: Vec<(Arm, String)>,
}

/// Why an arm cannot be lived under these nights, if it cannot.
pub(in crate::scenario) fn obstacle(arm: Arm, (night, task): (&Night, &Params)) -> Option<String> {
    if task.recalls() && !matches!(arm, Arm::Sleep | Arm::Dreams | Arm::Awake) {
        let why = "a Hopfield net shrinks nothing and replays nothing, its arms are sleep, dreams and awake";
        return Some(why.to_owned());
    }
    let needs = arm.regimen().perturb && night.downscale.rule != Rule::Uniform;
    needs.then(|| "it needs night.downscale.rule = \"uniform\"".to_owned())
}

pub(super) fn check(main: &Part, night: (&Night, &Params), problems: &mut Problems) -> Arms {
    let mut left_out = Vec::new();
    let live = match main.held("arms.live") {
        Some(Held::Arms(Some(arms))) => {
            for (arm, spot) in &arms {
                if let Some(why) = obstacle(*arm, night) {
                    problems.add(*spot, "arms.live", format!("arms.live names {}: {why}", arm.name()));
                }
            }
            arms.into_iter().map(|(arm, _)| arm).collect()
        }
        _ => Arm::ALL
            .into_iter()
            .filter(|arm| obstacle(*arm, night).map(|why| left_out.push((*arm, why))).is_none())
            .collect::<Vec<_>>(),
    };
    let show = match main.held("arms.show") {
        Some(Held::Arms(Some(arms))) => {
            for (arm, spot) in &arms {
                if main.sound(&["arms.live"]) && !live.contains(arm) {
                    problems.add(*spot, "arms.show", format!("arms.show names {}: arms.live does not", arm.name()));
                }
            }
            arms.into_iter().map(|(arm, _)| arm).collect()
        }
        _ => live.clone(),
    };
    Arms { live, show, left_out }
}
