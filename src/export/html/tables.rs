//! The tables of the page.

use super::super::figure::{escape, palette};
use super::{likeness, list};
use crate::study::Study;
use crate::study::report::{At, Described, Line, Report, Setting, contrast};
use std::fmt::Write as _;

/// Lines that the page shows; `results.csv` has the rest.
pub(super) const LINES: usize = 400;

/// The table of arms, every arm against the reference, and how alike they answer.
pub(super) fn write(out: &mut String, study: &Study, report: &Report) {
    out.push_str("<section aria-labelledby=\"numbers\">\n<h2 id=\"numbers\">The numbers</h2>\n");
    arms(out, study, report);
    for note in report.notes() {
        let _ = writeln!(out, "<p class=\"soft note\">{}.</p>", escape(&super::capital(&note)));
    }
    if report.settings.len() == 1 {
        against(out, report);
    }
    swept(out, study, report);
    likeness::write(out, study, report);
    let said = "Shares of the variance of the last morning's mistakes, by the seeds it comes from.";
    list(out, "Where the variance comes from", said, &report.sources());
    out.push_str("</section>\n");
}

fn arms(out: &mut String, study: &Study, report: &Report) {
    let vary = study.plan().vary();
    let lines: usize = report.settings.iter().map(|setting| setting.lives.len()).sum();
    if lines == 0 {
        out.push_str("<p>No cell is done yet.</p>\n");
        return;
    }
    out.push_str("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table of arms\">\n<table>\n");
    out.push_str("<caption><span>Every arm on the last day, means over seeds ± half of the 95 % t interval. Mean error: of evening and morning");
    if lines > LINES {
        let _ = write!(out, "; the first {LINES} of {lines} lines, results.csv has all");
    }
    out.push_str("</span></caption>\n<thead><tr>");
    for key in vary.iter().map(|vary| vary.key.as_str()) {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(key));
    }
    out.push_str("<th scope=\"col\">arm</th>");
    for head in report.heads() {
        let _ = write!(out, "<th scope=\"col\" class=\"n\">{}</th>", escape(&head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for Line { setting, life, cells } in report.lines().take(LINES) {
        out.push_str("<tr>");
        for value in &setting.values {
            let _ = write!(out, "<td>{}</td>", escape(value));
        }
        let _ = write!(out, "<th scope=\"row\">{}</th>", named(setting, &life.name));
        for cell in &cells {
            let _ = write!(out, "<td class=\"n\">{}</td>", escape(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// A life's name with its marker.
fn named(setting: &Setting, name: &str) -> String {
    let names: Vec<&str> = setting.lives.iter().map(|life| life.name.as_str()).collect();
    let series = palette::series(name, &names);
    format!("<span class=\"s{series}\" aria-hidden=\"true\">{}</span> {}", palette::MARKERS[series], escape(name))
}

fn against(out: &mut String, report: &Report) {
    let rows = report.against(0);
    let (Some(reference), [setting]) = (&report.reference, report.settings.as_slice()) else { return };
    if rows.is_empty() {
        return;
    }
    let reference = escape(reference);
    let _ = writeln!(
        out,
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table of differences\">\n<table>\n\
         <caption><span>{reference} against every other, in test error: described, not tested. Difference {reference} − arm \
         with its 95 % t interval, and the seeds in which {reference} was ahead</span></caption>\n<thead><tr>\
         <th scope=\"col\">arm</th><th scope=\"col\" class=\"n\">evening</th><th scope=\"col\" class=\"n\">morning</th>\
         <th scope=\"col\" class=\"n\">mean of both</th><th scope=\"col\" class=\"n\">seeds won, morning</th></tr></thead>\n\
         <tbody>"
    );
    for (name, moments) in rows {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", named(setting, name));
        for one in moments {
            let text = one.map_or_else(|| "–".to_owned(), |one| short(&one.shown()));
            let _ = write!(out, "<td class=\"n\">{}</td>", escape(&text));
        }
        let won = moments[1].map_or_else(|| "–".to_owned(), |one| format!("{} of {}", one.won, one.paired.n));
        let _ = writeln!(out, "<td class=\"n\">{won}</td></tr>");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// For each claim, what evening, morning and the mean of both say.
pub(super) fn moments(out: &mut String, report: &Report) {
    let [_] = report.settings.as_slice() else { return };
    let rows: Vec<(&str, &[Described])> = report
        .judged
        .iter()
        .filter_map(|judged| Some((judged.claim.measure.as_str(), judged.described.first()?.as_slice())))
        .filter(|(_, described)| contrast(described).is_some())
        .collect();
    if rows.is_empty() {
        return;
    }
    let caption = "The same comparisons on the last evening, on the last morning and in the mean of both, with 95 % t \
                   intervals: described, not tested";
    open(out, "Table of moments", caption, &["comparison", "evening", "morning", "mean of both"]);
    for (measure, described) in rows {
        let Some(one) = described.first() else { continue };
        let pair = format!("{} − {}, {}", one.a, one.b, measure.replace('_', " "));
        let said = contrast(described).unwrap_or_default();
        let said = said.rsplit_once(": ").map_or("", |(_, said)| said).trim_end_matches('.');
        let _ = write!(out, "<tr><th scope=\"row\">{}<small>{}</small></th>", escape(&pair), escape(said));
        for at in At::ALL {
            let cell =
                described.iter().find(|one| one.at == at).map_or_else(|| "–".to_owned(), |one| short(&one.shown()));
            let _ = write!(out, "<td class=\"n\">{}</td>", escape(&cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// For each claim of a sweep, its comparison in every setting.
fn swept(out: &mut String, study: &Study, report: &Report) {
    let keys = study.plan().vary().iter().map(|vary| vary.key.as_str());
    let heads: Vec<&str> = keys.chain(["evening", "morning", "mean of both"]).collect();
    for judged in &report.judged {
        let rows = report.swept(judged);
        if rows.is_empty() {
            continue;
        }
        let claim = &judged.claim;
        let caption = format!(
            "{} − {} in {}, in every setting, with 95 % t intervals: described, not tested",
            claim.a.name(),
            claim.b.name(),
            claim.measure.replace('_', " ")
        );
        open(out, "Table of a sweep", &caption, &heads);
        for (setting, moments) in rows.into_iter().take(LINES) {
            out.push_str("<tr>");
            for (place, value) in setting.values.iter().enumerate() {
                let (tag, scope) = if place == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
                let class = if place == 0 { "" } else { " class=\"n\"" };
                let _ = write!(out, "<{tag}{scope}{class}>{}</{tag}>", escape(value));
            }
            for one in moments {
                let text = one.map_or_else(|| "–".to_owned(), |one| short(&one.shown()));
                let _ = write!(out, "<td class=\"n\">{}</td>", escape(&text));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }
}

/// Begins a table: its caption and heads, the first of them over the names of rows.
pub(super) fn open(out: &mut String, label: &str, caption: &str, heads: &[&str]) {
    let _ = write!(
        out,
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\n<table>\n<caption><span>{}</span></caption>\n\
         <thead><tr>",
        escape(caption)
    );
    for (place, head) in heads.iter().enumerate() {
        let class = if place == 0 { "" } else { " class=\"n\"" };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escape(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

/// "difference −0.030, 95 % interval −0.036 to −0.024" as "−0.030 (−0.036 to −0.024)": the head says which interval.
fn short(text: &str) -> String {
    match text.split_once(", 95 % interval ") {
        Some((estimate, interval)) => {
            let estimate = estimate.trim_start_matches("difference ").replace("ratio ", "× ");
            format!("{estimate} ({interval})")
        }
        None => text.to_owned(),
    }
}
