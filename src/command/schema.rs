//! `oneiro schema`

use super::Error;
use crate::scenario::key;
use std::io::Write;

/// Prints the JSON Schema of scenario files.
pub(super) fn run(out: &mut dyn Write) -> Result<(), Error> {
    Ok(writeln!(out, "{:#}", key::schema())?)
}
