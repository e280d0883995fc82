//! The engine: lives under one clock. The only place where day and night follow each other.
//!
//! A **tick** is one gradient step of the day for every arm, or one tick of the night, with the
//! exam that falls due on it. It is made of **micro-steps**, fixed pieces that no clock cuts. Any
//! mixture of micro-steps, ticks and travels gives the same trace.

mod alike;
mod ask;
mod batch;
mod clock;
mod course;
mod divergence;
mod dose;
mod dreaming;
mod event;
mod exam;
mod follow;
mod foresight;
mod hidden;
mod keyframe;
mod learner;
mod life;
mod map;
mod micro;
mod own;
mod pace;
mod paper;
mod past;
mod pupil;
mod recall;
mod recaller;
mod scratch;
mod silence;
mod spiking;
mod synapse;
mod trace;
mod trial;
mod trust;

pub use ask::{Dreamt, stages};
pub use clock::{Clock, Stage};
pub use course::{Course, Record};
pub use divergence::Divergence;
pub use dreaming::{Dreaming, Undreamt};
pub use exam::Belief;
pub use learner::Mark;
pub use life::Life;
pub use recall::Overlaps;

use crate::arm::Phase;
use crate::net::{Birth, Kernel, Loss, Mlp, Shape};
use crate::record::{History, Measure, Moment, Note, Stamp};
use crate::rng::{Purpose, Stream, generator};
use crate::scenario::{Lengths, Scenario, Spec};
use crate::task::World;
use batch::Batches;
use clock::Slot;
use exam::{Answers, SLICE, Set};
use keyframe::Keyframes;
use learner::{Learner, Perceptron};
use micro::Job;
use paper::Paper;
use past::Past;
use recaller::Recaller;
use trial::Trial;

/// Bytes that the keyframes of a watched lab may take: 64 MiB.
pub const KEYFRAMES: usize = 64 << 20;

/// How a lab is run; nothing here changes what is lived, but for the kernel's last bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Which code multiplies matrices.
    pub kernel: Kernel,
    /// Bytes that keyframes may take; `None` keeps none.
    pub keyframes: Option<usize>,
}

/// What a call completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// A micro-step.
    Micro,
    /// A tick.
    Tick,
    /// A phase: it is evening or morning.
    Phase,
    /// The last night: it is the last morning.
    Ended,
}

/// Several arms living the same days in step.
pub struct Lab {
    spec: Spec,
    options: Options,
    world: World,
    paper: Paper,
    lives: Vec<Life>,
    clock: Clock,
    /// The ticks of the phase that the next tick belongs to, and how long that is.
    slots: Vec<Slot>,
    lengths: Lengths,
    /// What is left of the current tick, the next last.
    jobs: Vec<Job>,
    batches: Batches,
    record: Record,
    /// What was lived further than the lab stands now.
    ahead: Option<Record>,
    keyframes: Option<Keyframes>,
}

impl Lab {
    /// A lab at birth, measured once.
    #[must_use]
    pub fn new(scenario: &Scenario, options: Options) -> Self {
        let spec = scenario.spec().clone();
        let world = World::new(&spec.task, &spec.syllabus, spec.seeds.task);
        let batches = Batches::new(&spec, &world);
        let paper = Paper::new(&world, spec.seeds.task, spec.corruption);
        let keyframes = options.keyframes.map(Keyframes::new);
        let mut lab = Self {
            options,
            world,
            paper,
            lives: Vec::new(),
            clock: Clock::BIRTH,
            slots: Vec::new(),
            lengths: spec.lengths(1, Phase::Day),
            jobs: Vec::new(),
            batches,
            record: Record::default(),
            ahead: None,
            keyframes,
            spec,
        };
        lab.bear();
        lab
    }

    /// To the morning before the first day.
    pub(super) fn bear(&mut self) {
        self.clock = Clock::BIRTH;
        self.lives = birth(&self.spec, &self.world, self.options.kernel);
        let history = History::new(self.lives.iter().map(Life::name));
        self.record = Record { history, ..Record::default() };
        (0..self.lives.len()).for_each(|life| self.examine(life));
        self.close_phase();
        self.lay_out();
        self.happen();
    }

    /// One micro-step: one batch or one slice of an exam, at most a few milliseconds for nets of up to a
    /// million weights.
    pub fn micro(&mut self) -> Progress {
        if self.jobs.is_empty() {
            if self.ended() {
                return Progress::Ended;
            }
            self.begin_tick();
        }
        if let Some(job) = self.jobs.pop() {
            self.work(job);
        }
        if self.jobs.is_empty() { self.end_tick() } else { Progress::Micro }
    }

    /// To the end of the current tick.
    pub fn tick(&mut self) -> Progress {
        loop {
            let progress = self.micro();
            if progress != Progress::Micro {
                return progress;
            }
        }
    }

