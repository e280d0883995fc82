//! `oneiro [watch] [SCENARIO]`

use super::{Error, load};
use crate::cli::Watch;
use std::io::Write;

/// Watches a scenario.
pub(super) fn run(watch: &Watch, out: &mut dyn Write) -> Result<(), Error> {
    let scenario = load(&watch.story, [])?;
    Ok(out.write_all(scenario.to_toml().as_bytes())?)
}
