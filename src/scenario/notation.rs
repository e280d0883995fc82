//! An event in one line: `5 day 12 sleep lesion 1 3` is day 5, before tick 12, to `sleep`, what.

use super::event::{Event, Unit, What};
use super::held::{self, Held};
use super::key;
use super::problem::{Problems, Spot};
use super::tree::{Node, Value, parse_value};
use crate::arm::{Arm, Phase, Setting};

impl Event {
    /// The event in one line, without the characters `;` and `"`, but for those of words that are set.
    #[must_use]
    pub fn to_line(&self) -> String {
        let life = self.life.as_deref().unwrap_or("all");
        let what = match &self.what {
            What::Set(settings) => {
                let settings = settings.iter().map(|setting| {
                    let (path, value) = held::written(setting);
                    format!("{path}={}", value.replace(", ", ","))
                });
                format!("set {}", settings.collect::<Vec<_>>().join(" "))
            }
            What::Lesion(Unit { layer, unit }) => format!("lesion {layer} {unit}"),
            What::Freeze(Unit { layer, unit }) => format!("freeze {layer} {unit}"),
            What::Thaw(Unit { layer, unit }) => format!("thaw {layer} {unit}"),
            What::Scale { layer, factor } => format!("scale {layer} {factor:?}"),
            What::Nap(ticks) => format!("nap {ticks}"),
            What::SleepNow => "sleep_now".to_owned(),
            What::SkipNight => "skip_night".to_owned(),
            What::Fork { name, arm: None } => format!("fork {name}"),
            What::Fork { name, arm: Some(arm) } => format!("fork {name} {}", arm.name()),
            What::Reseed(seed) => format!("seed {seed}"),
        };
        format!("{} {} {} {life} {what}", self.day, self.phase.name(), self.tick)
    }

    /// Reads back what [`Self::to_line`] wrote. `None` if that is not what it is; whether it can happen
    /// is for [`super::Spec::refusal`] to say.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let day = words.next()?.parse().ok().filter(|day| *day > 0)?;
        let phase = match words.next()? {
            "day" => Phase::Day,
            "night" => Phase::Night,
            _ => return None,
        };
        let tick = words.next()?.parse().ok()?;
        let life = match words.next()? {
            "all" => None,
            name => Some(held::is_name(name).then(|| name.to_owned())?),
        };
        let kind = words.next()?;
        let rest: Vec<&str> = words.collect();
        let what = match (kind, rest.as_slice()) {
            ("set", settings) if !settings.is_empty() => {
                What::Set(settings.iter().map(|text| setting(text)).collect::<Option<_>>()?)
            }
            ("lesion", [layer, number]) => What::Lesion(unit(layer, number)?),
            ("freeze", [layer, number]) => What::Freeze(unit(layer, number)?),
            ("thaw", [layer, number]) => What::Thaw(unit(layer, number)?),
            ("scale", [layer, factor]) => What::Scale {
                layer: layer.parse().ok().filter(|layer| *layer > 0)?,
                factor: factor.parse().ok().filter(|factor: &f64| (0.0..=1000.0).contains(factor))?,
            },
            ("nap", [ticks]) => What::Nap(ticks.parse().ok().filter(|ticks| (1..=1_000_000).contains(ticks))?),
            ("sleep_now", []) => What::SleepNow,
            ("skip_night", []) => What::SkipNight,
            ("fork", [name]) => What::Fork { name: twin(name)?, arm: None },
            ("fork", [name, arm]) => What::Fork { name: twin(name)?, arm: Some(Arm::from_name(arm)?) },
            ("seed", [seed]) => What::Reseed(seed.parse::<i64>().ok()?.try_into().ok()?),
            _ => return None,
        };
        Some(Self { day, phase, tick, life, what })
    }
}

fn unit(layer: &str, unit: &str) -> Option<Unit> {
    Some(Unit { layer: layer.parse().ok().filter(|layer| *layer > 0)?, unit: unit.parse().ok()? })
}

fn twin(name: &str) -> Option<String> {
    (held::is_name(name) && name != "all").then(|| name.to_owned())
}

/// A live key and its value, `night.dreams.sparse=0.2`.
fn setting(text: &str) -> Option<Setting> {
    let (path, value) = text.split_once('=')?;
    setting_of(path, value).ok()
}

/// The setting of a live key to a value that is written as in a file.
///
/// # Errors
/// What is allowed, in one line.
pub(super) fn setting_of(path: &str, value: &str) -> Result<Setting, String> {
    let key = key::find(path).filter(|key| key.live).ok_or_else(|| format!("{path} cannot change while a lab runs"))?;
    let refused = || format!("{path} is {value}: must be {}", key.kind);
    let spot = Spot::Byte(0);
    let mut problems = Problems::default();
    let node = parse_value(value, spot).ok_or_else(refused)?;
    let held: Option<Held> = held::hold(key, path, &node, &mut problems);
    held.as_ref().and_then(|held| held::setting(path, held)).ok_or_else(refused)
}

