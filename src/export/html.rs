//! One page that holds a whole report: no script, nothing from elsewhere, readable on a phone and on paper.

mod likeness;
mod method;
mod tables;

use super::figure::{Figure, escape, palette, style};
use crate::scenario::{Expect, Spec};
use crate::study::Study;
use crate::study::report::{At, Judged, Report};
use crate::study::stats::Scale;
use std::fmt::Write as _;

/// The page.
#[must_use]
pub fn page(study: &Study, report: &Report, figures: &[Figure]) -> String {
    let plan = study.plan();
    let scenario = plan.scenario(0, plan.first_seed());
    let spec = scenario.as_ref().ok().map(crate::scenario::Scenario::spec);
    let name = escape(plan.name());
    let title = spec.map_or("", |spec| spec.title.as_str());
    let heading = if title.is_empty() { name.clone() } else { escape(title) };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{heading}: a report of oneiro</title>\n\
         <style>\n{}{}{}</style>\n</head>\n<body>\n",
        palette::variables(":root"),
        include_str!("html/page.css"),
        style()
    );
    let _ =
        writeln!(out, "<header>\n<p class=\"kicker\">oneiro study · {name}</p>\n<h1>{heading}</h1>\n</header>\n<main>");
    asked(&mut out, study, spec);
    found(&mut out, study, report);
    tables::write(&mut out, study, report);
    if !figures.is_empty() {
        out.push_str(
            "<section aria-labelledby=\"figures\">\n<h2 id=\"figures\">Figures</h2>\n<div class=\"figures\">\n",
        );
        for figure in figures {
            let _ = writeln!(
                out,
                "<figure>\n{}<figcaption>{}</figcaption>\n</figure>",
                figure.inline(),
                escape(&figure.caption)
            );
        }
        out.push_str("</div>\n</section>\n");
    }
    method::write(&mut out, study, report, spec);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What was asked.
fn asked(out: &mut String, study: &Study, spec: Option<&Spec>) {
    out.push_str("<section aria-labelledby=\"asked\">\n<h2 id=\"asked\">What was asked</h2>\n");
    for text in spec.map(|spec| [&spec.about, &spec.look_for]).into_iter().flatten().filter(|text| !text.is_empty()) {
        let _ = writeln!(out, "<p>{}</p>", escape(text));
    }
    let claims = &study.registered().claims;
    if claims.is_empty() {
        out.push_str(
            "<p>Nothing was registered before the study: everything below is described, nothing is tested.</p>\n",
        );
    } else {
        let curve = spec.is_some_and(|spec| !spec.task.is_classes());
        out.push_str("<p>Registered before the first life was lived:</p>\n<ol class=\"claims\">\n");
        for claim in claims {
            let margin = if curve { " on the natural log" } else { "" };
            let _ = writeln!(
                out,
                "<li>Do <b>{}</b> and <b>{}</b> differ in {} {}? By more than a margin of {}{margin}? At {} seeds{}.</li>",
                claim.a.name(),
                claim.b.name(),
                escape(&claim.measure.replace('_', " ")),
                At::of(claim.at).words(),
                claim.margin,
                claim.seeds,
                claim.expect.map_or_else(String::new, |expect| format!(
                    "; expected: {}",
                    if expect == Expect::Within { "within the margin" } else { expect.name() }
                ))
            );
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</section>\n");
}

/// What came out: deviations first, then every verdict.
fn found(out: &mut String, study: &Study, report: &Report) {
    out.push_str("<section aria-labelledby=\"found\">\n<h2 id=\"found\">What came out</h2>\n");
    let warnings = report.warnings(study);
    if !warnings.is_empty() {
        out.push_str("<ul class=\"warnings\">\n");
        for line in &warnings {
            let _ = writeln!(out, "<li>{}</li>", escape(line));
        }
        out.push_str("</ul>\n");
    }
    for judged in &report.judged {
        verdict(out, judged);
    }
    tables::moments(out, report);
    out.push_str("</section>\n");
}

fn verdict(out: &mut String, judged: &Judged) {
    let claim = &judged.claim;
    let measure = claim.measure.replace('_', " ");
    match &judged.finding {
        Ok(finding) => {
            let sentence = judged.sentence();
            let (said, seen) = sentence.split_once(": ").unwrap_or((&sentence, ""));
            let kind = match finding.verdict {
                verdict if verdict.equivalent() => "equal",
                verdict if verdict.different() => "differ",
                _ => "open",
            };
            let needed = finding
                .seeds_needed
                .map_or_else(|| "more than any plan speaks of".to_owned(), |seeds| format!("{seeds}"));
            let margin = match finding.terms.scale {
                Scale::Difference => format!("{}", finding.terms.margin),
                Scale::Log => format!("{} (log)", finding.terms.margin),
            };
            let _ = writeln!(
                out,
                "<article class=\"verdict {kind}\">\n<p class=\"kicker\">{}</p>\n<p class=\"said\">{}.</p>\n<p>{}</p>\n\
                 <dl><div><dt>n</dt><dd>{}</dd></div><div><dt>p, Holm</dt><dd>{}</dd></div>\
                 <div><dt>p of equivalence, Holm</dt><dd>{}</dd></div><div><dt>d<sub>z</sub></dt><dd>{}</dd></div>\
                 <div><dt>margin</dt><dd>{margin}</dd></div><div><dt>seeds needed</dt><dd>{needed}</dd></div></dl>\n</article>",
                escape(finding.verdict.name()),
                escape(said),
                escape(seen),
                finding.paired.n,
                chance(finding.p_holm),
                chance(finding.p_equivalence_holm),
                finding.paired.d_z.map_or_else(|| "–".to_owned(), |d| format!("{d:.2}").replace('-', "−"))
            );
        }
        Err(why) => {
            let at = At::of(claim.at);
            let seen = judged.described.iter().filter(|_| judged.described.len() == 1).flatten();
            let seen = seen.filter(|one| one.at == at).map(|one| format!("What is there: {}.", one.shown()));
            let _ = writeln!(
                out,
                "<article class=\"verdict open\">\n<p class=\"kicker\">no verdict</p>\n<p class=\"said\">{} against {} in {}: \
                 no verdict.</p>\n<p>{}. {}</p>\n</article>",
                claim.a.name(),
                claim.b.name(),
                escape(&measure),
                escape(&capital(why)),
                escape(&seen.collect::<Vec<_>>().join(" "))
            );
        }
    }
}

/// A list under a small heading; nothing if it is empty.
fn list(out: &mut String, heading: &str, said: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h3>{}</h3>\n<p class=\"soft\">{}</p>\n<ul>", escape(heading), escape(said));
    for line in lines {
        let _ = writeln!(out, "<li>{}</li>", escape(&capital(line)));
    }
    out.push_str("</ul>\n");
}

/// A p for a person.
fn chance(p: f64) -> String {
    if p < 0.0001 { "&lt; .0001".to_owned() } else { format!("{p:.4}").trim_start_matches('0').to_owned() }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
