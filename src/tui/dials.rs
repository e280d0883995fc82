//! What is looked at on the Scenario screen, and what its keys do: every parameter of day and night.
//! A change is made in two steps: first it waits, beside the value that is in force; then it is made
//! so, together with every other that waits.

mod scale;

pub use scale::Scale;

use super::app::{App, Overlay};
use super::ask::{Ask, Asked};
use super::keymap::Action;
use super::update::Effect;
use crate::arm::{Param, Phase, Setting, Value};
use crate::lab::Life;
use crate::scenario::key::{self, Task};
use crate::scenario::{Event, Spec, What};

/// Rows of a page.
const PAGE: usize = 6;

/// Where each group of parameters begins, and its name.
pub const GROUPS: [(Param, &str); 5] = [
    (Param::DaySteps, "day"),
    (Param::Cycles, "night"),
    (Param::Rule, "downscaling"),
    (Param::Capacity, "memory"),
    (Param::Sparse, "dreams"),
];

/// The parameter that is selected, and what others may become.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Its place in [`Param::ALL`].
    selected: usize,
    /// Changes that wait.
    pending: Vec<Setting>,
}

impl State {
    /// The parameter that is selected.
    #[must_use]
    pub fn selected(&self) -> Param {
        Param::ALL[self.selected.min(Param::ALL.len() - 1)]
    }

    fn step(&mut self, params: &[Param], rows: isize) {
        let here = params.iter().position(|param| *param == self.selected()).unwrap_or(0);
        self.select(params.get(here.saturating_add_signed(rows).min(params.len().saturating_sub(1))));
    }

    /// To the first row of the next group, at last to that of the first.
    fn next_group(&mut self, params: &[Param]) {
        let here = group(self.selected());
        let after = params.iter().skip_while(|param| **param != self.selected());
        let next = after.into_iter().find(|param| group(**param) != here);
        self.select(next.or(params.first()));
    }

    fn select(&mut self, param: Option<&Param>) {
        if let Some(place) = Param::ALL.iter().position(|known| Some(known) == param) {
            self.selected = place;
        }
    }

    fn forget(&mut self, param: Param) {
        self.pending.retain(|setting| setting.param != param);
    }
}

/// The name of a parameter's group.
#[must_use]
pub fn group(param: Param) -> &'static str {
    let place = |param: Param| Param::ALL.iter().position(|known| *known == param);
    GROUPS.iter().rfind(|(first, _)| place(*first) <= place(param)).map_or("", |(_, name)| *name)
}

/// What a key does there.
pub(super) fn act(app: &mut App, action: Action) -> Effect {
    if app.turned() {
        app.say("This is the story. x turns to the parameters.".to_owned());
        return Effect::None;
    }
    let params = app.params();
    let dials = &mut app.dials;
    match action {
        Action::Up => dials.step(&params, -1),
        Action::Down => dials.step(&params, 1),
        Action::PageUp => dials.step(&params, -(PAGE as isize)),
        Action::PageDown => dials.step(&params, PAGE as isize),
        Action::NextPart => dials.next_group(&params),
        Action::Left => turn(app, false),
        Action::Right => turn(app, true),
        Action::Choose if app.pending(app.dials.selected()).is_some() => make_so(app),
        Action::Choose => type_it(app),
        Action::Forget => forget(app),
        _ => {}
    }
    Effect::None
}

/// Moves the value that waits, or the one in force, by a step.
fn turn(app: &mut App, up: bool) {
    let param = app.dials.selected();
    let scale = Scale::of(param);
    if scale == Scale::Typed {
        app.say("Two bounds are typed: enter opens a line for them.".to_owned());
        return;
    }
    // Where lives differ, one of them is where to begin.
    let begin = || app.lab().lives()[app.forked()].params().get(param);
    let from = app.pending(param).or_else(|| app.in_force(param)).unwrap_or_else(begin);
    if let Some(value) = scale.step(from, up) {
        app.wait(Setting { param, value });
    }
}

/// Opens the line that a value is typed on.
fn type_it(app: &mut App) {
    let param = app.dials.selected();
    app.overlay = Some(Overlay::Ask(Box::new(Ask::new(Asked::Value(param), ""))));
}

/// The selected change no longer waits; where none does there, none waits at all.
fn forget(app: &mut App) {
    let param = app.dials.selected();
    if app.pending(param).is_some() {
        app.dials.forget(param);
    } else {
        app.dials.pending.clear();
    }
    app.report = None;
}

/// Makes every change so that waits: those that all lives have in common are for everyone, the others
/// for whom acts are for. All of them, or where one is refused none.
fn make_so(app: &mut App) {
    app.finish_tick();
    let whom = app.whom().map(|life| app.lab().lives()[life].name().to_owned());
    if let Some(gone) = app.whom().and_then(|life| app.lab().lives()[life].diverged()) {
        let who = super::words::call(app, app.forked());
        return app.say(format!("Not done: {who} {gone}. Go back first, or choose another life with a."));
    }
    let waiting: Vec<Setting> = app.waiting().collect();
    let (shared, own): (Vec<Setting>, Vec<Setting>) =
        waiting.iter().partition(|setting| whom.is_none() || setting.param.is_shared());
    let whats: Vec<(Option<String>, What)> = [(None, shared), (whom, own)]
        .into_iter()
        .filter(|(_, settings)| !settings.is_empty())
        .map(|(whom, settings)| (whom, What::Set(settings)))
        .collect();
    if let Some(why) = refusal(app, &whats) {
        return app.say(format!("Not done: {why}."));
    }
    let told: Vec<String> = waiting.iter().map(|setting| changed(app, setting)).collect();
    let from = match waiting.as_slice() {
        [one] => format!(", {}", app.counts_from(one.param)),
        _ => String::new(),
    };
    let who = match whats.as_slice() {
        [(None, _)] => "everyone".to_owned(),
        [_] => app.whom_title(),
        _ => format!("{} and everyone", app.whom_title()),
    };
    if whats.into_iter().all(|(whom, what)| app.act_for(whom.as_deref(), what)) {
        app.dials.pending.clear();
        app.say(format!("Done, for {who}: {}{from}. backspace takes it back.", told.join(", ")));
    }
}

