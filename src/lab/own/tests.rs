//! What a net is trained on is what the provenance of its dreams says.

use super::*;
use crate::arm::Phase;
use crate::lab::{Options, Progress, Stage};
use crate::net::Kernel;
use crate::scenario::{Override, Scenario};
use crate::sleep::{Noise, Teacher};

fn lab(name: &str, settings: &[&str]) -> Lab {
    let base = ["day.steps=7", "night.steps=9", "night.cycles=3", "days=3", "measure.every=4"];
    let overrides: Vec<Override> =
        base.iter().chain(settings).map(|text| Override::set(text).expect("a key and a value")).collect();
    let scenario = Scenario::load(name, &overrides).unwrap_or_else(|error| panic!("{error}"));
    Lab::new(&scenario, Options { kernel: Kernel::Portable, keyframes: None })
}

/// Lives to the end and holds every batch that is dreamt by the one life, by night or by day, against
/// what provenance works out again; how many were held.
fn hold(lab: &mut Lab) -> u32 {
    let (mut held, mut batches) = (0, 0..0);
    loop {
        if lab.jobs.is_empty() && lab.clock.is_boundary() {
            batches = 0..lab.lengths.night;
        }
        let before = lab.lives[0].gradient_steps;
        let progress = lab.micro();
        if lab.lives[0].gradient_steps > before && lab.clock.phase == Phase::Night {
            let batch = batches.next().expect("a batch of the night");
            hold_batch(lab, batch);
            held += 1;
        }
        if progress == Progress::Ended {
            return held;
        }
    }
}

fn hold_batch(lab: &mut Lab, batch: u32) {
    let rows = lab.batches.ids().len() as u64;
    for row in 0..rows {
        let index = u64::from(batch) * rows + row;
        let dreamt = lab.dream(0, index).expect("a dream");
        let provenance = &dreamt.provenance;
        assert_eq!(provenance.dream(&lab.world.train), dreamt.input);
        assert!(provenance.class.as_ref().is_none_or(|class| !class.of.is_empty()), "a class of no memory");
        let mut features = vec![0.0; lab.world.encoder.features(dreamt.input.len())];
        lab.world.encoder.encode_into(&dreamt.input, &mut features);
        assert_eq!(lab.batches.inputs().row(row as usize).to_vec(), features, "input of dream {index}");
        let life = &lab.lives[0];
        let own = life.own(false, false).filter(|_| provenance.dreams.is_some()).map(Own::answers);
        let teacher = own.map_or(Teacher::Stored(&lab.world.train), Teacher::Own);
        let target = lab.batches.targets().row(row as usize).to_vec();
        assert_eq!((&provenance.lesson.target, provenance.target(teacher)), (&target, target.clone()), "dream {index}");
        assert!((target.iter().sum::<f32>() - 1.0).abs() < 1e-5 || !lab.world.is_classes());
        let shares: f32 = provenance.sources.iter().map(|(_, share)| share).sum();
        assert!((shares - f32::from(u8::from(provenance.class.is_none()))).abs() < 1e-6);
    }
}

#[test]
fn what_is_learnt_is_what_provenance_works_out_again() {
    for arm in ["sleep", "insomnia", "shuffled", "dreams"] {
        let live = format!("arms.live=[\"{arm}\"]");
        for noise in Noise::NAMES {
            let kind = format!("night.dreams.noise=\"{noise}\"");
            let strength =
                if noise == "shift" { "night.dreams.hallucinatory=2" } else { "night.dreams.hallucinatory=0.4" };
            for more in [
                &["night.dreams.sparse=0.2", "night.dreams.patch=2"][..],
                &["night.dreams.label=\"own\"", "night.dreams.narrative=3", "night.dreams.clip=[0.0, 1.0]"],
                &["night.memory.priority=0.7", "night.dreams.narrative=4"],
            ] {
                let settings = [&[live.as_str(), &kind, strength], more].concat();
                assert_eq!(hold(&mut lab("digits", &settings)), 27, "{settings:?}");
            }
        }
        let remote = ["night.memory.capacity=1", "night.memory.reservoir=50", "night.memory.remote=0.9"];
        for more in [&["night.dreams.sparse=0.2"][..], &["night.memory.priority=0.7"], &remote] {
            let settings = [&[live.as_str(), "night.dreams.source=\"statistics\""], more].concat();
            assert_eq!(hold(&mut lab("digits", &settings)), 27, "{settings:?}");
        }
    }
    for noise in ["gaussian", "blend", "salt-pepper"] {
        let noise = format!("night.dreams.noise=\"{noise}\"");
        for label in ["night.dreams.label=\"own\"", "night.dreams.label=\"stored\""] {
            assert_eq!(hold(&mut lab("curve", &["arms.live=[\"sleep\"]", &noise, label])), 27);
        }
    }
}

