//! What may happen: an event held against the scenario and the events before it. The same rules
//! for those of a file and for a person's acts.

use super::check::{discord, obstacle, sleepless};
use super::event::{Event, MOST_LIVES, Unit, What};
use super::key::{Task, find};
use super::near;
use super::spec::Spec;
use crate::arm::{Arm, Live, Param, Phase, Setting, Value};

/// Dreams of a night and all naps: they are numbered in 32 bits.
const MOST_DREAMS: u64 = 1 << 32;

/// Why an event cannot happen: the key that says so in a file, and the reason. `spec.events` are
/// those that are known already.
pub(super) fn refuse(spec: &Spec, event: &Event) -> Option<(&'static str, String)> {
    let unsayable = || {
        let sound = Event::from_line(&event.to_line()).is_some();
        (!sound).then(|| ("event", format!("event: {} is out of range", event.what)))
    };
    when(spec, event).or_else(|| who(spec, event)).or_else(|| what(spec, event)).or_else(unsayable)
}

fn when(spec: &Spec, event: &Event) -> Option<(&'static str, String)> {
    if event.day > spec.days {
        return Some(("event.day", format!("event.day is {}: the last day is {}", event.day, spec.days)));
    }
    let ticks = spec.lengths(event.day, event.phase).ticks(event.phase);
    let (tick, name) = (event.tick, event.phase.name());
    (tick >= ticks).then(|| {
        let last = ticks.saturating_sub(1);
        ("event.tick", format!("event.tick is {tick}: a {name} has {ticks} ticks, the last is {last}"))
    })
}

fn who(spec: &Spec, event: &Event) -> Option<(&'static str, String)> {
    let key = "event.arm";
    let alone = match &event.what {
        What::SleepNow => Some("sleep_now ends the day of all lives"),
        What::Fork { .. } if event.life.is_none() => {
            return Some((key, "event.arm is \"all\": a fork must say whose twin it is".to_owned()));
        }
        _ => None,
    };
    let name = event.life.as_deref()?;
    if let Some(why) = alone {
        return Some((key, format!("{key} is \"{name}\": {why}, it must be \"all\"")));
    }
    let mut names: Vec<&str> = Arm::ALL.map(Arm::name).to_vec();
    names.extend(spec.events.iter().filter(|known| known.at() <= event.at()).filter_map(Event::twin));
    if names.contains(&name) {
        return None;
    }
    let hint = near(name, names).map_or_else(String::new, |near| format!(" (did you mean {near}?)"));
    Some((key, format!("{key}: no life is called \"{name}\" by then{hint}")))
}

fn what(spec: &Spec, event: &Event) -> Option<(&'static str, String)> {
    match &event.what {
        What::Set(settings) => settings.iter().find_map(|setting| set(spec, event, setting)),
        What::Lesion(unit) => no_unit(spec, *unit, ["event.lesion.layer", "event.lesion.unit"]),
        What::Freeze(unit) => no_unit(spec, *unit, ["event.freeze.layer", "event.freeze.unit"]),
        What::Thaw(unit) => no_unit(spec, *unit, ["event.thaw.layer", "event.thaw.unit"]),
        What::Scale { layer, .. } => {
            let layers = spec.net.hidden.len() + 1;
            let key = "event.scale.layer";
            (*layer > layers).then(|| (key, format!("{key} is {layer}: the net has {layers} layers of weights")))
        }
        What::Nap(_) | What::SleepNow if event.phase == Phase::Night => {
            let (key, what) = match event.what {
                What::Nap(_) => ("event.nap", "a nap is taken"),
                _ => ("event.sleep_now", "the day is ended"),
            };
            Some((key, format!("{key}: {what} by day, and this is a night")))
        }
        What::Nap(ticks) => too_many_dreams(spec, u64::from(*ticks)),
        What::Fork { name, arm } => fork(spec, event, name, *arm),
        What::SleepNow | What::SkipNight | What::Reseed(_) => None,
    }
}

fn set(spec: &Spec, event: &Event, setting: &Setting) -> Option<(&'static str, String)> {
    let path = setting.param.path();
    let key = "event.set";
    // A file's value was held against its key already; a person's was not.
    if let Err(why) = super::notation::setting_of(path, &super::held::written(setting).1) {
        return Some((key, why));
    }
    let foreign = |task| find(path).and_then(|key| key.refusal(task));
    if let Some(why) = Task::from_name(spec.task.kind()).and_then(foreign) {
        return Some((key, format!("{key}: {why}")));
    }
    if let Some(name) = event.life.as_deref().filter(|_| setting.param.is_shared()) {
        return Some((
            "event.arm",
            format!("event.arm is \"{name}\": {path} is the same for all lives, who must be \"all\""),
        ));
    }
    if setting.param == Param::Normalized && setting.value == Value::Flag(true) && !spec.net.hidden.is_empty() {
        return Some((key, format!("{key}: {path} is for linear nets only, and net.hidden has layers")));
    }
    if matches!(setting.param, Param::NightSteps | Param::Batch)
        && let Some(refused) = too_many_dreams(&with(spec, event), 0)
    {
        return Some((key, refused.1));
    }
    let spec = with(spec, event);
    let names = spec.live.iter().map(|arm| arm.name()).chain(spec.events.iter().filter_map(Event::twin));
    names.into_iter().find_map(|name| {
        let line = spec.ancestry(name);
        if !line.iter().any(|name| event.is_for(name)) {
            return None;
        }
        let night = known(&spec, &line).night;
        let why = discord(&night.dreams, &spec.task).map(|(_, why)| why).or_else(|| sleepless(&night, &spec.task));
        if let Some(why) = why {
            return Some((key, format!("{key}: {why}")));
        }
        let why = obstacle(spec.arm_of(name)?, (&night, &spec.task)).or_else(|| at_odds(&spec, &line))?;
        Some((key, format!("{key}: {setting} cannot be for {name}: {why}")))
    })
}

