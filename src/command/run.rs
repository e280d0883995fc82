//! `oneiro run [SCENARIO]`

use super::{Error, load};
use crate::cli::Run;
use crate::scenario::Override;
use std::io::Write;

/// Runs a scenario to its last morning.
pub(super) fn run(run: &Run, out: &mut dyn Write) -> Result<(), Error> {
    let more = run.days.map(Override::days).into_iter().chain(run.arms.as_deref().map(Override::arms));
    let scenario = load(&run.story, more)?;
    Ok(out.write_all(scenario.to_toml().as_bytes())?)
}
