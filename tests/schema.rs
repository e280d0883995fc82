//! The JSON Schema against the scenarios it describes.

use oneiro::scenario::{Scenario, key, shipped};
use serde_json::{Value, json};

/// Whether a schema (of the few words that ours uses) accepts a value.
fn accepts(schema: &Value, value: &Value) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{what}: {value} against {schema}"));
    let words = schema.as_object().expect("a schema is an object");
    for (word, rule) in words {
        let sound = match word.as_str() {
            "type" => match rule.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                other => return fail(other),
            },
            "enum" => rule.as_array().expect("a list").contains(value),
            "const" => rule == value,
            "minimum" => value.as_f64().is_none_or(|value| value >= rule.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|value| value <= rule.as_f64().expect("a number")),
            "exclusiveMinimum" => value.as_f64().is_none_or(|value| value > rule.as_f64().expect("a number")),
            "exclusiveMaximum" => value.as_f64().is_none_or(|value| value < rule.as_f64().expect("a number")),
            "maxLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 <= rule.as_u64().expect("a count"))
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().expect("a count")),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().expect("a count")),
            "minProperties" => {
                value.as_object().is_none_or(|table| table.len() as u64 >= rule.as_u64().expect("a count"))
            }
            "uniqueItems" => value
                .as_array()
                .is_none_or(|items| items.iter().enumerate().all(|(index, item)| !items[..index].contains(item))),
            "pattern" => {
                assert_eq!(rule, "^[a-z][a-z0-9+-]{0,23}$", "the one there is");
                let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "+-".contains(c);
                let begins = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
                value.as_str().is_none_or(|name| begins(name) && name.len() <= 24 && name.chars().all(sound))
            }
            "required" => {
                rule.as_array().expect("a list").iter().all(|key| value.get(key.as_str().expect("a name")).is_some())
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    accepts(rule, item)?;
                }
                true
            }
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    match rule.get(name) {
                        Some(rule) => accepts(rule, inner)?,
                        None if words.get("additionalProperties") == Some(&json!(false)) => return fail(name),
                        None => {}
                    }
                }
                true
            }
            "$schema" | "title" | "description" | "default" | "additionalProperties" => true,
            other => return fail(other),
        };
        if !sound {
            return fail(word);
        }
    }
    Ok(())
}

/// A TOML text as JSON; JSON has no `inf`, a large number stands for it.
fn json_of(text: &str) -> Value {
    let table: toml::Table = text.replace("= inf", "= 1e300").parse().expect("TOML");
    serde_json::to_value(table).expect("JSON")
}

#[test]
fn the_schema_accepts_what_is_shipped_and_refuses_what_check_refuses() {
    let schema = key::schema();
    assert_eq!(schema["$schema"], json!("https://json-schema.org/draft/2020-12/schema"));
    for shipped in shipped() {
        accepts(&schema, &json_of(shipped.text)).unwrap_or_else(|what| panic!("{}: {what}", shipped.name));
        let resolved = Scenario::load(shipped.name, &[]).expect("sound").to_toml();
        accepts(&schema, &json_of(&resolved)).unwrap_or_else(|what| panic!("{}: {what}", shipped.name));
    }
    let events = "task.kind = \"digits\"\n[[event]]\nday = 1\nset = { \"day.momentum\" = 0.5 }\n[[event]]\nday = 2\nlesion = { layer = 1, unit = 3 }\n";
    accepts(&schema, &json_of(events)).unwrap_or_else(|what| panic!("{what}"));
    for bad in
        ["", "night.downscale.amount = 1.4", "night.downscale.amonut = 1", "days = 0", "days = 1.5", "arms.live = []"]
    {
        let task = if bad.is_empty() { "" } else { "task.kind = \"digits\"\n" };
        assert!(accepts(&schema, &json_of(&format!("{task}{bad}"))).is_err(), "{bad}");
    }
}
