//! What makes a plan sound, and what makes two plans the same study.

use super::{MOST, Plan};
use crate::arm::Arm;
use crate::scenario::{Event, plain};
use crate::study::plan::Asked;
use crate::study::{Error, Vary};
use std::collections::HashSet;

/// What was asked to vary.
pub(super) fn varied(texts: &[String]) -> Result<Vec<Vary>, Error> {
    let mut vary: Vec<Vary> = Vec::new();
    for text in texts {
        let next = Vary::parse(text).map_err(|what| Error::Misused(format!("--vary {}: {what}", plain(text))))?;
        if let Some(key) = next.keys().find(|key| vary.iter().flat_map(Vary::keys).any(|known| known == *key)) {
            return Err(Error::Misused(format!("--vary {key} is given twice: put all its values into one")));
        }
        vary.push(next);
    }
    Ok(vary)
}

impl Plan {
    /// Works out the rest of a plan and checks that everything in it can be lived.
    pub(super) fn check(&mut self, asked: &Asked) -> Result<(), Error> {
        let mut first = self.parse(0, asked.seed.map(|seed| ("--seed", seed)))?;
        if self.vary.is_empty() && !first.spec().vary.is_empty() {
            self.vary.clone_from(&first.spec().vary);
            first = self.parse(0, asked.seed.map(|seed| ("--seed", seed)))?;
        }
        let spec = first.spec();
        self.has_data = spec.task.has_files();
        self.first_seed = spec.seed;
        self.claims.clone_from(&spec.claims);
        self.seeds = asked.seeds.or(spec.claims.first().map(|claim| claim.seeds)).unwrap_or(self.seeds);
        if self.live.is_none() {
            let wanted = spec.claims.iter().flat_map(|claim| [claim.a, claim.b]);
            let mut live = spec.live.clone();
            for arm in wanted {
                if !live.contains(&arm) {
                    live.push(arm);
                }
            }
            if live != spec.live {
                self.live = Some(live.iter().map(|arm| arm.name().to_owned()).collect());
            }
        }
        if self.cells() > MOST {
            return Err(Error::Misused(format!("this study would have more than {MOST} cells: vary less at once")));
        }
        let last = self.first_seed + u64::from(self.seeds) - 1;
        self.parse(0, Some(("--seeds", last)))?;
        self.check_seeds(last)?;
        self.resolved = self.scenario(0, self.first_seed)?.to_toml();
        self.check_settings()?;
        self.check_values()
    }

    /// Seeds beside those of the cells are beside all of them: a number among them would meet one of theirs.
    fn check_seeds(&self, last: u64) -> Result<(), Error> {
        for vary in &self.vary {
            for (key, values) in
                std::iter::once((&vary.key, &vary.values)).chain(vary.linked.iter().map(|(k, v)| (k, v)))
            {
                let more: Vec<u64> = values.iter().filter_map(|value| Vary::beside(key, value)).collect();
                if !more.is_empty() && more.len() < values.len() {
                    let what =
                        "are seeds of their own and seeds beside those of the cells: must be the one or the other";
                    return Err(Error::Misused(format!("--vary {key}: the values {what}")));
                }
                let most = more.into_iter().max().unwrap_or(0);
                if last.checked_add(most).is_none_or(|most| i64::try_from(most).is_err()) {
                    return Err(Error::Misused(format!("--vary {key}: {last} and {most} is more than a seed can be")));
                }
            }
        }
        Ok(())
    }

    /// Every setting can be lived.
    fn check_settings(&mut self) -> Result<(), Error> {
        let (mut lives, mut arms, mut twins) = (blake3::Hasher::new(), HashSet::new(), Vec::new());
        for setting in 0..self.settings() {
            let scenario = self.scenario(setting, self.first_seed)?;
            lives.update(scenario.lived().as_bytes()).update(b"\0");
            arms.extend(scenario.spec().live.iter().copied());
            for twin in scenario.spec().events.iter().filter_map(Event::twin) {
                if !twins.iter().any(|known| known == twin) {
                    twins.push(twin.to_owned());
                }
            }
            for left_out in scenario.left_out() {
                if !self.left_out.contains(left_out) {
                    self.left_out.push(left_out.clone());
                }
            }
        }
        self.lives = lives.finalize().to_hex().to_string();
        self.arms = Arm::ALL.into_iter().filter(|arm| arms.contains(arm)).collect();
        self.names = self.arms.iter().map(|arm| arm.name().to_owned()).chain(twins).collect();
        Ok(())
    }

    /// No two values of a key give the same lives.
    fn check_values(&self) -> Result<(), Error> {
        let mut stride = self.settings();
        for vary in &self.vary {
            stride /= vary.values.len() as u64;
            let mut seen: Vec<(String, &String)> = Vec::new();
            for (place, value) in (0..).zip(&vary.values) {
                let content = self.scenario(place * stride, self.first_seed)?.lived();
                if let Some((_, other)) = seen.iter().find(|(known, _)| *known == content) {
                    let (flag, other, value) = (vary.flag(), plain(other), plain(value));
                    return Err(Error::Misused(format!(
                        "{flag}: the lives are the same with {other} and with {value}"
                    )));
                }
                seen.push((content, value));
            }
        }
        Ok(())
    }

    /// In what another plan is another study; `None` if they differ in words and the number of seeds at most.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<String> {
        let shown = |vary: &[Vary]| {
            let keys: Vec<String> = vary.iter().map(Vary::written).collect();
            if keys.is_empty() { "nothing".to_owned() } else { keys.join(" ") }
        };
        if self.engine != other.engine {
            return Some(format!("engine {} there, engine {} here", self.engine, other.engine));
        }
        if self.kernel != other.kernel {
            return Some(format!("kernel {} there, {} here", self.kernel, other.kernel));
        }
        if self.vary != other.vary {
            return Some(format!("varied {} there, {} here", shown(&self.vary), shown(&other.vary)));
        }
        if self.lives == other.lives {
            return None;
        }
        let wordy = |line: &str| ["title ", "about ", "look_for "].iter().any(|word| line.starts_with(word));
        let mut lines = self.resolved.lines().zip(other.resolved.lines());
        let differing = lines.find(|(there, here)| there != here && !wordy(there));
        Some(match differing {
            Some((there, here)) => format!("{} there, {} here", short(there), short(here)),
            None => "the scenario is another".to_owned(),
        })
    }
}

fn short(line: &str) -> String {
    let line: String = line.chars().take(80).collect();
    if line.is_empty() { "nothing".to_owned() } else { line }
}
