//! From a draft to a spec: keys held against each other.

mod arms;
mod claim;
mod dreams;
mod event;
mod hopfield;
mod own;
mod syllabus;
mod task;

pub(super) use arms::obstacle;
pub(super) use dreams::discord;
pub(super) use hopfield::sleepless;

use super::draft::{Draft, Part};
use super::held::Held;
use super::key::{Task, find};
use super::problem::{Problems, Spot};
use super::spec::{Seeds, Spec};
use crate::arm::{Arm, Day, Night};
use crate::net::{self, Activation, Init};
use crate::sleep::{Downscale, Dreams, Labels, Memory, Noise, Per, Rule, Source};
use crate::task::{Days, Schedule};
use std::path::Path;

/// A checked spec, and the arms that `all` left out with the reason.
pub(super) type Checked = (Spec, Vec<(Arm, String)>);

/// Checks a draft. `None` only after a problem was added.
pub(super) fn check(draft: &mut Draft, name: &str, folder: &Path, problems: &mut Problems) -> Option<Checked> {
    let task = kind(&draft.main, problems)?;
    draft.set_task(task);
    let main = &draft.main;
    for path in main.given() {
        if let Some(message) = find(path).and_then(|key| key.refusal(task)) {
            problems.add(main.spot(path), path, message);
        }
    }
    let days = main.small("days");
    let task = task::check(main, task, days, problems);
    let syllabus = syllabus::check(main, &task, days, problems);
    let mut net = net_params(main, problems);
    if task.recalls() {
        // Every neuron is joined to every other: there are no layers to be hidden.
        net = net::Params { hidden: Vec::new(), bias: false, ..net };
    }
    let (day, mut night) = (day(main, &net, problems), night(main, problems));
    hopfield::check(main, &task, &mut night, problems);
    dreams::check(main, &night.dreams, &task, problems);
    let arms = arms::check(main, (&night, &task), problems);
    let claims = claim::check(draft, (&task, &syllabus), problems);
    let seed = main.integer("seed") as u64;
    let seed_of =
        |path| main.held(path).map_or(seed, |held| if let Held::Integer(seed) = held { seed as u64 } else { seed });
    let mut spec = Spec {
        name: name.to_owned(),
        title: main.text("title"),
        about: main.text("about"),
        look_for: main.text("look_for"),
        seed,
        seeds: Seeds {
            init: seed_of("seeds.init"),
            task: seed_of("seeds.task"),
            order: seed_of("seeds.order"),
            dreams: seed_of("seeds.dreams"),
        },
        days,
        task,
        syllabus,
        net,
        day,
        night,
        live: arms.live,
        show: arms.show,
        every: main.small("measure.every"),
        corruption: main.number("measure.corruption"),
        events: Vec::new(),
        claims,
        vary: match main.held("study.vary") {
            Some(Held::Vary(vary)) => vary,
            _ => Vec::new(),
        },
    };
    event::check(&draft.events, &mut spec, problems);
    if problems.0.is_empty() {
        own::open(&draft.main, &mut spec, folder, problems);
        // Which classes there are, only the files tell.
        if problems.0.is_empty() && spec.task.has_files() {
            spec.syllabus = syllabus::check(&draft.main, &spec.task, days, problems);
        }
    }
    problems.0.is_empty().then_some((spec, arms.left_out))
}

fn kind(main: &Part, problems: &mut Problems) -> Option<Task> {
    let path = "task.kind";
    if !main.has(path) {
        let allowed = find(path).map(|key| key.kind.to_string()).unwrap_or_default();
        problems.add(main.spot(path), path, format!("{path} is missing: must be {allowed}"));
    }
    Task::from_name(&main.text(path))
}

/// Where a contradiction between keys stands: at the first of them that was given.
fn between(part: &Part, paths: &[&str]) -> Spot {
    let given = paths.iter().find(|path| part.has(path)).or(paths.first());
    given.map_or(part.spot, |path| part.spot(path))
}

/// When experiences are lived, `train` of them in all; a stream has as many as its days need.
fn schedule(main: &Part, train: usize, days: u32, problems: &mut Problems) -> Schedule {
    let given = main.has("task.per_day").then(|| main.count("task.per_day"));
    let sound = main.sound(&["task.train", "task.days", "task.per_day", "days"]);
    let path = "task.per_day";
    match main.text("task.days").as_str() {
        "rotating" => {
            let per_day = given.unwrap_or_else(|| train.div_ceil(5));
            if sound && per_day > train {
                problems.add(main.spot(path), path, format!("{path} is {per_day}: there are only {train} to train"));
            }
            Schedule { days: Days::Rotating, per_day, train }
        }
        "stream" => {
            let per_day = given.unwrap_or(1);
            let all = per_day.saturating_mul(days as usize);
            if given.is_none() {
                let message = format!("{path} is missing: a stream must say how many are new a day");
                problems.add(main.spot(path), path, message);
            } else if sound && main.has("task.train") && train != all {
                let message = format!("task.train is {train}: a stream of {per_day} a day for {days} days is {all}");
                problems.add(main.spot("task.train"), "task.train", message);
            }
            Schedule { days: Days::Stream, per_day, train: all }
        }
        "lessons" => Schedule { days: Days::Lessons, per_day: given.unwrap_or(train).min(train), train },
        _ => {
            if sound && given.is_some_and(|given| given != train) {
                let message = format!("{path} is {}: fixed days have all {train} every day", main.count(path));
                problems.add(main.spot(path), path, message);
            }
            Schedule { days: Days::Fixed, per_day: train, train }
        }
    }
}

