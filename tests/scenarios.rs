//! Scenarios: bad ones generated from the key table, and good ones that read back.

use oneiro::record::Measure;
use oneiro::scenario::key::{Fallback, KEYS, Key, Kind, Task};
use oneiro::scenario::{Error, MEASURES, Override, Place, Problem, Scenario, shipped};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

/// A scenario that is sound but for one line, and the number of that line.
fn scenario(key: &Key, name: &str, value: &str) -> (String, usize) {
    let task = key.tasks.first().map_or("digits", |task| task.name());
    let kind = if key.path == "task.kind" { String::new() } else { format!("task.kind = \"{task}\"\n") };
    let line = format!("{name} = {value}\n");
    let mut text = match key.path.split_once('.') {
        Some(("event", _)) => {
            let mut text = format!("{kind}[[event]]\n");
            if key.path != "event.day" {
                text.push_str("day = 1\n");
            }
            text
        }
        Some(("claim", _)) => {
            let mut text = format!("{kind}[claim]\n");
            for (path, value) in [("claim.measure", "test_error"), ("claim.a", "sleep"), ("claim.b", "awake")] {
                if key.path != path {
                    let _ = writeln!(text, "{} = \"{value}\"", path.trim_start_matches("claim."));
                }
            }
            text
        }
        _ => kind,
    };
    text.push_str(&line);
    let number = text.lines().count();
    if key.section().starts_with("event") {
        text.push_str(match key.path {
            "event.lesion.layer" => "lesion.unit = 0\n",
            "event.lesion.unit" => "lesion.layer = 1\n",
            "event.freeze.layer" => "freeze.unit = 0\n",
            "event.freeze.unit" => "freeze.layer = 1\n",
            "event.thaw.layer" => "thaw.unit = 0\n",
            "event.thaw.unit" => "thaw.layer = 1\n",
            "event.scale.layer" => "scale.factor = 0.5\n",
            "event.scale.factor" => "scale.layer = 1\n",
            "event.fork.name" => "arm = \"sleep\"\nfork.arm = \"sleep\"\n",
            "event.fork.arm" => "arm = \"sleep\"\nfork.name = \"twin\"\n",
            "event.set" | "event.nap" | "event.skip_night" | "event.sleep_now" | "event.seed" => "",
            _ => "skip_night = true\n",
        });
    }
    (text, number)
}

/// The key as it is written in its table.
fn written(key: &Key) -> &'static str {
    let path = key.path;
    path.strip_prefix("event.").or_else(|| path.strip_prefix("claim.")).unwrap_or(path)
}

fn wrong_types(kind: &Kind) -> Vec<&'static str> {
    match kind {
        Kind::Integer { .. } => vec!["\"1\"", "1.5", "true", "[1]", "2026-11-24"],
        Kind::Number { .. } => vec!["\"0.5\"", "false", "[0.5]", "07:30:00"],
        Kind::Boolean | Kind::Yes => vec!["\"true\"", "1", "[]"],
        Kind::Text(_) | Kind::Block(_) | Kind::Choice(_) | Kind::Arm | Kind::Life | Kind::Name => {
            vec!["1", "[\"sleep\"]", "true", "{ x = 1 }"]
        }
        Kind::Integers { .. } => vec!["64", "\"64\"", "[64.0]", "[[64]]", "{}"],
        Kind::Numbers(_) => vec!["1", "\"1\"", "[\"1\"]", "[[1.0]]", "{}"],
        Kind::Texts(_) => vec!["1", "\"x\"", "[true]", "[[\"x\"]]", "{}"],
        Kind::Lists { .. } => vec!["1", "\"[[1]]\"", "[1]", "[[1.0]]", "[[1], 2]", "{}"],
        Kind::Pair(_) => vec!["1.0", "\"-1, 1\"", "[\"-1\", \"1\"]", "{}"],
        Kind::Vary(_) => vec!["\"days=1,2\"", "1", "[1]", "{}"],
        Kind::Arms => vec!["\"sleep\"", "1", "[1]", "[[\"sleep\"]]", "{}"],
        Kind::Settings => vec!["1", "\"day.momentum = 0\"", "[\"day.momentum\"]"],
    }
}

fn not_numbers(kind: &Kind) -> Vec<&'static str> {
    match kind {
        Kind::Integer { .. } | Kind::Number { .. } => vec!["nan", "-nan", "+nan"],
        Kind::Integers { .. } | Kind::Numbers(_) => vec!["[nan]"],
        Kind::Lists { .. } => vec!["[[nan]]"],
        Kind::Pair(_) => vec!["[nan, 1.0]", "[-1.0, nan]"],
        Kind::Settings => vec!["{ \"day.momentum\" = nan }"],
        _ => Vec::new(),
    }
}

