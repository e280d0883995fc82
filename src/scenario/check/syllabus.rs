//! What the days teach: lessons of classes that there are, and a world that changes.

use crate::scenario::draft::Part;
use crate::scenario::held::Held;
use crate::scenario::problem::Problems;
use crate::task::{Days, Drift, Params, Syllabus};

pub(super) fn check(main: &Part, task: &Params, days: u32, problems: &mut Problems) -> Syllabus {
    let drift = Drift::from_name(&main.text("task.drift")).unwrap_or_default();
    if drift != Drift::None && !task.is_classes() {
        let message =
            format!("task.drift is \"{}\": only classes can change, and a {} has none", drift.name(), task.kind());
        problems.add(main.spot("task.drift"), "task.drift", message);
    }
    if drift != Drift::None && task.recalls() {
        let message = format!("task.drift is \"{}\": the patterns of a Hopfield net do not change", drift.name());
        problems.add(main.spot("task.drift"), "task.drift", message);
    }
    let alone = drift == Drift::Inputs && task.form().size() == 1;
    if alone && task.is_classes() {
        let message = "task.drift is \"inputs\": they change places, and there is one alone";
        problems.add(main.spot("task.drift"), "task.drift", message);
    }
    if drift == Drift::None && main.has("task.drift_day") && !main.has("task.drift") {
        let message = "task.drift_day needs task.drift: it says how the world changes";
        problems.add(main.spot("task.drift_day"), "task.drift_day", message);
    }
    let half = days / 2 + 1;
    Syllabus {
        lessons: lessons(main, task, problems),
        lesson_days: main.small("task.lesson_days").max(1),
        drift,
        drift_day: if main.has("task.drift_day") { main.small("task.drift_day") } else { half.max(2) },
    }
}

fn lessons(main: &Part, task: &Params, problems: &mut Problems) -> Vec<Vec<u8>> {
    let path = "task.lessons";
    let spot = main.spot(path);
    if task.schedule().days != Days::Lessons {
        for path in [path, "task.lesson_days"].into_iter().filter(|path| main.has(path) && main.sound(&["task.days"])) {
            let days = main.text("task.days");
            let message = format!("{path} belongs to task.days = \"lessons\": this is \"{days}\"");
            problems.add(main.spot(path), path, message);
        }
        return Vec::new();
    }
    let classes = task.classes().len();
    if !task.is_classes() {
        let message = format!("task.days is \"lessons\": they are made of classes, and a {} has none", task.kind());
        problems.add(main.spot("task.days"), "task.days", message);
        return Vec::new();
    }
    let Some(Held::Lists(lists)) = main.held(path) else {
        if !main.has(path) {
            problems.add(
                spot,
                path,
                format!("{path} is missing: must say which classes each lesson has, as [[0, 1], [2, 3]]"),
            );
        }
        return Vec::new();
    };
    for (number, list) in (1..).zip(&lists) {
        // Before files are read nothing is known of their classes.
        let unknown = list.iter().find(|class| classes > 0 && **class >= classes as i64);
        let twice = list.iter().enumerate().find(|(place, class)| list[..*place].contains(class));
        if let Some(class) = unknown {
            let last = classes - 1;
            problems.add(spot, path, format!("{path}: lesson {number} has class {class}: the classes are 0 to {last}"));
        } else if let Some((_, class)) = twice {
            problems.add(spot, path, format!("{path}: lesson {number} has class {class} twice"));
        }
    }
    lists.iter().map(|list| list.iter().map(|class| *class as u8).collect()).collect()
}
