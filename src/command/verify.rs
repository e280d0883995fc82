//! `oneiro verify [CODE | DIR | FILE]`

mod folder;
mod known;

use super::Error;
use super::signals::Signals;
use crate::cli::Verify;
use crate::lab::{Lab, Options};
use crate::scenario::{Source, plain};
use crate::session::Session;
use crate::session::code::{Code, Multiplier, Verified};
use std::io::Write;
use std::path::Path;

/// Recomputes known results, or lives a code, a run's folder or a saved session again, and says whether everything is
/// as it should be.
pub(super) fn run(verify: &Verify, out: &mut dyn Write) -> Result<(), Error> {
    let Some(target) = &verify.target else { return known::verify(verify, out) };
    let target = target.trim();
    if Code::is_meant(target) {
        return code(target, out);
    }
    if Path::new(target).is_dir() {
        return folder::verify(Path::new(target), out);
    }
    session(target, out)
}

fn code(text: &str, out: &mut dyn Write) -> Result<(), Error> {
    let refused = |why: String| Error::Misused(format!("the code {why}"));
    let code = Code::parse(text).map_err(refused)?;
    let signals = Signals::listen()?;
    let mut caught = None;
    let verified = code.verify(|_| {
        caught = signals.caught();
        caught.is_none()
    });
    let Some(verified) = verified.map_err(refused)? else {
        let (name, signal) = caught.unwrap_or(("INT", 2));
        return Err(Error::Ended { name, signal });
    };
    match verified {
        Verified::Reproduced(phases) => {
            let multiplier = code.multiplier();
            writeln!(out, "reproduced: {phases} phases, up to tick {}, with {multiplier}", code.tick())?;
            Ok(())
        }
        Verified::Differs { phase, other: Some(other) } => {
            let here = Multiplier::here(other.kernel());
            writeln!(
                out,
                "another kernel: it was lived with {other}, and this is {here}, from {phase} on with other last bits"
            )?;
            writeln!(
                out,
                "use portable: `oneiro watch SCENARIO --kernel portable` gives codes that hold on every machine"
            )?;
            Err(Error::Told)
        }
        Verified::Differs { phase, other: None } => {
            writeln!(out, "not reproduced: {phase} is the first that differs; another version of oneiro, perhaps")?;
            Err(Error::Told)
        }
    }
}

fn session(path: &str, out: &mut dyn Write) -> Result<(), Error> {
    let source = Source::find(path)?;
    let scenario = source.parse(&source.text()?, &[])?;
    let Some(saved) = scenario.saved().cloned() else {
        let label = source.label();
        return Err(Error::Misused(format!(
            "{label} is a scenario, and holds nothing to verify: a session that the screen saved (s) does"
        )));
    };
    let mut lab = Lab::new(&scenario, Options { keyframes: None, ..Session::options(&scenario, Options::default()) });
    let signals = Signals::listen()?;
    while lab.clock().total < saved.tick && !lab.ended() {
        if let Some((name, signal)) = signals.caught() {
            return Err(Error::Ended { name, signal });
        }
        lab.tick();
    }
    let hash = lab.trace_hash();
    if lab.clock().total == saved.tick && hash == saved.trace {
        writeln!(out, "reproduced: tick {}, trace {hash}", saved.tick)?;
        return Ok(());
    }
    writeln!(out, "not reproduced: at tick {} the trace was {}, and is {hash}", saved.tick, plain(&saved.trace))?;
    if saved.kernel == "faer" {
        writeln!(out, "{}", folder::OTHER_KERNEL)?;
    }
    Err(Error::Told)
}
