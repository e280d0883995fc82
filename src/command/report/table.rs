//! What a study has found, in plain words.

use crate::command::{Error, columns};
use crate::scenario::plain;
use crate::study::Study;
use crate::study::report::{At, Report, Spot, Stand, Theme};
use std::io::Write;

/// Lines that a table may have here.
const LINES: usize = 200;

/// Prints a report: what deviates, the table, the verdicts, and what was not registered.
pub(super) fn print(study: &Study, report: &Report, out: &mut dyn Write) -> Result<(), Error> {
    let plan = study.plan();
    let scenario = plan.scenario(0, plan.first_seed())?;
    let spec = scenario.spec();
    let title = if spec.title.is_empty() { String::new() } else { format!(": {}", spec.title) };
    writeln!(out, "{}{title}", plain(&spec.name))?;
    let last = plan.first_seed() + u64::from(plan.seeds()) - 1;
    let counts = report.counts;
    let cells = format!("{} cells: {} done, {} failed", counts.cells, counts.done, counts.failed);
    writeln!(out, "{cells}; seeds {} to {last}, kernel {}\n", plan.first_seed(), plain(plan.kernel()))?;
    let warnings = report.warnings(study);
    for line in &warnings {
        writeln!(out, "note: {}", plain(line))?;
    }
    if !warnings.is_empty() {
        writeln!(out)?;
    }
    table(study, report, out)?;
    let maps = report.maps(study).map_or_else(Vec::new, |(_, _, maps)| maps);
    if !report.judged.is_empty() {
        writeln!(out, "\nregistered")?;
    }
    for judged in &report.judged {
        let claim = &judged.claim;
        let at = if At::of(claim.at) == At::Mean { " in the mean of evening and morning" } else { "" };
        let seeds = judged.finding.as_ref().ok().and_then(|finding| finding.seeds_needed);
        let seeds = seeds.map_or_else(String::new, |seeds| format!(" Seeds needed for equivalence: {seeds}."));
        writeln!(
            out,
            "- {}{seeds}{}",
            plain(&judged.sentence()),
            if at.is_empty() { String::new() } else { format!(" ({})", at.trim()) }
        )?;
        // Two keys make maps, below.
        let lines = if maps.iter().any(|map| matches!(map.theme, Theme::Difference(_))) { 0 } else { LINES };
        for (setting, [_, morning, mean]) in report.swept(judged).into_iter().take(lines) {
            let keys = plan.vary().iter().zip(&setting.values);
            let keys = keys.map(|(vary, value)| format!("{}={value}", vary.key)).collect::<Vec<_>>().join(" ");
            let shown = [("morning", morning), ("mean", mean)];
            let shown = shown.into_iter().filter_map(|(at, one)| Some(format!("{at} {}", one?.shown())));
            writeln!(out, "  {}: {}", plain(&keys), shown.collect::<Vec<_>>().join("; "))?;
        }
    }
    let contrasts = report.contrasts();
    if !contrasts.is_empty() {
        writeln!(out, "\nevening, morning and the mean of both (described, not tested)")?;
    }
    for line in contrasts {
        writeln!(out, "- {}", plain(&line))?;
    }
    if let (Some(reference), [_]) = (&report.reference, report.settings.as_slice()) {
        let against = report.against(0);
        if !against.is_empty() {
            writeln!(out, "\n{reference} against every other in test error (described, not tested)")?;
        }
        for (name, [_, morning, mean]) in against {
            let shown = [("morning", morning), ("mean", mean)]
                .into_iter()
                .filter_map(|(at, one)| Some(format!("{at} {}", one?.shown())));
            writeln!(out, "- {name}: {}", shown.collect::<Vec<_>>().join("; "))?;
        }
    }
    // What maps say of answers need not be said again.
    let drawn = maps.iter().any(|map| matches!(map.theme, Theme::Agreement(_)));
    self::maps(study, report, out)?;
    let alike = format!("how alike they answer on the last morning{} (described, not tested)", report.alike_where());
    for (head, lines) in [
        (alike.as_str(), if drawn { Vec::new() } else { report.alike(study) }),
        ("where the variance of the last morning's mistakes comes from", report.sources()),
    ] {
        if !lines.is_empty() {
            writeln!(out, "\n{head}")?;
        }
        for line in lines.into_iter().take(LINES) {
            writeln!(out, "- {}", plain(&line))?;
        }
    }
    if drawn {
        writeln!(
            out,
            "\nhow alike the arms answer, with κ and the ratio of their norms, in every setting: report.html"
        )?;
    }
    writeln!(out)?;
    Ok(())
}

/// The maps of a sweep of two keys, one value of the first a line.
fn maps(study: &Study, report: &Report, out: &mut dyn Write) -> Result<(), Error> {
    let Some((down, across, maps)) = report.maps(study) else { return Ok(()) };
    for map in maps {
        writeln!(out, "\n{} {} (described, not tested)", plain(&map.title), map.when)?;
        writeln!(out, "down: {}; across: {}\n", plain(&down.key), plain(&across.key))?;
        let across = across.values.iter().map(|value| format!("{} ", plain(value)));
        let mut rows: Vec<Vec<String>> = vec![std::iter::once(String::new()).chain(across).collect()];
        for (value, spots) in down.values.iter().zip(map.spots.chunks(rows[0].len() - 1)) {
            let cells = spots.iter().map(|spot| match spot {
                None => "– ".to_owned(),
                Some(Spot { text, stand: Stand::Within, .. }) => format!("{text} "),
                Some(Spot { text, stand: Stand::Open, .. }) => format!("{text}?"),
                Some(Spot { text, stand: Stand::Beyond, .. }) => format!("{text}!"),
            });
            rows.push(std::iter::once(plain(value)).chain(cells).collect());
        }
        columns::print(&rows, 1, out)?;
        let marks = if map.theme == Theme::Mistakes { "" } else { "; ! beyond it, ? open" };
        let caption = plain(&map.caption);
        let (first, rest) = caption.split_at(caption.chars().next().map_or(0, char::len_utf8));
        writeln!(out, "\nnote: {}{rest}{marks}", first.to_lowercase())?;
    }
    Ok(())
}

fn table(study: &Study, report: &Report, out: &mut dyn Write) -> Result<(), Error> {
    let total: usize = report.settings.iter().map(|setting| setting.lives.len()).sum();
    if total == 0 {
        writeln!(out, "no cell is done yet")?;
        return Ok(());
    }
    if total > LINES {
        writeln!(
            out,
            "{} settings, {total} lines: too many for a table here, results.csv has them",
            report.settings.len()
        )?;
        return Ok(());
    }
    let keys = study.plan().vary().iter().map(|vary| plain(&vary.key));
    let heads = std::iter::once("arm".to_owned()).chain(report.heads());
    let mut rows: Vec<Vec<String>> = vec![keys.chain(heads).collect()];
    rows.extend(report.lines().map(|line| {
        let values = line.setting.values.iter().map(|value| plain(value));
        values.chain([plain(&line.life.name)]).chain(line.cells).collect()
    }));
    columns::print(&rows, study.plan().vary().len() + 1, out)?;
    writeln!(out)?;
    for note in report.notes() {
        writeln!(out, "note: {}", plain(&note))?;
    }
    Ok(())
}