/// (Values just outside the range, values just inside.)
fn edges(kind: &Kind) -> (Vec<String>, Vec<String>) {
    let strings = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    match *kind {
        Kind::Integer { min, max } => {
            let outside = vec![(i128::from(min) - 1).to_string(), (i128::from(max) + 1).to_string(), "inf".to_owned()];
            (outside, vec![min.to_string(), max.to_string()])
        }
        Kind::Number { low, high, infinite } => {
            let (mut outside, mut inside) = (vec!["-inf".to_owned(), "1e999".to_owned()], Vec::new());
            let mut bound = |value: f64, open: bool, beyond: f64, within: f64| {
                outside.push(format!("{:?}", if open { value } else { beyond }));
                inside.push(format!("{:?}", if open { within } else { value }));
            };
            bound(low.value, low.open, low.value.next_down(), low.value.next_up());
            if let Some(high) = high {
                bound(high.value, high.open, high.value.next_up(), high.value.next_down());
            } else {
                inside.push(format!("{:?}", f64::MAX));
            }
            (if infinite { &mut inside } else { &mut outside }).push("inf".to_owned());
            (outside, inside)
        }
        Kind::Boolean => (Vec::new(), strings(&["true", "false"])),
        Kind::Yes => (strings(&["false"]), strings(&["true"])),
        Kind::Text(most) => {
            let text = |length: usize| format!("\"{}\"", "ä".repeat(length));
            (vec![text(most + 1)], vec![text(most), text(0)])
        }
        Kind::Choice(words) => {
            let inside = words.iter().map(|word| format!("\"{word}\"")).collect();
            (strings(&["\"\"", "\"nonsense\""]), inside)
        }
        Kind::Integers { most, min, max } => {
            let many = |count: usize| format!("[{}]", vec![min.to_string(); count].join(", "));
            let outside = vec![many(most + 1), format!("[{}]", min - 1), format!("[{}]", max + 1)];
            (outside, vec![many(most), "[]".to_owned(), format!("[{max}]")])
        }
        Kind::Numbers(most) => {
            let many = |count: usize| format!("[{}]", vec!["0.5"; count].join(", "));
            let outside = [many(most + 1), many(0), "[0.0]".to_owned(), "[-1.0]".to_owned(), "[inf]".to_owned()];
            (outside.to_vec(), vec![many(most), many(1), "[1]".to_owned()])
        }
        Kind::Texts(most) => {
            let text = |length: usize| format!("[\"{}\"]", "ä".repeat(length));
            (vec![text(most + 1)], vec![text(most), "[]".to_owned(), "[\"a\", \"b\"]".to_owned()])
        }
        Kind::Lists { most, longest, max } => {
            let list = |count: usize| format!("[{}]", vec!["0"; count].join(", "));
            let many = |count: usize| format!("[{}]", vec!["[1, 0]"; count].join(", "));
            let shapes = strings(&["[]", "[[]]", "[[0], []]", "[[-1]]"]);
            let outside = vec![many(most + 1), format!("[{}]", list(longest + 1)), format!("[[{}]]", max + 1)];
            ([outside, shapes].concat(), vec![many(most), format!("[{}]", list(longest)), format!("[[{max}]]")])
        }
        Kind::Pair(bound) => {
            let beyond = bound.next_up();
            let outside = vec![format!("[-{beyond:?}, 0]"), format!("[0, {beyond:?}]")];
            let shapes = strings(&["[1, 1]", "[1, -1]", "[]", "[0]", "[0, 1, 2]", "[-inf, inf]"]);
            ([outside, shapes].concat(), vec![format!("[-{bound:?}, {bound:?}]"), "[0, 1]".to_owned()])
        }
        Kind::Vary(most) => {
            let many = |count: usize| format!("{:?}", vec!["days=1"; count]);
            let outside = ["[\"days\"]", "[\"seed=1,2\"]", "[\"days=1,2\", \"day.steps=3; days=3\"]"];
            ([strings(&outside), vec![many(most + 1)]].concat(), strings(&["[]", "[\"days=1,2; day.steps=3,4\"]"]))
        }
        Kind::Arms => {
            let outside = ["[]", "[\"nobody\"]", "[\"sleep\", \"sleep\"]", "[\"all\", \"sleep\"]"];
            (strings(&outside), strings(&["[\"all\"]", "[\"sleep\"]"]))
        }
        Kind::Block(most) => (vec![format!("\"{}\"", "x".repeat(most + 1))], Vec::new()),
        Kind::Arm => (strings(&["\"nobody\"", "\"all\""]), strings(&["\"replay\""])),
        Kind::Life => (strings(&["\"Nobody\"", "\"nobody\"", "\"\""]), strings(&["\"all\"", "\"replay\""])),
        Kind::Name => {
            let long = format!("\"{}\"", "a".repeat(25));
            let outside = strings(&["\"Twin\"", "\"2nd\"", "\"a b\"", "\"all\"", "\"\""]);
            ([outside, vec![long]].concat(), strings(&["\"sleep-2\"", "\"t\""]))
        }
        Kind::Settings => {
            let outside =
                ["{}", "{ \"day.momentum\" = 1.0 }", "{ \"net.bias\" = true }", "{ \"day.x\" = 3 }", "{ day = 3 }"];
            (strings(&outside), strings(&["{ \"day.momentum\" = 0.5 }", "{ night.memory.lag = 3 }"]))
        }
    }
}

