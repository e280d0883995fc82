//! From a TOML value to what its key holds, with type and range checked.

use super::key::{self, Key, Kind};
use super::problem::{Problems, Spot, meant, near, shortened};
use super::tree::{Entry, Node, Value};
use super::vary::Vary;
use crate::arm::{Arm, Param, Setting, Value as Parameter};
use crate::sleep::{Labels, Noise, Per, Rule, Source};

/// A value that its key allows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Text(String),
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Texts(Vec<String>),
    Lists(Vec<Vec<i64>>),
    Pair([f64; 2]),
    Vary(Vec<Vary>),
    /// `None` = all.
    Arms(Option<Vec<(Arm, Spot)>>),
    Arm(Arm),
    /// `None` = all.
    Life(Option<String>),
    Settings(Vec<Setting>),
}

/// Checks a value against its key; `path` is how the key is named in messages. `None` after a
/// problem was added.
pub(super) fn hold(key: &Key, path: &str, node: &Node, problems: &mut Problems) -> Option<Held> {
    let held = match (&key.kind, &node.value) {
        (Kind::Integer { min, max }, Value::Integer(_, value)) => {
            value.filter(|value| (*min..=*max).contains(value)).map(Held::Integer)
        }
        (Kind::Number { .. }, Value::Integer(_, Some(value))) => {
            Some(*value as f64).filter(|value| key.kind.admits(*value)).map(Held::Number)
        }
        (Kind::Number { .. }, Value::Number(_, value)) => {
            Some(*value).filter(|value| key.kind.admits(*value)).map(Held::Number)
        }
        (Kind::Number { .. }, Value::Integer(_, None)) | (Kind::Yes, Value::Boolean(false)) => None,
        (Kind::Boolean, Value::Boolean(value)) => Some(Held::Boolean(*value)),
        (Kind::Yes, Value::Boolean(true)) => Some(Held::Boolean(true)),
        (Kind::Text(most), Value::Text(text)) => {
            let text = super::plain(text).trim().to_owned();
            (text.chars().count() <= *most).then_some(Held::Text(text))
        }
        (Kind::Choice(words), Value::Text(text)) => {
            if words.contains(&text.as_str()) {
                Some(Held::Text(text.clone()))
            } else {
                let near = near(text, words.iter().copied()).map_or_else(String::new, |word| {
                    if words.len() > 1 { format!(" (did you mean \"{word}\"?)") } else { String::new() }
                });
                problems.add(node.spot, path, format!("{path} is {}: must be {}{near}", node.value.shown(), key.kind));
                return None;
            }
        }
        (Kind::Integers { most, min, max }, Value::List(items)) => {
            whole_numbers(items, *min..=*max).filter(|values| values.len() <= *most).map(Held::Integers)
        }
        (Kind::Numbers(most), Value::List(items)) => {
            let each = |item: &Node| number(&item.value).filter(|value| *value > 0.0 && value.is_finite());
            let values: Option<Vec<f64>> = items.iter().map(each).collect();
            values.filter(|values| (1..=*most).contains(&values.len())).map(Held::Numbers)
        }
        (Kind::Lists { most, longest, max }, Value::List(items)) => {
            let each = |item: &Node| match &item.value {
                Value::List(inner) => {
                    whole_numbers(inner, 0..=*max).filter(|list| (1..=*longest).contains(&list.len()))
                }
                _ => None,
            };
            let lists: Option<Vec<Vec<i64>>> = items.iter().map(each).collect();
            lists.filter(|lists| (1..=*most).contains(&lists.len())).map(Held::Lists)
        }
        (Kind::Texts(most), Value::List(items)) => {
            let each = |item: &Node| match &item.value {
                Value::Text(text) if text.chars().count() <= *most => Some(super::plain(text).trim().to_owned()),
                Value::Integer(_, Some(number)) => Some(number.to_string()),
                _ => None,
            };
            items.iter().map(each).collect::<Option<Vec<String>>>().map(Held::Texts)
        }
        (Kind::Pair(bound), Value::List(items)) => {
            let values: Vec<f64> = items.iter().filter_map(|item| number(&item.value)).collect();
            match (items.len(), values.as_slice()) {
                (2, &[lo, hi]) if lo >= -bound && hi <= *bound && lo < hi => Some(Held::Pair([lo, hi])),
                _ => None,
            }
        }
        (Kind::Vary(most), Value::List(items)) if items.len() <= *most => return vary(path, items, problems),
        (Kind::Arms, Value::List(items)) => return arms(path, node.spot, items, problems),
        (Kind::Arm, Value::Text(text)) => return arm(path, node.spot, text, problems).map(Held::Arm),
        (Kind::Life, Value::Text(text)) if text == "all" => Some(Held::Life(None)),
        (Kind::Life, Value::Text(text)) => is_name(text).then(|| Held::Life(Some(text.clone()))),
        (Kind::Name, Value::Text(text)) => (is_name(text) && text != "all").then(|| Held::Text(text.clone())),
        (Kind::Block(most), Value::Text(text)) => {
            if text.len() <= *most {
                Some(Held::Text(text.clone()))
            } else {
                problems.add(node.spot, path, format!("{path} is too long: must be {}", key.kind));
                return None;
            }
        }
        (Kind::Settings, Value::Table(entries)) => return settings(path, node.spot, entries, problems),
        (kind, value) => {
            let article = if matches!(kind, Kind::Number { .. }) { "a number " } else { "" };
            let message = format!("{path} is {}: must be {article}{kind}", described(value));
            problems.add(node.spot, path, message);
            return None;
        }
    };
    if held.is_none() {
        problems.add(node.spot, path, format!("{path} is {}: must be {}", node.value.shown(), key.kind));
    }
    held
}

