//! `study.json`: the plan, from which a report and a finished study need no flags.

use super::Plan;
use crate::study::plan::Asked;
use crate::study::{ENGINE, Error, Vary};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The version of the format.
const FORMAT: u64 = 1;

/// A varied key with its values, and the keys that move with it.
pub(in crate::study) fn varied(vary: &Vary) -> Value {
    let mut value = json!({ "key": vary.key, "values": vary.values });
    if !vary.linked.is_empty() {
        let linked = vary.linked.iter().map(|(key, values)| json!({ "key": key, "values": values }));
        value["with"] = linked.collect();
    }
    value
}

impl Plan {
    /// The plan as a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let vary: Vec<Value> = self.vary.iter().map(varied).collect();
        let mut source = json!({ "label": self.label, "text": self.text });
        // Where the data are is of the machine, and said only where there are any.
        if self.has_data {
            source["folder"] = json!(self.folder.to_string_lossy());
        }
        let value = json!({
            "format": FORMAT,
            "oneiro": env!("CARGO_PKG_VERSION"),
            "engine": self.engine,
            "kernel": self.kernel,
            "scenario": self.name,
            "first_seed": self.first_seed,
            "seeds": self.seeds,
            "vary": vary,
            "names": self.names,
            "cells": self.cells(),
            "lives": self.lives,
            "source": source,
            "set": self.set,
            "live": self.live,
            "resolved": self.resolved,
        });
        format!("{value:#}\n")
    }

    /// The plan that a file holds, worked out again from its source.
    ///
    /// # Errors
    /// Says in one line what is wrong with the file.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))?;
        match value["format"].as_u64() {
            Some(FORMAT) => {}
            Some(other) => return Err(format!("is of format {other}: this version reads format {FORMAT}")),
            None => return Err("is no study: it says no format".to_owned()),
        }
        let missing = |key: &str| format!("is broken: {key} is missing or not what it must be");
        let text = |value: &Value, key: &str| value.as_str().map(str::to_owned).ok_or_else(|| missing(key));
        let texts = |value: &Value, key: &str| {
            let items = value.as_array().ok_or_else(|| missing(key))?;
            items.iter().map(|item| text(item, key)).collect::<Result<Vec<_>, _>>()
        };
        let whole = |key: &str| value[key].as_u64().ok_or_else(|| missing(key));
        let mut vary = Vec::new();
        for item in value["vary"].as_array().ok_or_else(|| missing("vary"))? {
            let keys = |item: &Value| Ok::<_, String>((text(&item["key"], "vary")?, texts(&item["values"], "vary")?));
            let (key, values) = keys(item)?;
            let linked = item["with"].as_array().map_or(&[][..], Vec::as_slice);
            let linked = linked.iter().map(keys).collect::<Result<Vec<_>, _>>()?;
            if values.is_empty() || linked.iter().any(|(_, theirs)| theirs.len() != values.len()) {
                return Err(missing("vary"));
            }
            vary.push(Vary { key, values, linked });
        }
        let seeds = u32::try_from(whole("seeds")?).ok().filter(|seeds| *seeds > 0).ok_or_else(|| missing("seeds"))?;
        let engine = u32::try_from(whole("engine")?).map_err(|_| missing("engine"))?;
        let mut plan = Self {
            name: text(&value["scenario"], "scenario")?,
            label: text(&value["source"]["label"], "source.label")?,
            folder: value["source"]["folder"].as_str().map(PathBuf::from).unwrap_or_default(),
            has_data: false,
            text: text(&value["source"]["text"], "source.text")?,
            set: texts(&value["set"], "set")?,
            live: (!value["live"].is_null()).then(|| texts(&value["live"], "live")).transpose()?,
            vary,
            first_seed: whole("first_seed")?,
            seeds,
            kernel: text(&value["kernel"], "kernel")?,
            engine,
            resolved: String::new(),
            arms: Vec::new(),
            names: Vec::new(),
            claims: Vec::new(),
            lives: String::new(),
            left_out: Vec::new(),
        };
        let asked = Asked { seed: Some(plan.first_seed), seeds: Some(seeds), ..Asked::default() };
        plan.check(&asked).map_err(|error| match error {
            Error::Misused(what) => format!("is broken: {what}"),
            other => format!("is broken: {other}"),
        })?;
        if engine == ENGINE && value["lives"].as_str() != Some(&plan.lives) {
            return Err("is broken: what it says is lived is not what follows from its source".to_owned());
        }
        Ok(plan)
    }
}