fn problems(text: &str) -> Vec<Problem> {
    match Scenario::parse(text, "x.toml", "x", &[]) {
        Ok(_) => Vec::new(),
        Err(error) => {
            assert_eq!(error.exit_code(), 2, "{error}");
            error.problems().to_vec()
        }
    }
}

/// The problem that names the key on its line.
fn refused(key: &Key, value: &str) {
    let (text, line) = scenario(key, written(key), value);
    let problems = problems(&text);
    let found = problems.iter().any(|problem| {
        let there = matches!(&problem.place, Place::File { line: at, .. } if *at == line);
        there && (problem.key == key.path || key.kind == Kind::Settings) && problem.message.contains(key.path)
    });
    // A setting is named by its own path, and a date or table may be shown by its sort alone.
    assert!(found || (key.kind == Kind::Settings && !problems.is_empty()), "{text}\n{problems:#?}");
}

#[test]
fn every_key_refuses_a_wrong_type() {
    for key in KEYS {
        for value in wrong_types(&key.kind) {
            refused(key, value);
        }
    }
}

#[test]
fn every_number_refuses_nan() {
    for key in KEYS {
        for value in not_numbers(&key.kind) {
            refused(key, value);
        }
    }
}

#[test]
fn every_key_refuses_what_is_just_outside_and_allows_what_is_just_inside() {
    for key in KEYS {
        let (outside, inside) = edges(&key.kind);
        if key.path != "format" {
            for value in &outside {
                refused(key, value);
            }
        }
        for value in &inside {
            let (text, _) = scenario(key, written(key), value);
            // The value may contradict other keys; its own range has no problem with it.
            let range = format!("must be {}", key.kind);
            let own: Vec<Problem> =
                problems(&text).into_iter().filter(|problem| problem.message.contains(&range)).collect();
            assert!(own.is_empty(), "{text}\n{own:#?}");
        }
    }
}

#[test]
fn every_typo_is_named_with_the_key_that_was_meant() {
    for key in KEYS {
        let (text, line) = scenario(key, &format!("{}x", written(key)), "1");
        let problems = problems(&text);
        let typo = format!("{}x", key.path);
        let problem = problems.iter().find(|problem| problem.key == typo).unwrap_or_else(|| panic!("{text}"));
        let start = written(key).rfind('.').map_or(1, |dot| dot + 2);
        let there = matches!(&problem.place, Place::File { line: at, column, .. } if (*at, *column) == (line, start));
        assert!(there, "{problem}");
        // One letter is not enough to tell what was meant.
        if key.name().len() > 1 {
            let said = format!("unknown key {typo}: did you mean {}?", key.name());
            assert_eq!(problem.message, said);
        }
    }
}

#[test]
fn every_override_names_itself() {
    for key in KEYS.iter().filter(|key| !key.path.starts_with("event") && !key.path.starts_with("claim")) {
        let task = key.tasks.first().map_or("digits", |task| task.name());
        let task = &format!("task.kind = \"{task}\"");
        for value in not_numbers(&key.kind).into_iter().chain(wrong_types(&key.kind)) {
            if matches!(key.kind, Kind::Text(_)) {
                continue;
            }
            let given = Override::set(&format!("{}={value}", key.path)).expect("a path");
            let error = Scenario::parse(task, "x.toml", "x", &[given]).expect_err("refused");
            let place = Place::Flag(format!("--set {}", key.path));
            let named = error.problems().iter().any(|problem| problem.place == place && problem.key == key.path);
            assert!(named, "{value}: {error}");
        }
        let given = Override::set(&format!("{}x=1", key.path)).expect("a path");
        let error = Scenario::parse(task, "x.toml", "x", &[given]).expect_err("refused");
        let said = format!("--set {0}x: unknown key {0}x: did you mean {1}?", key.path, key.name());
        assert!(error.to_string().contains(&said), "{error}");
    }
}

