//! Tasks: how much of each there is, and what their keys mean together.

use super::own;
use super::{between, schedule};
use crate::scenario::draft::Part;
use crate::scenario::key::Task;
use crate::scenario::problem::Problems;
use crate::task::tetris::{Lesson, Pieces, Tetris};
use crate::task::{self, Curve, DIGITS, Days, Digits, Features, Plane, Schedule, Shape};

/// Points that may be made in all.
const POINTS: usize = 1_000_000;

/// The parameters of a task.
pub(super) fn check(main: &Part, kind: Task, days: u32, problems: &mut Problems) -> task::Params {
    let sets = |problems: &mut Problems| Sets {
        schedule: schedule(main, main.count("task.train"), days, problems),
        validation: main.count("task.validation"),
        test: main.count("task.test"),
        days,
    };
    match kind {
        Task::Digits => digits(main, &sets(problems), problems),
        Task::Curve => curve(main, &sets(problems), problems),
        // How much there is, only the files tell.
        Task::Table | Task::Idx | Task::Npz => own::asked(main, kind),
        Task::Plane => plane(main, &sets(problems), problems),
        Task::Tetris => tetris(main, &sets(problems), problems),
        Task::Hopfield => super::hopfield::task(main, &sets(problems), problems),
    }
}

/// How large the sets are.
pub(super) struct Sets {
    pub(super) schedule: Schedule,
    pub(super) validation: usize,
    pub(super) test: usize,
    days: u32,
}

impl Sets {
    /// Whether their keys are right each in itself.
    pub(super) fn are_sound(main: &Part) -> bool {
        main.sound(&["task.train", "task.validation", "task.test", "task.days", "task.per_day", "days"])
    }

    pub(super) fn is_stream(&self) -> bool {
        self.schedule.days == Days::Stream
    }

    /// What is lived, in words.
    pub(super) fn lived(&self) -> String {
        if self.is_stream() {
            format!("a stream of {} a day for {} days", self.schedule.per_day, self.days)
        } else {
            format!("{} to train", self.schedule.train)
        }
    }

    /// Refuses more examples than there are; `things` names them.
    fn fit(&self, main: &Part, (there, things): (usize, &str), problems: &mut Problems) {
        let (validation, test) = (self.validation, self.test);
        let total = self.schedule.train.saturating_add(validation).saturating_add(test);
        if !Self::are_sound(main) || total <= there {
            return;
        }
        let keys: &[&str] = if self.is_stream() {
            &["task.per_day", "days", "task.test", "task.validation"]
        } else {
            &["task.train", "task.test", "task.validation"]
        };
        let message = format!(
            "{}: {}, {validation} to validate and {test} to test are {total} {things}: there are {there}",
            keys[0],
            self.lived()
        );
        problems.add(between(main, keys), keys[0], message);
    }

    /// Refuses a stream of more points than are made.
    fn bound(&self, main: &Part, problems: &mut Problems) {
        let train = self.schedule.train;
        if Self::are_sound(main) && train > POINTS {
            let message = format!("task.per_day: {} is {train} points: at most {POINTS}", self.lived());
            problems.add(between(main, &["task.per_day", "days"]), "task.per_day", message);
        }
    }
}

fn digits(main: &Part, sets: &Sets, problems: &mut Problems) -> task::Params {
    sets.fit(main, (DIGITS, "images"), problems);
    let Sets { schedule, validation, test, .. } = *sets;
    task::Params::Digits(Digits { schedule, label_noise: main.number("task.label_noise"), validation, test })
}

fn curve(main: &Part, sets: &Sets, problems: &mut Problems) -> task::Params {
    sets.bound(main, problems);
    let Sets { schedule, validation, test, .. } = *sets;
    task::Params::Curve(Curve {
        schedule,
        noise: main.number("task.noise"),
        features: if main.text("task.features") == "raw" { Features::Raw } else { Features::Legendre },
        degree: main.count("task.degree"),
        validation,
        test,
        beyond: main.number("task.beyond"),
    })
}

fn plane(main: &Part, sets: &Sets, problems: &mut Problems) -> task::Params {
    sets.bound(main, problems);
    let Sets { schedule, validation, test, .. } = *sets;
    let shape = Shape::from_name(&main.text("task.shape")).unwrap_or(Shape::Moons);
    let (path, classes) = ("task.classes", main.count("task.classes"));
    if shape == Shape::Moons && classes != 2 && main.sound(&[path, "task.shape"]) {
        let message = format!("{path} is {classes}: there are 2 moons; spirals, rings and blobs may be more");
        problems.add(main.spot(path), path, message);
    }
    let (noise, label_noise) = (main.number("task.noise"), main.number("task.label_noise"));
    task::Params::Plane(Plane { schedule, shape, classes, noise, label_noise, validation, test })
}

fn tetris(main: &Part, sets: &Sets, problems: &mut Problems) -> task::Params {
    sets.bound(main, problems);
    let Sets { schedule, validation, test, .. } = *sets;
    let lesson = if main.text("task.lesson") == "play" { Lesson::Play } else { Lesson::See };
    let (other, foreign): (&str, &[&str]) = match lesson {
        Lesson::Play => ("see", &["task.retina", "task.flips"]),
        Lesson::See => ("play", &["task.others"]),
    };
    for path in foreign.iter().filter(|path| main.has(path) && main.sound(&["task.lesson"])) {
        let message = format!("{path} belongs to task.lesson = \"{other}\": this is \"{}\"", lesson.name());
        problems.add(main.spot(path), *path, message);
    }
    if lesson == Lesson::Play && main.text("task.drift") != "none" {
        let message = "task.drift: a game that is played does not change, only the names of its pieces may";
        problems.add(main.spot("task.drift"), "task.drift", message);
    }
    task::Params::Tetris(Tetris {
        schedule,
        lesson,
        pieces: if main.text("task.pieces") == "uniform" { Pieces::Uniform } else { Pieces::Bag },
        clumsiness: main.number("task.clumsiness"),
        retina: main.count("task.retina"),
        flips: main.number("task.flips"),
        others: main.count("task.others"),
        label_noise: main.number("task.label_noise"),
        validation,
        test,
    })
}
