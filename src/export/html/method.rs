//! How it was done, and what it does not say.

use super::super::figure::escape;
use super::list;
use crate::scenario::Spec;
use crate::study::report::Report;
use crate::study::verdict::ALPHA;
use crate::study::{Study, Vary};
use std::fmt::Write as _;

/// The last part of the page.
pub(super) fn write(out: &mut String, study: &Study, report: &Report, spec: Option<&Spec>) {
    let plan = study.plan();
    out.push_str("<section aria-labelledby=\"done\">\n<h2 id=\"done\">How it was done</h2>\n");
    let _ = writeln!(
        out,
        "<p>To live it again, from the folder of the scenario:</p>\n<pre tabindex=\"0\"><code>{}</code></pre>",
        escape(&command(study)).replace(" \\ ", " \\\n  ")
    );
    let last = plan.first_seed() + u64::from(plan.seeds()) - 1;
    let counts = report.counts;
    let vary: Vec<String> = plan.vary().iter().map(Vary::written).collect();
    let deviations = study.deviations();
    let rows = [
        ("scenario", plan.name().to_owned()),
        ("seeds", format!("{} to {last}: {} seeds, every arm under each", plan.first_seed(), plan.seeds())),
        ("arms", plan.names().join(", ")),
        ("varied", if vary.is_empty() { "nothing".to_owned() } else { vary.join("; ") }),
        (
            "cells",
            format!("{}: {} done, {} failed, {} missing", counts.cells, counts.done, counts.failed, counts.missing),
        ),
        ("days", spec.map_or_else(String::new, |spec| spec.days.to_string())),
        ("kernel", plan.kernel().to_owned()),
        ("engine", plan.engine().to_string()),
        ("oneiro", env!("CARGO_PKG_VERSION").to_owned()),
        ("registered", format!("claim.json, BLAKE3 {}", study.registered().hash())),
        ("deviations", if deviations.is_empty() { "none".to_owned() } else { deviations.join("; ") }),
    ];
    out.push_str("<table class=\"facts\">\n<caption>The study</caption>\n<tbody>\n");
    for (what, value) in rows {
        let _ = writeln!(out, "<tr><th scope=\"row\">{what}</th><td>{}</td></tr>", escape(&value));
    }
    out.push_str("</tbody>\n</table>\n");
    let left_out: Vec<String> =
        plan.left_out().iter().map(|(arm, why)| format!("{} is left out: {why}", arm.name())).collect();
    list(out, "Arms that could not be lived", "Of all arms, these do not fit the scenario.", &left_out);
    let family = report.judged.len();
    let alpha = format!("{ALPHA}");
    let _ = writeln!(
        out,
        "<p>Arms are compared seed by seed: under one seed they share data, wrong labels, initial weights, order and dreams. \
         A difference is tested by the paired t test, an equivalence by two one-sided t tests against the registered margin, \
         each at level {alpha}, under Holm’s adjustment for the {family} registered comparison{}. Either answer stands only if \
         the BCa bootstrap interval of the same level gives it too. Seeds needed: for a power of .8 to show equivalence if \
         there is no difference, from the upper 80 % bound of the spread that was seen. Lives that diverged score what \
         guessing scores. There is a verdict at the registered number of seeds and at no other.</p>",
        if family == 1 { "" } else { "s" }
    );
    out.push_str(
        "</section>\n<section aria-labelledby=\"limits\">\n<h2 id=\"limits\">What it does not say</h2>\n<ul>\n",
    );
    let digits = spec.is_some_and(|spec| spec.task.kind() == "digits");
    let mut limits = Vec::new();
    if digits {
        limits.push(
            "Two seeds draw their test images from one pool and share many of them: intervals speak of this pool of images, \
             not of handwriting.",
        );
    }
    limits.push(
        "What was not registered is described with its own interval, and many intervals stand side by side: some \
                 miss the truth.",
    );
    limits.push("Arms that spent other numbers of gradient steps differ in that too; the table says who spent what.");
    limits.push(
        "One task, one size of net, one setting of learning rate and nights: elsewhere it may come out otherwise.",
    );
    limits.push("It is about networks under weight decay and noise. It is no evidence about brains.");
    for limit in limits {
        let _ = writeln!(out, "<li>{limit}</li>");
    }
    out.push_str("</ul>\n</section>\n");
}

/// The command that lives the same study.
fn command(study: &Study) -> String {
    let plan = study.plan();
    let quoted = |text: &str| {
        let safe = |c: char| c.is_ascii_alphanumeric() || "-_./=,+:".contains(c);
        if !text.is_empty() && text.chars().all(safe) {
            text.to_owned()
        } else {
            format!("'{}'", text.replace('\'', "'\\''"))
        }
    };
    let mut parts = vec![format!("oneiro study {}", quoted(plan.scenario_argument()))];
    parts.push(format!("--seed {} --seeds {}", plan.first_seed(), plan.seeds()));
    if let Some(arms) = plan.asked_arms() {
        parts.push(format!("--arms {}", quoted(&arms.join(","))));
    }
    parts.extend(plan.vary().iter().map(|vary| format!("--vary {}", quoted(&vary.written()))));
    parts.extend(plan.set().iter().map(|set| format!("--set {}", quoted(set))));
    parts.push(format!("--kernel {} --out DIR", quoted(plan.kernel())));
    parts.join(" \\ ")
}
