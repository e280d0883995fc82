//! Every other figure of the lives, in plain words: the second face of how far two differ.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::widget::{Panel, put, put_right, width};
use crate::tui::words;

/// What a figure is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// A share, in per cent.
    Share,
    /// A difference of shares, in points of a hundred.
    Points,
    /// Steps.
    Count,
    /// What it is.
    Plain,
}

/// A measure in words.
struct Figure {
    measure: Measure,
    says: &'static str,
    /// How it is worked out, where there is room for that.
    means: &'static str,
    unit: Unit,
    /// Whether less of it is better; `None` where it is neither.
    less: Option<bool>,
}

const fn figure(measure: Measure, says: &'static str, means: &'static str, unit: Unit, less: Option<bool>) -> Figure {
    Figure { measure, says, means, unit, less }
}

/// In the order in which they are drawn.
const FIGURES: [Figure; 20] = {
    use Measure as M;
    use Unit::{Count, Plain, Points, Share};
    [
        figure(
            M::TrainErrorTrue,
            "mistakes on what was lived",
            "against the truth, not what was taught",
            Share,
            Some(true),
        ),
        figure(M::ValidationError, "mistakes on what is held out", "the validation set", Share, Some(true)),
        figure(
            M::NoisyError,
            "mistakes where it sees noise",
            "the test with noise σ of measure.corruption",
            Share,
            Some(true),
        ),
        figure(
            M::Calibration,
            "how far off its sureness is",
            "calibration error, 15 bins of sureness",
            Share,
            Some(true),
        ),
        figure(
            M::CalibrationNoisy,
            "the same, asked by liars",
            "as many answers wrong as those taught",
            Share,
            Some(true),
        ),
        figure(M::LogLoss, "surprise at the truth", "mean −ln p of the true class", Plain, Some(true)),
        figure(M::LiesForgotten, "lies let go of last night", "of those believed in the evening", Share, Some(false)),
        figure(M::TruthsForgotten, "truths lost last night", "of those known in the evening", Share, Some(true)),
        figure(
            M::LiesForgottenAlike,
            "lies let go of, held as surely",
            "as truths held beside them",
            Share,
            Some(false),
        ),
        figure(M::TruthsForgottenAlike, "truths lost, held as surely", "as those lies", Share, Some(true)),
        figure(M::Forgetting, "earlier lessons: forgotten", "known at their best, less now", Points, Some(true)),
        figure(
            M::BackwardTransfer,
            "earlier lessons: gained since",
            "known now, less when just learnt",
            Points,
            Some(false),
        ),
        figure(
            M::Plasticity,
            "steps to learn the day’s lesson",
            "until mistakes are half the day’s first",
            Count,
            Some(true),
        ),
        figure(M::StableRank, "directions its weights use", "stable rank, the mean over layers", Plain, None),
        figure(
            M::ExtrapolationError,
            "distance beyond what was shown",
            "mean squared, outside −1 … 1",
            Plain,
            Some(true),
        ),
        figure(M::LargestCoefficient, "largest coefficient", "of the polynomial in x", Plain, Some(true)),
        figure(M::Stable, "images fixed to the last neuron", "of those stored so far", Share, Some(false)),
        figure(M::Overlap, "how near cues lead", "mean overlap with what was stored", Plain, Some(false)),
        figure(M::MovesMissed, "moves made otherwise", "than the player meant to", Share, Some(true)),
        figure(M::LinesCleared, "lines cleared by itself", "in a hundred pieces", Plain, Some(false)),
    ]
};

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let foot = "x how far two differ";
    let panel = Panel { note: "as last measured", foot, ..Panel::new(theme, "other figures") };
    let inside = panel.draw(area, buffer);
    let lives: Vec<usize> = app.shown().collect();
    let rows: Vec<(&Figure, Vec<f64>)> = FIGURES
        .iter()
        .map(|figure| {
            (figure, lives.iter().map(|life| words::newest(app, *life, figure.measure)).collect::<Vec<f64>>())
        })
        .filter(|(_, values)| values.iter().any(|value| value.is_finite()))
        .collect();
    if inside.height < 2 || rows.is_empty() {
        put(buffer, inside, (inside.x, inside.y), "Nothing was measured yet.", theme.muted());
        return;
    }
    let long = rows.iter().map(|(figure, _)| width(figure.says)).max().unwrap_or(0);
    let titles: Vec<String> = lives.iter().map(|life| app.look_of(*life).title).collect();
    let room = inside.width.saturating_sub(long + 2);
    let each = titles.iter().map(|title| width(title) + 4).max().unwrap_or(0).max(11);
    // Where names have no room, markers have to do.
    let each = if each * lives.len() as u16 <= room { each } else { (room / lives.len().max(1) as u16).max(6) };
    let right = |place: usize| inside.x + long + 2 + (place as u16 + 1) * each;
    for (place, life) in lives.iter().enumerate() {
        let look = app.look_of(*life);
        let named = format!("{} {}", look.marker, look.title);
        let text = if width(&named) < each { named.as_str() } else { look.marker };
        put_right(buffer, inside, (right(place).min(inside.right()), inside.y), text, Style::new().fg(look.color));
    }
    // How they are worked out is said of all of them, or of none.
    let beside = right(lives.len() - 1) + 3;
    let meaning = rows.iter().map(|(figure, _)| width(figure.means)).max().unwrap_or(0);
    let is_told = beside + meaning <= inside.right();
    for ((figure, values), y) in rows.iter().zip(inside.y + 1..inside.bottom()) {
        put(buffer, inside, (inside.x, y), figure.says, theme.base());
        let best = figure.less.and_then(|less| best(values, less));
        for (place, value) in values.iter().enumerate() {
            let style = if best == Some(place) { theme.strong().fg(theme.good) } else { theme.base() };
            let text = told(app, figure, *value);
            put_right(buffer, inside, (right(place).min(inside.right()), y), &text, style);
        }
        if is_told {
            put(buffer, inside, (beside, y), figure.means, theme.muted());
        }
    }
    let y = inside.y + rows.len() as u16 + 2;
    if y < inside.bottom() && app.lab().spec().corruption == 0.0 {
        let text = "Mistakes where it sees noise are measured if measure.corruption says how much.";
        put(buffer, inside, (inside.x, y), text, theme.muted());
    }
}

