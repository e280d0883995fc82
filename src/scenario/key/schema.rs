//! The format as a JSON Schema, for editors.

use super::{Fallback, KEYS, Key, Kind, Task};
use crate::arm::Arm;
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 2020-12) of a scenario file. What it cannot say (which keys belong to
/// which task, `inf`) the descriptions say.
#[must_use]
pub fn schema() -> Value {
    let claim = object("claim", &[("also", json!({ "type": "array", "maxItems": 5, "items": object("claim", &[]) }))]);
    let event = object("event", &[]);
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".to_owned(), json!("oneiro scenario, format 1"));
    root.extend(object("", &[("event", json!({ "type": "array", "items": event })), ("claim", claim.into())]));
    Value::Object(root)
}

/// The object of one table; `extra` are properties that are built elsewhere.
fn object(section: &str, extra: &[(&str, Value)]) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for word in super::words(section) {
        let path = if section.is_empty() { word.to_owned() } else { format!("{section}.{word}") };
        if let Some((_, value)) = extra.iter().find(|(name, _)| *name == word) {
            properties.insert(word.to_owned(), value.clone());
        } else if let Some(key) = super::find(&path) {
            if key.fallback == Fallback::Required {
                required.push(word);
            }
            properties.insert(word.to_owned(), property(key));
        } else if super::is_section(&path) {
            let inner = object(&path, &[]);
            if section.is_empty() && inner.contains_key("required") {
                required.push(word);
            }
            properties.insert(word.to_owned(), Value::Object(inner));
        }
    }
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn property(key: &Key) -> Value {
    let mut property = kind(&key.kind);
    let task = match () {
        () if key.trained => " (not hopfield)".to_owned(),
        () if key.tasks.is_empty() => String::new(),
        () => format!(" ({} only)", key.kinds("", ", ")),
    };
    let said = match key.fallback {
        Fallback::From(words) => format!(" Default: {}.", words.replace('`', "")),
        Fallback::ByTask { other, of } => {
            let named = |(task, value): &(Task, &str)| {
                let value = if value.is_empty() { "from the file" } else { value };
                format!("; {}: {value}", task.name())
            };
            format!(" Default: {other}{}.", of.iter().map(named).collect::<String>())
        }
        Fallback::Required | Fallback::Absent | Fallback::Value(_) => String::new(),
    };
    if let Some(object) = property.as_object_mut() {
        object.insert("description".to_owned(), json!(format!("{}{task}; must be {}.{said}", key.about, key.kind)));
        if let (Fallback::Value(_), Some(value)) = (key.fallback, key.default_for(Task::Digits)) {
            // Defaults are written in the part of TOML that is JSON.
            object.extend(serde_json::from_str(value).ok().map(|value: Value| ("default".to_owned(), value)));
        }
    }
    property
}

fn kind(kind: &Kind) -> Value {
    let arms: Vec<&str> = Arm::ALL.iter().map(|arm| arm.name()).collect();
    let name = "^[a-z][a-z0-9+-]{0,23}$";
    match kind {
        Kind::Integer { min, max } if *max == i64::MAX => json!({ "type": "integer", "minimum": min }),
        Kind::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Number { low, high, .. } => {
            let mut number = Map::new();
            number.insert("type".to_owned(), json!("number"));
            number.insert(if low.open { "exclusiveMinimum" } else { "minimum" }.to_owned(), json!(low.value));
            if let Some(high) = high {
                number.insert(if high.open { "exclusiveMaximum" } else { "maximum" }.to_owned(), json!(high.value));
            }
            Value::Object(number)
        }
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Yes => json!({ "const": true }),
        Kind::Text(most) | Kind::Block(most) => json!({ "type": "string", "maxLength": most }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Integers { most, min, max } => {
            let items = json!({ "type": "integer", "minimum": min, "maximum": max });
            json!({ "type": "array", "maxItems": most, "items": items })
        }
        Kind::Texts(most) => json!({ "type": "array", "items": { "type": "string", "maxLength": most } }),
        Kind::Lists { most, longest, max } => {
            let items = json!({ "type": "integer", "minimum": 0, "maximum": max });
            let lists = json!({ "type": "array", "minItems": 1, "maxItems": longest, "items": items });
            json!({ "type": "array", "minItems": 1, "maxItems": most, "items": lists })
        }
        Kind::Pair(bound) => {
            let items = json!({ "type": "number", "minimum": -bound, "maximum": bound });
            json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": items })
        }
        Kind::Vary(most) => json!({ "type": "array", "maxItems": most, "items": { "type": "string" } }),
        Kind::Arms => {
            let names: Vec<&str> = arms.iter().copied().chain(["all"]).collect();
            json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": names } })
        }
        Kind::Arm => json!({ "enum": arms }),
        Kind::Life | Kind::Name => json!({ "type": "string", "pattern": name }),
        Kind::Settings => {
            let live = KEYS.iter().filter(|key| key.live);
            let properties: Map<String, Value> = live.map(|key| (key.path.to_owned(), property(key))).collect();
            json!({ "type": "object", "minProperties": 1, "properties": properties })
        }
    }
}
