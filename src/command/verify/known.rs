//! Known results: what is expected, what came out, and how far apart the two may be.

use super::super::signals::Signals;
use super::Error;
use crate::cli::Verify;
use crate::verify::{ALL_SEEDS, CHECKS, Check, Finding, Plant, SEEDS, Settings};
use std::io::Write;

/// Widths of the columns: what, what came out.
const WHAT: usize = 56;
const GOT: usize = 10;

/// Recomputes them: all, all but the long ones, or those without lives under many seeds.
pub(super) fn verify(asked: &Verify, out: &mut dyn Write) -> Result<(), Error> {
    let plant = asked.plant.as_deref().map(planted).transpose()?;
    let signals = Signals::listen()?;
    let stops = || signals.caught().is_some();
    let settings = Settings { seeds: if asked.full { ALL_SEEDS } else { SEEDS }, plant, stops: &stops };
    let (mut all, mut off) = (0, 0);
    if let Some(plant) = plant {
        writeln!(out, "with an error of 2 % in the {}: it is to be found\n", plant.name())?;
    }
    let chosen = |check: &&Check| asked.full || !(check.long || asked.quick && check.seeds);
    for check in CHECKS.iter().filter(chosen) {
        let findings = check.run(&settings);
        if let Some((name, signal)) = signals.caught() {
            return Err(Error::Ended { name, signal });
        }
        all += findings.len();
        // A check that gives nothing has not been made.
        off += findings.iter().filter(|finding| !finding.holds()).count() + usize::from(findings.is_empty());
        print(check, &findings, settings.seeds, out)?;
    }
    if off == 0 && all > 0 {
        writeln!(out, "verified: {all} of {all} known results hold")?;
        return Ok(());
    }
    writeln!(out, "not verified: {off} of {all} known results do not hold")?;
    Err(Error::Told)
}

fn planted(name: &str) -> Result<Plant, Error> {
    let names = || Plant::ALL.map(Plant::name).join(", ");
    Plant::from_name(name).ok_or_else(|| Error::Misused(format!("--plant {name}: must be one of {}", names())))
}

/// Findings with one reason stand together above it.
fn print(check: &Check, findings: &[Finding], seeds: u64, out: &mut dyn Write) -> Result<(), Error> {
    if check.seeds {
        writeln!(out, "{}; seeds 1 to {seeds}", check.title)?;
    } else {
        writeln!(out, "{}", check.title)?;
    }
    for together in findings.chunk_by(|one, next| one.reason == next.reason) {
        for finding in together {
            let mark = if finding.holds() { '✓' } else { '✗' };
            let (what, got) = (&finding.what, finding.said());
            writeln!(out, "  {mark} {what:<WHAT$} {got:>GOT$}   {}", finding.allowed)?;
        }
        writeln!(out, "    {}", together[0].reason)?;
    }
    writeln!(out)?;
    Ok(())
}
