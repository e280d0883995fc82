//! Random walks through time: whoever comes back finds every bit as it was.

#[path = "support/files.rs"]
mod files;
#[path = "support/lives.rs"]
mod lives;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use lives::scenarios;
use oneiro::arm::{Arm, Param, Setting, Value};
use oneiro::lab::{Options, Progress};
use oneiro::net::Kernel;
use oneiro::scenario::{MOST_LIVES, Scenario, Unit, What};
use oneiro::session::Session;
use oneiro::sleep::{Labels, Noise, Rule, Source};
use proptest::prelude::*;

/// Checked once: a thousand walks begin in them.
static STORIES: LazyLock<Vec<Scenario>> = LazyLock::new(scenarios);

/// One thing that a person does.
#[derive(Debug, Clone)]
enum Step {
    Micro(u8),
    Tick(u8),
    Back(u8),
    On(u8),
    GoTo(u16),
    Act(u8, Doing),
    Undo,
    /// To another course, at a share of how far it was lived.
    Course(u8, u8),
    /// The session is saved and opened again.
    Save,
}

#[derive(Debug, Clone)]
enum Doing {
    Set(u8, u8),
    Lesion(u8),
    Freeze(u8),
    Thaw(u8),
    Scale(u8),
    Nap(u8),
    Sleep,
    Skip,
    Fork(u8),
    Reseed(u8),
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        4 => (any::<u8>(), any::<u8>()).prop_map(|(param, value)| Doing::Set(param, value)),
        1 => any::<u8>().prop_map(Doing::Lesion),
        1 => any::<u8>().prop_map(Doing::Freeze),
        1 => any::<u8>().prop_map(Doing::Thaw),
        1 => any::<u8>().prop_map(Doing::Scale),
        1 => (1..5u8).prop_map(Doing::Nap),
        1 => Just(Doing::Sleep),
        1 => Just(Doing::Skip),
        3 => any::<u8>().prop_map(Doing::Fork),
        1 => any::<u8>().prop_map(Doing::Reseed),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => any::<u8>().prop_map(Step::Micro),
        3 => (1..20u8).prop_map(Step::Tick),
        2 => (1..20u8).prop_map(Step::Back),
        1 => (1..20u8).prop_map(Step::On),
        1 => any::<u16>().prop_map(Step::GoTo),
        4 => (any::<u8>(), doing()).prop_map(|(who, doing)| Step::Act(who, doing)),
        2 => Just(Step::Undo),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(act, share)| Step::Course(act, share)),
        1 => Just(Step::Save),
    ]
}

fn setting(param: u8, value: u8) -> Setting {
    let param = Param::ALL[usize::from(param) % Param::ALL.len()];
    let share = f64::from(value) / 256.0;
    let value = match param {
        Param::DaySteps => Value::Whole(4 + u32::from(value % 5)),
        Param::Batch => Value::Whole(1 + u32::from(value % 9)),
        Param::Cycles => Value::Whole(1 + u32::from(value % 3)),
        Param::NightSteps | Param::Reservoir => Value::Whole(u32::from(value % 9)),
        Param::Capacity => Value::Whole(1 + u32::from(value)),
        Param::Lag => Value::Whole(u32::from(value % 3)),
        Param::Patch | Param::Narrative => Value::Whole(1 + u32::from(value % 4)),
        Param::NoiseKind => Value::Word(Noise::NAMES[usize::from(value) % Noise::NAMES.len()]),
        Param::Label => Value::Word(Labels::NAMES[usize::from(value % 2)]),
        Param::Source => Value::Word(Source::NAMES[usize::from(value % 2)]),
        // What every kind of noise allows, now and then.
        Param::Hallucinatory if value.is_multiple_of(3) => Value::Number(f64::from(value % 2)),
        Param::Normalized | Param::Biases => Value::Flag(value.is_multiple_of(2)),
        Param::Rule => Value::Word(Rule::ALL[usize::from(value) % Rule::ALL.len()].name()),
        Param::Per => Value::Word(["layer", "neuron"][usize::from(value % 2)]),
        Param::Clip => Value::Bounds(Some([-0.5, 0.5 + share])),
        Param::Recency => Value::Number(0.1 + share),
        _ => Value::Number(share * 0.9),
    };
    Setting { param, value }
}

/// What the bits of a lab are: everything that a life's future follows from, and all that was recorded.
fn bits(session: &Session) -> String {
    let lab = session.lab();
    let mut all = format!("{:?} {}", lab.clock(), lab.trace_hash());
    for (index, life) in lab.lives().iter().enumerate() {
        let _ = write!(all, "\n{} {:?} {} {}", life.name(), life.arm(), lab.life_hash(index), lab.state_hash(index));
        let _ = write!(all, " {:?} {:?} {}", life.params(), life.marks(), life.gradient_steps());
    }
    for track in lab.history().tracks() {
        let _ = write!(all, "\n{} {}", track.name, track.from());
        let measures = oneiro::record::Measure::ALL.map(|measure| track.column(measure));
        for value in measures.into_iter().chain(track.lessons().iter().map(Vec::as_slice)).flatten() {
            let _ = write!(all, " {:x}", value.to_bits());
        }
    }
    for note in lab.notes() {
        let _ = write!(all, "\n{note:?}");
    }
    all
}

struct Walk {
    session: Session,
    options: Options,
    /// What was found at (act, tick).
    known: HashMap<(usize, u64), String>,
    within: bool,
    twins: usize,
}