/// The setting of a live key to a value that a person typed: written as in a file, a word without its
/// quotes too.
///
/// # Errors
/// What is wrong with it, in the one line that a file would get.
pub(super) fn setting_typed(path: &str, text: &str) -> Result<Setting, String> {
    let key = key::find(path).filter(|key| key.live).ok_or_else(|| format!("{path} cannot change while a lab runs"))?;
    let spot = Spot::Byte(0);
    let node = parse_value(text, spot).unwrap_or_else(|| Node { spot, value: Value::Text(text.to_owned()) });
    let mut problems = Problems::default();
    let held = held::hold(key, path, &node, &mut problems);
    let setting = held.as_ref().and_then(|held| held::setting(path, held));
    setting.ok_or_else(|| {
        let told = problems.0.into_iter().next().map(|problem| problem.message);
        told.unwrap_or_else(|| format!("{path} must be {}", key.kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_event_reads_back_from_its_line() {
        let lines = [
            "5 day 12 sleep lesion 1 3",
            "1 night 0 all set night.dreams.hallucinatory=0.5 night.downscale.rule=\"none\" night.dreams.clip=[-1.0,1.5]",
            "1 day 0 all set night.memory.recency=inf day.steps=7 night.downscale.biases=true",
            "2 day 1 awake freeze 2 0",
            "2 day 1 awake thaw 2 0",
            "3 night 7 all scale 1 0.9",
            "3 day 7 all nap 20",
            "3 day 7 all sleep_now",
            "4 day 7 sleep-2 skip_night",
            "4 day 7 shrink+perturb skip_night",
            "4 day 7 shrink+perturb fork shrink+perturb-2 shuffled",
            "4 day 0 sleep fork sleep-2",
            "4 day 0 sleep fork sleep-2 awake",
            "4 day 0 all seed 18",
        ];
        for line in lines {
            let event = Event::from_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(event.to_line(), line);
        }
    }

    #[test]
    fn what_is_typed_is_a_setting_or_gets_the_line_of_a_file() {
        for (path, text, reads) in [
            ("night.downscale.amount", "0.2", "night.downscale.amount = 0.2"),
            ("night.downscale.amount", "1", "night.downscale.amount = 1"),
            ("night.downscale.rule", "set-point", "night.downscale.rule = set-point"),
            ("night.downscale.rule", "\"none\"", "night.downscale.rule = none"),
            ("night.memory.recency", "inf", "night.memory.recency = inf"),
            ("night.dreams.clip", "[-1, 1.5]", "night.dreams.clip = [-1, 1.5]"),
            ("day.normalized", "true", "day.normalized = true"),
        ] {
            assert_eq!(setting_typed(path, text).map(|setting| setting.to_string()), Ok(reads.to_owned()));
        }
        for (path, text, why) in [
            ("night.downscale.amount", "1.4", "night.downscale.amount is 1.4: must be from 0 to 1"),
            ("night.downscale.amount", "", "night.downscale.amount is \"\", text: must be a number from 0 to 1"),
            ("night.memory.recency", "nan", "night.memory.recency is nan: must be above 0, or inf"),
            ("day.steps", "0", "day.steps is 0: must be a whole number from 1 to 1000000"),
            ("net.hidden", "[]", "net.hidden cannot change while a lab runs"),
        ] {
            assert_eq!(setting_typed(path, text), Err(why.to_owned()), "{text}");
        }
        let near = setting_typed("night.downscale.rule", "unifrm").expect_err("no rule");
        assert!(near.ends_with("(did you mean \"uniform\"?)"), "{near}");
    }

    #[test]
    fn other_lines_are_no_events() {
        for line in [
            "",
            "0 day 1 all sleep_now",
            "1 noon 1 all sleep_now",
            "1 day -1 all sleep_now",
            "1 day 1 All sleep_now",
            "1 day 1 all sleep_now x",
            "1 day 1 all set",
            "1 day 1 all set day.momentum=1.0",
            "1 day 1 all set net.hidden=[]",
            "1 day 1 all lesion 0 1",
            "1 day 1 all scale 1 nan",
            "1 day 1 all nap 0",
            "1 day 1 all fork all",
            "1 day 1 all fork a-b nobody",
            "1 day 1 all seed 9223372036854775808",
        ] {
            assert_eq!(Event::from_line(line), None, "{line}");
        }
    }
}
