//! The state of the screen: a lab, how fast it runs, and what lies on top. No I/O and no clock.

use std::path::PathBuf;

use super::calendar::{self, Calendar};
use super::eye::Eye;
use super::mouse::Mouse;
use super::pace::{Pace, Rhythm, Speed};
use super::stories::{Origin, Stories, Trouble};
use super::surface::Surface;
use super::tab::Tab;
use super::theme::Theme;
use super::tour::Tour;
use super::words;
use super::{ask, dials, dreams, fork, journal, race, synapses};
use crate::lab::{Lab, Options, Progress};
use crate::record::Moment;
use crate::scenario::{Scenario, Source};
use crate::session::Session;

mod time;

/// What lies on top of the screen.
#[derive(Debug)]
pub enum Overlay {
    /// The keys, and how to read the screen, from this line on.
    Help(u16),
    /// The stories that can be opened.
    Stories(Box<Stories>),
    /// What is wrong with one of them.
    Trouble(Box<Trouble>),
    /// A line that is asked for.
    Ask(Box<ask::Ask>),
    /// A twin, and how it will live.
    Fork(Box<fork::Fork>),
    /// A share code.
    Share(String),
}

/// Where a run ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// After the tick.
    Tick,
    /// In the evening.
    Evening,
    /// In the morning.
    Morning,
    /// At the same moment of the next day.
    Cycle(u64),
    /// At this tick.
    There(u64),
    /// Where the condition that was asked for is met.
    Until,
}

/// Whether time passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It does not.
    Paused,
    /// At its pace.
    Running,
    /// As fast as it goes, up to a goal.
    Going(Goal),
}

/// How a screen begins.
#[derive(Debug, Clone)]
pub struct Start {
    /// How the lab is run.
    pub options: Options,
    /// The colours.
    pub theme: Theme,
    /// What the terminal can show.
    pub surface: Surface,
    /// How fast.
    pub speed: Speed,
    /// Whether it waits for a key.
    pub paused: bool,
}

/// The state of the screen.
pub struct App {
    origin: Option<Origin>,
    session: Session,
    /// Whether it goes on where it was saved.
    resumed: bool,
    calendar: Calendar,
    rhythm: Rhythm,
    /// The ticks of the history's axis.
    ticks: Vec<u64>,
    /// Those of what was lived further than the lab stands.
    ahead: Vec<u64>,
    /// Whether a tick has begun and is not over.
    within: bool,
    /// The point of the history from which a report counts.
    since: usize,
    pub(super) start: Start,
    pub(super) mode: Mode,
    pub(super) pace: Pace,
    pub(super) overlay: Option<Overlay>,
    pub(super) report: Option<String>,
    pub(super) eye: Eye,
    pub(super) mouse: Mouse,
    /// The theme at the hour that is drawn.
    hour: Theme,
    /// Whether panels show their second faces.
    pub(super) turned: bool,
    /// Whether training curves are drawn.
    pub(super) training: bool,
    pub(super) tour: Option<Tour>,
    pub(super) tab: Tab,
    /// The file that the session is saved to.
    pub(super) file: Option<PathBuf>,
    /// The share code that was asked for last.
    pub(super) shared: Option<String>,
    /// The name of the life that acts are for; `None` = all.
    pub(super) whom: Option<String>,
    pub(super) dreams: dreams::State,
    pub(super) synapses: synapses::State,
    pub(super) race: race::State,
    pub(super) journal: journal::State,
    pub(super) dials: dials::State,
    pub(super) asked: ask::State,
}

impl App {
    /// A screen on a lab at birth.
    #[must_use]
    pub fn new(scenario: Scenario, start: Start) -> Self {
        let resumed = scenario.saved().is_some();
        let (session, same) = Session::resume(&scenario, Session::options(&scenario, start.options));
        let lab = session.lab();
        let spec = lab.spec();
        let rhythm = Rhythm { day: spec.day.steps, deep: spec.night.cycles, dreaming: spec.night.steps };
        let mut app = Self {
            calendar: Calendar::of(lab),
            rhythm,
            ticks: Vec::new(),
            ahead: Vec::new(),
            within: false,
            since: 0,
            mode: if start.paused { Mode::Paused } else { Mode::Running },
            pace: Pace::new(start.speed),
            overlay: None,
            report: None,
            eye: Eye::default(),
            mouse: Mouse::default(),
            hour: start.theme.clone(),
            turned: false,
            training: false,
            tour: None,
            tab: Tab::Night,
            file: None,
            shared: None,
            whom: None,
            dreams: dreams::State::default(),
            synapses: synapses::State::default(),
            race: race::State::default(),
            journal: journal::State::default(),
            dials: dials::State::default(),
            asked: ask::State::default(),
            origin: None,
            session,
            resumed,
            start,
        };
        app.after_tick(Progress::Micro);
        if resumed {
            app.mode = Mode::Paused;
            app.arrived();
            app.say(words::resumed(&app, same));
        }
        app
    }

    /// The same, knowing where its scenario comes from.
    #[must_use]
    pub fn from(mut self, origin: Option<Origin>) -> Self {
        // A session that was opened is saved where it came from.
        self.file = match &origin {
            Some(Origin { source: Source::File(path), .. }) if self.resumed => Some(path.clone()),
            _ => None,
        };
        self.origin = origin;
        self
    }

