//! Axes: their range, their ticks, and what is written at them.

use super::WIDTH;
use super::canvas::Canvas;

/// What a tick says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unit {
    /// The number.
    Plain,
    /// A share in percent.
    Percent,
    /// A difference of shares in percentage points.
    Points,
    /// A logarithm as the factor that it is one of.
    Factor,
}

impl Unit {
    fn shown(self, value: f64, step: f64) -> String {
        let value = if value.abs() < 1e-9 * step.abs().max(1e-300) { 0.0 } else { value };
        let decimals = |step: f64| (-step.log10().floor()).clamp(0.0, 6.0) as usize;
        match self {
            Self::Plain => format!("{value:.*}", decimals(step)).replace('-', "−"),
            Self::Percent => format!("{:.*}", decimals(100.0 * step), 100.0 * value),
            Self::Points => signed(format!("{:.*}", decimals(100.0 * step), 100.0 * value), value),
            Self::Factor => {
                let factor = value.exp();
                let places = if factor < 0.095 { 3 } else { 2 };
                format!("{factor:.places$}").trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        }
    }
}

fn signed(text: String, value: f64) -> String {
    if value > 0.0 { format!("+{text}") } else { text.replace('-', "−") }
}

/// A range with its ticks.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) unit: Unit,
    step: f64,
}

impl Axis {
    /// Around these values; from 0 on where they are above 0 and that costs less than half of the room.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, unit: Unit) -> Option<Self> {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return None;
        }
        let low = if low >= 0.0 && low < 0.6 * high && unit != Unit::Factor { 0.0 } else { low };
        let room = (high - low).max(1e-9 * high.abs()).max(1e-9);
        let step = step(room);
        let low = (low / step).floor() * step;
        let high = (high / step).ceil() * step;
        let high = if high > low { high } else { low + step };
        Some(Self { low, high, unit, step })
    }

    /// From 0 to a whole number.
    pub(super) fn whole(high: f64) -> Self {
        Self { low: 0.0, high, unit: Unit::Plain, step: step(high).max(1.0) }
    }

    /// From one end to another, for places without ticks.
    pub(super) fn places(low: f64, high: f64) -> Self {
        Self { low, high, unit: Unit::Plain, step: 1.0 }
    }

    /// Whether it starts elsewhere than at 0 and should say so.
    pub(super) fn cut(&self) -> Option<String> {
        let cut = self.low > 0.0 && matches!(self.unit, Unit::Plain | Unit::Percent);
        cut.then(|| format!("axis starts at {}", self.unit.shown(self.low, self.step)))
    }

    /// Where ticks are, and what they say.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        if self.unit == Unit::Factor {
            let ratios = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0];
            let up = [1.1, 1.2, 1.4, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
            let room = (self.high - self.low) / 7.0;
            let mut ticks: Vec<f64> = Vec::new();
            for ratio in ratios.into_iter().chain(up).map(f64::ln) {
                let inside = ratio >= self.low - 1e-9 && ratio <= self.high + 1e-9;
                if inside && (ratio == 0.0 || ticks.last().is_none_or(|last| ratio - last > room)) {
                    ticks.retain(|known| ratio != 0.0 || ratio - known > 0.6 * room);
                    ticks.push(ratio);
                }
            }
            return ticks.into_iter().map(|at| (at, self.unit.shown(at, 1.0))).collect();
        }
        let count = ((self.high - self.low) / self.step + 1e-6).floor() as usize;
        let at = |tick: usize| self.low + tick as f64 * self.step;
        (0..=count).map(|tick| (at(tick), self.unit.shown(at(tick), self.step))).collect()
    }
}

/// A step of 1, 2 or 5 times a power of ten that makes four to nine ticks.
fn step(room: f64) -> f64 {
    let power = 10f64.powf((room / 5.0).log10().floor());
    let rest = room / 5.0 / power;
    power
        * if rest > 5.0 {
            10.0
        } else if rest > 2.0 {
            5.0
        } else if rest > 1.0 {
            2.0
        } else {
            1.0
        }
}

/// The room of a chart, and what maps to it.
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) x: Axis,
    pub(super) y: Axis,
}

impl Frame {
    /// A chart of usual size below its title.
    pub(super) fn new(x: Axis, y: Axis) -> Self {
        let wide = y.ticks().iter().map(|(_, text)| text.chars().count()).max().unwrap_or(1);
        let left = (18.0 + 7.6 * wide as f64).max(46.0);
        Self { left, right: WIDTH - 20.0, top: 54.0, bottom: 264.0, x, y }
    }

    pub(super) fn x(&self, value: f64) -> f64 {
        self.left + (value - self.x.low) / (self.x.high - self.x.low) * (self.right - self.left)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (value - self.y.low) / (self.y.high - self.y.low) * (self.bottom - self.top)
    }

    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x(x), self.y(y))
    }

    /// The title and the vertical axis, with its grid.
    pub(super) fn vertical(&self, canvas: &mut Canvas, title: &str, label: &str) {
        canvas.text((8.0, 19.0), "head", title);
        let cut = self.y.cut().map(|cut| format!(" ({cut})")).unwrap_or_default();
        canvas.text((8.0, 38.0), "soft", &format!("{label}{cut}"));
        for (value, text) in self.y.ticks() {
            let y = self.y(value);
            canvas.line((self.left, y), (self.right, y), "grid");
            canvas.text((self.left - 6.0, y + 4.0), "soft end", &text);
        }
    }

    /// The horizontal axis.
    pub(super) fn horizontal(&self, canvas: &mut Canvas, label: &str) {
        canvas.line((self.left, self.bottom), (self.right, self.bottom), "axis");
        for (value, text) in self.x.ticks() {
            let x = self.x(value);
            canvas.line((x, self.bottom), (x, self.bottom + 4.0), "axis");
            canvas.text((x, self.bottom + 17.0), "soft mid", &text);
        }
        self.label(canvas, label);
    }

    /// What the horizontal axis shows.
    pub(super) fn label(&self, canvas: &mut Canvas, label: &str) {
        let cut = self.x.cut().map(|cut| format!(" ({cut})")).unwrap_or_default();
        canvas.text((0.5 * (self.left + self.right), self.bottom + 34.0), "soft mid", &format!("{label}{cut}"));
    }
}
