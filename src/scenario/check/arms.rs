//! Which arms are lived and drawn, and which cannot be.

use crate::arm::{Arm, Dose, Night};
use crate::net::{self, Activation};
use crate::scenario::draft::Part;
use crate::scenario::held::Held;
use crate::scenario::problem::Problems;
use crate::sleep::{Noise, Rule, Source};
use crate::task::{Params, Scale};

pub(super) struct Arms {
    pub live: Vec<Arm>,
    pub show: Vec<Arm>,
    pub left_out: Vec<(Arm, String)>,
}

/// What the days and nights of an arm are made of: the nights, the net, the task.
pub(in crate::scenario) type Ground<'a> = (&'a Night, &'a net::Params, &'a Params);

/// Why an arm cannot be lived under these nights by this net, if it cannot.
pub(in crate::scenario) fn obstacle(arm: Arm, ground: Ground<'_>) -> Option<String> {
    let (night, regimen) = (ground.0, arm.regimen());
    if ground.2.recalls() && !matches!(arm, Arm::Sleep | Arm::Dreams | Arm::Awake) {
        let why = "a Hopfield net shrinks nothing and replays nothing, its arms are sleep, dreams and awake";
        return Some(why.to_owned());
    }
    if regimen.spikes || regimen.equalise {
        return spikeless(ground).or_else(|| unmatched(ground).filter(|_| regimen.spikes));
    }
    if regimen.perturb && night.downscale.rule != Rule::Uniform {
        return Some("it needs night.downscale.rule = \"uniform\"".to_owned());
    }
    undosed(night).filter(|_| regimen.dose == Dose::Even)
}

/// Why the dose of a night's dreams cannot be spread over other batches, if it cannot: only of Gaussian noise is it
/// known how much of it does how much.
fn undosed(night: &Night) -> Option<String> {
    let dreams = &night.dreams;
    let why = match dreams {
        _ if dreams.noise != Noise::Gaussian => "noise = \"gaussian\"",
        _ if dreams.sparse > 0.0 => "sparse = 0",
        _ if dreams.source != Source::Memory => "source = \"memory\"",
        _ => return None,
    };
    Some(format!("it needs night.dreams.{why}"))
}

/// Why a net cannot replay in spikes what is lived, nor be held against one that does, if so.
fn spikeless((_, net, task): Ground<'_>) -> Option<String> {
    let kind = task.kind();
    let why = match task {
        _ if !task.is_classes() => format!("it needs classes, and task.kind = \"{kind}\" has none"),
        Params::Plane(_) => format!("its inputs must not be negative, and those of task.kind = \"{kind}\" are"),
        Params::Own(own) if own.scale == Scale::Standard => {
            "its inputs must not be negative, and task.scale is \"standard\"".to_owned()
        }
        _ if net.bias => "it needs net.bias = false".to_owned(),
        _ if !net.hidden.is_empty() && net.activation != Activation::Relu => {
            "it needs net.activation = \"relu\"".to_owned()
        }
        _ => return None,
    };
    Some(why)
}

/// Why thresholds do not fit the layers, if they do not.
fn unmatched((night, net, _): Ground<'_>) -> Option<String> {
    let (given, layers) = (night.src.thresholds.all().len(), net.hidden.len() + 1);
    (given != 1 && given != layers).then(|| {
        let one = if layers == 1 { String::new() } else { format!("{layers}, one for each layer of weights, or ") };
        format!("it needs {one}1 of night.src.thresholds, and there are {given}")
    })
}

pub(super) fn check(main: &Part, ground: Ground<'_>, problems: &mut Problems) -> Arms {
    let mut left_out = Vec::new();
    let live = match main.held("arms.live") {
        Some(Held::Arms(Some(arms))) => {
            for (arm, spot) in &arms {
                if let Some(why) = obstacle(*arm, ground) {
                    problems.add(*spot, "arms.live", format!("arms.live names {}: {why}", arm.name()));
                }
            }
            arms.into_iter().map(|(arm, _)| arm).collect()
        }
        _ => Arm::ALL
            .into_iter()
            .filter(|arm| obstacle(*arm, ground).map(|why| left_out.push((*arm, why))).is_none())
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