fn net_params(main: &Part, problems: &mut Problems) -> net::Params {
    let hidden: Vec<usize> = match main.held("net.hidden") {
        Some(Held::Integers(units)) => units.into_iter().map(|units| units as usize).collect(),
        _ => Vec::new(),
    };
    let activation = if main.text("net.activation") == "relu" { Activation::Relu } else { Activation::Tanh };
    let init = match main.text("net.init").as_str() {
        "he" => Init::He,
        "xavier" => Init::Xavier,
        "zero" => Init::Zero,
        _ => Init::FanIn,
    };
    let params = net::Params {
        hidden,
        activation,
        init,
        first_gain: main.number("net.first_gain"),
        first_bias: main.number("net.first_bias"),
        bias: main.boolean("net.bias"),
    };
    if init == Init::Zero && !params.hidden.is_empty() && main.sound(&["net.init", "net.hidden"]) {
        let message = "net.init is \"zero\": a net with hidden layers never learns from there, try \"fan-in\"";
        problems.add(between(main, &["net.init", "net.hidden"]), "net.init", message);
    }
    if params.first_bias > 0.0 && !params.bias && main.sound(&["net.first_bias", "net.bias"]) {
        let message = format!("net.first_bias is {}: net.bias is false, there are no biases", params.first_bias);
        problems.add(between(main, &["net.first_bias"]), "net.first_bias", message);
    }
    params
}

fn day(main: &Part, net: &net::Params, problems: &mut Problems) -> Day {
    let normalized = main.boolean("day.normalized");
    if normalized && !net.hidden.is_empty() && main.sound(&["net.hidden"]) {
        let message = "day.normalized is true: for linear nets only, and net.hidden has layers";
        problems.add(main.spot("day.normalized"), "day.normalized", message);
    }
    Day {
        steps: main.small("day.steps"),
        batch: main.count("day.batch"),
        learning_rate: main.number("day.learning_rate"),
        momentum: main.number("day.momentum"),
        normalized,
    }
}

fn night(main: &Part, problems: &mut Problems) -> Night {
    let night = Night {
        cycles: main.small("night.cycles"),
        steps: main.small("night.steps"),
        perturb: main.number("night.perturb"),
        missed: main.small("night.missed"),
        downscale: Downscale {
            rule: Rule::from_name(&main.text("night.downscale.rule")).unwrap_or(Rule::Uniform),
            amount: main.number("night.downscale.amount"),
            per: Per::from_name(&main.text("night.downscale.per")).unwrap_or(Per::Layer),
            spared: main.number("night.downscale.spared"),
            threshold: main.number("night.downscale.threshold"),
            biases: main.boolean("night.downscale.biases"),
        },
        memory: Memory {
            capacity: main.count("night.memory.capacity"),
            recency: main.number("night.memory.recency"),
            priority: main.number("night.memory.priority"),
            lag: main.small("night.memory.lag"),
            reservoir: main.count("night.memory.reservoir"),
            remote: main.number("night.memory.remote"),
        },
        dreams: Dreams {
            sparse: main.number("night.dreams.sparse"),
            hallucinatory: main.number("night.dreams.hallucinatory"),
            patch: main.small("night.dreams.patch"),
            noise: Noise::from_name(&main.text("night.dreams.noise")).unwrap_or(Noise::Gaussian),
            narrative: main.small("night.dreams.narrative"),
            label: Labels::from_name(&main.text("night.dreams.label")).unwrap_or(Labels::Stored),
            source: Source::from_name(&main.text("night.dreams.source")).unwrap_or(Source::Memory),
            clip: match main.held("night.dreams.clip") {
                Some(Held::Pair(clip)) => Some(clip),
                _ => None,
            },
            rate: main.number("night.dreams.rate"),
        },
    };
    let keys = ["night.downscale.biases", "night.downscale.rule"];
    if let Some(why) = night.downscale.refusal().filter(|_| main.sound(&keys)) {
        problems.add(between(main, &keys), keys[0], why);
    }
    night
}