    /// Where the scenario comes from.
    #[must_use]
    pub const fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        self.session.scenario()
    }

    /// What a person did with the lab.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The tour, while it lasts.
    #[must_use]
    pub const fn tour(&self) -> Option<&Tour> {
        self.tour.as_ref()
    }

    /// The lab.
    #[must_use]
    pub const fn lab(&self) -> &Lab {
        self.session.lab()
    }

    /// The lab, when the screen is left.
    #[must_use]
    pub fn into_lab(self) -> Lab {
        self.session.into_lab()
    }

    /// When days and nights begin and end.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The ticks of the history's points.
    #[must_use]
    pub fn ticks(&self) -> &[u64] {
        &self.ticks
    }

    /// The ticks of everything recorded on this course, that which lies ahead included.
    #[must_use]
    pub fn ticks_seen(&self) -> &[u64] {
        if self.ahead.is_empty() { &self.ticks } else { &self.ahead }
    }

    /// The colours, as they are at this hour.
    #[must_use]
    pub const fn theme(&self) -> &Theme {
        &self.hour
    }

    /// Whether it is day, and the minutes since midnight.
    #[must_use]
    pub fn time(&self) -> (bool, u32) {
        let clock = self.lab().clock();
        let is_day = matches!(clock.stamp().moment, Moment::Day | Moment::Evening) || clock.day == 0;
        (is_day, calendar::minutes(is_day, clock.tick, clock.length))
    }

    /// What the terminal can show.
    #[must_use]
    pub const fn surface(&self) -> Surface {
        self.start.surface
    }

    /// Whether time passes.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// How fast.
    #[must_use]
    pub const fn speed(&self) -> Speed {
        self.pace.speed
    }

    /// What was asked for.
    #[must_use]
    pub const fn asked(&self) -> &ask::State {
        &self.asked
    }

    /// What lies on top.
    #[must_use]
    pub const fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// What a step of the user's changed, in words.
    #[must_use]
    pub fn report(&self) -> Option<&str> {
        self.report.as_deref()
    }

    /// What the sleeper has before its eyes.
    #[must_use]
    pub const fn eye(&self) -> &Eye {
        &self.eye
    }

    /// The screen that is shown.
    #[must_use]
    pub const fn tab(&self) -> Tab {
        self.tab
    }

    /// Whether panels show their second faces.
    #[must_use]
    pub const fn turned(&self) -> bool {
        self.turned
    }

    /// Whether training curves are drawn.
    #[must_use]
    pub const fn training(&self) -> bool {
        self.training
    }

    /// The lives that are drawn, by their number: those that the scenario shows, then every twin.
    pub fn shown(&self) -> impl Iterator<Item = usize> {
        let spec = self.lab().spec();
        let shown = spec.show.iter().filter_map(|arm| spec.live.iter().position(|live| live == arm));
        shown.chain(spec.live.len()..self.lab().lives().len())
    }

    /// The life that the words are about: the sleeper, or else the first.
    #[must_use]
    pub fn hero(&self) -> usize {
        self.life_of("sleep").or_else(|| self.shown().next()).unwrap_or(0)
    }

    /// The life it is compared with: the one that stays up, or else another.
    #[must_use]
    pub fn rival(&self) -> Option<usize> {
        let hero = self.hero();
        self.life_of("awake").filter(|life| *life != hero).or_else(|| self.shown().find(|life| *life != hero))
    }

    fn life_of(&self, arm: &str) -> Option<usize> {
        self.shown().find(|life| self.lab().lives()[*life].name() == arm)
    }

    /// From birth again.
    pub(super) fn restart(&mut self) {
        self.open(self.scenario().clone(), self.origin.clone());
    }

    /// A new lab on the same screen.
    pub(super) fn open(&mut self, scenario: Scenario, origin: Option<Origin>) {
        let speed = self.pace.speed;
        let paused = self.mode != Mode::Running && !self.lab().ended();
        let start = Start { speed, paused, ..self.start.clone() };
        let (turned, training, tour, tab) = (self.turned, self.training, self.tour.take(), self.tab);
        *self = Self { turned, training, tour, tab, ..Self::new(scenario, start).from(origin) };
    }

    /// Prepares what is drawn besides the record: call it before drawing.
    pub fn look(&mut self) {
        let (_, time) = self.time();
        self.hour = self.start.theme.at(calendar::darkness(time), calendar::glow(time));
        let (hero, rival) = (self.hero(), self.rival());
        let clock = self.lab().clock();
        let phase = f64::from(clock.length) * self.rhythm.seconds(clock.day, clock.stage);
        // Who stands still can look at everything.
        let pictures = if self.mode == Mode::Paused { u32::MAX } else { self.pace.speed.pictures(phase) };
        self.eye.look(self.session.lab_mut(), (hero, rival), pictures);
        match self.tab {
            Tab::Dreams => dreams::look(self, pictures),
            Tab::Synapses => synapses::look(self),
            Tab::Night | Tab::Race | Tab::Journal | Tab::Scenario => {}
        }
    }
}