/// Why parameters that hold together at some time of a life cannot, if so: events in their order.
fn at_odds(spec: &Spec, line: &[&str]) -> Option<String> {
    let mut events: Vec<&Event> =
        spec.events.iter().filter(|event| line.iter().any(|name| event.is_for(name))).collect();
    events.sort_by_key(|event| event.at());
    let mut params = spec.live_params();
    events.into_iter().find_map(|event| {
        let What::Set(settings) = &event.what else { return None };
        for setting in settings {
            params.set(*setting);
        }
        params.night.downscale.refusal()
    })
}

fn fork(spec: &Spec, event: &Event, name: &str, arm: Option<Arm>) -> Option<(&'static str, String)> {
    let key = "event.fork.name";
    let parent = event.life.as_deref().unwrap_or_default();
    if spec.arm_of(parent).is_none() {
        return Some(("event.arm", format!("event.arm is \"{parent}\": arms.live does not name it, it has no twin")));
    }
    if Arm::from_name(name).is_some() || spec.events.iter().any(|known| known.twin() == Some(name)) {
        return Some((key, format!("{key} is \"{name}\": another life has this name")));
    }
    let lives = spec.live.len() + spec.events.iter().filter_map(Event::twin).count() + 1;
    if lives > MOST_LIVES {
        return Some((
            "event.fork",
            format!("event.fork makes a life number {lives}: at most {MOST_LIVES} live side by side"),
        ));
    }
    let arm = arm.or_else(|| spec.arm_of(parent))?;
    let why = obstacle(arm, (&known(spec, &spec.ancestry(parent)).night, &spec.task))?;
    Some(("event.fork.arm", format!("event.fork.arm is {}: {why}", arm.name())))
}

fn no_unit(spec: &Spec, at: Unit, [layer, unit]: [&'static str; 2]) -> Option<(&'static str, String)> {
    if let crate::task::Params::Hopfield(hopfield) = &spec.task {
        return match at {
            Unit { layer: 1, unit: neuron } if neuron < hopfield.neurons => None,
            Unit { layer: 1, unit: neuron } => {
                let (all, last) = (hopfield.neurons, hopfield.neurons - 1);
                Some((unit, format!("{unit} is {neuron}: the net has {all} neurons, the last is {last}")))
            }
            _ => Some((layer, format!("{layer} is {}: a Hopfield net has one layer", at.layer))),
        };
    }
    let hidden = &spec.net.hidden;
    match hidden.get(at.layer.wrapping_sub(1)) {
        None if hidden.is_empty() => Some((layer, format!("{layer} is {}: the net has no hidden layer", at.layer))),
        None => Some((layer, format!("{layer} is {}: the last hidden layer is {}", at.layer, hidden.len()))),
        Some(units) if at.unit >= *units => {
            let message =
                format!("{unit} is {}: layer {} has {units} units, the last is {}", at.unit, at.layer, units - 1);
            Some((unit, message))
        }
        Some(_) => None,
    }
}

fn too_many_dreams(spec: &Spec, more: u64) -> Option<(&'static str, String)> {
    let settings = spec.events.iter().flat_map(|event| match &event.what {
        What::Set(settings) => settings.as_slice(),
        _ => &[],
    });
    let (mut steps, mut batch) = (u64::from(spec.night.steps), spec.day.batch as u64);
    for setting in settings {
        match (setting.param, setting.value) {
            (Param::NightSteps, Value::Whole(value)) => steps = steps.max(value.into()),
            (Param::Batch, Value::Whole(value)) => batch = batch.max(value.into()),
            _ => {}
        }
    }
    let naps = spec.events.iter().map(|event| if let What::Nap(ticks) = event.what { u64::from(ticks) } else { 0 });
    let dreams = (steps + naps.sum::<u64>() + more) * batch;
    (dreams > MOST_DREAMS).then(|| {
        let key = "event.nap";
        (key, format!("{key}: naps and a night come to {dreams} dreams: at most {MOST_DREAMS} are allowed"))
    })
}

/// The scenario with one event more, at the end.
fn with(spec: &Spec, event: &Event) -> Spec {
    let mut spec = spec.clone();
    spec.events.push(event.clone());
    spec
}

/// The parameters of a life under which all that is set for it or its ancestors holds at once.
fn known(spec: &Spec, line: &[&str]) -> Live {
    let mut params = spec.live_params();
    for event in spec.events.iter().filter(|event| line.iter().any(|name| event.is_for(name))) {
        if let What::Set(settings) = &event.what {
            for setting in settings {
                params.set(*setting);
            }
        }
    }
    params
}
