//! Nights in spikes: what is known of them comes out, and they are lived like any other night.

#[path = "support/files.rs"]
mod files;
#[path = "support/screen.rs"]
mod support;

use std::path::Path;

use files::{idx, put};
use oneiro::lab::{Lab, Options, Progress};
use oneiro::net::Kernel;
use oneiro::record::{Measure, Moment};
use oneiro::scenario::{Override, Scenario};
use oneiro::task::World;
use oneiro::tui::surface::Surface;
use support::{app, press};

const PORTABLE: Options = Options { kernel: Kernel::Portable, keyframes: None };

fn scenario(name: &str, settings: &[&str]) -> Scenario {
    let overrides: Vec<Override> = settings.iter().map(|text| Override::set(text).expect("a key")).collect();
    Scenario::load(name, &overrides).unwrap_or_else(|error| panic!("{error}"))
}

fn lived(name: &str, settings: &[&str]) -> Lab {
    let mut lab = Lab::new(&scenario(name, settings), Options::default());
    while !lab.ended() {
        lab.tick();
    }
    lab
}

/// What a life was measured at on an evening or morning.
fn measured(lab: &Lab, life: &str, day: u32, moment: Moment, measure: Measure) -> f64 {
    let stamps = lab.history().stamps();
    let point = stamps.iter().position(|stamp| (stamp.day, stamp.moment) == (day, moment)).expect("it was lived");
    lab.history().track(life).expect("a life of this name").column(measure)[point]
}

#[test]
fn patches_have_three_regimes() {
    // (overlap, right on all four images that evening, and after a night in spikes), in every seed.
    for (overlap, evening, morning) in [(5, 1.0, 1.0), (12, 1.0, 1.0), (16, 0.5, 1.0), (20, 0.5, 1.0), (22, 0.5, 0.5)] {
        for seed in 1..=10 {
            let settings =
                [format!("task.overlap={overlap}"), format!("seed={seed}"), "arms.live=[\"src\"]".to_owned()];
            let lab = lived("patches", &settings.each_ref().map(String::as_str));
            let right = |moment| 1.0 - measured(&lab, "src", 2, moment, Measure::TestError);
            assert_eq!((right(Moment::Evening), right(Moment::Morning)), (evening, morning), "{overlap}, seed {seed}");
        }
    }
}

#[test]
fn digits_come_back_in_spikes_as_far_as_is_known_and_the_control_is_not_far_behind() {
    let seeds = 7..17;
    let count = f64::from(seeds.end - seeds.start);
    let mut right = [0.0; 3];
    for seed in seeds {
        let lab = lived("digits-src", &[&format!("seed={seed}"), "measure.every=100000"]);
        for (right, life) in right.iter_mut().zip(["src", "equalise", "awake"]) {
            *right += (1.0 - measured(&lab, life, 5, Moment::Morning, Measure::TestError)) / count;
        }
    }
    let [src, equalise, awake] = right;
    // 0.726 ± 0.011 and 0.713 ± 0.008 over 30 seeds; known are 0.73 ± 0.015 and 0.71.
    assert!((0.70..=0.77).contains(&src), "{src}");
    assert!((0.68..=0.75).contains(&equalise), "{equalise}");
    assert!((0.15..=0.21).contains(&awake), "{awake}");
}

#[test]
fn a_night_in_spikes_raises_the_total_while_the_signed_sum_falls() {
    let lab = lived("digits-src", &["arms.live=[\"src\"]"]);
    for day in 2..=5 {
        let change = |measure| {
            measured(&lab, "src", day, Moment::Morning, measure) - measured(&lab, "src", day, Moment::Evening, measure)
        };
        let (total, signed) = (change(Measure::WeightAbs), change(Measure::WeightSum));
        assert!(total > 0.0 && signed < 0.0, "night {day}: Σ|w| {total:+}, Σw {signed:+}");
    }
}

/// The digits of a seed as somebody's own files in the format of MNIST.
fn write_idx(folder: &Path) {
    let world = scenario("digits", &["task.train=1000", "task.test=797", "task.validation=0", "task.label_noise=0"]);
    let spec = world.spec();
    let world = World::new(&spec.task, &spec.syllabus, 3);
    for (name, set) in [("train", &world.train), ("test", &world.test)] {
        // 16 grey levels as 0 … 255.
        let pixels: Vec<u8> = set.raw.values().map(|value| (value * 255.0).round() as u8).collect();
        let labels: Vec<u8> = set.labels.iter().map(|label| label.truth).collect();
        let count = set.labels.len() as u32;
        put(folder, &format!("{name}-images"), &idx(8, &[count, 8, 8], &pixels));
        put(folder, &format!("{name}-labels"), &idx(8, &[count], &labels));
    }
}

#[test]
fn somebodys_own_images_are_consolidated_where_learning_in_sequence_forgets() {
    let folder = tempfile::tempdir().expect("a folder");
    write_idx(folder.path());
    let text = "days = 5\n[task]\nkind = \"idx\"\nfile = \"train-images\"\nlabels = \"train-labels\"\n\
        test_file = \"test-images\"\ntest_labels = \"test-labels\"\ntrain = 900\nvalidation = 100\ntest = 797\n\
        days = \"lessons\"\nlessons = [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]\n\
        [net]\nhidden = [100]\nactivation = \"relu\"\nbias = false\n[day]\nsteps = 150\nbatch = 10\n\
        [night]\nsteps = 75\n[arms]\nlive = [\"src\", \"awake\"]\n[measure]\nevery = 100000\n";
    let mut right = [0.0; 2];
    for seed in 1..=4 {
        let text = format!("seed = {seed}\n{text}");
        let scenario = Scenario::parse_in(folder.path(), &text, ("mnist.toml", "mnist"), &[]);
        let mut lab = Lab::new(&scenario.unwrap_or_else(|error| panic!("{error}")), Options::default());
        while !lab.ended() {
            lab.tick();
        }
        for (right, life) in right.iter_mut().zip(["src", "awake"]) {
            *right += (1.0 - measured(&lab, life, 5, Moment::Morning, Measure::TestError)) / 4.0;
        }
    }
    // What is asked of MNIST itself: above 40 % where sequential learning is below 21 %.
    assert!(right[0] > 0.40 && right[1] < 0.21, "{right:?}");
}

