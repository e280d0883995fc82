//! Events: one action each, at a tick that exists.

use crate::arm::{Day, Night, Phase};
use crate::net;
use crate::scenario::draft::Part;
use crate::scenario::held::Held;
use crate::scenario::problem::{Problems, Spot};
use crate::scenario::spec::{Event, What};

/// What events are held against.
pub(super) struct Stage<'a> {
    pub days: u32,
    pub day: &'a Day,
    pub night: &'a Night,
    pub net: &'a net::Params,
}

/// Dreams of a night and all naps: they are numbered in 32 bits.
const MOST_DREAMS: u64 = 1 << 32;

const ACTIONS: [&str; 4] = ["event.set", "event.lesion", "event.nap", "event.skip_night"];

pub(super) fn check(parts: &[Part], stage: &Stage<'_>, problems: &mut Problems) -> Vec<Event> {
    let mut events = Vec::new();
    for part in parts {
        if problems.is_full() {
            break;
        }
        events.extend(event(part, stage, problems));
    }
    events.sort_by_key(|event: &Event| (event.day, event.phase, event.tick));
    let naps = events.iter().map(|event| if let What::Nap(ticks) = event.what { u64::from(ticks) } else { 0 });
    let dreams = (u64::from(stage.night.steps) + naps.sum::<u64>()) * stage.day.batch as u64;
    if dreams > MOST_DREAMS {
        let message = format!("event.nap: naps and a night come to {dreams} dreams: at most {MOST_DREAMS} are allowed");
        problems.add(parts.first().map_or(Spot::Byte(0), |part| part.spot), "event.nap", message);
    }
    events
}

fn event(part: &Part, stage: &Stage<'_>, problems: &mut Problems) -> Option<Event> {
    let day = part.small("event.day");
    if !part.has("event.day") {
        problems.add(part.spot, "event.day", "event.day is missing: must say on which day");
    } else if part.sound(&["event.day"]) && day > stage.days {
        let message = format!("event.day is {day}: the last day is {}", stage.days);
        problems.add(part.spot("event.day"), "event.day", message);
    }
    let phase = if part.text("event.phase") == "night" { Phase::Night } else { Phase::Day };
    let tick = part.small("event.tick");
    let (ticks, name) = match phase {
        Phase::Day => (stage.day.steps, "day"),
        Phase::Night => (stage.night.cycles + stage.night.steps, "night"),
    };
    if part.sound(&["event.tick", "event.phase"]) && tick >= ticks {
        let message = format!("event.tick is {tick}: a {name} has {ticks} ticks, the last is {}", ticks - 1);
        problems.add(part.spot("event.tick"), "event.tick", message);
    }
    let what = action(part, phase, stage, problems)?;
    Some(Event { day, phase, tick, arm: part.arm("event.arm"), what })
}

fn action(part: &Part, phase: Phase, stage: &Stage<'_>, problems: &mut Problems) -> Option<What> {
    let given: Vec<&str> = ACTIONS.into_iter().filter(|path| part.has(path) || part.has_table(path)).collect();
    let [path] = given.as_slice() else {
        let said = if given.is_empty() { "no action".to_owned() } else { given.join(" and ") };
        problems.add(part.spot, "event", format!("event has {said}: must have one of set, lesion, nap, skip_night"));
        return None;
    };
    match *path {
        "event.set" => match part.held(path) {
            Some(Held::Settings(settings)) => Some(What::Set(settings)),
            _ => None,
        },
        "event.lesion" => lesion(part, stage, problems),
        "event.nap" => {
            if phase == Phase::Night && part.sound(&["event.phase"]) {
                problems.add(part.spot(path), *path, "event.nap: a nap is taken by day, and this is a night");
            }
            part.sound(&["event.nap"]).then(|| What::Nap(part.small(path)))
        }
        _ => part.sound(&["event.skip_night"]).then_some(What::SkipNight),
    }
}

fn lesion(part: &Part, stage: &Stage<'_>, problems: &mut Problems) -> Option<What> {
    let (layer, unit) = ("event.lesion.layer", "event.lesion.unit");
    for path in [layer, unit] {
        if !part.has(path) {
            problems.add(part.spot(path), path, format!("{path} is missing: a lesion has a layer and a unit"));
            return None;
        }
    }
    if !part.sound(&[layer, unit]) {
        return None;
    }
    let (at, lost) = (part.count(layer), part.count(unit));
    let hidden = &stage.net.hidden;
    match hidden.get(at - 1) {
        None if hidden.is_empty() => {
            problems.add(part.spot(layer), layer, format!("{layer} is {at}: the net has no hidden layer"));
        }
        None => {
            let message = format!("{layer} is {at}: the last hidden layer is {}", hidden.len());
            problems.add(part.spot(layer), layer, message);
        }
        Some(units) if lost >= *units => {
            let message = format!("{unit} is {lost}: layer {at} has {units} units, the last is {}", units - 1);
            problems.add(part.spot(unit), unit, message);
        }
        Some(_) => return Some(What::Lesion { layer: at, unit: lost }),
    }
    None
}
