//! The screens, each behind a digit, and whom acts are for.

use ratatui::style::Color;

use super::app::App;
use super::theme::MARKERS;
use super::update::Effect;
use super::{dials, dreams, journal, keymap::Action, race, synapses};
use crate::arm::Arm;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// Days and nights: the main one.
    #[default]
    Night,
    /// What was dreamt, each memory beside its dream.
    Dreams,
    /// Weights, units, layers: where one operates.
    Synapses,
    /// Lives side by side, and how far any two differ.
    Race,
    /// What happened, in sentences, and every course that life took.
    Journal,
    /// What is lived and how: every parameter.
    Scenario,
}

impl Tab {
    /// In the order of their digits.
    pub const ALL: [Self; 6] = [Self::Night, Self::Dreams, Self::Synapses, Self::Race, Self::Journal, Self::Scenario];

    /// The digit of its key: for good.
    #[must_use]
    pub const fn digit(self) -> char {
        match self {
            Self::Night => '1',
            Self::Dreams => '2',
            Self::Synapses => '3',
            Self::Race => '4',
            Self::Journal => '5',
            Self::Scenario => '6',
        }
    }

    /// Its name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Night => "Night",
            Self::Dreams => "Dreams",
            Self::Synapses => "Synapses",
            Self::Race => "Race",
            Self::Journal => "Journal",
            Self::Scenario => "Scenario",
        }
    }
}

/// What a key does on the screen that is shown, where that is not the Night.
pub(super) fn inside(app: &mut App, action: Action) -> Effect {
    match app.tab() {
        Tab::Night => Effect::None,
        Tab::Dreams => dreams::act(app, action),
        Tab::Synapses => synapses::act(app, action),
        Tab::Race => race::act(app, action),
        Tab::Journal => journal::act(app, action),
        Tab::Scenario => dials::act(app, action),
    }
}

/// How a life looks, wherever it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Its name in plain words.
    pub title: String,
    /// Its colour.
    pub color: Color,
    /// Its marker: colour alone never tells lives apart.
    pub marker: &'static str,
}

impl App {
    /// How a life looks.
    #[must_use]
    pub fn look_of(&self, life: usize) -> Look {
        let lives = self.lab().lives();
        let (name, arm) = (lives[life].name(), lives[life].arm());
        // “stays up 2”: twins are told apart by the number that their name ends with.
        let title = match name.rsplit_once('-') {
            Some((of, number)) if of == arm.name() && number.parse::<u32>().is_ok() => {
                format!("{} {number}", arm.title())
            }
            _ => Arm::from_name(name).map_or_else(|| name.to_owned(), |arm| arm.title().to_owned()),
        };
        let place = self.palette(life);
        Look { title, color: self.theme().series[place], marker: MARKERS[place] }
    }

    /// The place of a life in the palette: that of its arm; for a twin the first that no life before
    /// it has.
    fn palette(&self, life: usize) -> usize {
        let live = &self.lab().spec().live;
        if let Some(arm) = live.get(life) {
            return *arm as usize;
        }
        let taken = |place: &usize| live.iter().any(|arm| *arm as usize == *place);
        let free = (0..MARKERS.len()).filter(|place| !taken(place));
        free.cycle().nth(life - live.len()).unwrap_or(0)
    }

    /// The life that acts are for; `None` = all.
    #[must_use]
    pub fn whom(&self) -> Option<usize> {
        let name = self.whom.as_deref()?;
        self.lab().lives().iter().position(|life| life.name() == name)
    }

    /// Whom acts are for, in plain words.
    #[must_use]
    pub fn whom_title(&self) -> String {
        self.whom().map_or_else(|| "everyone".to_owned(), |life| self.look_of(life).title)
    }

    /// Acts are for the next life in turn, or for all again.
    pub(super) fn next_whom(&mut self) {
        let shown: Vec<usize> = self.shown().collect();
        let next = match self.whom().and_then(|life| shown.iter().position(|shown| *shown == life)) {
            None => shown.first(),
            Some(place) => shown.get(place + 1),
        };
        self.whom = next.map(|life| self.lab().lives()[*life].name().to_owned());
    }
}
