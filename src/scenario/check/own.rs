//! Somebody's own data: what a file says of it, then the files themselves.

use super::{between, schedule};
use crate::data::Pool;
use crate::read::Trouble;
use crate::scenario::draft::Part;
use crate::scenario::held::Held;
use crate::scenario::key::Task;
use crate::scenario::problem::{Problems, Spot, reason, shortened};
use crate::scenario::{data, plain, spec::Spec};
use crate::task::{self, Data, Days, Own, Reading, Scale, Schedule, Source};
use std::path::{Component, Path, PathBuf};

/// Examples that a set has where the scenario does not say how many, if there are enough: to train, to validate,
/// to test.
const USUAL: [usize; 3] = [1000, 500, 2000];

/// The keys of paths.
const PATHS: [&str; 4] = ["task.file", "task.labels", "task.test_file", "task.test_labels"];

/// The task before its files are looked at.
pub(super) fn asked(main: &Part, kind: Task) -> task::Params {
    let path = |key: &str| main.has(key).then(|| PathBuf::from(main.text(key)));
    let text = |key: &str| if kind == Task::Table { main.text(key) } else { String::new() };
    let columns = match main.held("task.columns") {
        Some(Held::Texts(columns)) => columns,
        _ => Vec::new(),
    };
    let (source, is_table) = match kind {
        Task::Idx => (Source::Idx, false),
        Task::Npz => (Source::Npz, false),
        _ => (Source::Table, true),
    };
    task::Params::Own(Own {
        source,
        schedule: Schedule {
            days: Days::from_name(&main.text("task.days")).unwrap_or(Days::Fixed),
            per_day: 1,
            train: 1,
        },
        label_noise: main.number("task.label_noise"),
        validation: main.count("task.validation"),
        test: main.count("task.test"),
        scale: match main.text("task.scale").as_str() {
            "pixels" => Scale::Pixels,
            "none" => Scale::None,
            _ => Scale::Standard,
        },
        reading: Reading {
            file: path("task.file").unwrap_or_default(),
            labels: path("task.labels"),
            test_file: path("task.test_file"),
            test_labels: path("task.test_labels"),
            target: text("task.target"),
            columns,
            header: is_table && main.boolean("task.header"),
            delimiter: text("task.delimiter"),
            one_hot: text("task.categories") == "one-hot",
            missing: if source == Source::Idx { "refuse".to_owned() } else { main.text("task.missing") },
            classes: source == Source::Idx || main.text("task.answers") == "classes",
        },
        data: Data::nothing(),
    })
}

/// Opens the files of a scenario that is right in itself, and works out what follows from them.
pub(super) fn open(main: &Part, spec: &mut Spec, folder: &Path, problems: &mut Problems) {
    let task::Params::Own(own) = &mut spec.task else { return };
    let needed: &[&str] = match own.source {
        Source::Idx => &["task.file", "task.labels"],
        Source::Table | Source::Npz => &["task.file"],
    };
    for key in needed.iter().filter(|key| !main.has(key)) {
        problems.add(main.spot("task.kind"), "task.kind", format!("{key} is missing: it names a file of data"));
    }
    for (given, wanting) in [("task.test_file", "task.test_labels"), ("task.test_labels", "task.test_file")] {
        if own.source == Source::Idx && main.has(given) && !main.has(wanting) {
            problems.add(main.spot(given), given, format!("{given} is given: {wanting} is needed too"));
        }
    }
    if own.label_noise > 0.0 && !own.reading.classes {
        let message = "task.label_noise is above 0: values have no labels (task.answers = \"classes\" does)";
        problems.add(main.spot("task.label_noise"), "task.label_noise", message);
    }
    let mut place = |path: &mut PathBuf, key: &str| match resolved(path, folder, main.spot(key)) {
        Ok(found) => *path = found,
        Err(what) => problems.add(main.spot(key), key, format!("{key} is \"{}\": {what}", shown(path))),
    };
    let reading = &mut own.reading;
    if main.has(PATHS[0]) {
        place(&mut reading.file, PATHS[0]);
    }
    for (path, key) in
        [&mut reading.labels, &mut reading.test_file, &mut reading.test_labels].into_iter().zip(&PATHS[1..])
    {
        if let Some(path) = path {
            place(path, key);
        }
    }
    if !problems.0.is_empty() {
        return;
    }
    match data::read(own.source, own.scale, &own.reading) {
        Ok(data) => own.data = data,
        Err((path, trouble)) => return tell(main, &own.reading, &path, trouble, problems),
    }
    let digest = &own.data.0.digest;
    if main.has("task.digest") && main.text("task.digest") != *digest {
        let file = shown(Path::new(own.reading.file.file_name().unwrap_or_default()));
        let message = format!(
            "task.digest is not that of {file}, which is {}…: these are other data than the scenario was made for; \
             without the key they are taken as they are",
            &digest[..16]
        );
        problems.add(main.spot("task.digest"), "task.digest", message);
        return;
    }
    sizes(main, own, spec.days, problems);
}