#[test]
fn an_episode_is_dreamt_in_the_order_of_its_day() {
    let mut lab = lab("digits", &["night.dreams.narrative=5", "day.steps=10", "days=2"]);
    while lab.clock.stage != Stage::Rem(1) {
        lab.tick();
    }
    let order = super::super::batch::order(&lab.world.calendar, (lab.spec.seeds.order, 1, 0));
    let ids: Vec<u32> = (0..180)
        .map(|index| lab.dream(0, index).and_then(|dream| dream.provenance.source()).expect("a memory").id)
        .collect();
    for episode in ids.chunks(5) {
        let first = order.iter().position(|id| *id == episode[0]).expect("lived today");
        let wanted: Vec<u32> = (0..5).map(|part| order[(first + part) % order.len()]).collect();
        assert_eq!(episode, wanted);
    }
    let firsts: std::collections::HashSet<u32> = ids.chunks(5).map(|episode| episode[0]).collect();
    assert!(firsts.len() > 10, "episodes begin anywhere");
}

#[test]
fn own_answers_are_those_of_the_evening_all_night_and_of_the_sleeper_for_arms_in_turn() {
    let settings =
        ["night.dreams.label=\"own\"", "arms.live=[\"sleep\", \"interleaved\", \"recipe\", \"shuffled\"]", "days=2"];
    let mut lab = lab("digits", &settings);
    for day in 1..=2 {
        while lab.clock.day != day || lab.clock.tick < 3 {
            lab.tick();
        }
        let foreseen: Vec<Own> = lab.lives[1..3].iter().map(|life| life.own.clone()).collect();
        while lab.clock.phase == Phase::Day && !lab.clock.is_boundary() {
            lab.tick();
        }
        let evening = Own::of(&*lab.lives[0].learner, &lab.world);
        assert!(foreseen.iter().all(|own| *own == evening), "day {day}: the sleeper's answers were foreseen");
        while lab.clock.phase != Phase::Night || !lab.clock.is_boundary() {
            lab.tick();
            assert_eq!(lab.lives[0].own, evening);
            let hidden = lab.lives[3].hidden.as_ref().expect("who mixes up a sleeper's answers follows one");
            assert_eq!(hidden.own, evening);
        }
        assert_ne!(Own::of(&*lab.lives[0].learner, &lab.world), evening, "the night changes the answers");
    }
    let sum: f32 = lab.lives[0].own.answers()[..10].iter().sum();
    assert!((sum - 1.0).abs() < 1e-5, "probabilities");
}

#[test]
fn a_nap_teaches_what_was_answered_before_it_from_its_first_step_on() {
    let text = "format = 1\ndays = 2\n[task]\nkind = \"digits\"\n[day]\nsteps = 6\n[night]\nsteps = 5\n[night.dreams]\n\
                label = \"own\"\n[arms]\nlive = [\"sleep\", \"interleaved\", \"shuffled\", \"recipe\", \"dreams\"]\n\
                [[event]]\nday = 2\ntick = 3\nnap = 2\n";
    let scenario = Scenario::parse(text, "nap.toml", "nap", &[]).unwrap_or_else(|error| panic!("{error}"));
    let mut lab = Lab::new(&scenario, Options { kernel: Kernel::Portable, keyframes: None });
    let mut taught = 0;
    while lab.clock.phase == Phase::Day || lab.clock.day < 2 {
        let before: Vec<u64> = lab.lives.iter().map(|life| life.gradient_steps).collect();
        lab.micro();
        let learnt = lab.lives.iter().zip(&before).any(|(life, before)| life.gradient_steps > *before);
        if learnt && lab.clock.stage == Stage::Nap {
            taught += 1;
            assert!(lab.batches.targets().iter().all(|share| *share < 1.0), "what was taught by day");
        }
    }
    assert_eq!(taught, 5 * 2, "two steps of every life");
}

#[test]
fn who_is_taught_what_a_lost_sleeper_would_answer_ends_by_name() {
    let settings = |label: &str| format!("night.dreams.label=\"{label}\"");
    let live = "arms.live=[\"sleep\", \"interleaved\"]";
    // The sleeper's third step by day overflows, and so would what it answers in the evening.
    let mut lab = lab("digits", &[live, &settings("own"), "day.learning_rate=1e5", "day.momentum=0.99999"]);
    while lab.lives[0].diverged.is_none() {
        assert_ne!(lab.tick(), Progress::Ended, "it has to diverge");
    }
    let said = |life: usize| lab.lives[life].diverged.as_ref().expect("ended").to_string();
    let (sleeper, other) = (said(0), said(1));
    assert!(!sleeper.contains("hidden sleeper"), "{sleeper}");
    assert!(other.contains("to its hidden sleeper before this evening, whose answers this arm is taught"), "{other}");
    assert_eq!(lab.lives[0].diverged.as_ref().map(|end| end.day), lab.lives[1].diverged.as_ref().map(|end| end.day));
}
