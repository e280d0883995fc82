//! A TOML text as a tree in which every value knows where it stands, with overrides put in.

use super::problem::{Problems, Spot, shortened};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub spot: Spot,
    pub value: Value,
}

/// A TOML value.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    /// `None` where 64 bits do not hold it.
    Integer(String, Option<i64>),
    /// NaN where it overflows: `inf` must be written to be meant.
    Number(String, f64),
    Boolean(bool),
    Date(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key in a table.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub spot: Spot,
    pub name: String,
    pub node: Node,
}

/// A key's new value, given from outside the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    flag: String,
    path: String,
    value: String,
}

impl Override {
    /// Sets the key at `path` to `value`: TOML, or else a bare string. `flag` names it in messages.
    pub fn new(flag: impl Into<String>, path: impl Into<String>, value: impl Into<String>) -> Self {
        Self { flag: flag.into(), path: path.into(), value: value.into() }
    }

    /// `KEY=VALUE` as given to `--set`.
    ///
    /// # Errors
    /// Says what is missing.
    pub fn set(text: &str) -> Result<Self, String> {
        let (path, value) = text.split_once('=').ok_or("must be KEY=VALUE, as in night.downscale.amount=0.2")?;
        let path = path.trim();
        if path.is_empty() || path.split('.').any(str::is_empty) {
            return Err("the key before = is not a path like night.downscale.amount".to_owned());
        }
        Ok(Self::new(format!("--set {path}"), path, value.trim()))
    }

    /// `KEY=VALUE` with a path of data from where the program was started made whole, so that it means the same
    /// wherever it is read again.
    #[must_use]
    pub fn rooted(text: &str) -> String {
        let of_path = super::save::is_path;
        match text.split_once('=') {
            Some((path, value)) if of_path(path.trim()) => {
                let value = value.trim().trim_matches('"');
                let whole = std::path::absolute(value).map(|whole| whole.to_string_lossy().into_owned());
                format!("{}={}", path.trim(), toml::Value::from(whole.unwrap_or_else(|_| value.to_owned())))
            }
            _ => text.to_owned(),
        }
    }

    /// `--seed N`.
    #[must_use]
    pub fn seed(seed: u64) -> Self {
        Self::new("--seed", "seed", seed.to_string())
    }

    /// `--days N`.
    #[must_use]
    pub fn days(days: u64) -> Self {
        Self::new("--days", "days", days.to_string())
    }

    /// `--arms a,b`.
    #[must_use]
    pub fn arms(arms: &[String]) -> Self {
        let arms: Vec<String> = arms.iter().map(|arm| toml::Value::from(arm.trim()).to_string()).collect();
        Self::new("--arms", "arms.live", format!("[{}]", arms.join(", ")))
    }

    /// How it is named in messages.
    #[must_use]
    pub fn flag(&self) -> &str {
        &self.flag
    }
}

/// Parses a text; syntax errors become problems.
pub(super) fn parse(text: &str, problems: &mut Problems) -> Node {
    let (table, errors) = DeTable::parse_recoverable(text);
    // What follows the first mistake in a text is mostly its echo.
    for error in errors.iter().take(1) {
        let byte = error.span().map_or(text.len(), |span| span.start);
        problems.add(Spot::Byte(byte), "", format!("not TOML: {}", error.message()));
    }
    let at = |byte| Spot::Byte(byte);
    if errors.is_empty() { from_table(table.get_ref(), Spot::Byte(0), &at) } else { empty(Spot::Byte(0)) }
}

/// One value on its own, as the default of a key is written.
pub(super) fn parse_value(text: &str, spot: Spot) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    Some(from_value(&value, &|_| spot))
}

/// Puts overrides in, the later ones over the earlier.
pub(super) fn apply(root: &mut Node, overrides: &[Override]) {
    for (index, given) in overrides.iter().enumerate() {
        let spot = Spot::Flag(index);
        let node =
            parse_value(&given.value, spot).unwrap_or_else(|| Node { spot, value: Value::Text(given.value.clone()) });
        if given.path == "arms.live" {
            // What the file draws are the arms that it lives: other arms, other drawing.
            remove(root, &["arms", "show"]);
        }
        insert(root, &given.path.split('.').collect::<Vec<_>>(), node);
    }
}

fn insert(at: &mut Node, path: &[&str], node: Node) {
    let Some((first, rest)) = path.split_first() else {
        *at = node;
        return;
    };
    if !matches!(at.value, Value::Table(_)) {
        *at = empty(node.spot);
    }
    if let Value::Table(entries) = &mut at.value {
        let index = entries.iter().position(|entry| entry.name == *first).unwrap_or_else(|| {
            entries.push(Entry { spot: node.spot, name: (*first).to_owned(), node: empty(node.spot) });
            entries.len() - 1
        });
        if rest.is_empty() {
            entries[index].spot = node.spot;
        }
        insert(&mut entries[index].node, rest, node);
    }
}

fn remove(at: &mut Node, path: &[&str]) {
    if let (Value::Table(entries), Some((first, rest))) = (&mut at.value, path.split_first()) {
        if rest.is_empty() {
            entries.retain(|entry| entry.name != *first || matches!(entry.spot, Spot::Flag(_)));
        } else if let Some(entry) = entries.iter_mut().find(|entry| entry.name == *first) {
            remove(&mut entry.node, rest);
        }
    }
}

const fn empty(spot: Spot) -> Node {
    Node { spot, value: Value::Table(Vec::new()) }
}

fn from_table(table: &DeTable<'_>, spot: Spot, at: &dyn Fn(usize) -> Spot) -> Node {
    let entry = |(name, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| Entry {
        spot: at(name.span().start),
        name: std::borrow::Cow::<str>::to_string(name.get_ref()),
        node: from_value(value, at),
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.spot);
    Node { spot, value: Value::Table(entries) }
}

fn from_value(value: &Spanned<DeValue<'_>>, at: &dyn Fn(usize) -> Spot) -> Node {
    let spot = at(value.span().start);
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => {
            Value::Integer(integer.to_string(), i64::from_str_radix(integer.as_str(), integer.radix()).ok())
        }
        DeValue::Float(float) => {
            let text = float.as_str();
            let value = text.parse::<f64>().unwrap_or(f64::NAN);
            let overflow = value.is_infinite() && !text.contains("inf");
            Value::Number(text.to_owned(), if overflow { f64::NAN } else { value })
        }
        DeValue::Boolean(boolean) => Value::Boolean(*boolean),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(list) => Value::List(list.iter().map(|item| from_value(item, at)).collect()),
        DeValue::Table(table) => return from_table(table, spot, at),
    };
    Node { spot, value }
}

impl Value {
    /// The value as it may be echoed: short, on one line.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => format!("\"{}\"", shortened(text, 60)),
            Self::Integer(text, _) | Self::Number(text, _) | Self::Date(text) => shortened(text, 40),
            Self::Boolean(boolean) => boolean.to_string(),
            Self::List(items) if items.len() <= 8 && items.iter().all(|item| item.value.is_scalar()) => {
                let items: Vec<String> = items.iter().map(|item| item.value.shown()).collect();
                shortened(&format!("[{}]", items.join(", ")), 80)
            }
            Self::List(items) => format!("a list of {}", items.len()),
            Self::Table(_) => "a table".to_owned(),
        }
    }

    const fn is_scalar(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Table(_))
    }
}
