//! The table of how alike the arms answer.

use super::super::figure::escape;
use super::tables::{LINES, open};
use crate::study::Study;
use crate::study::report::{Ceiling, Likeness, Mean, Report, signed};
use std::fmt::Write as _;

/// How alike the reference and the others answer.
pub(super) fn write(out: &mut String, study: &Study, report: &Report) {
    let rows = report.likenesses(study);
    let Some((keys, _)) = rows.first() else { return };
    let measured = rows.iter().any(|(_, one)| one.ceiling.is_some());
    let ceiling = if measured {
        "Ceiling: the mean of how far each agrees with itself under other dreams, which two that answer alike in law reach \
         under other dreams"
            .to_owned()
    } else {
        format!("Their ceiling, how far an arm agrees with itself under other dreams, {}", report.unmeasured())
    };
    let caption = format!(
        "How alike two arms answer the test on the last morning{}, and the ratio of their weights’ L2 norms (geometric mean, \
         95 % t interval): described, not tested. {ceiling}",
        report.alike_where()
    );
    let heads = [
        "pair",
        "answers alike",
        "κ",
        "ratio of norms",
        "under other dreams",
        "points from the ceiling",
        "lower 95 % bound",
    ];
    let heads = &heads[..if measured { 7 } else { 4 }];
    let all: Vec<&str> = heads[..1].iter().copied().chain(keys.iter().map(|(key, _)| *key)).collect();
    open(out, "Table of likeness", &caption, &[&all, &heads[1..]].concat());
    for (keys, one) in rows.iter().take(LINES) {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escape(&format!("{} and {}", one.a, one.b)));
        let values = keys.iter().map(|(_, value)| (*value).to_owned());
        for cell in values.chain(cells(one, measured)) {
            let _ = write!(out, "<td class=\"n\">{}</td>", escape(&cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// What stands behind a pair: agreement, κ, norms and, where it was measured, the ceiling.
fn cells(one: &Likeness, measured: bool) -> Vec<String> {
    let share = |mean: Mean| {
        let half = mean.half.map_or_else(String::new, |half| format!(" ± {:.1}", 100.0 * half));
        format!("{:.1}{half} %", 100.0 * mean.mean)
    };
    let none = || "–".to_owned();
    let kappa = one.kappa.map_or_else(none, |kappa| {
        format!("{:.3}{}", kappa.mean, kappa.half.map_or_else(String::new, |half| format!(" ± {half:.3}")))
    });
    let norms = one
        .norms
        .map_or_else(none, |(ratio, interval)| format!("{ratio:.3} ({:.3} to {:.3})", interval.low, interval.high));
    let mut cells = vec![share(one.agreement), kappa, norms];
    if measured {
        cells.push(one.ceiling.map_or_else(none, |ceiling| share(ceiling.crossed)));
        let gap = |ceiling: Ceiling| {
            let half = ceiling.gap.half.map_or_else(String::new, |half| format!(" ± {:.1}", 100.0 * half));
            format!("{}{half}", signed(100.0 * ceiling.gap.mean, 1))
        };
        cells.push(one.ceiling.map_or_else(none, gap));
        cells.push(one.ceiling.map_or_else(none, |ceiling| signed(100.0 * ceiling.not_below.bound, 1)));
    }
    cells
}
