//! The tour: eight sentences, and the keys that show what they say. It presses them through the same
//! actions as a person does; seconds come in, no clock is read, nothing is stored.

use std::collections::VecDeque;

use super::app::{App, Mode};
use super::keymap::Action;
use super::pace::Speed;
use super::tab::Tab;
use super::update::{Effect, act};
use super::words;
use crate::record::Measure;

/// Seconds of one call that count: a stall does not skip what there is to see.
const MOST: f64 = 0.25;
/// Seconds between two characters that are typed.
const TYPING: f64 = 0.06;

/// A step: what it says, how long, and which keys it presses.
struct Step {
    sentence: fn(&App) -> String,
    seconds: f64,
    presses: &'static [(f64, Press)],
}

/// What is pressed.
enum Press {
    Key(Action),
    /// The list of stories, a line, enter.
    Line(&'static str),
}

use Press::{Key, Line};

const STEPS: [Step; 8] = [
    Step {
        sentence: |_| {
            "Fourteen noisy points of a wave. By day both lines bend towards every point; each night the sleeper’s is smoothed again.".to_owned()
        },
        seconds: 14.0,
        presses: &[(0.8, Line("curve")), (3.4, Key(Action::Faster))],
    },
    Step {
        sentence: |_| {
            "Careless teachers: a network studies handwritten digits. Learning strengthens synapses, right or wrong; their total grows.".to_owned()
        },
        seconds: 11.0,
        presses: &[(0.5, Key(Action::Slower)), (0.8, Line("digits")), (7.5, Key(Action::Evening))],
    },
    Step {
        sentence: |_| {
            "Night. In deep sleep every synapse of the sleeper shrinks by the same share; its twin only waits."
                .to_owned()
        },
        seconds: 9.0,
        presses: &[(0.4, Key(Action::Slower)), (0.5, Key(Action::Slower)), (1.0, Key(Action::Pause))],
    },
    Step {
        sentence: |_| {
            "Then it dreams: noisy replays of its recent days, lies and all, and it learns from them too. 2 shows each memory beside its dream.".to_owned()
        },
        seconds: 12.0,
        presses: &[
            (4.0, Key(Action::Tab(Tab::Dreams))),
            (9.5, Key(Action::Tab(Tab::Night))),
            (10.0, Key(Action::Morning)),
        ],
    },
    Step {
        sentence: lies,
        seconds: 10.0,
        presses: &[(0.4, Key(Action::Faster)), (0.5, Key(Action::Faster)), (1.0, Key(Action::Pause))],
    },
    Step { sentence: twin, seconds: 10.0, presses: &[(0.5, Key(Action::Faster))] },
    Step {
        sentence: same,
        seconds: 14.0,
        presses: &[(0.8, Line("digits-fixed --arms sleep,interleaved")), (5.5, Key(Action::Faster))],
    },
    Step { sentence: fails, seconds: 13.0, presses: &[(0.8, Line("digits-clean")), (3.5, Key(Action::Faster))] },
];

fn lies(app: &App) -> String {
    let now = beside(app, "digits", |life| {
        let (believed, all) = words::lies(app, life);
        format!("{believed} of {all}")
    });
    let now = now.map(|[ours, theirs]| format!(": the sleeper believes {ours}, its twin {theirs}")).unwrap_or_default();
    format!("Three in ten answers that are taught are lies. A night lets go of lies rather than of truths{now}.")
}

fn twin(app: &App) -> String {
    let now = beside(app, "digits", |life| mistakes(app, life));
    let now = now
        .map(|[ours, theirs]| format!(" Mistakes on unseen digits: the sleeper {ours}, the twin {theirs}."))
        .unwrap_or_default();
    format!("The twin lives the very same days and never sleeps.{now}")
}

fn same(app: &App) -> String {
    let now = beside(app, "digits-fixed", |life| mistakes(app, life));
    let now = now.map(|[ours, theirs]| format!(": {theirs}, the sleeper {ours}")).unwrap_or_default();
    format!(
        "Is it the night? The same noise and weight decay by day, no sleep at all{now}. Over 30 seeds they are equal within a point."
    )
}

fn fails(app: &App) -> String {
    let now = beside(app, "digits-clean", |life| mistakes(app, life));
    let now = now.map(|[ours, theirs]| format!(": sleeper {ours}, twin {theirs}")).unwrap_or_default();
    format!("Where every answer is right, sleep does not help{now}. Over 30 seeds it costs half a point. o opens more.")
}

fn mistakes(app: &App, life: usize) -> String {
    words::mistakes(app.lab(), words::figure(app, life, Measure::TestError))
}

/// A figure of the sleeper and of the other life, once this story has begun.
fn beside(app: &App, story: &str, figure: impl Fn(usize) -> String) -> Option<[String; 2]> {
    let begun = app.lab().spec().name == story && app.lab().clock().day > 0;
    let rival = app.rival().filter(|_| begun)?;
    Some([figure(app.hero()), figure(rival)])
}

/// Where a tour stands.
#[derive(Debug, Clone)]
pub struct Tour {
    step: usize,
    /// Seconds since the step began.
    elapsed: f64,
    /// What the step still presses, and when.
    script: VecDeque<(f64, Action)>,
    /// The speed before the tour.
    before: Speed,
}

impl Tour {
    /// The step, from 1, and how many there are.
    #[must_use]
    pub const fn place(&self) -> (usize, usize) {
        (self.step + 1, STEPS.len())
    }

