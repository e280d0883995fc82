//! `oneiro study`: what it lives, registers, keeps and prints.

#[path = "support/study.rs"]
mod support;

use oneiro::arm::Arm;
use oneiro::lab::{Lab, Options};
use oneiro::net::Kernel;
use oneiro::record::{Measure, Row};
use oneiro::scenario::{Override, Scenario};
use oneiro::study::{Answers, Asked, Cell, ENGINE, Plan, State, Study, cell};
use std::fs;
use std::path::Path;
use support::{SMALL, bytes, cells, folder, gave, printed, small, study};

const PORTABLE: Options = Options { kernel: Kernel::Portable, keyframes: None };

fn lived(scenario: &Scenario) -> Lab {
    let mut lab = Lab::new(scenario, PORTABLE);
    while !lab.ended() {
        lab.tick();
    }
    lab
}

/// Rows as bits, so that what was not measured equals itself.
fn bits(row: &Row) -> (u64, u64, Vec<u64>) {
    let bit = |value: f64| if value.is_nan() { f64::NAN } else { value }.to_bits();
    let values = Measure::ALL.map(|measure| bit(row.values[measure]));
    (row.gradient_steps, row.examples, values.into_iter().chain(row.layers.iter().map(|abs| bit(*abs))).collect())
}

#[test]
fn a_cell_holds_what_a_run_lives_to_the_last_bit() {
    let folder = folder();
    let dir = folder.path().join("s");
    let vary = ["--seeds", "2", "--vary", "night.downscale.amount=0.05,0.2", "--vary", "net.hidden=[],[8,4]"];
    printed(&mut study(
        &small(folder.path()),
        &dir,
        &[
            &vary[..],
            &["--set", "day={steps=60,learning_rate=0.01}", "--set", "net.init=fan-in", "--set", "task.features=raw"],
        ]
        .concat(),
    ));
    let read = Study::open(&dir).expect("a study");
    let expected: Vec<(u64, &str, &str)> = [3, 4]
        .into_iter()
        .flat_map(|seed| ["0.05", "0.2"].map(|amount| ["[]", "[8,4]"].map(|hidden| (seed, amount, hidden))).concat())
        .collect();
    assert_eq!(read.plan().cells(), 8);
    assert_eq!(cells(&dir).len(), 8);
    for ((entry, index), (seed, amount, hidden)) in read.cells().zip(0..).zip(expected) {
        let entry = entry.expect("readable");
        let State::Done(cell) = entry.state else { panic!("not done: {:?}", entry.state) };
        assert_eq!((entry.point.index, entry.point.seed, cell.seed), (index, seed, seed));
        assert_eq!(read.plan().values(entry.point.setting).collect::<Vec<_>>(), [amount, hidden]);
        // The run measures every ten ticks besides; the same is lived.
        let settings = [
            format!("night.downscale.amount={amount}"),
            format!("net.hidden={hidden}"),
            "day={steps=60,learning_rate=0.01}".to_owned(),
            "net.init=fan-in".to_owned(),
            "task.features=raw".to_owned(),
            "arms.live=[\"sleep\",\"awake\",\"interleaved\"]".to_owned(),
        ];
        let mut overrides: Vec<Override> = settings.iter().map(|set| Override::set(set).expect("a key")).collect();
        overrides.push(Override::seed(seed));
        let scenario = Scenario::parse(SMALL, "small.toml", "small", &overrides).unwrap_or_else(|e| panic!("{e}"));
        let lab = lived(&scenario);
        assert_eq!(cell.trace, lab.trace_hash());
        assert_eq!(cell.lives.iter().map(|lived| lived.arm).collect::<Vec<_>>(), scenario.spec().live);
        for (life, arm) in cell.lives.iter().enumerate() {
            assert_eq!(arm.trace, lab.life_hash(life));
            assert_eq!((arm.gradient_steps, &arm.diverged), (lab.lives()[life].gradient_steps(), &None));
            let points = (0..lab.history().stamps().len()).filter(|p| lab.history().stamps()[*p].moment.ends_phase());
            let rows: Vec<Row> = points.filter_map(|point| lab.history().row(life, point)).collect();
            assert_eq!(
                arm.rows.iter().map(|row| row.stamp).collect::<Vec<_>>(),
                rows.iter().map(|r| r.stamp).collect::<Vec<_>>()
            );
            assert_eq!(arm.rows.iter().map(bits).collect::<Vec<_>>(), rows.iter().map(bits).collect::<Vec<_>>());
            assert_eq!(arm.answers, Answers::Values(lab.test_values(life).to_vec()));
            assert_eq!(arm.morning().map(bits), rows.last().map(bits));
            assert_eq!(arm.evening().map(|row| row.stamp.day), Some(3));
        }
    }
}

