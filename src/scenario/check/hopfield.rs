//! A Hopfield net: what it stores, and what its nights are made of.

use super::between;
use super::task::Sets;
use crate::arm::Night;
use crate::scenario::draft::Part;
use crate::scenario::problem::Problems;
use crate::sleep::Rule;
use crate::task::{Days, Hopfield, Params};

const RATE: &str = "night.dreams.rate";

/// The parameters of the task.
pub(super) fn task(main: &Part, sets: &Sets, problems: &mut Problems) -> Params {
    let (schedule, most) = (sets.schedule, Hopfield::MOST);
    if Sets::are_sound(main) && schedule.train > most {
        let (key, what) = if sets.is_stream() {
            ("task.per_day", format!("{} is {} patterns", sets.lived(), schedule.train))
        } else {
            ("task.train", format!("task.train is {}", schedule.train))
        };
        let message = format!("{what}: a Hopfield net's patterns are classes, at most {most}");
        problems.add(between(main, &[key, "days"]), key, message);
    }
    let (neurons, flips) = (main.count("task.neurons"), main.number("task.flips"));
    Params::Hopfield(Hopfield { schedule, neurons, flips, validation: sets.validation, test: sets.test })
}

/// Why a night has nothing in it, if so: of a Hopfield net's nothing but dreams is left.
pub(in crate::scenario) fn sleepless(night: &Night, task: &Params) -> Option<String> {
    let needs = task.recalls() && night.steps == 0;
    needs.then(|| "night.steps is 0: a Hopfield net's night is made of dreams alone, at least 1".to_owned())
}

/// Holds the night of a Hopfield net against its patterns; what it has no part of is left out.
pub(super) fn check(main: &Part, task: &Params, night: &mut Night, problems: &mut Problems) {
    let Params::Hopfield(hopfield) = task else { return };
    night.cycles = 0;
    night.downscale.rule = Rule::None;
    if let Some(why) = sleepless(night, task).filter(|_| main.sound(&["night.steps"])) {
        problems.add(main.spot("night.steps"), "night.steps", why);
    }
    // The largest eigenvalue of J after the first day is about (1 + √load)² (Marchenko & Pastur 1967); a first step
    // of ε times that less 1 takes it below 0, from where every dream takes it further.
    let first = match hopfield.schedule.days {
        // How many classes the first lesson has is not known here: it is not held against the rate.
        Days::Lessons => return,
        Days::Fixed | Days::Rotating | Days::Stream => hopfield.schedule.per_day,
    };
    let load = first as f64 / hopfield.neurons as f64;
    let most = 1.0 / ((1.0 + load.sqrt()).powi(2) - 1.0);
    if Sets::are_sound(main) && main.sound(&[RATE, "task.neurons"]) && night.dreams.rate >= most {
        let message = format!(
            "{RATE} is {}: with {first} patterns on {} neurons the first dream would overshoot, must be below {:.2}",
            night.dreams.rate,
            hopfield.neurons,
            (most * 100.0).floor() / 100.0
        );
        problems.add(between(main, &[RATE, "task.train", "task.per_day", "task.neurons"]), RATE, message);
    }
}
