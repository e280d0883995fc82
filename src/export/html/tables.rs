//! The tables of the page.

use super::super::figure::{escape, palette};
use super::list;
use crate::record::Measure::{LiesBelieved, TestError, WeightAbs};
use crate::study::Study;
use crate::study::report::{At, Report, Setting};
use std::fmt::Write as _;

/// Lines that the page shows; `results.csv` has the rest.
const LINES: usize = 400;

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
    list(
        out,
        "How alike they answer",
        "On the last morning, to the same test. Described, not tested.",
        &report.alike(),
    );
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
    out.push_str("<caption>Every arm on the last day, means over seeds ± half of the 95 % t interval");
    if lines > LINES {
        let _ = write!(out, "; the first {LINES} of {lines} lines, results.csv has all");
    }
    out.push_str("</caption>\n<thead><tr>");
    for key in vary.iter().map(|vary| vary.key.as_str()) {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(key));
    }
    out.push_str("<th scope=\"col\">arm</th>");
    let diverged = report.diverged() > 0;
    let heads =
        ["error, morning", "error, mean of evening and morning", "lies believed", "Σ|w|", "gradient steps", "lives"];
    for head in heads.into_iter().chain(diverged.then_some("diverged")) {
        let _ = write!(out, "<th scope=\"col\" class=\"n\">{}</th>", escape(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let all = report.settings.iter().flat_map(|setting| setting.lives.iter().map(move |life| (setting, life)));
    for (setting, life) in all.take(LINES) {
        out.push_str("<tr>");
        for value in &setting.values {
            let _ = write!(out, "<td>{}</td>", escape(value));
        }
        let mean = |measure, at| report.yardstick.mean(measure, life.mean(measure, at));
        let _ = write!(out, "<th scope=\"row\">{}</th>", named(setting, &life.name));
        let cells = [
            mean(TestError, At::Morning),
            mean(TestError, At::Mean),
            mean(LiesBelieved, At::Morning),
            mean(WeightAbs, At::Morning),
            life.steps().map_or_else(|| "–".to_owned(), |steps| steps.to_string()),
            life.ends.len().to_string(),
        ];
        for cell in cells.into_iter().chain(diverged.then(|| life.diverged().to_string())) {
            let _ = write!(out, "<td class=\"n\">{}</td>", escape(&cell));
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
         <caption>{reference} against every other, in test error: described, not tested. Difference {reference} − arm \
         with its 95 % t interval, and the seeds in which {reference} was ahead</caption>\n<thead><tr>\
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
