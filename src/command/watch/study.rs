//! `oneiro watch DIR`: a study's folder, which is looked at and never touched.

use super::looks;
use crate::cli::Watch;
use crate::command::{Error, tell};
use crate::scenario::{plain, shipped};
use crate::tui;
use crate::tui::study::{Watched, table};
use std::io::Write;
use std::path::Path;

/// The folder that is meant, if it is one: a shipped scenario's name is that scenario.
pub(super) fn folder(name: &str) -> Option<&Path> {
    let path = Path::new(name);
    (path.is_dir() && !shipped().iter().any(|shipped| shipped.name == name)).then_some(path)
}

/// Watches a study; without a screen, prints how it stands.
pub(super) fn run(watch: &Watch, dir: &Path, out: &mut dyn Write) -> Result<(), Error> {
    is_study(dir)?;
    let given = [
        ("--set", !watch.story.set.is_empty()),
        ("--seed", watch.story.seed.is_some()),
        ("--kernel", watch.kernel.is_some()),
        ("--paused", watch.paused),
        ("--speed", watch.speed.is_some()),
    ];
    if let Some((flag, _)) = given.into_iter().find(|(_, given)| *given) {
        let name = plain(&dir.to_string_lossy());
        return Err(Error::Misused(format!("{flag} is for a scenario: {name} is a study, which is only looked at")));
    }
    let looks = looks(watch);
    let (surface, theme) = tui::shown(&looks);
    let mut watched = Watched::open(dir, &watch.story.scenario, theme, surface)?;
    if let Err(why) = tui::terminal::is_there() {
        tell("note", &format!("{why}, so this prints how the study stands"));
        return Ok(table::print(&mut watched, out)?);
    }
    let left = tui::attend(watched, looks.panic_after).map_err(|cause| Error::file(Path::new("the screen"), cause))?;
    let printed = table::left(&left.watched, out).and_then(|()| out.flush()).map_err(Error::from);
    match left.code {
        0 => printed,
        code => Err(Error::Ended { name: tui::terminal::signal_name(code), signal: code - 128 }),
    }
}

/// Whether a folder holds a study; if not, what it holds instead.
fn is_study(dir: &Path) -> Result<(), Error> {
    let has = |name: &str| dir.join(name).exists();
    if has("study.json") {
        return Ok(());
    }
    let name = plain(&dir.to_string_lossy());
    Err(Error::Misused(if has("summary.json") && has("trace.csv") {
        format!("{name} is the folder of a run, not of a study: `oneiro verify {name}` lives it again")
    } else if has("cells") {
        format!("{name} has cells but no study.json: `oneiro study SCENARIO --out {name}` goes on with it")
    } else {
        format!("{name} is a folder without a study: `oneiro study SCENARIO --out DIR` makes one")
    }))
}