#[test]
fn defaults_are_allowed_and_required_keys_are_missed() {
    for key in KEYS {
        let (text, _) = scenario(key, "# left out", "1");
        let missed = problems(&text).iter().any(|problem| problem.key == key.path);
        assert_eq!(missed, key.fallback == Fallback::Required, "{}: {text}", key.path);
        for task in Task::ALL.iter().copied().filter(|task| key.is_of(*task)) {
            if let Some(value) = key.default_for(task) {
                let (text, _) = scenario(key, written(key), value);
                let range = format!("must be {}", key.kind);
                let own = problems(&text).iter().any(|problem| problem.message.contains(&range));
                assert!(!own, "{}: {text}", key.path);
            }
        }
    }
}

#[test]
fn every_kind_of_task_may_be_chosen() {
    let kind = KEYS.iter().find(|key| key.path == "task.kind").expect("a key");
    let Kind::Choice(words) = kind.kind else { panic!("a word") };
    assert_eq!(words, Task::ALL.iter().map(|task| task.name()).collect::<Vec<_>>());
}

#[test]
fn measures_of_claims_are_those_of_the_record() {
    assert_eq!(MEASURES, Measure::ALL.map(Measure::name));
}

#[test]
fn later_overrides_win_and_other_arms_are_drawn() {
    let overrides =
        [Override::days(3), Override::set("days=4").expect("a path"), Override::arms(&["replay".to_owned()])];
    let text = "task.kind = \"digits\"\narms.live = [\"sleep\"]\narms.show = [\"sleep\"]\n";
    let scenario = Scenario::parse(text, "x.toml", "x", &overrides).expect("sound");
    assert_eq!(scenario.spec().days, 4);
    assert_eq!(scenario.spec().show, scenario.spec().live);
    let error = Scenario::parse(text, "x.toml", "x", &[Override::days(0)]).expect_err("refused");
    assert_eq!(error.to_string(), "--days: days is 0: must be a whole number from 1 to 100000");
}

#[test]
fn an_unknown_name_is_met_with_the_nearest() {
    let error = Scenario::load("digits-fxied", &[]).expect_err("unknown");
    assert_eq!(error.to_string(), "no scenario is called digits-fxied: did you mean digits-fixed?");
    assert!(matches!(Scenario::load("nowhere/x.toml", &[]), Err(error @ Error::Read { .. }) if error.exit_code() == 1));
    assert!(matches!(Scenario::load("tests/", &[]), Err(Error::Read { .. })));
}

/// Overrides that are each allowed on their own.
fn overrides() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..KEYS.len(), 0..64_usize), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    /// A resolved scenario reads back as the same scenario, and resolves to the same text.
    #[test]
    fn resolving_is_a_fixed_point(story in 0..4_usize, chosen in overrides()) {
        let shipped = shipped()[story];
        let given: Vec<Override> = chosen
            .iter()
            .filter_map(|(key, value)| {
                let (key, inside) = (&KEYS[*key], edges(&KEYS[*key].kind).1);
                let value = inside.get(value % inside.len().max(1))?;
                let value = if matches!(key.kind, Kind::Text(_)) { "\"it's \\\"so\\\" \\\\ [x] # \u{e4}\"" } else { value };
                (!key.path.starts_with("event")).then(|| Override::new("--set", key.path, value))
            })
            .collect();
        if let Ok(scenario) = Scenario::parse(shipped.text, "x.toml", "x", &given) {
            let text = scenario.to_toml();
            let again = Scenario::parse(&text, "again.toml", "x", &[]);
            prop_assert!(again.is_ok(), "{}\n{text}", again.err().map(|error| error.to_string()).unwrap_or_default());
            let again = again.expect("sound");
            prop_assert_eq!(again.spec(), scenario.spec());
            prop_assert_eq!(again.to_toml(), text);
        }
    }
}

#[test]
fn paths_reach_scenarios_in_any_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Ein Traum.TOML");
    std::fs::write(&path, "task.kind = \"curve\"").expect("written");
    let scenario = Scenario::load(path.to_str().expect("a path"), &[]).expect("sound");
    assert_eq!(scenario.spec().name, "Ein Traum");
    assert!(Path::new("scenarios/digits.toml").exists());
    assert_eq!(
        Scenario::load("scenarios/digits.toml", &[]).expect("sound").spec(),
        Scenario::load("digits", &[]).expect("sound").spec()
    );
}

/// `UPDATE_README=1 cargo test --test scenarios readme` writes the table.
#[test]
fn readme_has_the_key_table() {
    let readme = std::fs::read_to_string("README.md").expect("README.md");
    let (start, end) = ("<!-- keys -->\n", "<!-- /keys -->");
    let (before, rest) = readme.split_once(start).expect("a mark");
    let (table, after) = rest.split_once(end).expect("a mark");
    let current = oneiro::scenario::key::markdown();
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write("README.md", format!("{before}{start}{current}{end}{after}")).expect("written");
    } else {
        assert_eq!(table, current);
    }
}