/// A letter, then at most 23 of a–z, 0–9, `-` and `+`.
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|first| first.is_ascii_lowercase());
    first && text.len() <= 24 && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '+'))
}

/// All of them, if each is a whole number in the range.
fn whole_numbers(items: &[Node], range: std::ops::RangeInclusive<i64>) -> Option<Vec<i64>> {
    let each = |item: &Node| match item.value {
        Value::Integer(_, value) => value.filter(|value| range.contains(value)),
        _ => None,
    };
    items.iter().map(each).collect()
}

const fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(_, Some(value)) => Some(*value as f64),
        Value::Number(_, value) => Some(*value),
        _ => None,
    }
}

fn described(value: &Value) -> String {
    let sort = match value {
        Value::Text(_) => "text",
        Value::Integer(..) => "a whole number",
        Value::Number(..) => "a number",
        Value::Boolean(_) => "a boolean",
        Value::Date(_) => "a date",
        Value::List(items) if items.is_empty() => return "an empty list".to_owned(),
        Value::List(_) => "a list",
        Value::Table(_) => return "a table".to_owned(),
    };
    let shown = value.shown();
    if shown.starts_with(sort) { shown } else { format!("{shown}, {sort}") }
}

fn arm(path: &str, spot: Spot, name: &str, problems: &mut Problems) -> Option<Arm> {
    let found = Arm::from_name(name);
    if found.is_none() {
        let names = Arm::ALL.map(Arm::name);
        let hint = near(name, names)
            .map_or_else(|| format!("arms are {}", names.join(", ")), |near| format!("did you mean {near}?"));
        problems.add(spot, path, format!("{path}: no arm is called \"{}\": {hint}", shortened(name, 40)));
    }
    found
}

fn arms(path: &str, spot: Spot, items: &[Node], problems: &mut Problems) -> Option<Held> {
    let mut arms: Vec<(Arm, Spot)> = Vec::new();
    let mut sound = true;
    if items.is_empty() {
        problems.add(spot, path, format!("{path} is an empty list: must name an arm"));
        return None;
    }
    for item in items {
        let Value::Text(name) = &item.value else {
            problems.add(item.spot, path, format!("{path} has {}: must be {}", described(&item.value), Kind::Arms));
            return None;
        };
        if name == "all" {
            if items.len() == 1 {
                return Some(Held::Arms(None));
            }
            problems.add(item.spot, path, format!("{path}: \"all\" stands alone or not at all"));
            sound = false;
        } else if let Some(arm) = arm(path, item.spot, name, problems) {
            if arms.iter().any(|(other, _)| *other == arm) {
                problems.add(item.spot, path, format!("{path} names {} twice", arm.name()));
                sound = false;
            }
            arms.push((arm, item.spot));
        } else {
            sound = false;
        }
    }
    sound.then_some(Held::Arms(Some(arms)))
}

/// What a study varies.
fn vary(path: &str, items: &[Node], problems: &mut Problems) -> Option<Held> {
    let mut all: Vec<Vary> = Vec::new();
    for item in items {
        let Value::Text(text) = &item.value else {
            problems.add(item.spot, path, format!("{path} holds {}: must be text", described(&item.value)));
            return None;
        };
        let refuse = |what: String, problems: &mut Problems| {
            problems.add(item.spot, path, format!("{path}: \"{}\": {what}", shortened(text, 60)));
        };
        match Vary::parse(&super::plain(text)) {
            Ok(vary) => {
                let is_known = |key: &&str| all.iter().flat_map(Vary::keys).any(|known| known == *key);
                if let Some(key) = vary.keys().find(is_known) {
                    refuse(format!("{key} is varied twice"), problems);
                    return None;
                }
                all.push(vary);
            }
            Err(what) => {
                refuse(what, problems);
                return None;
            }
        }
    }
    Some(Held::Vary(all))
}