#[test]
fn answers_of_digits_are_classes_and_agree_with_the_measured_error() {
    let folder = folder();
    let dir = folder.path().join("s");
    let args = ["--set", "days=1", "--set", "task.test=150", "--seeds", "1", "--arms", "all"];
    printed(&mut study(Path::new("digits"), &dir, &args));
    let read = Study::open(&dir).expect("a study");
    let State::Done(cell) = read.entry(0).expect("readable").state else { panic!("not done") };
    assert_eq!(
        cell.lives.iter().map(|lived| lived.arm).collect::<Vec<_>>(),
        Arm::ALL[..13],
        "spikes need a net without biases"
    );
    let lab = Lab::new(&read.plan().scenario(0, 7).expect("sound"), PORTABLE);
    for lived in &cell.lives {
        let Answers::Classes(classes) = &lived.answers else { panic!("{:?}", lived.answers) };
        let wrong =
            classes.iter().zip(&lab.world().test.labels).filter(|(class, label)| **class != label.truth).count();
        let error = lived.morning().expect("lived").values[Measure::TestError];
        assert_eq!((classes.len(), wrong as f64 / 150.0), (150, error));
    }
}

#[test]
fn names_follow_from_what_is_lived_alone() {
    let name = |text: &str, overrides: &[&str]| {
        let overrides: Vec<Override> = overrides.iter().map(|set| Override::set(set).expect("a key")).collect();
        let scenario = Scenario::parse(text, "x", "x", &overrides).unwrap_or_else(|error| panic!("{error}"));
        cell::name(ENGINE, &scenario.lived(), "portable")
    };
    let plain = name(SMALL, &[]);
    assert_eq!(plain.len(), 32);
    for same in ["title=x", "about=y", "look_for=z", "claim.margin=0.3", "arms.show=[\"sleep\"]", "days=3"] {
        assert_eq!(name(SMALL, &[same]), plain, "{same}");
    }
    for other in ["seed=4", "seeds.dreams=1", "days=4", "task.noise=0.31", "arms.live=[\"sleep\"]", "task.test=102"] {
        assert_ne!(name(SMALL, &[other]), plain, "{other}");
    }
    let scenario = Scenario::parse(SMALL, "x", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_ne!(cell::name(ENGINE, &scenario.lived(), "faer"), plain);
    assert_ne!(cell::name(ENGINE + 1, &scenario.lived(), "portable"), plain);
}

#[test]
fn seeds_given_apart_stay_and_what_follows_from_varied_keys_follows() {
    let text = "seed = 5\nseeds.task = 5\n[task]\nkind = \"digits\"\ndays = \"rotating\"\n";
    let folder = folder();
    let path = folder.path().join("x.toml");
    fs::write(&path, text).expect("written");
    let asked = Asked { seeds: Some(3), vary: vec!["task.train=50,100".to_owned()], ..Asked::default() };
    let source = oneiro::scenario::Source::find(path.to_str().expect("a path")).expect("a file");
    let plan = Plan::new(&source, &asked, "faer").unwrap_or_else(|error| panic!("{error}"));
    let again = Plan::from_json(&plan.to_json()).unwrap_or_else(|error| panic!("{error}"));
    for plan in [&plan, &again] {
        let point = plan.point(5);
        let scenario = plan.scenario(point.setting, point.seed).expect("sound");
        let spec = scenario.spec();
        assert_eq!((spec.seed, spec.seeds.task, spec.seeds.init), (7, 5, 7));
        assert_eq!(spec.task.schedule().per_day, 20);
    }
    // The folder is kept where there are data in it alone.
    assert_eq!(again.to_json(), plan.to_json());
}

#[test]
fn as_many_threads_as_may_be_give_the_same_bytes_and_print_the_same() {
    let folder = folder();
    let scenario = small(folder.path());
    let run = |jobs: &str| {
        let dir = folder.path().join("s");
        let args = ["--seeds", "12", "--vary", "night.downscale.amount=0.05,0.2", "--jobs", jobs];
        let out = printed(&mut study(&scenario, &dir, &args));
        let bytes = bytes(&dir);
        fs::remove_dir_all(&dir).expect("removed");
        (out, bytes)
    };
    let one = run("1");
    assert_eq!(one.1.len(), 24 + 3);
    assert!(run("8") == one);
}

#[test]
fn the_table_of_a_study() {
    let folder = folder();
    let out = |args: &[&str]| {
        let out = printed(&mut study(&small(folder.path()), &folder.path().join(args.len().to_string()), args));
        out.replace(&folder.path().to_string_lossy().into_owned(), "FOLDER")
    };
    insta::assert_snapshot!("table", out(&[]));
    insta::assert_snapshot!("table_varied", out(&["--vary", "net.bias=false,true", "--arms", "sleep,awake"]));
    let many: Vec<String> = (1..=40).map(|amount| format!("{}", f64::from(amount) / 100.0)).collect();
    let vary = format!("night.downscale.amount={}", many.join(","));
    insta::assert_snapshot!("table_many", out(&["--seeds", "1", "--set", "days=1", "--vary", &vary]));
}

#[test]
fn lives_that_diverge_are_results() {
    let folder = folder();
    let dir = folder.path().join("s");
    let args = ["--set", "day.normalized=false", "--vary", "day.learning_rate=0.01,1e30", "--seeds", "2"];
    let out = printed(&mut study(&small(folder.path()), &dir, &args));
    assert!(out.contains("4 cells: 4 done, 0 failed") && out.contains("diverged"), "{out}");
    let read = Study::open(&dir).expect("a study");
    let State::Done(cell) = read.entry(1).expect("readable").state else { panic!("not done") };
    for lived in &cell.lives {
        let divergence = lived.diverged.as_ref().expect("it diverged");
        assert_eq!((divergence.day, lived.rows.len(), &lived.answers), (1, 1, &Answers::None));
        assert!(lived.morning().is_none() && divergence.cause.starts_with("the learning rate"));
    }
    assert_eq!(Cell::from_json(cell.to_json().as_bytes(), &cell.name).map(|cell| cell.to_json()), Ok(cell.to_json()));
}

#[test]
fn a_claim_is_registered_once() {
    let folder = folder();
    let (scenario, dir) = (small(folder.path()), folder.path().join("s"));
    let refused = |args: &[&str], file: &str, said: &str| {
        let before = bytes(&dir);
        let expected = format!("error: {}: {said}\n", dir.join(file).display());
        assert_eq!(gave(&mut study(&scenario, &dir, args)), (Some(2), String::new(), expected), "{args:?}");
        assert!(bytes(&dir) == before);
    };
    let out = printed(&mut study(&scenario, &dir, &["--seeds", "2"]));
    assert!(out.contains("note: claim is registered at 4 seeds: this has 2"), "{out}");
    let read = || Study::open(&dir).expect("a study");
    assert_eq!(read().deviations(), ["claim is registered at 4 seeds: this has 2"]);
    let claims = read().registered().claims.clone();
    assert_eq!((claims.len(), claims[0].seeds, claims[0].margin), (1, 4, 0.14));
    assert_eq!(read().plan().arms(), [Arm::Sleep, Arm::Awake, Arm::Interleaved], "the arms of the claim are lived too");

    refused(
        &["--seeds", "2", "--set", "claim.margin=0.2"],
        "claim.json",
        "registered is test_error sleep - interleaved, margin 0.14, 4 seeds, morning, claimed now test_error sleep - \
         interleaved, margin 0.2, 4 seeds, morning",
    );
    let another = "another study was begun here: ";
    refused(&["--seeds", "2", "--seed", "4"], "study.json", &format!("{another}seed = 3 there, seed = 4 here"));
    refused(&["--seeds", "2", "--set", "days=4"], "study.json", &format!("{another}days = 3 there, days = 4 here"));
    refused(&["--seeds", "1"], "study.json", "2 seeds there, 1 here: their number can only grow");
    refused(
        &["--seeds", "2", "--vary", "days=3,4"],
        "study.json",
        &format!("{another}varied nothing there, days=3,4 here"),
    );
    refused(
        &["--seeds", "2", "--arms", "sleep"],
        "study.json",
        &format!(r#"{another}live = ["sleep", "awake", "interleaved"] there, live = ["sleep"] here"#),
    );

    // Words are no matter, and the registered number of seeds is a study that goes on.
    let first = bytes(&dir);
    assert_eq!(first, {
        printed(&mut study(&scenario, &dir, &["--seeds", "2"]));
        bytes(&dir)
    });
    let out = printed(&mut study(&scenario, &dir, &["--set", "title=other"]));
    assert!(!out.contains("registered") && out.contains("4 cells: 4 done"), "{out}");
    assert!(read().deviations().is_empty());
    let now = bytes(&dir);
    assert!(first.iter().filter(|(name, _)| !name.ends_with("study.json")).all(|(name, bytes)| now[name] == *bytes));

    let claim = dir.join("claim.json");
    let text = fs::read_to_string(&claim).expect("there");
    fs::write(&claim, text.replace("0.14", "0.15")).expect("written");
    refused(&[], "claim.json", "was changed after it was registered: its hash does not hold");
    fs::remove_file(&claim).expect("removed");
    refused(&[], "claim.json", "is missing, though there are cells: nothing was registered before them");
    fs::write(dir.join("study.json"), "{\"format\": 2}").expect("written");
    refused(&[], "study.json", "is of format 2: this version reads format 1");
}

#[test]
fn an_arm_that_is_claimed_about_but_not_lived_is_a_deviation() {
    let folder = folder();
    let dir = folder.path().join("s");
    let out = printed(&mut study(&small(folder.path()), &dir, &["--arms", "sleep,awake"]));
    assert!(out.contains("note: claim compares interleaved: it is not lived here"), "{out}");
}

#[test]
fn what_cannot_be_varied_is_one_line_before_anything_is_made() {
    let folder = folder();
    let (scenario, dir) = (small(folder.path()), folder.path().join("s"));
    let cases: [(&[&str], &str); 15] = [
        (&["--vary", "days"], "--vary days: must be KEY=VALUE,VALUE as in night.downscale.amount=0.1,0.2"),
        (&["--vary", "days=1,"], "--vary days=1,: a value is missing: values are separated by single commas"),
        (&["--vary", "days=1,0"], "--vary days: days is 0: must be a whole number from 1 to 100000"),
        (&["--vary", "dayz=1"], "--vary dayz: unknown key dayz: did you mean days?"),
        (&["--vary", "days=1", "--vary", "days=2"], "--vary days is given twice: put all its values into one"),
        (&["--vary", "task.noise=0.1,0.10"], "--vary task.noise: the lives are the same with 0.1 and with 0.10"),
        (
            &["--vary", "days=1,2; day.steps=10"],
            "--vary days=1,2; day.steps=10: days has 2 values and day.steps 1: keys that move together have as many",
        ),
        (
            &["--vary", "days=1;day.steps=9", "--vary", "day.steps=8"],
            "--vary day.steps is given twice: put all its values into one",
        ),
        (
            &["--set", "study.vary=[\"dayz\"]"],
            "--set study.vary: study.vary: \"dayz\": must be KEY=VALUE,VALUE as in night.downscale.amount=0.1,0.2",
        ),
        (&["--vary", "title=a,b"], "--vary title: the lives are the same with a and with b"),
        (&["--vary", "seed=1,2"], "--vary seed=1,2: seeds are varied by --seeds N"),
        (&["--vary", "arms.live=all"], "--vary arms.live=all: all arms of a cell live together: name them by --arms"),
        (&["--set", "days"], "--set days: must be KEY=VALUE, as in night.downscale.amount=0.2"),
        (
            &["--seed", "9223372036854775807", "--seeds", "2"],
            "--seeds: seed is 9223372036854775808: must be a whole number, 0 or above and below 2^63",
        ),
        (&["--jobs", "0"], "invalid value '0' for '--jobs <N>': 0 is not in 1..=1024"),
    ];
    for (args, said) in cases {
        let expected = (Some(2), String::new(), format!("error: {said}\n"));
        assert_eq!(gave(&mut study(&scenario, &dir, args)), expected, "{args:?}");
    }
    assert!(!dir.exists());
}

#[test]
fn reading_changes_nothing_and_a_folder_without_a_study_is_told() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--seeds", "2"]));
    let stamps = || {
        let entries =
            [dir.clone(), dir.join("cells")].map(|dir| fs::read_dir(dir).expect("there").flatten()).into_iter();
        let mut stamps: Vec<_> = entries
            .flatten()
            .map(|entry| (entry.path(), entry.metadata().and_then(|meta| meta.modified()).expect("a time")))
            .collect();
        stamps.sort();
        stamps
    };
    let before = (stamps(), bytes(&dir));
    let read = Study::open(&dir).expect("a study");
    let counts = read.counts().expect("readable");
    assert_eq!((counts.cells, counts.done, counts.failed, counts.missing), (2, 2, 0, 0));
    let (mut ordered, mut expected) = (Vec::new(), Vec::new());
    read.gather(3, |entry| (entry.point.index, entry.name), |part| ordered.push(part)).expect("readable");
    expected.extend((0..2).map(|index| (index, read.name(index).expect("sound"))));
    assert_eq!(ordered, expected);
    assert!(before == (stamps(), bytes(&dir)));
    fs::remove_file(cells(&dir).remove(0)).expect("removed");
    assert_eq!(read.counts().expect("readable").missing, 1);
    let error = Study::open(folder.path()).expect_err("no study");
    assert_eq!(error.to_string(), format!("{}: no such file or folder", folder.path().join("study.json").display()));
}

#[test]
fn names_and_hashes_can_be_recomputed_as_the_readme_says() {
    let folder = folder();
    let dir = folder.path().join("s");
    printed(&mut study(&small(folder.path()), &dir, &["--seeds", "1"]));
    let json = |path: &Path| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(path).expect("there")).expect("JSON")
    };
    let path = cells(&dir).remove(0);
    let (text, cell) = (fs::read_to_string(&path).expect("there"), json(&path));
    let named = format!("oneiro cell\nengine {ENGINE}\nkernel portable\n{}", cell["scenario"].as_str().expect("text"));
    let name = path.file_stem().expect("a name").to_string_lossy();
    assert_eq!(blake3::hash(named.as_bytes()).to_hex()[..32], *name);
    let (content, _) = text.rsplit_once(",\n  \"checksum\"").expect("the last member");
    assert_eq!(cell["checksum"], *blake3::hash(content.as_bytes()).to_hex());
    let columns: Vec<&str> = cell["columns"].as_str().expect("text").split(',').collect();
    assert_eq!(columns, oneiro::export::csv::header(1, &[])[2..]);
    let claim = json(&dir.join("claim.json"));
    assert_eq!(claim["hash"], *blake3::hash(claim["registered"].to_string().as_bytes()).to_hex());
}

