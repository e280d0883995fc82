//! The draft: what a file says, key by key, before the keys are held against each other.

use super::held::{Held, hold};
use super::key::{self, LISTS, Task};
use super::problem::{Problems, Spot, meant, shortened};
use super::tree::{Entry, Node, Value, parse_value};
use crate::arm::Arm;
use std::collections::BTreeMap;

/// A key that was given; `None` = with a value that was refused.
#[derive(Debug)]
struct Given {
    spot: Spot,
    held: Option<Held>,
}

/// A table of keys: the file itself, one `[[event]]`, `[claim]` or one `[[claim.also]]`.
#[derive(Debug)]
pub(super) struct Part {
    /// Path of the table as it is written; empty for the file.
    shown: &'static str,
    /// Path of its keys in the key table.
    prefix: &'static str,
    /// Where it begins.
    pub spot: Spot,
    task: Task,
    keys: BTreeMap<&'static str, Given>,
    tables: BTreeMap<String, Spot>,
}

/// Everything a file says.
#[derive(Debug)]
pub(super) struct Draft {
    pub main: Part,
    pub events: Vec<Part>,
    pub also: Vec<Part>,
}

impl Draft {
    /// Reads a tree against the key table: unknown keys, types and ranges.
    pub fn read(root: &Node, problems: &mut Problems) -> Self {
        let mut draft = Self { main: Part::new("", "", root.spot), events: Vec::new(), also: Vec::new() };
        if let Value::Table(entries) = &root.value {
            draft.walk(Where::Main, "", entries, problems);
        }
        draft
    }

    /// The kind of task decides some defaults.
    pub fn set_task(&mut self, task: Task) {
        let parts = self.events.iter_mut().chain(&mut self.also);
        for part in std::iter::once(&mut self.main).chain(parts) {
            part.task = task;
        }
    }

    fn part(&mut self, at: Where) -> &mut Part {
        match at {
            Where::Main => &mut self.main,
            Where::Event(index) => &mut self.events[index],
            Where::Also(index) => &mut self.also[index],
        }
    }

    fn walk(&mut self, at: Where, section: &str, entries: &[Entry], problems: &mut Problems) {
        for entry in entries {
            if problems.is_full() {
                return;
            }
            let (shown, prefix) = (self.part(at).shown, self.part(at).prefix);
            let local = join(section, &entry.name);
            let shown = join(shown, &local);
            let path = join(prefix, &local);
            if let Some(&(list, _)) = LISTS.iter().find(|(list, _)| at == Where::Main && *list == shown) {
                self.list(list, &entry.node, problems);
            } else if let Some(key) = key::find(&path) {
                let held = hold(key, &shown, &entry.node, problems);
                self.part(at).keys.insert(key.path, Given { spot: entry.node.spot, held });
            } else if key::is_section(&path) {
                if let Value::Table(inner) = &entry.node.value {
                    self.part(at).tables.insert(path, entry.spot);
                    self.walk(at, &local, inner, problems);
                } else {
                    let message = format!("{shown} is {}: must be a table", entry.node.value.shown());
                    problems.add(entry.node.spot, shown, message);
                }
            } else {
                let table = path.rsplit_once('.').map_or("", |(table, _)| table);
                let hint = key::nearest(table, &entry.name).map_or_else(
                    || {
                        if table.is_empty() {
                            String::new()
                        } else {
                            format!(": {table} has {}", key::words(table).join(", "))
                        }
                    },
                    |near| meant(Some(&near)),
                );
                let unknown = shortened(&shown, 100);
                problems.add(entry.spot, shown, format!("unknown key {unknown}{hint}"));
            }
        }
    }

