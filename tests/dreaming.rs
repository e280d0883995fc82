//! Dreams that are dreamt again: they are what was dreamt, whatever happened in the night, and what was answered
//! before them is what was answered.

#[path = "support/screen.rs"]
mod support;

use std::collections::HashMap;

use oneiro::arm::{Arm, Param, Phase, Setting, Value};
use oneiro::lab::{Lab, Options, Progress, Stage};
use oneiro::record::Moment;
use oneiro::scenario::{Event, Scenario, What};
use oneiro::tui::words::dream;
use support::{OPTIONS, SMALL, scenario};

/// All arms, where a day is ten experiences and a night eight steps.
fn all(more: &[&str]) -> Scenario {
    let set = [&SMALL[..], &[r#"arms.live=["all"]"#], more].concat();
    scenario("digits", &set)
}

/// What every dream was when it was dreamt, asked of the lab at that tick: by life, night and number.
type Seen = HashMap<(String, u32, u64), (u32, Vec<f32>, Option<u8>)>;

/// Lives to the end; whenever a life has dreamt, its dreams of that tick are asked for. What is dreamt by day
/// in turn is asked for too.
fn watch(lab: &mut Lab) -> Seen {
    let mut seen = Seen::new();
    let mut done: HashMap<(String, u32), u64> = HashMap::new();
    loop {
        // What a tick will dream is asked for before it: events that follow it have happened when it is over.
        let mut coming = HashMap::new();
        for life in 0..lab.lives().len() {
            let name = lab.lives()[life].name().to_owned();
            let night = lab.clock().day;
            let from = done.get(&(name.clone(), night)).copied().unwrap_or(0);
            for index in from..from + 2 * lab.dreams_per_step() as u64 {
                coming.insert((name.clone(), night, index), lab.dream(life, index));
            }
        }
        let progress = lab.tick();
        for life in 0..lab.lives().len() {
            let Ok(dreaming) = lab.dreaming(life) else { continue };
            let clock = lab.clock();
            let now = if dreaming.waking { Stage::Wake == clock.stage } else { matches!(clock.stage, Stage::Rem(_)) };
            let name = lab.lives()[life].name().to_owned();
            let from = done.entry((name.clone(), dreaming.night)).or_default();
            if now && clock.day == dreaming.night {
                for index in *from..lab.dreamt(&dreaming) {
                    let key = (name.clone(), dreaming.night, index);
                    // A twin that began now has dreamt none of these itself.
                    let Some(dreamt) = coming.remove(&key) else { continue };
                    let dreamt = dreamt.expect("it was dreamt");
                    let label = dreamt.label.map(|label| label.given);
                    seen.insert(key, (dreamt.provenance.source().expect("a memory").id, dreamt.input, label));
                }
            }
            *from = lab.dreamt(&dreaming);
        }
        if progress == Progress::Ended {
            return seen;
        }
    }
}

fn assert_same(lab: &Lab, seen: &Seen) -> usize {
    let mut compared = 0;
    for life in 0..lab.lives().len() {
        let Ok(dreaming) = lab.dreaming(life) else { continue };
        for index in 0..lab.dreamt(&dreaming) {
            let dreamt = dreaming.dream(lab, index).expect("it was dreamt");
            assert_eq!(dreaming.source(index), dreamt.provenance.source());
            // A twin's dreams from before it was one are those of the original.
            let line = lab.spec().ancestry(lab.lives()[life].name());
            let then = line.iter().find_map(|name| seen.get(&((*name).to_owned(), dreaming.night, index)));
            let (id, input, label) = then.expect("it was seen when it was dreamt");
            assert_eq!(
                (dreamt.provenance.source().expect("a memory").id, dreamt.label.map(|label| label.given)),
                (*id, *label)
            );
            assert_eq!(dreamt.input, *input, "dream {index} of night {}", dreaming.night);
            compared += 1;
        }
        assert_eq!(dreaming.source(dreaming.of), None);
    }
    compared
}

/// Whatever happens in a night, what is dreamt again is what was dreamt.
fn eventful() -> Vec<Event> {
    let sigma = |value| What::Set(vec![Setting { param: Param::Hallucinatory, value: Value::Number(value) }]);
    let recency = What::Set(vec![Setting { param: Param::Recency, value: Value::Number(0.5) }]);
    let event =
        |day, phase, tick, life: Option<&str>, what| Event { day, phase, tick, life: life.map(str::to_owned), what };
    let fork = What::Fork { name: "dreams-2".to_owned(), arm: Some(Arm::Dreams) };
    vec![
        event(1, Phase::Night, 0, None, sigma(0.7)),
        event(2, Phase::Day, 4, None, recency),
        event(2, Phase::Night, 3, None, sigma(0.1)),
        event(2, Phase::Night, 5, Some("sleep"), fork),
        event(2, Phase::Night, 6, Some("sleep"), What::Reseed(99)),
        event(3, Phase::Night, 4, Some("dreams"), What::SkipNight),
        event(4, Phase::Day, 5, None, What::Reseed(5)),
    ]
}

#[test]
fn what_is_dreamt_again_is_what_was_dreamt() {
    let five = r#"arms.live=["sleep","dreams","insomnia","interleaved","shuffled"]"#;
    let set = [&SMALL[..], &[five]].concat();
    for scenario in [all(&[]), scenario("digits", &set).with_events(eventful())] {
        let mut lab = Lab::new(&scenario, OPTIONS);
        let seen = watch(&mut lab);
        let end = lab.clock().total;
        let mut compared = 0;
        // At the end, back through every moment, and forth again.
        for tick in (0..=end).rev().step_by(3).chain((0..=end).step_by(5)) {
            lab.seek(tick);
            compared += assert_same(&lab, &seen);
        }
        assert!(compared > 10_000, "{compared}");
    }
}

#[test]
fn priorities_of_the_evening_choose_the_dreams() {
    let mut lab = Lab::new(&all(&["night.memory.priority=1.5"]), OPTIONS);
    let seen = watch(&mut lab);
    let mut compared = 0;
    for tick in (0..=lab.clock().total).rev().step_by(7) {
        lab.seek(tick);
        compared += assert_same(&lab, &seen);
    }
    assert!(compared > 1_000, "{compared}");
}

#[test]
fn what_was_answered_before_is_what_was_answered() {
    let mut lab = Lab::new(&all(&[]), OPTIONS);
    let raw = lab.world().train.raw.row(3).to_vec();
    let mut evenings: HashMap<(usize, u32), Vec<f32>> = HashMap::new();
    let mut mornings = evenings.clone();
    while lab.tick() != Progress::Ended {
        let clock = lab.clock();
        for life in 0..lab.lives().len() {
            match clock.stamp().moment {
                Moment::Evening => _ = evenings.insert((life, clock.day), lab.answer(life, &raw)),
                Moment::Morning => _ = mornings.insert((life, clock.day), lab.answer(life, &raw)),
                _ => {}
            }
            if let Ok(dreaming) = lab.dreaming(life) {
                let kept = if dreaming.waking {
                    mornings.get(&(life, dreaming.night - 1))
                } else {
                    evenings.get(&(life, dreaming.night))
                };
                if let Some(then) = kept {
                    assert_eq!(&dreaming.before(&lab, &raw), then);
                }
            }
        }
    }
    assert!(evenings.len() > 20);
}

#[test]
fn what_keyframes_cannot_hold_is_said_to_be_lost() {
    let small = Options { keyframes: Some(1), ..OPTIONS };
    let mut lab = Lab::new(&all(&[]), small);
    while lab.clock().day < 2 {
        lab.tick();
    }
    assert_eq!(lab.keyframe_bytes(), 0);
    let why = lab.dreaming(0).err().expect("nothing was kept");
    assert!(dream::none(&lab, Some((0, "sleeper")), why)[0].contains("not kept"));
    // Just enough for two evenings and the morning between: these stay, wherever one travels.
    let mut lab = Lab::new(&all(&[]), OPTIONS);
    while lab.clock().day < 2 {
        lab.tick();
    }
    let three = lab.keyframe_bytes() / lab.keyframe_count() * 7 / 2;
    let mut lab = Lab::new(&all(&[]), Options { keyframes: Some(three), ..OPTIONS });
    while lab.tick() != Progress::Ended {}
    for tick in [30, 40, 55, 20, 64] {
        lab.seek(tick);
        assert!(lab.dreaming(0).is_ok() || lab.newest_dreams(0) == 0, "at {tick}");
        assert!(lab.keyframe_bytes() <= three);
    }
}
