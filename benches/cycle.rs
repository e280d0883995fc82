//! What a cycle costs: a dream step against a day step, whole `digits` cycles, a day of Tetris, and a night of a large
//! Hopfield net.
//!
//! `cargo bench --bench cycle`

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use oneiro::lab::{Lab, Options, Progress};
use oneiro::scenario::{Override, Scenario};

fn lab(settings: &[&str]) -> Lab {
    let overrides: Vec<Override> =
        settings.iter().map(|text| Override::set(text).expect("a key and a value")).collect();
    let scenario = Scenario::load("digits", &overrides).unwrap_or_else(|error| panic!("{error}"));
    Lab::new(&scenario, Options::default())
}

fn phase(lab: &mut Lab) -> u64 {
    while lab.tick() < Progress::Phase {}
    lab.clock().total
}

fn steps(criterion: &mut Criterion) {
    let long = [
        "day.steps=1000",
        "night.steps=1000",
        "night.cycles=1",
        "night.downscale.rule=none",
        "measure.every=1000000",
        "days=1",
        r#"arms.live=["dreams"]"#,
    ];
    let mut group = criterion.benchmark_group("a thousand steps of 64-64-10");
    group.bench_function("by day", |bench| {
        bench.iter_batched_ref(|| lab(&long), |lab| black_box(phase(lab)), BatchSize::LargeInput);
    });
    let evening = || {
        let mut lab = lab(&long);
        phase(&mut lab);
        lab
    };
    group.bench_function("in dreams", |bench| {
        bench.iter_batched_ref(evening, |lab| black_box(phase(lab)), BatchSize::LargeInput);
    });
    group.finish();
}

fn cycles(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("twenty cycles of digits, two arms");
    group.sample_size(20);
    let schedules: [(&str, &[&str]); 2] =
        [("measured every 10 ticks", &[]), ("measured twice a cycle", &["measure.every=1000000"])];
    for (name, settings) in schedules {
        group.bench_function(name, |bench| {
            let run = |lab: &mut Lab| while lab.tick() != Progress::Ended {};
            bench.iter_batched_ref(|| lab(settings), run, BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// Named by what is learnt: the game that is played beforehand, and a day of it with the exam of the evening.
fn tetris(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("Tetris");
    group.sample_size(20);
    for name in ["tetris", "tetris-moves"] {
        let born = || {
            let settings = ["measure.every=1000000", r#"arms.live=["sleep"]"#, r#"arms.show=["sleep"]"#];
            let overrides = settings.map(|text| Override::set(text).expect("a key and a value"));
            let scenario = Scenario::load(name, &overrides).unwrap_or_else(|error| panic!("{error}"));
            Lab::new(&scenario, Options::default())
        };
        group.bench_function(format!("{name}: the game, and birth"), |bench| bench.iter(|| black_box(born())));
        group.bench_function(format!("{name}: a day"), |bench| {
            bench.iter_batched_ref(born, |lab| black_box(phase(lab)), BatchSize::LargeInput);
        });
    }
    group.finish();
}

fn hopfield(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("the Hopfield night");
    group.sample_size(10);
    let night = || {
        let text = "days = 1\n[task]\nkind = \"hopfield\"\nneurons = 1000\ntrain = 140\n[night]\nsteps = 10\n[arms]\n\
                    live = [\"sleep\"]\n[measure]\nevery = 1000000\n";
        let scenario = Scenario::parse(text, "x.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
        let mut lab = Lab::new(&scenario, Options::default());
        phase(&mut lab);
        lab
    };
    group.bench_function("ten dreams at N = 1 000, with the exam of the morning", |bench| {
        bench.iter_batched_ref(night, |lab| black_box(phase(lab)), BatchSize::LargeInput);
    });
    group.finish();
}

criterion_group!(benches, steps, cycles, tetris, hopfield);
criterion_main!(benches);
