//! Shapes and words, as SVG text.
//!
//! Written here and not by a plotting crate: those know no classes, variables or descriptions, and so neither
//! light and dark nor a text alternative.

use super::escape;
use super::palette::MARKERS;
use std::fmt::Write as _;

/// A coordinate: hundredths of a pixel, no more digits than it needs.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// What is drawn.
#[derive(Debug, Default)]
pub(super) struct Canvas(pub(super) String);

impl Canvas {
    pub(super) fn text(&mut self, (x, y): (f64, f64), class: &str, text: &str) {
        let _ =
            writeln!(self.0, "<text x=\"{}\" y=\"{}\" class=\"{class}\">{}</text>", number(x), number(y), escape(text));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let d = format!("M{} {}L{} {}", number(from.0), number(from.1), number(to.0), number(to.1));
        self.path(&d, class);
    }

    pub(super) fn path(&mut self, d: &str, class: &str) {
        let _ = writeln!(self.0, "<path d=\"{d}\" class=\"{class}\"/>");
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), class: &str) {
        let _ = writeln!(
            self.0,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{class}\"/>",
            number(x),
            number(y),
            number(width.max(0.0)),
            number(height.max(0.0))
        );
    }

    /// Opens a group of this class.
    pub(super) fn open(&mut self, class: &str) {
        let _ = writeln!(self.0, "<g class=\"{class}\">");
    }

    pub(super) fn close(&mut self) {
        self.0.push_str("</g>\n");
    }

    /// A line through points; `None` is a gap.
    pub(super) fn curve(&mut self, points: &[Option<(f64, f64)>]) {
        let (mut d, mut pen) = (String::new(), 'M');
        for point in points {
            match point {
                Some((x, y)) => {
                    let _ = write!(d, "{pen}{} {}", number(*x), number(*y));
                    pen = 'L';
                }
                None => pen = 'M',
            }
        }
        if !d.is_empty() {
            self.path(&d, "curve");
        }
    }

    /// An area between two lines, in pieces where there is a gap: x, and y of either line.
    pub(super) fn band(&mut self, points: &[Option<(f64, f64, f64)>]) {
        for piece in points.split(Option::is_none) {
            let piece: Vec<(f64, f64, f64)> = piece.iter().flatten().copied().collect();
            if piece.len() < 2 {
                continue;
            }
            let there = piece.iter().map(|(x, low, _)| (*x, *low));
            let back = piece.iter().rev().map(|(x, _, high)| (*x, *high));
            let corners = there.chain(back).map(|(x, y)| format!("{} {}", number(x), number(y)));
            self.path(&format!("M{}Z", corners.collect::<Vec<_>>().join("L")), "band");
        }
    }

    /// A marker of this series around a point; `r` is half its height.
    pub(super) fn marker(&mut self, series: usize, at: (f64, f64), r: f64) {
        let hollow = matches!(MARKERS[series], "◇" | "□" | "○" | "△" | "◈");
        self.path(&marker(series, at, r), if hollow { "hollow" } else { "full" });
    }

    /// Markers and names in rows from `top` on; gives the height of all rows.
    pub(super) fn legend(&mut self, entries: &[(usize, String)], (left, top): (f64, f64), right: f64) -> f64 {
        let (mut x, mut y) = (left, top);
        for (series, name) in entries {
            let width = 26.0 + 6.9 * name.chars().count() as f64;
            if x > left && x + width > right {
                (x, y) = (left, y + 18.0);
            }
            self.open(&format!("s{series}"));
            self.marker(*series, (x + 6.0, y - 4.0), 4.5);
            self.close();
            self.text((x + 15.0, y), "", name);
            x += width;
        }
        y + 10.0 - top
    }
}

/// The outline of a marker.
fn marker(series: usize, (x, y): (f64, f64), r: f64) -> String {
    let corners = |points: &[(f64, f64)]| {
        let corners = points.iter().map(|(dx, dy)| format!("{} {}", number(x + r * dx), number(y + r * dy)));
        format!("M{}Z", corners.collect::<Vec<_>>().join("L"))
    };
    let diamond = [(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)];
    let square = [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)];
    let plus = |a: f64| {
        let arms = [(-a, -1.0), (a, -1.0), (a, -a), (1.0, -a), (1.0, a), (a, a), (a, 1.0), (-a, 1.0), (-a, a)];
        let mut all = arms.to_vec();
        all.extend([(-1.0, a), (-1.0, -a), (-a, -a)]);
        all
    };
    match MARKERS[series] {
        "◆" | "◇" => corners(&diamond),
        "■" | "□" => corners(&square),
        "★" => corners(&[
            (0.0, -1.15),
            (0.29, -0.38),
            (1.09, -0.36),
            (0.46, 0.15),
            (0.68, 0.93),
            (0.0, 0.48),
            (-0.68, 0.93),
            (-0.46, 0.15),
            (-1.09, -0.36),
            (-0.29, -0.38),
        ]),
        "✚" => corners(&plus(0.36)),
        "▼" => corners(&[(-1.0, -0.8), (1.0, -0.8), (0.0, 1.0)]),
        "✦" => corners(&[
            (0.0, -1.2),
            (0.3, -0.3),
            (1.2, 0.0),
            (0.3, 0.3),
            (0.0, 1.2),
            (-0.3, 0.3),
            (-1.2, 0.0),
            (-0.3, -0.3),
        ]),
        "◈" => corners(&diamond) + &corners(&diamond.map(|(dx, dy)| (0.45 * dx, 0.45 * dy))),
        "◐" => {
            // Half a disc.
            let [top, bottom] = [y - r, y + r].map(number);
            let (x, r) = (number(x), number(r));
            format!("M{x} {top}A{r} {r} 0 0 0 {x} {bottom}Z")
        }
        "▲" | "△" => corners(&[(-1.0, 0.8), (1.0, 0.8), (0.0, -1.0)]),
        "▶" => corners(&[(-0.8, -1.0), (-0.8, 1.0), (1.0, 0.0)]),
        "≡" => [-0.75, 0.0, 0.75]
            .map(|dy| corners(&[(-1.0, dy - 0.2), (1.0, dy - 0.2), (1.0, dy + 0.2), (-1.0, dy + 0.2)]))
            .concat(),
        "✖" => {
            let half = std::f64::consts::FRAC_1_SQRT_2;
            let turned: Vec<(f64, f64)> =
                plus(0.3).into_iter().map(|(dx, dy)| (half * (dx - dy), half * (dx + dy))).collect();
            corners(&turned)
        }
        _ => {
            let r = number(r);
            let [left, right] = [x - r.parse::<f64>().unwrap_or(0.0), x + r.parse::<f64>().unwrap_or(0.0)].map(number);
            let y = number(y);
            format!("M{left} {y}A{r} {r} 0 1 0 {right} {y}A{r} {r} 0 1 0 {left} {y}Z")
        }
    }
}
