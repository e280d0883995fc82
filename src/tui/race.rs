//! What is looked at on the Race screen, and what its keys do.

use super::app::App;
use super::keymap::Action;
use super::update::Effect;
use super::words::{self, journal::moment};
use crate::record::Measure;

/// Which two lives are compared, and by what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The first, by its name in files; `None` = the one that the words are about.
    first: Option<String>,
    /// The second; `None` = the one that is compared with it.
    second: Option<String>,
    compared: Compared,
}

/// What is compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Compared {
    /// The error on unseen examples.
    #[default]
    Mistakes,
    /// The total of weights.
    Strength,
    /// The share of lies believed.
    Lies,
    /// The error in training, against what was taught.
    Training,
}

impl Compared {
    /// In the order of the key.
    pub const ALL: [Self; 4] = [Self::Mistakes, Self::Strength, Self::Lies, Self::Training];

    /// The recorded measure.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::Mistakes => Measure::TestError,
            Self::Strength => Measure::WeightAbs,
            Self::Lies => Measure::LiesBelieved,
            Self::Training => Measure::TrainError,
        }
    }

    /// Its name in plain words, for classes or for values.
    #[must_use]
    pub const fn title(self, is_classes: bool) -> &'static str {
        match (self, is_classes) {
            (Self::Mistakes, true) => "mistakes",
            (Self::Mistakes, false) => "distance from the truth",
            (Self::Strength, _) => "strength",
            (Self::Lies, _) => "lies believed",
            (Self::Training, true) => "mistakes in training",
            (Self::Training, false) => "distance in training",
        }
    }
}

/// How far two lives differ, at every point of everything recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The first's value less the second's; NaN where one of them was not measured.
    pub values: Vec<f64>,
    /// The first point at which the recorded values are not the same to the last bit.
    pub from: Option<usize>,
}

impl App {
    /// The two lives that are compared, if there are two.
    #[must_use]
    pub fn pair(&self) -> Option<(usize, usize)> {
        let shown: Vec<usize> = self.shown().collect();
        let find = |name: &Option<String>| {
            let name = name.as_deref()?;
            shown.iter().copied().find(|life| self.lab().lives()[*life].name() == name)
        };
        let second = find(&self.race.second);
        let first = find(&self.race.first).or_else(|| Some(self.hero()).filter(|life| Some(*life) != second));
        let first = first.or_else(|| shown.iter().copied().find(|life| Some(*life) != second))?;
        let second = second.filter(|life| *life != first);
        let rival = self.rival().filter(|life| *life != first);
        let second = second.or(rival).or_else(|| shown.iter().copied().find(|life| *life != first))?;
        Some((first, second))
    }

    /// What they are compared by.
    #[must_use]
    pub const fn compared(&self) -> Compared {
        self.race.compared
    }

    /// How far they differ.
    #[must_use]
    pub fn difference(&self) -> Option<Difference> {
        let (first, second) = self.pair()?;
        let tracks = self.seen().0.tracks();
        let column = |life: usize| tracks.get(life).map_or(&[][..], |track| track.column(self.compared().measure()));
        let (ours, theirs) = (column(first), column(second));
        let from = ours.iter().zip(theirs).position(|(a, b)| a.to_bits() != b.to_bits() && !(a.is_nan() && b.is_nan()));
        Some(Difference { values: ours.iter().zip(theirs).map(|(a, b)| a - b).collect(), from })
    }

    /// What labels of a difference are multiplied by: shares are told in points of a hundred.
    #[must_use]
    pub fn points(&self) -> f64 {
        match self.compared() {
            Compared::Lies => 100.0,
            Compared::Mistakes | Compared::Training if self.lab().world().is_classes() => 100.0,
            Compared::Mistakes | Compared::Training | Compared::Strength => 1.0,
        }
    }

    /// A difference in words: “+3.2 points”.
    #[must_use]
    pub fn apart(&self, value: f64) -> String {
        if !value.is_finite() {
            return "not measured".to_owned();
        }
        if value == 0.0 {
            return "no difference".to_owned();
        }
        let scaled = value * self.points();
        let digits = match (self.points() > 1.0, scaled.abs()) {
            (true, 0.05..) | (false, 10.0..) => 1,
            (false, 0.001..) => 3,
            _ => return format!("{scaled:+.1e}").replace('-', "−"),
        };
        let unit = if self.points() > 1.0 { " points" } else { "" };
        format!("{scaled:+.digits$}{unit}").replace('-', "−")
    }
}

/// How long two lives were the same, in more words and fewer, and how far apart they are where the lab
/// stands or at the tick under the pointer.
#[must_use]
pub fn told(app: &App) -> Option<([String; 2], String)> {
    let difference = app.difference()?;
    let (calendar, ticks) = (app.calendar(), app.seen().1);
    let since = match difference.from {
        None => ["Not different in this, wherever it was measured.", "Not different in this."].map(str::to_owned),
        Some(0) => ["Different from birth on."; 2].map(str::to_owned),
        Some(from) => {
            let [same, other] = [from - 1, from].map(|point| moment(calendar, ticks[point]));
            [
                format!("The same, bit for bit, until {same}; different from {other} on."),
                format!("The same until {same}; not at {other}."),
            ]
        }
    };
    let tick = app.cursor().unwrap_or_else(|| app.lab().clock().total);
    let place = if app.cursor().is_some() { moment(calendar, tick) } else { "now".to_owned() };
    let value = match words::point(ticks, tick).filter(|_| tick <= app.seen_until()) {
        Some(point) => app.apart(difference.values[point]),
        None => "not lived yet".to_owned(),
    };
    Some((since, format!("{place}: {value}")))
}

/// What a key does there.
pub(super) fn act(app: &mut App, action: Action) -> Effect {
    let lives: Vec<usize> = app.shown().collect();
    let Some((first, second)) = app.pair() else { return Effect::None };
    // The life after one in turn that is not the other of the two, which changes places with it if there
    // are no more.
    let next = |from: usize, other: usize| {
        let count = lives.len();
        let step = if matches!(action, Action::Up | Action::Left) { count - 1 } else { 1 };
        let place = lives.iter().position(|life| *life == from).unwrap_or(0);
        let steps = [1, 2].map(|times| lives[(place + times * step) % count]);
        if steps[0] == other && count > 2 {
            (steps[1], other)
        } else {
            (steps[0], if steps[0] == other { from } else { other })
        }
    };
    let (mut ours, mut theirs) = (first, second);
    match action {
        Action::Up | Action::Down => (ours, theirs) = next(first, second),
        Action::Left | Action::Right => (theirs, ours) = next(second, first),
        Action::NextPart => {
            let has_lies = app.lab().world().train.labels.iter().any(|label| label.is_lie());
            let all: Vec<Compared> =
                Compared::ALL.into_iter().filter(|compared| has_lies || *compared != Compared::Lies).collect();
            let place = all.iter().position(|compared| *compared == app.race.compared).unwrap_or(0);
            app.race.compared = all[(place + 1) % all.len()];
        }
        _ => {}
    }
    let name = |life: usize| Some(app.lab().lives()[life].name().to_owned());
    (app.race.first, app.race.second) = (name(ours), name(theirs));
    Effect::None
}
