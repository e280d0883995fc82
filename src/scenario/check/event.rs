//! Events: what each says, then whether it can happen.

use crate::arm::Phase;
use crate::scenario::draft::Part;
use crate::scenario::event::{Event, Unit, What};
use crate::scenario::held::Held;
use crate::scenario::problem::Problems;
use crate::scenario::rules;
use crate::scenario::spec::Spec;

const ACTIONS: [&str; 10] = [
    "event.set",
    "event.lesion",
    "event.freeze",
    "event.thaw",
    "event.scale",
    "event.nap",
    "event.sleep_now",
    "event.skip_night",
    "event.fork",
    "event.seed",
];

/// Puts the events into the spec, in their order.
pub(super) fn check(parts: &[Part], spec: &mut Spec, problems: &mut Problems) {
    let mut events = Vec::new();
    for part in parts {
        if problems.is_full() {
            return;
        }
        events.extend(event(part, problems).map(|event| (event, part)));
    }
    events.sort_by_key(|(event, _)| event.at());
    for (event, part) in events {
        // What was wrong in itself was told already.
        match rules::refuse(spec, &event) {
            Some((path, why)) if part.sound(&["event.day", "event.phase", "event.tick", path]) => {
                problems.add(part.spot(path), path, why);
            }
            Some(_) => {}
            None => spec.events.push(event),
        }
    }
}

fn event(part: &Part, problems: &mut Problems) -> Option<Event> {
    let day = part.small("event.day");
    if !part.has("event.day") {
        problems.add(part.spot, "event.day", "event.day is missing: must say on which day");
    }
    let phase = if part.text("event.phase") == "night" { Phase::Night } else { Phase::Day };
    let tick = part.small("event.tick");
    let what = action(part, problems)?;
    Some(Event { day, phase, tick, life: part.life("event.arm"), what })
}

fn action(part: &Part, problems: &mut Problems) -> Option<What> {
    let given: Vec<&str> = ACTIONS.into_iter().filter(|path| part.has(path) || part.has_table(path)).collect();
    let [path] = given.as_slice() else {
        let said = if given.is_empty() { "no action".to_owned() } else { given.join(" and ") };
        let actions = ACTIONS.map(|path| path.trim_start_matches("event.")).join(", ");
        problems.add(part.spot, "event", format!("event has {said}: must have one of {actions}"));
        return None;
    };
    match *path {
        "event.set" => match part.held(path) {
            Some(Held::Settings(settings)) => Some(What::Set(settings)),
            _ => None,
        },
        "event.lesion" => unit(part, ["event.lesion.layer", "event.lesion.unit"], problems).map(What::Lesion),
        "event.freeze" => unit(part, ["event.freeze.layer", "event.freeze.unit"], problems).map(What::Freeze),
        "event.thaw" => unit(part, ["event.thaw.layer", "event.thaw.unit"], problems).map(What::Thaw),
        "event.scale" => {
            let [layer, factor] = ["event.scale.layer", "event.scale.factor"];
            let whole = has_all(part, &[layer, factor], problems);
            whole.then(|| What::Scale { layer: part.count(layer), factor: part.number(factor) })
        }
        "event.nap" => part.sound(&[path]).then(|| What::Nap(part.small(path))),
        "event.sleep_now" => part.sound(&[path]).then_some(What::SleepNow),
        "event.skip_night" => part.sound(&[path]).then_some(What::SkipNight),
        "event.fork" => {
            let name = "event.fork.name";
            let whole = has_all(part, &[name], problems) && part.sound(&["event.fork.arm"]);
            whole.then(|| What::Fork { name: part.text(name), arm: part.arm("event.fork.arm") })
        }
        _ => part.sound(&[path]).then(|| What::Reseed(part.integer(path) as u64)),
    }
}

fn unit(part: &Part, [layer, unit]: [&str; 2], problems: &mut Problems) -> Option<Unit> {
    has_all(part, &[layer, unit], problems).then(|| Unit { layer: part.count(layer), unit: part.count(unit) })
}

/// Whether all these keys are there, and allowed; tells of the first that is missing.
fn has_all(part: &Part, paths: &[&str], problems: &mut Problems) -> bool {
    if let Some(path) = paths.iter().find(|path| !part.has(path)) {
        let others: Vec<&str> = paths.iter().filter_map(|path| path.rsplit('.').next()).collect();
        let message = format!("{path} is missing: needs {}", others.join(" and "));
        problems.add(part.spot(path), *path, message);
        return false;
    }
    part.sound(paths)
}
