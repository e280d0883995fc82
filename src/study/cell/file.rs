//! A cell's file: JSON, with a checksum of everything before it as its last member.
//!
//! Rows are texts in the columns of `trace.csv`, because JSON has no number that is infinite or not a number, and
//! because they read back to the last bit so.

use super::{Answers, Cell, LAYER, LESSON, Lived, columns};
use crate::arm::{Arm, Phase};
use crate::lab::Divergence;
use crate::record::{Measure, Moment, Row, Stamp, Values};
use serde_json::{Value, json};

/// The version of the format.
const FORMAT: u64 = 1;

/// What stands between everything else and the checksum.
const SEAM: &str = ",\n  \"checksum\": \"";
const END: &str = "\"\n}\n";

impl Cell {
    /// The cell as a file. The same cell gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let layers = self.layers();
        let shape = (layers, self.lessons.len());
        let lives: Vec<Value> = self.lives.iter().map(|lived| life(lived, shape)).collect();
        let value = json!({
            "format": FORMAT,
            "name": self.name,
            "engine": self.engine,
            "kernel": self.kernel,
            "seed": self.seed,
            "scenario": self.scenario,
            "trace": self.trace,
            "columns": columns(layers, &self.lessons).join(","),
            "lives": lives,
        });
        let mut text = format!("{value:#}");
        text.truncate(text.trim_end_matches(['\n', '}']).len());
        let checksum = blake3::hash(text.as_bytes()).to_hex();
        text + SEAM + checksum.as_str() + END
    }

    fn layers(&self) -> usize {
        self.lives.iter().flat_map(|lived| &lived.rows).map(|row| row.layers.len()).max().unwrap_or(0)
    }

    /// The cell of a file that stands under a name.
    ///
    /// # Errors
    /// Says in a few words what is wrong with it.
    pub fn from_json(bytes: &[u8], name: &str) -> Result<Self, String> {
        let value = checked(bytes)?;
        match value["format"].as_u64() {
            Some(FORMAT) => {}
            Some(other) => return Err(format!("is of format {other}: this version reads format {FORMAT}")),
            None => return Err("is no cell".to_owned()),
        }
        let cell = Self::read(&value).ok_or("is not as a cell must be")?;
        if cell.name != super::name(cell.engine, &cell.scenario, &cell.kernel) {
            return Err("does not hold what its name says".to_owned());
        }
        if cell.name != name {
            return Err(format!("is the cell {} under another name", cell.name));
        }
        Ok(cell)
    }

    fn read(value: &Value) -> Option<Self> {
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let columns = text("columns")?;
        let columns: Vec<&str> = columns.split(',').collect();
        let lessons = columns.iter().filter(|column| Measure::from_name(column).is_none());
        let lessons = lessons.filter_map(|column| column.strip_prefix(LESSON)).map(str::to_owned).collect();
        let lives = value["lives"].as_array()?;
        Some(Self {
            name: text("name")?,
            engine: u32::try_from(value["engine"].as_u64()?).ok()?,
            kernel: text("kernel")?,
            seed: value["seed"].as_u64()?,
            scenario: text("scenario")?,
            trace: text("trace")?,
            lessons,
            lives: lives.iter().map(|life| lived(life, &columns)).collect::<Option<_>>()?,
        })
    }
}

/// The JSON of a file whose checksum holds.
fn checked(bytes: &[u8]) -> Result<Value, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not text")?;
    let (content, tail) = text.rsplit_once(SEAM).ok_or("is cut off or no cell")?;
    let checksum = tail.strip_suffix(END).ok_or("is cut off")?;
    if checksum != blake3::hash(content.as_bytes()).to_hex().as_str() {
        return Err("is damaged: its checksum does not hold".to_owned());
    }
    serde_json::from_str(text).map_err(|_| "is not JSON".to_owned())
}