#[test]
fn a_twin_is_a_life_of_its_own_from_its_fork_on() {
    let folder = folder();
    let path = folder.path().join("fork.toml");
    let fork = "\n[[event]]\nday = 2\ntick = 10\narm = \"sleep\"\nfork = { name = \"twin\", arm = \"awake\" }\n";
    fs::write(&path, SMALL.to_owned() + fork).expect("written");
    let dir = folder.path().join("s");
    let out = printed(&mut study(&path, &dir, &["--seeds", "2"]));
    assert!(out.lines().any(|line| line.starts_with("twin ") && line.ends_with(" 2")), "{out}");
    let read = Study::open(&dir).expect("a study");
    assert_eq!(read.plan().names(), ["sleep", "awake", "interleaved", "twin"]);
    let State::Done(cell) = read.entry(0).expect("readable").state else { panic!("not done") };
    let lab = lived(&read.plan().scenario(0, 3).expect("sound"));
    let twin = cell.life("twin").expect("it lived");
    assert_eq!((twin.arm, twin.rows[0].stamp.day, twin.rows.len()), (Arm::Awake, 2, 4));
    assert_eq!((&twin.trace, &cell.trace), (&lab.life_hash(3), &lab.trace_hash()));
    assert_eq!(twin.morning().map(bits), lab.history().row(3, lab.history().stamps().len() - 1).as_ref().map(bits));
}
