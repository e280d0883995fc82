//! The scenarios that are part of the program.

/// A scenario that is part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// The name that selects it.
    pub name: &'static str,
    /// Its file.
    pub text: &'static str,
}

/// All of them; the first is the one that is watched without a name.
const ALL: &[Shipped] = &[
    Shipped { name: "digits", text: include_str!("../../scenarios/digits.toml") },
    Shipped { name: "digits-fixed", text: include_str!("../../scenarios/digits-fixed.toml") },
    Shipped { name: "digits-clean", text: include_str!("../../scenarios/digits-clean.toml") },
    Shipped { name: "cramming", text: include_str!("../../scenarios/cramming.toml") },
    Shipped { name: "halves", text: include_str!("../../scenarios/halves.toml") },
    Shipped { name: "twins", text: include_str!("../../scenarios/twins.toml") },
    Shipped { name: "forgets", text: include_str!("../../scenarios/forgets.toml") },
    Shipped { name: "vivid", text: include_str!("../../scenarios/vivid.toml") },
    Shipped { name: "own-answers", text: include_str!("../../scenarios/own-answers.toml") },
    Shipped { name: "missed-nights", text: include_str!("../../scenarios/missed-nights.toml") },
    Shipped { name: "all-nighter", text: include_str!("../../scenarios/all-nighter.toml") },
    Shipped { name: "stream", text: include_str!("../../scenarios/stream.toml") },
    Shipped { name: "two-a-day", text: include_str!("../../scenarios/two-a-day.toml") },
    Shipped { name: "digits-src", text: include_str!("../../scenarios/digits-src.toml") },
    Shipped { name: "patches", text: include_str!("../../scenarios/patches.toml") },
    Shipped { name: "changed-world", text: include_str!("../../scenarios/changed-world.toml") },
    Shipped { name: "nights", text: include_str!("../../scenarios/nights.toml") },
    Shipped { name: "exchange", text: include_str!("../../scenarios/exchange.toml") },
    Shipped { name: "spared", text: include_str!("../../scenarios/spared.toml") },
    Shipped { name: "birth", text: include_str!("../../scenarios/birth.toml") },
    Shipped { name: "curve", text: include_str!("../../scenarios/curve.toml") },
    Shipped { name: "moons", text: include_str!("../../scenarios/moons.toml") },
    Shipped { name: "moons-clean", text: include_str!("../../scenarios/moons-clean.toml") },
    Shipped { name: "tetris", text: include_str!("../../scenarios/tetris.toml") },
    Shipped { name: "tetris-moves", text: include_str!("../../scenarios/tetris-moves.toml") },
    Shipped { name: "tetris-effect", text: include_str!("../../scenarios/tetris-effect.toml") },
    Shipped { name: "spirals", text: include_str!("../../scenarios/spirals.toml") },
    Shipped { name: "hopfield", text: include_str!("../../scenarios/hopfield.toml") },
    Shipped { name: "overslept", text: include_str!("../../scenarios/overslept.toml") },
];

/// The scenarios that are part of the program; the first is the one that is watched without a name.
#[must_use]
pub fn shipped() -> &'static [Shipped] {
    ALL
}