#[test]
fn the_published_net_takes_a_window_three_thresholds_and_longer_nights() {
    let folder = tempfile::tempdir().expect("a folder");
    write_idx(folder.path());
    let text = "days = 2\n[task]\nkind = \"idx\"\nfile = \"train-images\"\nlabels = \"train-labels\"\ntrain = 200\n\
        validation = 0\ntest = 100\ndays = \"lessons\"\nlessons = [[0, 1], [2, 3]]\n\
        [net]\nhidden = [30, 30]\nactivation = \"relu\"\nbias = false\n[day]\nsteps = 20\n[night]\nsteps = 5\n\
        [night.src]\nsteps = 150\ngrowth = 50\nrate = 239.5\ndt = 0.001\nscale = 55.88\n\
        thresholds = [14.55, 44.56, 38.05]\nincrement = 0.0321\ndecrement = 0.00334\nwindow = 5\n\
        [arms]\nlive = [\"src\"]\n";
    let scenario = Scenario::parse_in(folder.path(), text, ("mnist.toml", "mnist"), &[]);
    let mut lab = Lab::new(&scenario.unwrap_or_else(|error| panic!("{error}")), PORTABLE);
    let mut most = [0; 2];
    while !lab.ended() {
        lab.tick();
        if let Some(raster) = lab.raster(0) {
            let day = lab.clock().day as usize;
            most[day - 1] = raster.noted();
            assert_eq!(lab.spike_steps(0), [150, 200][day - 1]);
            assert!(raster.newest().all(|step| step[0].len() <= 25), "a window of 5 × 5");
        }
    }
    // The last tick's are taken too, and it ends with the morning.
    assert!(most[0] >= 130 && most[1] >= 170, "{most:?}");
}

#[test]
fn a_tick_of_the_night_is_the_same_however_one_comes_there() {
    let scenario = scenario("digits-src", &["days=2", "task.train=300"]);
    let place = 150 + 79 + 150 + 41;
    let mut ticks = Lab::new(&scenario, PORTABLE);
    while ticks.clock().total < place {
        ticks.tick();
    }
    let mut micros = Lab::new(&scenario, Options { keyframes: Some(1 << 20), ..PORTABLE });
    while micros.clock().total < place + 20 {
        micros.micro();
    }
    micros.seek(place);
    assert_eq!(ticks.trace_hash(), micros.trace_hash());
    let newest = |lab: &Lab| {
        let raster = lab.raster(0).expect("it replays in spikes");
        (raster.noted(), raster.newest().map(<[_]>::to_vec).collect::<Vec<_>>())
    };
    assert_eq!(newest(&ticks), newest(&micros), "what is drawn is the same, too");
    assert_ne!(ticks.trace_hash(), {
        ticks.tick();
        ticks.trace_hash()
    });
    while ticks.tick() < Progress::Phase {}
    assert!(ticks.raster(0).is_none(), "by morning the potentials are gone");
}

#[test]
fn a_night_that_is_missed_changes_nothing() {
    let lab = lived("digits-src", &["days=2", "night.missed=1"]);
    assert_eq!((lab.life_hash(0), lab.life_hash(2)), (lab.life_hash(1), lab.life_hash(1)));
    let none = lived("digits-src", &["days=1", "night.src.steps=0", "arms.live=[\"src\", \"awake\"]"]);
    assert_eq!(none.life_hash(0), none.life_hash(1));
}

#[test]
fn spikes_are_drawn_while_it_sleeps() {
    for (name, scenario, keys) in [("spikes_digits", "digits-src", "nd"), ("spikes_patches", "patches", "nd")] {
        support::snapshots(name, &[(120, 36), (80, 24)], |surface| {
            let mut app = app(scenario, &[], surface);
            press(&mut app, keys);
            press(&mut app, &".".repeat(40));
            app
        });
    }
}

#[test]
fn whoever_does_not_sleep_in_spikes_has_none_drawn() {
    let mut app = app("digits-src", &["arms.show=[\"awake\", \"src\"]"], Surface::FULL);
    press(&mut app, "d....");
    assert!(!support::text(&support::drawn(&mut app, (120, 36))).contains("replay in spikes"));
}

#[test]
fn all_leaves_out_what_cannot_be_lived() {
    let all = |text: &str| {
        let text = format!("task.kind = \"digits\"\narms.live = [\"all\"]\n{text}");
        let scenario = Scenario::parse(&text, "x.toml", "x", &[]).expect("sound");
        scenario.left_out().iter().map(|(arm, _)| arm.name()).collect::<Vec<_>>()
    };
    // By default nets have biases.
    let spikes = ["src", "equalise"];
    assert_eq!(all(""), spikes);
    assert_eq!(all("night.memory.priority = 0.5\nnight.downscale.biases = true"), spikes);
    assert!(all("net.bias = false\nnet.activation = \"relu\"").is_empty());
    assert_eq!(all("net.bias = false\nnet.activation = \"relu\"\nnet.hidden = [5, 4]"), ["src"], "two thresholds");
    assert_eq!(all("night.downscale.rule = \"set-point\""), ["shrink+perturb", "src", "equalise"]);
    assert_eq!(all("night.downscale.rule = \"none\""), ["shrink+perturb", "src", "equalise"]);
}