    fn list(&mut self, list: &'static str, node: &Node, problems: &mut Problems) {
        let refuse = |node: &Node, problems: &mut Problems| {
            let message = format!("{list} is {}: must be a list of tables, [[{list}]]", node.value.shown());
            problems.add(node.spot, list, message);
        };
        let Value::List(items) = &node.value else {
            return refuse(node, problems);
        };
        for item in items {
            if problems.is_full() {
                return;
            }
            let Value::Table(entries) = &item.value else {
                return refuse(item, problems);
            };
            let at = if list == "event" {
                self.events.push(Part::new("event", "event", item.spot));
                Where::Event(self.events.len() - 1)
            } else {
                self.also.push(Part::new("claim.also", "claim", item.spot));
                Where::Also(self.also.len() - 1)
            };
            self.walk(at, "", entries, problems);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Main,
    Event(usize),
    Also(usize),
}

fn join(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

impl Part {
    fn new(shown: &'static str, prefix: &'static str, spot: Spot) -> Self {
        Self { shown, prefix, spot, task: Task::Digits, keys: BTreeMap::new(), tables: BTreeMap::new() }
    }

    /// How a key of this part is named in messages.
    pub fn name(&self, path: &str) -> String {
        path.strip_prefix(self.prefix).map_or_else(|| path.to_owned(), |rest| format!("{}{rest}", self.shown))
    }

    /// Whether the key was given, rightly or wrongly.
    pub fn has(&self, path: &str) -> bool {
        self.keys.contains_key(path)
    }

    /// The keys that were given.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        self.keys.keys().copied()
    }

    /// Whether the table was written, or one of its keys given.
    pub fn has_table(&self, path: &str) -> bool {
        self.tables.contains_key(path) || self.keys.keys().any(|key| key.starts_with(&format!("{path}.")))
    }

    /// Where the key's value stands; without it where its table begins, or this part.
    pub fn spot(&self, path: &str) -> Spot {
        if let Some(given) = self.keys.get(path) {
            return given.spot;
        }
        let table = path.rsplit_once('.').map_or("", |(table, _)| table);
        self.tables.get(table).copied().unwrap_or(self.spot)
    }

    /// Whether none of these keys was given with a value that was refused: comparing keys is
    /// only worth a message where each of them is right in itself.
    pub fn sound(&self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.keys.get(path).is_none_or(|given| given.held.is_some()))
    }

    /// What a key holds: the given value if it was allowed, else the default, else nothing.
    pub fn held(&self, path: &str) -> Option<Held> {
        if let Some(held) = self.keys.get(path).and_then(|given| given.held.clone()) {
            return Some(held);
        }
        let key = key::find(path)?;
        let node = parse_value(key.default_for(self.task)?, self.spot)?;
        hold(key, path, &node, &mut Problems::default())
    }

    /// A whole number; 0 where there is none.
    pub fn integer(&self, path: &str) -> i64 {
        match self.held(path) {
            Some(Held::Integer(value)) => value,
            _ => 0,
        }
    }

    /// A whole number as a count.
    pub fn count(&self, path: &str) -> usize {
        self.integer(path).try_into().unwrap_or(0)
    }

    /// A whole number in 32 bits.
    pub fn small(&self, path: &str) -> u32 {
        self.integer(path).try_into().unwrap_or(0)
    }

    /// A number; 0 where there is none.
    pub fn number(&self, path: &str) -> f64 {
        match self.held(path) {
            Some(Held::Number(value)) => value,
            _ => 0.0,
        }
    }

    /// true or false.
    pub fn boolean(&self, path: &str) -> bool {
        self.held(path) == Some(Held::Boolean(true))
    }

    /// A text or word; empty where there is none.
    pub fn text(&self, path: &str) -> String {
        match self.held(path) {
            Some(Held::Text(text)) => text,
            _ => String::new(),
        }
    }

    /// An arm; `None` where there is none.
    pub fn arm(&self, path: &str) -> Option<Arm> {
        match self.held(path) {
            Some(Held::Arm(arm)) => Some(arm),
            _ => None,
        }
    }

    /// A life by its name; `None` where all are meant.
    pub fn life(&self, path: &str) -> Option<String> {
        match self.held(path) {
            Some(Held::Life(life)) => life,
            _ => None,
        }
    }
}
