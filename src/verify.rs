//! Known results, recomputed: identities that any correct implementation obeys, and figures that an independent one
//! reached. Each finding says what was expected, what came out, how far the two may be apart, and why so far.
//!
//! To see that a check would notice, an error of 2 % can be planted in what it verifies ([`Plant`]).

mod corruption;
mod descent;
mod drawing;
mod finding;
mod lives;
mod long;
mod measures;
mod nets;
mod noise;
mod plant;
mod recall;
mod replay;
mod rules;
mod shrinking;
mod statistics;
mod tables;
mod worlds;

pub use finding::{Allowed, Finding};
pub use plant::Plant;

/// What the checks are run with.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Seeds of every table, from 1 on.
    pub seeds: u64,
    /// The error that is planted.
    pub plant: Option<Plant>,
    /// Whether to stop. Asked between lives.
    pub stops: &'a (dyn Fn() -> bool + Sync),
}

/// Seeds of every table if nothing else is asked for.
pub const SEEDS: u64 = 10;

/// Seeds of every table in full: as many as the figures come from.
pub const ALL_SEEDS: u64 = 30;

impl Settings<'_> {
    /// What a figure that is handed to the engine becomes if this is what is planted in.
    fn planted(&self, plant: Plant, figure: f64) -> f64 {
        if self.plant == Some(plant) { figure * plant::ERROR } else { figure }
    }
}

/// Some checks that belong together.
pub struct Check {
    /// What they are about.
    pub title: &'static str,
    /// Whether it takes long, and is left out unless all is asked for.
    pub long: bool,
    /// Whether it is of lives under many seeds.
    pub seeds: bool,
    run: fn(&Settings<'_>) -> Vec<Finding>,
}

impl Check {
    /// Recomputes what it is about; fewer findings if it was stopped.
    #[must_use]
    pub fn run(&self, settings: &Settings<'_>) -> Vec<Finding> {
        (self.run)(settings)
    }
}

/// All checks, the quick ones first.
pub const CHECKS: &[Check] = &[
    Check { title: "descent", long: false, seeds: false, run: descent::findings },
    Check { title: "shrinking", long: false, seeds: false, run: shrinking::findings },
    Check {
        title: "rules of downscaling, a night in four stages",
        long: false,
        seeds: false,
        run: |_| rules::findings(),
    },
    Check { title: "births and worlds", long: false, seeds: false, run: |_| worlds::findings() },
    Check { title: "noise", long: false, seeds: false, run: noise::findings },
    Check { title: "corruption", long: false, seeds: false, run: |_| corruption::findings() },
    Check { title: "drawing: which memories are dreamt", long: false, seeds: false, run: |_| drawing::findings() },
    Check { title: "recall: a Hopfield net that dreams", long: false, seeds: false, run: recall::findings },
    Check { title: "replay: the rule of sleep in spikes", long: false, seeds: false, run: replay::rule },
    Check { title: "measures", long: false, seeds: false, run: |_| measures::findings() },
    Check { title: "statistics", long: false, seeds: false, run: statistics::findings },
    Check { title: "patches: images that share some of 25 pixels", long: false, seeds: true, run: replay::patches },
    Check { title: "curve: a polynomial of degree 12 through 14 points", long: false, seeds: true, run: tables::curve },
    Check { title: "moons: 100 points, one in five taught wrong", long: false, seeds: true, run: tables::moons },
    Check {
        title: "digits: rotating lessons, three in ten taught wrong",
        long: false,
        seeds: true,
        run: tables::digits,
    },
    Check { title: "digits-fixed: the same 200 images every day", long: false, seeds: true, run: tables::fixed },
    Check { title: "tetris: 400 pieces, three names in ten wrong", long: false, seeds: true, run: tables::tetris },
    Check { title: "tetris: 200 pieces, all names right", long: false, seeds: true, run: tables::tetris_clean },
    Check { title: "how many nights?", long: true, seeds: true, run: long::nights },
    Check { title: "digits-clean: nothing wrong is taught", long: true, seeds: true, run: long::clean },
    Check { title: "memory: what dreams are drawn from", long: true, seeds: true, run: long::memory },
    Check { title: "two-a-day: new classes every day", long: true, seeds: true, run: long::lessons },
];