/// A path as it is shown.
fn shown(path: &Path) -> String {
    shortened(&path.to_string_lossy(), 100)
}

/// The whole path of a file. What a scenario names stays in the scenario's folder unless its whole path is said;
/// what a person types is taken from where that person stands.
fn resolved(path: &Path, folder: &Path, spot: Spot) -> Result<PathBuf, String> {
    if path.as_os_str().is_empty() {
        return Err("it names a file".to_owned());
    }
    let whole = |path: &Path| std::path::absolute(path).map_err(|cause| reason(&cause));
    if path.is_absolute() {
        return Ok(path.to_owned());
    }
    if matches!(spot, Spot::Flag(_)) {
        return whole(path);
    }
    let leaves = "it leaves the scenario's folder, which takes a whole path, from / on";
    if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(leaves.to_owned());
    }
    let folder = whole(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?;
    let file = folder.join(path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>());
    // A link may lead out of the folder as well. One that leads nowhere is found out when the file is read.
    if let (Ok(real), Ok(home)) = (file.canonicalize(), folder.canonicalize())
        && !real.starts_with(home)
    {
        return Err(format!("by a link {leaves}"));
    }
    Ok(file)
}

/// Tells what is wrong with a file: in a table at the line and column, else at the key that names it.
fn tell(main: &Part, reading: &Reading, path: &Path, trouble: Trouble, problems: &mut Problems) {
    let named =
        [Some(&reading.file), reading.labels.as_ref(), reading.test_file.as_ref(), reading.test_labels.as_ref()];
    let place = named.iter().position(|named| named.is_some_and(|named| named == path)).unwrap_or(0);
    let key = PATHS[place];
    let label = shown(Path::new(&main.text(key)));
    let spot = main.spot(key);
    match trouble {
        Trouble::Unread(cause) => problems.add(spot, key, format!("{label}: {}", reason(&cause))),
        Trouble::Refused(findings) => {
            for finding in findings {
                match finding.at {
                    Some(at) => problems.add_in(&label, at, spot, key, finding.what),
                    None => problems.add(spot, key, format!("{label}: {}", finding.what)),
                }
            }
        }
    }
}

/// How large the sets are: as the scenario says, else as the file allows.
fn sizes(main: &Part, own: &mut Own, days: u32, problems: &mut Problems) {
    let there = own.pool().len();
    let unseen = own.data.0.unseen.as_ref().map(Pool::len);
    let said = |key: &str| main.has(key).then(|| main.count(key));
    let share = |percent: usize, usual: usize| (there * percent / 100).clamp(1, usual);
    let train = said("task.train").unwrap_or_else(|| share(60, USUAL[0]));
    own.schedule = schedule(main, train, days, problems);
    let train = own.schedule.train;
    let left = there.saturating_sub(train);
    // What is said comes first; the test has two thirds of the rest.
    let test = said("task.test");
    let validation = said("task.validation").unwrap_or_else(|| {
        let room = left.saturating_sub(if unseen.is_some() { 0 } else { test.unwrap_or(2) });
        share(13, USUAL[1]).min(room).min(if unseen.is_some() { room } else { (left / 3).max(1) })
    });
    let most = unseen.unwrap_or(left.saturating_sub(validation));
    own.validation = validation;
    own.test = test.unwrap_or_else(|| most.clamp(2, USUAL[2]));
    let file = shown(Path::new(own.reading.file.file_name().unwrap_or_default()));
    let things = if own.source == Source::Idx { "images" } else { "rows" };
    if own.reading.classes && own.pool().classes().len() < 2 {
        let class = own.pool().classes().first().map_or_else(String::new, |class| plain(class));
        let message = format!("{file} has one class alone, \"{class}\": there is nothing to tell apart");
        problems.add(main.spot("task.file"), "task.file", message);
        return;
    }
    if let Some(unseen) = unseen
        && own.test > unseen
    {
        let message = format!("task.test is {}: the file of the test has {unseen} {things}", own.test);
        problems.add(between(main, &["task.test", "task.test_file"]), "task.test", message);
    }
    let tested = if unseen.is_some() { 0 } else { own.test };
    let total = train.saturating_add(validation).saturating_add(tested);
    if total > there {
        let keys: &[&str] = match own.schedule.days {
            Days::Stream => &["task.per_day", "days", "task.test", "task.validation", "task.file"],
            _ => &["task.train", "task.test", "task.validation", "task.file"],
        };
        let message = format!(
            "{}: {train} to train, {validation} to validate and {tested} to test are {total} {things}: {file} has {there}",
            keys[0]
        );
        problems.add(between(main, keys), keys[0], message);
    }
}