/// “downscale.amount 0.1 → 0.14”.
fn changed(app: &App, setting: &Setting) -> String {
    let old = app.in_force(setting.param).map_or_else(|| "differing".to_owned(), |value| value.to_string());
    let path = setting.param.path();
    let short = path.strip_prefix("night.").filter(|rest| rest.contains('.')).unwrap_or(path);
    format!("{short} {old} → {}", setting.value)
}

/// Why one of several changes, each on top of those before it, cannot be made.
fn refusal(app: &App, whats: &[(Option<String>, What)]) -> Option<String> {
    let (day, phase, tick) = app.lab().now()?;
    let mut spec = app.lab().spec().clone();
    let each = whats.iter().flat_map(|(life, what)| match what {
        What::Set(settings) => settings.iter().map(|setting| (life.clone(), What::Set(vec![*setting]))).collect(),
        other => vec![(life.clone(), other.clone())],
    });
    // Some can only be together.
    let together = |spec: &mut Spec| {
        whats.iter().find_map(|(life, what)| {
            let event = Event { day, phase, tick, life: life.clone(), what: what.clone() };
            let why = spec.refusal(&event);
            spec.events.push(event);
            why
        })
    };
    let refused = together(&mut spec.clone())?;
    // One after another, so that the one is named for which it is.
    let named = each.into_iter().find_map(|(life, what)| {
        let event = Event { day, phase, tick, life, what };
        let why = spec.refusal(&event);
        spec.events.push(event);
        why
    });
    let why = named.unwrap_or(refused);
    Some(why.strip_prefix("event.set: ").map_or_else(|| why.clone(), str::to_owned))
}

impl App {
    /// The parameters that say something in this story, in their order.
    #[must_use]
    pub fn params(&self) -> Vec<Param> {
        let task = Task::from_name(self.lab().spec().task.kind());
        let says = |param: &Param| key::find(param.path()).zip(task).is_none_or(|(key, task)| key.is_of(task));
        Param::ALL.into_iter().filter(says).collect()
    }

    /// The parameter that is selected on the Scenario screen.
    #[must_use]
    pub fn dial(&self) -> Param {
        self.dials.selected()
    }

    /// The lives that a change of a parameter is for.
    pub fn changed_by(&self, param: Param) -> impl Iterator<Item = (usize, &Life)> {
        let whom = self.whom().filter(|_| !param.is_shared());
        self.lab().lives().iter().enumerate().filter(move |(life, _)| whom.is_none_or(|whom| whom == *life))
    }

    /// The value in force for those lives; `None` where they differ.
    #[must_use]
    pub fn in_force(&self, param: Param) -> Option<Value> {
        let mut values = self.changed_by(param).map(|(_, life)| life.params().get(param));
        let first = values.next()?;
        values.all(|value| value == first).then_some(first)
    }

    /// The value that the scenario gives.
    #[must_use]
    pub fn own(&self, param: Param) -> Value {
        self.scenario().spec().live_params().get(param)
    }

    /// The value that waits to be made so.
    #[must_use]
    pub fn pending(&self, param: Param) -> Option<Value> {
        self.waiting().find(|setting| setting.param == param).map(|setting| setting.value)
    }

    /// All changes that wait and would change something.
    pub fn waiting(&self) -> impl Iterator<Item = Setting> {
        let waits = |setting: &&Setting| self.in_force(setting.param) != Some(setting.value);
        self.dials.pending.iter().filter(waits).copied()
    }

    /// A change waits from now on.
    pub(super) fn wait(&mut self, setting: Setting) {
        self.dials.forget(setting.param);
        self.report = None;
        if self.in_force(setting.param) == Some(setting.value) {
            return;
        }
        self.dials.pending.push(setting);
        self.dials.pending.sort_by_key(|setting| Param::ALL.iter().position(|param| *param == setting.param));
    }

    /// From when on a change that is made now counts.
    #[must_use]
    pub fn counts_from(&self, param: Param) -> &'static str {
        let clock = self.lab().clock();
        let begun = !clock.is_boundary() || self.within();
        let by_day = (clock.phase == Phase::Day) == begun;
        let in_turn = || self.changed_by(param).any(|(_, life)| life.arm().regimen().in_turn);
        match param {
            Param::DaySteps if by_day && !begun => "from this day on",
            Param::DaySteps => "from the next day on",
            Param::Batch => match (by_day, begun) {
                (true, false) => "from this day on",
                (false, true) => "from the next day on",
                _ => "from tonight on",
            },
            Param::Cycles | Param::NightSteps if !by_day && begun => "from the next night on",
            Param::Cycles | Param::NightSteps => "from tonight on",
            Param::LearningRate | Param::Momentum | Param::Normalized => "from the next step on",
            _ if !by_day && begun => "from the next step on",
            _ if by_day && in_turn() => "from tonight on, by day at once",
            _ => "from tonight on",
        }
    }
}