/// The settings of an event, written as quoted paths or as nested tables.
fn settings(path: &str, spot: Spot, entries: &[Entry], problems: &mut Problems) -> Option<Held> {
    let mut flat: Vec<(String, Spot, &Node)> = Vec::new();
    let mut stack: Vec<(String, &Entry)> = entries.iter().rev().map(|entry| (entry.name.clone(), entry)).collect();
    while let Some((name, entry)) = stack.pop() {
        match &entry.node.value {
            Value::Table(inner) if key::find(&name).is_none() => {
                stack.extend(inner.iter().rev().map(|entry| (format!("{name}.{}", entry.name), entry)));
            }
            _ => flat.push((name, entry.spot, &entry.node)),
        }
    }
    if flat.is_empty() {
        problems.add(spot, path, format!("{path} is empty: must set a key"));
        return None;
    }
    let live = || key::KEYS.iter().filter(|key| key.live).map(|key| key.path);
    let mut settings: Vec<Setting> = Vec::new();
    let mut sound = true;
    for (index, (name, at, node)) in flat.iter().enumerate() {
        if flat[..index].iter().any(|(other, ..)| other == name) {
            problems.add(*at, path, format!("{path} sets {} twice", shortened(name, 60)));
            sound = false;
            continue;
        }
        let setting = match key::find(name) {
            Some(key) if key.live => hold(key, key.path, node, problems).and_then(|held| setting(key.path, &held)),
            Some(key) => {
                let message = format!("{} cannot change while a lab runs: keys of [day] and [night] can", key.path);
                problems.add(*at, path, format!("{path}: {message}"));
                None
            }
            None => {
                let near = near(name, live()).map(str::to_owned).or_else(|| key::nearest("", name));
                let message = format!("{path}: unknown key {}{}", shortened(name, 60), meant(near.as_deref()));
                problems.add(*at, path, message);
                None
            }
        };
        sound &= setting.is_some();
        settings.extend(setting);
    }
    sound.then_some(Held::Settings(settings))
}

/// The setting that a live key's value makes.
pub(super) fn setting(path: &str, held: &Held) -> Option<Setting> {
    let param = Param::from_path(path)?;
    let value = match (param, held) {
        (Param::Clip, Held::Pair(bounds)) => Parameter::Bounds(Some(*bounds)),
        (Param::Rule, Held::Text(name)) => Parameter::Word(Rule::from_name(name)?.name()),
        (Param::NoiseKind, Held::Text(name)) => Parameter::Word(Noise::from_name(name)?.name()),
        (Param::Label, Held::Text(name)) => Parameter::Word(Labels::from_name(name)?.name()),
        (Param::Source, Held::Text(name)) => Parameter::Word(Source::from_name(name)?.name()),
        (Param::Per, Held::Text(name)) => Parameter::Word(Per::from_name(name)?.name()),
        (_, Held::Integer(value)) => Parameter::Whole((*value).try_into().ok()?),
        (_, Held::Number(value)) => Parameter::Number(*value),
        (_, Held::Boolean(value)) => Parameter::Flag(*value),
        _ => return None,
    };
    Some(Setting { param, value })
}

/// The path of the key that a setting changes, and its value as TOML.
pub(super) fn written(setting: &Setting) -> (&'static str, String) {
    let value = match setting.value {
        Parameter::Whole(value) => value.to_string(),
        Parameter::Number(value) => format!("{value:?}"),
        Parameter::Flag(value) => value.to_string(),
        Parameter::Word(word) => toml::Value::from(word).to_string(),
        Parameter::Bounds(Some([lo, hi])) => format!("[{lo:?}, {hi:?}]"),
        Parameter::Bounds(None) => "[]".to_owned(),
    };
    (setting.param.path(), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_live_key_becomes_a_setting_and_back() {
        for key in key::KEYS.iter().filter(|key| key.live) {
            let held = match key.kind {
                Kind::Integer { .. } => Held::Integer(1),
                Kind::Boolean => Held::Boolean(true),
                Kind::Choice(words) => Held::Text(words[0].to_owned()),
                Kind::Pair(_) => Held::Pair([0.0, 1.0]),
                _ => Held::Number(0.5),
            };
            let setting = setting(key.path, &held).expect("a live key is a setting");
            assert_eq!(written(&setting).0, key.path);
        }
        let live: Vec<&str> = key::KEYS.iter().filter(|key| key.live).map(|key| key.path).collect();
        assert_eq!(live, Param::ALL.map(Param::path));
    }
}