    /// Whether it is the last morning.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.jobs.is_empty()
            && self.clock.day == self.spec.days
            && self.clock.phase == Phase::Night
            && self.clock.is_boundary()
    }

    /// The first 32 bits of the trace hash at every phase boundary so far, birth first.
    #[must_use]
    pub fn digests(&self) -> &[u32] {
        &self.record.digests
    }

    /// Where the lab stands.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        self.clock
    }

    /// Ticks of the whole life.
    #[must_use]
    pub fn ticks_total(&self) -> u64 {
        clock::total(&self.spec)
    }

    /// What is lived here.
    #[must_use]
    pub const fn spec(&self) -> &Spec {
        &self.spec
    }

    /// How it is run.
    #[must_use]
    pub const fn options(&self) -> Options {
        self.options
    }

    /// The examples lived and asked.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// The lives, in the order of the scenario's arms, then of the forks.
    #[must_use]
    pub fn lives(&self) -> &[Life] {
        &self.lives
    }

    /// What was measured, from birth on.
    #[must_use]
    pub const fn history(&self) -> &History {
        &self.record.history
    }

    /// What happened besides, in order.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.record.notes
    }

    /// States kept for travelling.
    #[must_use]
    pub fn keyframe_count(&self) -> usize {
        self.keyframes.as_ref().map_or(0, Keyframes::count)
    }

    /// Bytes that keyframes take.
    #[must_use]
    pub fn keyframe_bytes(&self) -> usize {
        self.keyframes.as_ref().map_or(0, Keyframes::bytes)
    }

    /// The hash of everything lived so far, as 64 hexadecimal digits.
    #[must_use]
    pub fn trace_hash(&self) -> String {
        trace::of_lab(&self.lives, self.clock.is_boundary() && self.jobs.is_empty()).to_hex().to_string()
    }

    /// The hash of one life, as 64 hexadecimal digits: the same whichever arms live beside it.
    #[must_use]
    pub fn life_hash(&self, life: usize) -> String {
        let is_boundary = self.clock.is_boundary() && self.jobs.is_empty();
        trace::of_life(&self.lives[life], is_boundary).to_hex().to_string()
    }

    /// The hash of a life's state as it is now, as 64 hexadecimal digits.
    #[must_use]
    pub fn state_hash(&self, life: usize) -> String {
        blake3::hash(&self.lives[life].state()).to_hex().to_string()
    }

    /// A whole exam at once.
    fn examine(&mut self, life: usize) {
        let (stamp, world) = (self.clock.stamp(), &self.world);
        let ours = &mut self.lives[life];
        for set in Set::ALL.into_iter().filter(|set| set.is_asked(world, stamp.day)) {
            for start in (0..set.of(world).len()).step_by(SLICE) {
                ours.answers.ask(&mut *ours.learner, (world, stamp.day), set, start);
            }
        }
        let (test, sheet) = (world.test_on(stamp.day), self.paper.on(world, stamp.day));
        for start in (0..sheet.len()).step_by(SLICE) {
            ours.answers.ask_corrupted(&mut *ours.learner, test, sheet, start);
        }
        for part in 0..Trial::parts(world) {
            ours.answers.trial.part(&mut *ours.learner, world, (self.spec.seeds.task, part));
        }
        self.grade(life, stamp);
    }

    /// Turns a life's answers into its newest row.
    fn grade(&mut self, life: usize, stamp: Stamp) {
        let life = &mut self.lives[life];
        let counts = (life.gradient_steps, life.examples);
        let plasticity = match stamp.moment {
            Moment::Day => f64::NAN,
            Moment::Evening => life.pupil.steps(),
            Moment::Night | Moment::Morning => life.latest.values[Measure::Plasticity],
        };
        let sheet = self.paper.on(&self.world, stamp.day);
        life.latest = life.answers.row(&*life.learner, (&self.world, sheet), stamp, counts, &life.evening);
        life.latest.values[Measure::Plasticity] = plasticity;
        life.past.measure(&self.world, &mut life.latest);
        if stamp.moment == Moment::Evening {
            life.evening.set(life.answers.beliefs(), life.answers.sure());
        }
    }

    /// Records the newest rows of the lives that go on.
    fn record(&mut self) {
        let stamp = self.clock.stamp();
        let rows = self.lives.iter().map(|life| life.diverged().is_none().then(|| life.latest()));
        self.record.history.push(stamp, rows);
        self.catch_up();
    }

    /// A phase is over: records it, links it to the trace, and keeps a keyframe.
    fn close_phase(&mut self) {
        self.record();
        for life in self.lives.iter_mut().filter(|life| life.diverged().is_none()) {
            life.past.keep(&self.world, &life.latest);
            life.chain = trace::link(&life.chain, &life.state(), Some(&life.latest));
        }
        self.record.digests.push(trace::digest(&self.lives));
        if let Some(keyframes) = &mut self.keyframes {
            keyframes.keep(self.clock, &self.lives);
        }
    }

    /// The first 32 bits of the trace hash where the lab stands.
    #[must_use]
    pub fn digest(&self) -> u32 {
        trace::first(&trace::of_lab(&self.lives, self.clock.is_boundary() && self.jobs.is_empty()))
    }
}

/// All lives before their first day: the same weights for every arm.
fn birth(spec: &Spec, world: &World, kernel: Kernel) -> Vec<Life> {
    let (inputs, outputs) = spec.task.shape();
    let loss = if world.is_classes() { Loss::CrossEntropy } else { Loss::HalfSquared };
    let shape = Shape { inputs, outputs, loss, params: spec.net.clone() };
    let rows = spec.day.batch.max(SLICE);
    let seed = spec.seeds.init;
    let new = || {
        let birth = Birth {
            normals: &mut |layer, out| Stream::new(seed, Purpose::Weights, layer as u32).normals(0, out),
            uniforms: &mut |out| {
                use rand::RngExt;
                let mut generator = generator(seed, Purpose::Biases, 0, 0);
                for bias in out {
                    *bias = generator.random_range(-1.0..=1.0);
                }
            },
        };
        Mlp::new(&shape, kernel, rows, spec.day.momentum > 0.0, birth)
    };
    let life = |arm: &crate::arm::Arm| {
        let learner: Box<dyn Learner> = if world.params.recalls() {
            Box::new(Recaller::new(&world.train.raw, kernel))
        } else {
            Box::new(Perceptron::new(new(), &spec.net))
        };
        Life::new(*arm, spec, learner, (Answers::new(world), Past::new(world)))
    };
    spec.live.iter().map(life).collect()
}