/// Which value is the best, unless two are.
fn best(values: &[f64], less: bool) -> Option<usize> {
    let mut order: Vec<usize> = (0..values.len()).filter(|place| values[*place].is_finite()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    if !less {
        order.reverse();
    }
    match order.as_slice() {
        [first, second, ..] if values[*first].to_bits() != values[*second].to_bits() => Some(*first),
        _ => None,
    }
}

fn told(app: &App, figure: &Figure, value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    match figure.unit {
        // Errors of values are no shares.
        Unit::Share
            if matches!(figure.measure, Measure::TrainErrorTrue | Measure::ValidationError | Measure::NoisyError) =>
        {
            words::mistakes(app.lab(), value)
        }
        Unit::Share => words::percent(value),
        Unit::Points => {
            let text = format!("{:+.1}", 100.0 * value).replace('-', "−");
            if matches!(text.as_str(), "+0.0" | "−0.0") { "0.0".to_owned() } else { text }
        }
        Unit::Count => words::grouped(value),
        Unit::Plain if value.abs() >= 100.0 => words::grouped(value),
        Unit::Plain => format!("{value:.3}").replace('-', "−"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_marked_unless_two_are() {
        assert_eq!(best(&[0.2, 0.1, f64::NAN], true), Some(1));
        assert_eq!(best(&[0.2, 0.1], false), Some(0));
        assert_eq!(best(&[0.1, 0.1, 0.3], true), None);
        assert_eq!(best(&[0.1], true), None);
    }

    #[test]
    fn whatever_is_measured_has_its_place() {
        let elsewhere = [
            Measure::TrainError,
            Measure::TestError,
            Measure::LiesBelieved,
            Measure::TruthsKnown,
            Measure::WeightAbs,
            Measure::WeightSum,
            Measure::WeightL2,
            Measure::WeightMax,
        ];
        for measure in Measure::ALL {
            let here = FIGURES.iter().filter(|figure| figure.measure == measure).count();
            assert_eq!(here, usize::from(!elsewhere.contains(&measure)), "{measure:?}");
        }
    }
}