impl Walk {
    fn new(scenario: &Scenario, keyframes: usize) -> Self {
        let options = Options { kernel: Kernel::Portable, keyframes: Some(keyframes) };
        let session = Session::new(scenario, options);
        Self { session, options, known: HashMap::new(), within: false, twins: 0 }
    }

    fn tick(&mut self) {
        if !self.session.lab().ended() {
            while self.session.micro() == Progress::Micro {}
        }
        self.within = false;
    }

    fn go(&mut self, step: &Step) {
        let now = self.session.lab().clock().total;
        match step {
            Step::Micro(count) => {
                for _ in 0..*count % 40 {
                    self.within = self.session.micro() == Progress::Micro;
                }
            }
            Step::Tick(count) => (0..*count).for_each(|_| self.tick()),
            Step::Back(count) => self.seek(now.saturating_sub(u64::from(*count))),
            Step::On(count) => self.seek(now + u64::from(*count)),
            Step::GoTo(tick) => self.seek(u64::from(*tick) % (self.session.lab().ticks_total() + 1)),
            Step::Act(who, doing) => {
                if self.within {
                    self.tick();
                }
                self.act(*who, doing);
            }
            Step::Undo => {
                if self.within {
                    self.tick();
                }
                self.session.undo();
            }
            Step::Course(act, share) => {
                if self.within {
                    self.tick();
                }
                let act = usize::from(*act) % (self.session.acts().len() + 1);
                let reached = self.session.reached(act);
                self.session.go_to(act, reached * u64::from(*share) / 255);
            }
            Step::Save => {
                if self.within {
                    self.tick();
                }
                let text = self.session.to_toml();
                let scenario =
                    Scenario::parse(&text, "saved.toml", "walk", &[]).unwrap_or_else(|error| panic!("{error}\n{text}"));
                let (session, same) = Session::resume(&scenario, self.options);
                assert!(same, "another trace after {text}");
                assert_eq!(session.to_toml(), text);
                self.session = session;
            }
        }
    }

    fn seek(&mut self, tick: u64) {
        self.session.seek(tick);
        self.within = false;
    }

    fn act(&mut self, who: u8, doing: &Doing) {
        let lives = self.session.lab().lives();
        let names: Vec<String> = lives.iter().map(|life| life.name().to_owned()).collect();
        let name = (!who.is_multiple_of(3)).then(|| names[usize::from(who) % names.len()].clone());
        let unit = |at: &u8| match at % 9 {
            unit @ 0..5 => Unit { layer: 1, unit: unit.into() },
            unit => Unit { layer: 2, unit: usize::from(unit) - 5 },
        };
        let what = match doing {
            Doing::Set(param, value) => What::Set(vec![setting(*param, *value)]),
            Doing::Lesion(at) => What::Lesion(unit(at)),
            Doing::Freeze(at) => What::Freeze(unit(at)),
            Doing::Thaw(at) => What::Thaw(unit(at)),
            Doing::Scale(factor) => {
                What::Scale { layer: usize::from(factor % 3) + 1, factor: f64::from(*factor) / 100.0 }
            }
            Doing::Nap(ticks) => What::Nap((*ticks).into()),
            Doing::Sleep => What::SleepNow,
            Doing::Skip => What::SkipNight,
            Doing::Fork(arm) => {
                self.twins += 1;
                let arm = Arm::ALL.get(usize::from(*arm) % (2 * Arm::ALL.len())).copied();
                What::Fork { name: format!("twin-{}", self.twins), arm }
            }
            Doing::Reseed(seed) => What::Reseed((*seed).into()),
        };
        let before = bits(&self.session);
        if self.session.act(name.as_deref(), what).is_err() {
            assert_eq!(bits(&self.session), before, "what was refused changed something");
        }
        assert!(names.len() >= MOST_LIVES || self.session.lab().lives().len() <= MOST_LIVES);
    }

    /// Holds what is found against what was found here before.
    fn look(&mut self) {
        if self.within {
            return;
        }
        let place = (self.session.at(), self.session.lab().clock().total);
        let found = bits(&self.session);
        let known = self.known.entry(place).or_insert_with(|| found.clone());
        assert_eq!(*known, found, "other bits at act {}, tick {}", place.0, place.1);
    }
}

fn walk(scenario: &Scenario, keyframes: usize, steps: &[Step]) {
    let mut walk = Walk::new(scenario, keyframes);
    walk.look();
    for step in steps {
        walk.go(step);
        walk.look();
    }
    // Whoever never travelled and knew every event from the start finds the same.
    let lab = walk.session.lab();
    if !walk.within {
        let told = scenario.with_events(walk.session.events(walk.session.at()));
        let mut straight = oneiro::lab::Lab::new(&told, Options { kernel: Kernel::Portable, keyframes: None });
        while straight.clock().total < lab.clock().total {
            straight.tick();
        }
        assert_eq!(straight.trace_hash(), lab.trace_hash());
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("ONEIRO_WALKS").ok().and_then(|walks| walks.parse().ok()).unwrap_or(1000),
        failure_persistence: None,
        max_shrink_iters: 2000,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn whoever_comes_back_finds_every_bit(
        story in 0..STORIES.len(),
        keyframes in prop_oneof![Just(0usize), Just(20_000), Just(1 << 24)],
        steps in prop::collection::vec(step(), 1..40),
    ) {
        walk(&STORIES[story], keyframes, &steps);
    }
}