    /// The sentence of the step.
    #[must_use]
    pub fn sentence(&self, app: &App) -> String {
        let (step, of) = self.place();
        format!("Tour {step}/{of}. {}", (STEPS[self.step].sentence)(app))
    }

    fn enter(&mut self, step: usize) {
        self.step = step;
        self.elapsed = 0.0;
        self.script.clear();
        for (time, press) in STEPS[step].presses {
            match press {
                Key(action) => self.script.push_back((*time, *action)),
                Line(line) => {
                    self.script.push_back((*time, Action::Open));
                    let begin = time + 0.8;
                    let typed = (0..).zip(line.chars()).map(|(place, c)| (begin + f64::from(place) * TYPING, c));
                    self.script.extend(typed.map(|(time, c)| (time, Action::Type(c))));
                    self.script.push_back((begin + line.len() as f64 * TYPING + 0.5, Action::Choose));
                }
            }
        }
    }
}

/// Begins it.
pub(super) fn begin(app: &mut App) -> Effect {
    let mut tour = Tour { step: 0, elapsed: 0.0, script: VecDeque::new(), before: app.pace.speed };
    tour.enter(0);
    app.overlay = None;
    app.report = None;
    app.pace.speed = Speed::Times(1.0);
    if !app.lab().ended() {
        app.mode = Mode::Running;
    }
    app.tour = Some(tour);
    Effect::None
}

/// On to the next step: what this one still has to press is pressed at once.
pub(super) fn next(app: &mut App) -> Effect {
    if let Some(tour) = &mut app.tour {
        tour.elapsed = STEPS[tour.step].seconds;
        for (time, _) in &mut tour.script {
            *time = 0.0;
        }
    }
    Effect::None
}

/// Ends it, if there is one.
pub(super) fn end(app: &mut App) {
    if let Some(tour) = app.tour.take() {
        app.overlay = None;
        app.pace.speed = tour.before;
    }
}

/// So many seconds have passed: presses what is due. `None` = nothing happened.
pub fn pass(app: &mut App, seconds: f64) -> Option<Effect> {
    let going = matches!(app.mode(), Mode::Going(_));
    let tour = app.tour.as_mut()?;
    tour.elapsed += seconds.min(MOST);
    if going {
        // What was pressed is still being done.
        return None;
    }
    if let Some((_, action)) = tour.script.pop_front_if(|(time, _)| *time <= tour.elapsed) {
        return Some(act(app, action));
    }
    if tour.elapsed < STEPS[tour.step].seconds {
        return None;
    }
    let step = tour.step + 1;
    if step < STEPS.len() {
        tour.enter(step);
    } else {
        end(app);
    }
    Some(Effect::None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Options;
    use crate::net::Kernel;
    use crate::scenario::Scenario;
    use crate::tui::app::{Overlay, Start};
    use crate::tui::files;
    use crate::tui::surface::Surface;
    use crate::tui::theme::Theme;
    use crate::tui::update::{receive, update};
    use crate::tui::widget::wrap;

    fn app() -> App {
        let scenario = Scenario::load("digits", &[]).expect("shipped");
        let options = Options { kernel: Kernel::Portable, keyframes: None };
        let start =
            Start { options, theme: Theme::dusk(), surface: Surface::FULL, speed: Speed::Times(2.0), paused: true };
        App::new(scenario, start)
    }

    /// A frame of the loop.
    fn frame(app: &mut App, seconds: f64) {
        let mut effect = pass(app, seconds).unwrap_or(Effect::None);
        while let Some(answer) = files::answer(&effect) {
            effect = receive(app, answer);
        }
        app.advance(seconds, || true);
    }

    #[test]
    fn it_walks_to_the_end_in_ninety_seconds() {
        let mut app = app();
        assert_eq!(update(&mut app, Action::Tour), Effect::None);
        let (mut seconds, mut seen) = (0.0, Vec::new());
        while let Some(tour) = app.tour() {
            let here = (tour.place().0, app.lab().spec().name.clone());
            let sentence = tour.sentence(&app);
            assert!(wrap(&sentence, 78).len() <= 2, "{sentence}");
            let clock = app.lab().clock();
            if seen.last().is_none_or(|(place, _, _)| *place != here) {
                seen.push((here, clock, sentence));
            } else if let Some(last) = seen.last_mut() {
                (last.1, last.2) = (clock, sentence);
            }
            frame(&mut app, 0.04);
            seconds += 0.04;
            assert!(seconds < 120.0, "it ends");
        }
        assert!((85.0..100.0).contains(&seconds), "{seconds}");
        let stories: Vec<(usize, &str)> = seen.iter().map(|(place, _, _)| (place.0, place.1.as_str())).collect();
        let wanted = [
            (1, "digits"),
            (1, "curve"),
            (2, "curve"),
            (2, "digits"),
            (3, "digits"),
            (4, "digits"),
            (5, "digits"),
            (6, "digits"),
            (7, "digits"),
            (7, "digits-fixed"),
            (8, "digits-fixed"),
            (8, "digits-clean"),
        ];
        assert_eq!(stories, wanted);
        let at = |index: usize| (seen[index].1.day, seen[index].1.stamp().moment.name());
        assert!(at(1).0 >= 4, "several nights smooth the curve: {:?}", at(1));
        assert_eq!(at(3), (1, "evening"), "growth ends in the evening");
        assert_eq!(at(4), (1, "night"), "shrinking happens in the first night");
        assert_eq!(at(5), (1, "morning"), "and so do dreams");
        assert!(at(6).0 >= 4 && at(7).0 >= 10, "{:?} {:?}", at(6), at(7));
        assert!(at(9).0 >= 10 && at(11).0 >= 10, "{:?} {:?}", at(9), at(11));
        for index in [6, 7, 9, 11] {
            assert!(seen[index].2.contains(" sleeper"), "the figures are told: {}", seen[index].2);
        }
        assert_eq!(app.speed(), Speed::Times(2.0), "the speed is the old one");
        assert!(app.overlay().is_none());
    }

    #[test]
    fn any_key_ends_it_and_one_goes_on() {
        let mut app = app();
        update(&mut app, Action::Tour);
        for step in 2..=STEPS.len() {
            update(&mut app, Action::TourNext);
            let mut frames = 0;
            while app.tour().is_some_and(|tour| tour.place().0 < step) {
                frame(&mut app, 0.02);
                frames += 1;
                assert!(frames < 2000, "the next step comes");
            }
        }
        assert_eq!(app.lab().spec().name, "digits-fixed", "what a step shows is there though it was cut short");
        for _ in 0..60 {
            frame(&mut app, 0.02);
        }
        assert!(matches!(app.overlay(), Some(Overlay::Stories(_))), "it is typing");
        update(&mut app, Action::TourEnd);
        assert!(app.tour().is_none() && app.overlay().is_none());
        update(&mut app, Action::Tour);
        assert_eq!(update(&mut app, Action::Quit), Effect::Quit(0));
        assert!(app.tour().is_none());
        assert!(pass(&mut app, 1.0).is_none());
    }
}
