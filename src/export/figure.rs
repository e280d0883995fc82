//! Figures of a report as SVG: drawn once, written as files of their own and into the page.
//!
//! Colours are variables and shapes are classes, so that one drawing serves light and dark, file and page. Every
//! figure has a title and a description in words. The same numbers give the same bytes.

mod axis;
mod canvas;
mod days;
mod dots;
mod forest;
mod heat;
pub mod palette;
mod scatter;
mod sweep;

use crate::record::Measure;
use crate::study::Study;
use crate::study::report::Report;
use std::fmt::Write as _;

/// Width of every figure, in pixels of its own: two stand side by side on a wide page, one fills a phone.
const WIDTH: f64 = 480.0;

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The name of its file, without ending.
    pub name: String,
    /// What it shows, in a few words.
    pub title: String,
    /// What is to be seen, for who cannot see it.
    pub alt: String,
    /// What stands below it: intervals, and what an axis leaves out.
    pub caption: String,
    height: f64,
    body: String,
}

impl Figure {
    /// As a part of a page that has [`style`].
    #[must_use]
    pub fn inline(&self) -> String {
        self.svg("")
    }

    /// As a file of its own.
    #[must_use]
    pub fn file(&self) -> String {
        self.svg(&format!("<style>{}{}</style>\n", palette::variables("svg"), style()))
    }

    fn svg(&self, style: &str) -> String {
        let name = &self.name;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" \
             aria-labelledby=\"{name}-title {name}-desc\">\n",
            canvas::number(self.height)
        );
        let _ = writeln!(out, "<title id=\"{name}-title\">{}</title>", escape(&self.title));
        let _ = writeln!(out, "<desc id=\"{name}-desc\">{}</desc>", escape(&self.alt));
        out.push_str(style);
        out.push_str(&self.body);
        out.push_str("</svg>\n");
        out
    }
}

/// What the classes of a figure look like.
#[must_use]
pub fn style() -> String {
    format!("{}{}", include_str!("figure/figure.css"), palette::classes())
}

/// A text inside XML or HTML, without what could drive a terminal or hide.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in crate::scenario::plain(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// All figures of a report, in the order of the page.
#[must_use]
pub fn figures(study: &Study, report: &Report) -> Vec<Figure> {
    let days = [Measure::TestError, Measure::WeightAbs];
    let mut all: Vec<Option<Figure>> = Vec::new();
    if let Some(claimed) = days::claimed(report) {
        all.extend(days.map(|measure| days::figure(report, measure, Some(&claimed))));
    }
    all.extend(days.map(|measure| days::figure(report, measure, None)));
    all.push(forest::claims(report));
    all.push(forest::against(report));
    all.extend(dots::figures(report).into_iter().map(Some));
    all.push(scatter::figure(report));
    all.push(days::figure(report, Measure::LiesForgotten, None));
    all.push(days::figure(report, Measure::TruthsForgotten, None));
    // A finer question, drawn where it was asked.
    let alike = [Measure::LiesForgottenAlike, Measure::TruthsForgottenAlike];
    if study.registered().claims.iter().any(|claim| alike.iter().any(|measure| measure.name() == claim.measure)) {
        all.extend(alike.map(|measure| days::figure(report, measure, None)));
    }
    all.extend(sweep::figures(study, report).into_iter().map(Some));
    all.into_iter().flatten().collect()
}

/// What a measure is called on an axis.
pub(super) fn called(measure: Measure) -> String {
    match measure {
        Measure::TestError => "mistakes on unseen examples".to_owned(),
        Measure::WeightAbs => "total synapse strength Σ|w|".to_owned(),
        other => other.name().replace('_', " "),
    }
}
