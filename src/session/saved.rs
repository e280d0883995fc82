//! A session as a file, and back.

use super::Session;
use super::course::{Act, Courses};
use crate::lab::{Lab, Options};
use crate::net::Kernel;
use crate::scenario::{self, Saved, Scenario};

impl Session {
    /// The session as a scenario file: `oneiro watch` goes on with it, `oneiro run` lives it again.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let acts = self.acts().iter().enumerate().map(|(place, act)| scenario::Act {
            after: act.after,
            tick: act.tick,
            place: act.place,
            reached: self.reached(place + 1),
            event: act.event.clone(),
        });
        let saved = Saved {
            kernel: self.lab.options().kernel.name().to_owned(),
            tick: self.lab.clock().total,
            trace: self.lab.trace_hash(),
            at: self.at(),
            reached: self.reached(0),
            acts: acts.collect(),
        };
        saved.to_toml(&self.scenario.with_events(self.events(self.at())))
    }

    /// The options that a saved session was lived with.
    #[must_use]
    pub fn options(scenario: &Scenario, options: Options) -> Options {
        let kernel = scenario.saved().and_then(|saved| Kernel::from_name(&saved.kernel));
        Options { kernel: kernel.unwrap_or(options.kernel), ..options }
    }

    /// A session that goes on where it was saved, and whether its trace there is the one that was saved.
    pub(super) fn resumed(scenario: &Scenario, saved: &Saved, options: Options) -> (Self, bool) {
        let planned = saved.planned(scenario.spec()).unwrap_or_default();
        let mut lab = Lab::new(scenario, options);
        let act = |act: &scenario::Act| {
            let scenario::Act { after, tick, place, .. } = *act;
            Act { after, tick, place, event: act.event.clone() }
        };
        let acts = saved.acts.iter().map(act).collect();
        let reached = std::iter::once(saved.reached).chain(saved.acts.iter().map(|act| act.reached)).collect();
        let here = saved.at.checked_sub(1).and_then(|place| saved.acts.get(place));
        // What was lived further stays to be seen.
        lab.seek(here.map_or(saved.reached, |act| act.reached).max(saved.tick));
        lab.seek(saved.tick);
        let same = lab.clock().total == saved.tick && lab.trace_hash().starts_with(&saved.trace);
        let courses = Courses::restored(acts, reached, saved.at);
        (Self { scenario: scenario.with_events(planned), lab, courses }, same)
    }
}
