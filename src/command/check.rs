//! `oneiro check FILE…`

use super::{Error, tell};
use crate::scenario::{Scenario, Source};
use crate::session::Code;
use crate::study::{self, Asked, Plan};
use std::io::Write;
use std::path::PathBuf;

/// Checks every file: a line on stdout for each good one, the problems of the others on stderr.
pub(super) fn run(files: &[PathBuf], out: &mut dyn Write) -> Result<(), Error> {
    let mut sound = true;
    for file in files {
        let word = file.to_string_lossy();
        if Code::is_meant(&word) {
            let scenario = Code::parse(&word).and_then(|code| code.scenario());
            let scenario = scenario.map_err(|why| Error::Misused(format!("the code {why}")))?;
            writeln!(out, "ok, a code: {}", scenario.spec().title)?;
            continue;
        }
        let source = Source::File(file.clone());
        let checked = source.text().and_then(|text| source.parse(&text, &[]));
        match checked.map_err(|error| error.to_string()).and_then(|scenario| studied(&source, scenario)) {
            Ok(scenario) => {
                let title = &scenario.spec().title;
                let title = if title.is_empty() { "(no title)" } else { title };
                writeln!(out, "ok {}: {title}", source.label())?;
                scenario.notes().iter().for_each(|note| tell("note", note));
            }
            Err(error) => {
                sound = false;
                tell("error", &error);
            }
        }
    }
    if sound { Ok(()) } else { Err(Error::Told) }
}

/// What a study of a scenario varies where nobody says otherwise can be lived too.
fn studied(source: &Source, scenario: Scenario) -> Result<Scenario, String> {
    if scenario.spec().vary.is_empty() {
        return Ok(scenario);
    }
    match Plan::new(source, &Asked::default(), "faer") {
        Ok(_) => Ok(scenario),
        Err(study::Error::Misused(what)) => Err(format!("{}: study.vary: {what}", source.label())),
        Err(error) => Err(error.to_string()),
    }
}
