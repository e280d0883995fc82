//! `oneiro [watch] [SCENARIO]`

use super::run::headless;
use super::{Error, load, tell};
use crate::cli::Watch;
use crate::net::Kernel;
use std::io::Write;

/// Watches a scenario; without a screen, runs it.
pub(super) fn run(watch: &Watch, out: &mut dyn Write) -> Result<(), Error> {
    let scenario = load(&watch.story, [])?;
    tell("note", &"no terminal to draw on, so this runs without a screen, as oneiro run does");
    headless(&scenario, Kernel::default(), None, out)
}