fn life(lived: &Lived, shape: (usize, usize)) -> Value {
    let rows: Vec<String> = lived.rows.iter().map(|row| line(row, shape)).collect();
    let mut value = json!({
        "life": lived.name,
        "arm": lived.arm.name(),
        "gradient_steps": lived.gradient_steps,
        "examples": lived.examples,
        "trace": lived.trace,
        "diverged": lived.diverged.as_ref().map(|divergence| json!({
            "day": divergence.day,
            "phase": divergence.phase.name(),
            "tick": divergence.tick,
            "layer": divergence.layer,
            "cause": divergence.cause,
        })),
        "rows": rows,
    });
    match &lived.answers {
        Answers::None => {}
        Answers::Classes(classes) => value["classes"] = listed(classes.iter().map(ToString::to_string)).into(),
        Answers::Values(values) => value["values"] = listed(values.iter().map(|value| format!("{value:?}"))).into(),
    }
    value
}

fn listed(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(",")
}

fn lived(value: &Value, columns: &[&str]) -> Option<Lived> {
    let divergence = |value: &Value| {
        Some(Divergence {
            day: u32::try_from(value["day"].as_u64()?).ok()?,
            phase: [Phase::Day, Phase::Night].into_iter().find(|phase| value["phase"] == phase.name())?,
            tick: u32::try_from(value["tick"].as_u64()?).ok()?,
            layer: value["layer"].as_u64().map(|layer| layer as usize),
            cause: value["cause"].as_str()?.to_owned(),
        })
    };
    let diverged = match &value["diverged"] {
        Value::Null => None,
        diverged => Some(divergence(diverged)?),
    };
    let answers = match (&value["classes"], &value["values"]) {
        (Value::String(classes), _) => Answers::Classes(numbers(classes)?),
        (_, Value::String(values)) => Answers::Values(numbers(values)?),
        _ => Answers::None,
    };
    Some(Lived {
        name: value["life"].as_str()?.to_owned(),
        arm: Arm::from_name(value["arm"].as_str()?)?,
        gradient_steps: value["gradient_steps"].as_u64()?,
        examples: value["examples"].as_u64()?,
        trace: value["trace"].as_str()?.to_owned(),
        diverged,
        rows: value["rows"].as_array()?.iter().map(|line| row(line.as_str()?, columns)).collect::<Option<_>>()?,
        answers,
    })
}

fn numbers<T: std::str::FromStr>(text: &str) -> Option<Vec<T>> {
    text.split(',').filter(|_| !text.is_empty()).map(|number| number.parse().ok()).collect()
}

fn line(row: &Row, (layers, lessons): (usize, usize)) -> String {
    let (stamp, number) = (&row.stamp, |value: f64| if value.is_nan() { String::new() } else { format!("{value:?}") });
    let first = [stamp.day.to_string(), stamp.moment.name().to_owned(), stamp.tick.to_string()];
    let counts = [row.gradient_steps.to_string(), row.examples.to_string()];
    let values = Measure::ALL.into_iter().map(|measure| number(row.values[measure]));
    let layers = (0..layers).map(|layer| number(row.layers.get(layer).copied().unwrap_or(f64::NAN)));
    let lessons = (0..lessons).map(|part| number(row.lessons.get(part).copied().unwrap_or(f64::NAN)));
    listed(first.into_iter().chain(counts).chain(values).chain(layers).chain(lessons))
}

/// A row by the names of its columns: a measure that an earlier version did not know was not measured.
fn row(line: &str, columns: &[&str]) -> Option<Row> {
    let mut cells = line.split(',');
    let day = cells.next()?.parse().ok()?;
    let phase = cells.next()?;
    let moment = [Moment::Evening, Moment::Morning].into_iter().find(|moment| moment.name() == phase)?;
    let tick = cells.next()?.parse().ok()?;
    let (gradient_steps, examples) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let mut values = Values::default();
    let (mut layers, mut lessons) = (Vec::new(), Vec::new());
    for column in columns.get(5..)? {
        let value = match cells.next()? {
            "" => f64::NAN,
            text => text.parse().ok()?,
        };
        if let Some(measure) = Measure::from_name(column) {
            values[measure] = value;
        } else if column.starts_with(LESSON) {
            lessons.push(value);
        } else if column.starts_with(LAYER) {
            layers.push(value);
        } else {
            return None;
        }
    }
    cells.next().is_none().then_some(Row {
        stamp: Stamp { tick, day, moment },
        gradient_steps,
        examples,
        values,
        layers,
        lessons,
    })
}
