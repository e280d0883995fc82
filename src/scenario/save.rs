//! The resolved scenario as a file.

mod made;
mod own;

pub(super) use own::is_path;

use super::event::{Event, Unit, What};
use super::held::written;
use super::key::{KEYS, Key, Task};
use super::spec::{Claim, Spec, When};
use crate::arm::Arm;
use crate::net::{Activation, Init};
use crate::task::{Days, Features, Params};
use std::fmt::Write as _;

/// The file's text; see [`super::Scenario::to_toml`].
pub(super) fn to_toml(spec: &Spec) -> String {
    written_out(spec, "# A resolved scenario: every default is written out.\n", None)
}

/// The same with what the screen saved.
pub(super) fn with_session(spec: &Spec, block: &str) -> String {
    let head = "# A session of oneiro: `oneiro watch` goes on with it, `oneiro run` lives it again.\n";
    written_out(spec, head, Some(block))
}

fn written_out(spec: &Spec, head: &str, session: Option<&str>) -> String {
    let mut out = String::from(head);
    let mut section = "";
    for key in KEYS {
        if matches!(key.section().split('.').next(), Some("event" | "claim")) {
            continue;
        }
        if let ("session", Some(block)) = (key.path, session) {
            let _ = write!(out, "session = \'\'\'\n{block}\'\'\'\n");
        }
        if let Some(line) = line(key, spec) {
            if key.section() != section {
                section = key.section();
                let _ = write!(out, "\n[{section}]\n");
            }
            out.push_str(&line);
        }
    }
    for event in &spec.events {
        out.push_str("\n[[event]]\n");
        out.push_str(&happening(event));
    }
    for (index, claim) in spec.claims.iter().enumerate() {
        out.push_str(if index == 0 { "\n[claim]\n" } else { "\n[[claim.also]]\n" });
        out.push_str(&registered(claim));
    }
    out
}

/// Every key that the trace may follow from, with its value as it is written: not texts, nor claims, nor
/// events, nor what follows from other keys.
pub(super) fn pairs(spec: &Spec) -> Vec<(&'static str, String)> {
    let told = |key: &&Key| {
        let words = matches!(key.path, "format" | "title" | "about" | "look_for" | "session");
        let follows = matches!(
            (key.path, spec.task.schedule().days),
            ("task.train", Days::Stream) | ("task.per_day", Days::Fixed)
        ) || (key.path == "task.per_day" && has_whole_lessons(spec));
        !words && !follows && !matches!(key.section().split('.').next(), Some("event" | "claim" | "study"))
    };
    KEYS.iter().filter(told).filter_map(|key| Some((key.path, value(key.path, spec)?))).collect()
}

/// What of a scenario is lived; see [`super::Scenario::lived`].
pub(super) fn lived(spec: &Spec) -> String {
    let mut out = String::new();
    let task = Task::from_name(spec.task.kind());
    for (path, value) in pairs(spec) {
        let default = task.and_then(|task| super::key::find(path)?.default_for(task));
        if path != "arms.show" && !is_path(path) && Some(value.as_str()) != default {
            let _ = writeln!(out, "{path} = {value}");
        }
    }
    for event in &spec.events {
        out.push_str("\n[[event]]\n");
        out.push_str(&happening(event));
    }
    out
}

/// Whether a day has all of its lesson, however many that are.
fn has_whole_lessons(spec: &Spec) -> bool {
    let schedule = spec.task.schedule();
    schedule.days == Days::Lessons && schedule.per_day == schedule.train
}

/// A key's line: as a comment where its value follows from other keys or nothing holds.
fn line(key: &Key, spec: &Spec) -> Option<String> {
    let name = key.name();
    let schedule = spec.task.schedule();
    Some(match (key.path, schedule.days) {
        ("task.train", Days::Stream) => format!("# {name} = {}, from per_day and days\n", schedule.train),
        ("task.per_day", Days::Fixed) => format!("# {name} = {}, all of them\n", schedule.per_day),
        ("task.per_day", _) if has_whole_lessons(spec) => format!("# {name}: all of the lesson\n"),
        ("night.dreams.clip", _) if spec.task.recalls() => return None,
        ("night.dreams.clip", _) if spec.night.dreams.clip.is_none() => format!("# {name}: none\n"),
        (path, _) => format!("{name} = {}\n", value(path, spec)?),
    })
}

