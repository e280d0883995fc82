//! `claim.json`: what was registered before the first cell.

use super::Plan;
use crate::arm::Arm;
use crate::scenario::{Claim, Expect, When};
use serde_json::{Value, json};

/// The version of the format.
const FORMAT: u64 = 1;

/// What a study registered before its first cell was lived.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// BLAKE3 over what is lived in every setting under the first seed; [`Plan::lives`].
    pub lives: String,
    /// The first seed.
    pub first_seed: u64,
    /// The comparisons, the primary one first; each says its own margin and number of seeds.
    pub claims: Vec<Claim>,
    content: Value,
}

impl Registered {
    /// What a plan registers.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let claims: Vec<Value> = plan.claims().iter().map(to_value).collect();
        let vary: Vec<Value> = plan.vary().iter().map(super::plan::varied).collect();
        let content = json!({
            "scenario": plan.name(),
            "lives": plan.lives(),
            "engine": plan.engine(),
            "kernel": plan.kernel(),
            "first_seed": plan.first_seed(),
            "vary": vary,
            "claims": claims,
        });
        Self { lives: plan.lives().to_owned(), first_seed: plan.first_seed(), claims: plan.claims().to_vec(), content }
    }

    /// BLAKE3 over `registered` as JSON without white space, its members in the order of the file: 64 hexadecimal
    /// digits.
    #[must_use]
    pub fn hash(&self) -> String {
        blake3::hash(self.content.to_string().as_bytes()).to_hex().to_string()
    }

    /// The file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let value = json!({ "format": FORMAT, "hash": self.hash(), "registered": self.content });
        format!("{value:#}\n")
    }

    /// What a file registers.
    ///
    /// # Errors
    /// Says in one line what is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))?;
        match value["format"].as_u64() {
            Some(FORMAT) => {}
            Some(other) => return Err(format!("is of format {other}: this version reads format {FORMAT}")),
            None => return Err("registers nothing: it says no format".to_owned()),
        }
        let content = value["registered"].clone();
        let read = || {
            let claims = content["claims"].as_array()?.iter().map(from_value).collect::<Option<_>>()?;
            let (lives, first_seed) = (content["lives"].as_str()?.to_owned(), content["first_seed"].as_u64()?);
            Some(Self { lives, first_seed, claims, content: content.clone() })
        };
        let registered = read().ok_or("is not as a registration must be")?;
        if value["hash"].as_str() != Some(&registered.hash()) {
            return Err("was changed after it was registered: its hash does not hold".to_owned());
        }
        Ok(registered)
    }

    /// What another registration changes.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        for place in 0..self.claims.len().max(other.claims.len()) {
            let (there, here) = (self.claims.get(place), other.claims.get(place));
            if there != here {
                return Some(format!("registered is {}, claimed now {}", shown(there), shown(here)));
            }
        }
        (self.lives != other.lives).then(|| "what is lived is not what was registered".to_owned())
    }
}

/// A claim in words: `test_error sleep - awake, margin 0.02, 30 seeds, morning`.
fn shown(claim: Option<&Claim>) -> String {
    claim.map_or_else(
        || "nothing".to_owned(),
        |claim| {
            let Claim { measure, a, b, margin, seeds, at, expect } = claim;
            let expect = expect.map_or_else(String::new, |expect| format!(", expected {}", expect.name()));
            format!("{measure} {} - {}, margin {margin}, {seeds} seeds, {}{expect}", a.name(), b.name(), when(*at))
        },
    )
}

const fn when(at: When) -> &'static str {
    match at {
        When::Morning => "morning",
        When::Mean => "mean",
    }
}

fn to_value(claim: &Claim) -> Value {
    let mut value = json!({
        "measure": claim.measure,
        "at": when(claim.at),
        "a": claim.a.name(),
        "b": claim.b.name(),
        "margin": claim.margin,
        "seeds": claim.seeds,
    });
    if let Some(expect) = claim.expect {
        value["expect"] = expect.name().into();
    }
    value
}

fn from_value(value: &Value) -> Option<Claim> {
    let arm = |key: &str| Arm::from_name(value[key].as_str()?);
    Some(Claim {
        measure: value["measure"].as_str()?.to_owned(),
        at: [When::Morning, When::Mean].into_iter().find(|at| value["at"] == when(*at))?,
        a: arm("a")?,
        b: arm("b")?,
        margin: value["margin"].as_f64()?,
        expect: value["expect"].as_str().and_then(Expect::from_name),
        seeds: u32::try_from(value["seeds"].as_u64()?).ok()?,
    })
}
