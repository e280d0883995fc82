//! `oneiro scenarios [NAME]`

use super::Error;
use crate::scenario::{Scenario, Source, shipped};
use std::io::Write;

/// Lists the shipped scenarios, or prints one.
pub(super) fn run(name: Option<&str>, out: &mut dyn Write) -> Result<(), Error> {
    if let Some(name) = name {
        return Ok(out.write_all(Source::find(name)?.text()?.as_bytes())?);
    }
    let width = shipped().iter().map(|shipped| shipped.name.len()).max().unwrap_or(0);
    for shipped in shipped() {
        let scenario = Scenario::load(shipped.name, &[])?;
        writeln!(out, "{:width$}  {}", shipped.name, scenario.spec().title)?;
    }
    Ok(())
}