/// A key's value as TOML, if it has one.
fn value(path: &str, spec: &Spec) -> Option<String> {
    let task_of = Task::from_name(spec.task.kind());
    if super::key::find(path).zip(task_of).is_some_and(|(key, kind)| !key.is_of(kind)) {
        return None;
    }
    top(path, spec).or_else(|| task(path, spec)).or_else(|| rest(path, spec))
}

fn top(path: &str, spec: &Spec) -> Option<String> {
    let seeds = &spec.seeds;
    // Left out where it follows `seed`, so that another seed moves everything.
    let apart = |seed: u64| (seed != spec.seed).then(|| seed.to_string());
    match path {
        "format" => Some(super::FORMAT.to_string()),
        "title" => Some(quoted(&spec.title)),
        "about" => Some(quoted(&spec.about)),
        "look_for" => Some(quoted(&spec.look_for)),
        "seed" => Some(spec.seed.to_string()),
        "days" => Some(spec.days.to_string()),
        "seeds.init" => apart(seeds.init),
        "seeds.task" => apart(seeds.task),
        "seeds.order" => apart(seeds.order),
        "seeds.dreams" => apart(seeds.dreams),
        _ => None,
    }
}

fn task(path: &str, spec: &Spec) -> Option<String> {
    let schedule = spec.task.schedule();
    let lessons = schedule.days == Days::Lessons;
    let name = path.strip_prefix("task.")?;
    match name {
        "kind" => return Some(quoted(spec.task.kind())),
        "train" => return Some(schedule.train.to_string()),
        "days" => return Some(quoted(schedule.days.name())),
        "lessons" => return lessons.then(|| format!("{:?}", spec.syllabus.lessons)),
        "lesson_days" => return lessons.then(|| spec.syllabus.lesson_days.to_string()),
        "drift" => return Some(quoted(spec.syllabus.drift.name())),
        "drift_day" => return spec.syllabus.changes().then(|| spec.syllabus.drift_day.to_string()),
        "per_day" => return Some(schedule.per_day.to_string()),
        _ => {}
    }
    match (&spec.task, name) {
        (Params::Digits(digits), "validation") => Some(digits.validation.to_string()),
        (Params::Digits(digits), "test") => Some(digits.test.to_string()),
        (Params::Digits(digits), "label_noise") => Some(float(digits.label_noise)),
        (Params::Curve(curve), "validation") => Some(curve.validation.to_string()),
        (Params::Curve(curve), "test") => Some(curve.test.to_string()),
        (Params::Curve(curve), "noise") => Some(float(curve.noise)),
        (Params::Curve(curve), "features") => Some(quoted(match curve.features {
            Features::Legendre => "legendre",
            Features::Raw => "raw",
        })),
        (Params::Curve(curve), "degree") => Some(curve.degree.to_string()),
        (Params::Curve(curve), "beyond") => Some(float(curve.beyond)),
        (Params::Own(own), name) => own::value(own, name),
        (Params::Plane(plane), name) => made::plane(plane, name),
        (Params::Tetris(tetris), name) => made::tetris(tetris, name),
        (Params::Hopfield(hopfield), name) => made::hopfield(hopfield, name),
        (Params::Digits(_) | Params::Curve(_), _) => None,
    }
}

