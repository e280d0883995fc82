//! `summary.json`: the last evening and morning of every arm.

use crate::lab::{Divergence, Lab};
use crate::record::{Measure, Moment, Row};
use serde_json::{Map, Value, json};

/// The version of the format.
pub const FORMAT: u32 = 1;

/// The measures that are summed up.
const MEASURES: [Measure; 4] = [Measure::TestError, Measure::TrainError, Measure::LiesBelieved, Measure::WeightAbs];

/// What became of one life on the last day.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// The last day's evening; `None` if the life ended before.
    pub evening: Option<Row>,
    /// The last morning.
    pub morning: Option<Row>,
}

/// The last evening and morning of a life, as far as it was lived: for a lab at birth its morning is birth.
#[must_use]
pub fn ending(lab: &Lab, life: usize) -> Ending {
    let at = |moment| {
        let stamps = lab.history().stamps();
        let point = stamps.iter().rposition(|stamp| stamp.moment == moment)?;
        lab.history().row(life, point)
    };
    Ending { evening: at(Moment::Evening), morning: at(Moment::Morning) }
}

/// The summary of a lab that has ended. What was not measured is null.
#[must_use]
pub fn summary(lab: &Lab) -> Value {
    let spec = lab.spec();
    let mut arms = Map::new();
    for (index, life) in lab.lives().iter().enumerate() {
        let ending = ending(lab, index);
        let mut arm = Map::new();
        for measure in MEASURES {
            let value = |row: &Option<Row>| row.as_ref().and_then(|row| row.values.get(measure));
            let pair = json!({ "evening": value(&ending.evening), "morning": value(&ending.morning) });
            arm.insert(measure.name().to_owned(), pair);
        }
        arm.insert("gradient_steps".to_owned(), json!(life.gradient_steps()));
        arm.insert("diverged".to_owned(), life.diverged().map_or(Value::Null, divergence));
        arms.insert(life.name().to_owned(), Value::Object(arm));
    }
    json!({
        "format": FORMAT,
        "oneiro": env!("CARGO_PKG_VERSION"),
        "scenario": spec.name,
        "seed": spec.seed,
        "days": spec.days,
        "tick": lab.clock().total,
        "kernel": lab.options().kernel.name(),
        "trace": lab.trace_hash(),
        "arms": arms,
    })
}

fn divergence(divergence: &Divergence) -> Value {
    json!({
        "day": divergence.day,
        "phase": divergence.phase.name(),
        "tick": divergence.tick,
        "layer": divergence.layer,
        "cause": divergence.cause,
    })
}