fn rest(path: &str, spec: &Spec) -> Option<String> {
    let (net, day, night) = (&spec.net, &spec.day, &spec.night);
    let (downscale, memory, dreams) = (&night.downscale, &night.memory, &night.dreams);
    Some(match path {
        "net.hidden" => format!("{:?}", net.hidden),
        "net.activation" => quoted(match net.activation {
            Activation::Relu => "relu",
            Activation::Tanh => "tanh",
        }),
        "net.init" => quoted(match net.init {
            Init::FanIn => "fan-in",
            Init::He => "he",
            Init::Xavier => "xavier",
            Init::Zero => "zero",
        }),
        "net.first_gain" => float(net.first_gain),
        "net.first_bias" => float(net.first_bias),
        "net.bias" => net.bias.to_string(),
        "day.steps" => day.steps.to_string(),
        "day.batch" => day.batch.to_string(),
        "day.learning_rate" => float(day.learning_rate),
        "day.momentum" => float(day.momentum),
        "day.normalized" => day.normalized.to_string(),
        "night.cycles" => night.cycles.to_string(),
        "night.steps" => night.steps.to_string(),
        "night.perturb" => float(night.perturb),
        "night.missed" => night.missed.to_string(),
        "night.downscale.rule" => quoted(downscale.rule.name()),
        "night.downscale.amount" => float(downscale.amount),
        "night.downscale.per" => quoted(downscale.per.name()),
        "night.downscale.spared" => float(downscale.spared),
        "night.downscale.threshold" => float(downscale.threshold),
        "night.downscale.biases" => downscale.biases.to_string(),
        "night.memory.capacity" => memory.capacity.to_string(),
        "night.memory.recency" => float(memory.recency),
        "night.memory.priority" => float(memory.priority),
        "night.memory.lag" => memory.lag.to_string(),
        "night.memory.reservoir" => memory.reservoir.to_string(),
        "night.memory.remote" => float(memory.remote),
        "night.dreams.sparse" => float(dreams.sparse),
        "night.dreams.hallucinatory" => float(dreams.hallucinatory),
        "night.dreams.patch" => dreams.patch.to_string(),
        "night.dreams.noise" => quoted(dreams.noise.name()),
        "night.dreams.narrative" => dreams.narrative.to_string(),
        "night.dreams.label" => quoted(dreams.label.name()),
        "night.dreams.source" => quoted(dreams.source.name()),
        "night.dreams.rate" => float(dreams.rate),
        "night.dreams.clip" => dreams.clip.map(|[lo, hi]| format!("[{}, {}]", float(lo), float(hi)))?,
        "arms.live" => arms(&spec.live),
        "arms.show" => arms(&spec.show),
        "measure.every" => spec.every.to_string(),
        "measure.corruption" => float(spec.corruption),
        "study.vary" => {
            let all: Vec<String> = spec.vary.iter().map(|vary| quoted(&vary.written())).collect();
            format!("[{}]", all.join(", "))
        }
        _ => return None,
    })
}

fn happening(event: &Event) -> String {
    let phase = event.phase.name();
    let what = match &event.what {
        What::Set(settings) => {
            let settings: Vec<String> = settings
                .iter()
                .map(|setting| {
                    let (path, value) = written(setting);
                    format!("{} = {value}", quoted(path))
                })
                .collect();
            format!("set = {{ {} }}", settings.join(", "))
        }
        What::Lesion(Unit { layer, unit }) => format!("lesion = {{ layer = {layer}, unit = {unit} }}"),
        What::Freeze(Unit { layer, unit }) => format!("freeze = {{ layer = {layer}, unit = {unit} }}"),
        What::Thaw(Unit { layer, unit }) => format!("thaw = {{ layer = {layer}, unit = {unit} }}"),
        What::Scale { layer, factor } => format!("scale = {{ layer = {layer}, factor = {} }}", float(*factor)),
        What::Nap(ticks) => format!("nap = {ticks}"),
        What::SleepNow => "sleep_now = true".to_owned(),
        What::SkipNight => "skip_night = true".to_owned(),
        What::Fork { name, arm: None } => format!("fork = {{ name = {} }}", quoted(name)),
        What::Fork { name, arm: Some(arm) } => {
            format!("fork = {{ name = {}, arm = {} }}", quoted(name), quoted(arm.name()))
        }
        What::Reseed(seed) => format!("seed = {seed}"),
    };
    let life = quoted(event.life.as_deref().unwrap_or("all"));
    format!("day = {}\nphase = \"{phase}\"\ntick = {}\narm = {life}\n{what}\n", event.day, event.tick)
}

fn registered(claim: &Claim) -> String {
    let at = match claim.at {
        When::Morning => "morning",
        When::Mean => "mean",
    };
    let expect = claim.expect.map_or_else(String::new, |expect| format!("expect = \"{}\"\n", expect.name()));
    format!(
        "measure = \"{}\"\nat = \"{at}\"\na = \"{}\"\nb = \"{}\"\nmargin = {}\n{expect}seeds = {}\n",
        claim.measure,
        claim.a.name(),
        claim.b.name(),
        float(claim.margin),
        claim.seeds
    )
}

/// Shortest digits that read back as the same number; TOML knows `inf` by this name too.
fn float(value: f64) -> String {
    format!("{value:?}")
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn arms(arms: &[Arm]) -> String {
    let names: Vec<String> = arms.iter().map(|arm| quoted(arm.name())).collect();
    format!("[{}]", names.join(", "))
}
