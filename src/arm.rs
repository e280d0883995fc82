//! The table of arms: what each regimen does by day and by night.

mod params;

use crate::sleep::Labels;

pub use params::{Day, Live, Night, Param, Phase, Setting, Value};

/// A regimen of days and nights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arm {
    /// Clean days; nights that downscale and dream.
    Sleep,
    /// Clean days; nothing at night.
    Awake,
    /// Clean days; clean replays of the same memories at night.
    Insomnia,
    /// Clean days; downscaling alone at night.
    Downscale,
    /// Clean days; dreams alone at night.
    Dreams,
    /// Clean days; downscaling and clean replays at night.
    Replay,
    /// Clean days with weight decay of the night's total; nothing at night.
    Decay,
    /// Days of lived and dreamt batches in turn; nothing at night.
    Noise,
    /// Days of lived and dreamt batches in turn with the night's total decay: only the timing
    /// differs from sleep.
    Interleaved,
    /// Decay and corruption in every batch: what a practitioner does.
    Recipe,
    /// Decay, and in every batch as much corruption as makes the dose of a night's dreams, spread evenly: what theory
    /// takes for the same as sleep.
    Matched,
    /// Clean days; once a night weights are shrunk and a little of a fresh initialisation is added
    /// (Ash & Adams 2020).
    ShrinkPerturb,
    /// Clean days; nights that downscale and dream the sleeper's dreams with each other's targets: a
    /// negative control.
    Shuffled,
    /// Clean days; nights of sleep replay consolidation: replay in spikes, by a local rule (Tadros et al. 2022).
    Src,
    /// Clean days; once a night the answers are evened out, so that what was learnt last speaks no louder than the
    /// rest: the control of one line beside `src`.
    Equalise,
}

/// What an arm trains on besides its clean day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// Nothing.
    None,
    /// Memories as they were lived.
    Clean,
    /// Memories, corrupted.
    Dreams,
    /// Memories, corrupted, each with another's target.
    Shuffled,
}

/// How much of a dream's corruption what is lived by day receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dose {
    /// None.
    Clean,
    /// All of it.
    Full,
    /// As much as its dreams, and both so much that a day holds what N clean batches and M dreams do: σ·√(M/(N + M)).
    /// Noise costs a fit σ²/2 times its slope (Bishop 1995), so that a dose is a sum of σ².
    Even,
}

/// What an arm does: a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regimen {
    /// Whether the night's dreams are trained on by day, in turn with what is lived.
    pub in_turn: bool,
    /// How what is lived by day is corrupted.
    pub dose: Dose,
    /// Whether weight decay removes the night's share, spread over the day's steps.
    pub decay: bool,
    /// Whether the night downscales.
    pub downscale: bool,
    /// Whether the night shrinks once and adds fresh initial weights.
    pub perturb: bool,
    /// Whether the night replays in spikes.
    pub spikes: bool,
    /// Whether the night ends with the answers evened out.
    pub equalise: bool,
    /// What is replayed at night.
    pub replay: Replay,
}

impl Regimen {
    /// Whether days need to know by what a sleeper's night will shrink each layer, which under this
    /// rule follows from its state.
    #[must_use]
    pub fn is_yoked(&self, night: &Night) -> bool {
        self.decay && night.downscale.rule.follows_the_state()
    }

    /// Whether what is replayed is what a sleeper's errors choose rather than its own, or what is taught
    /// what a sleeper answers, so that it replays the very same.
    #[must_use]
    pub fn is_led(&self, night: &Night) -> bool {
        let same =
            self.in_turn || matches!(self.replay, Replay::Clean if !self.downscale) || self.replay == Replay::Shuffled;
        let taught = self.in_turn || self.replay == Replay::Shuffled;
        (same && night.memory.priority > 0.0) || (taught && night.dreams.label == Labels::Own)
    }
}

impl Arm {
    /// All arms, in the order in which tables list them.
    pub const ALL: [Self; 15] = [
        Self::Sleep,
        Self::Awake,
        Self::Insomnia,
        Self::Downscale,
        Self::Dreams,
        Self::Replay,
        Self::Decay,
        Self::Noise,
        Self::Interleaved,
        Self::Recipe,
        Self::Matched,
        Self::ShrinkPerturb,
        Self::Shuffled,
        Self::Src,
        Self::Equalise,
    ];

    /// The name used in scenarios and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sleep => "sleep",
            Self::Awake => "awake",
            Self::Insomnia => "insomnia",
            Self::Downscale => "downscale",
            Self::Dreams => "dreams",
            Self::Replay => "replay",
            Self::Decay => "decay",
            Self::Noise => "noise",
            Self::Interleaved => "interleaved",
            Self::Recipe => "recipe",
            Self::Matched => "matched",
            Self::ShrinkPerturb => "shrink+perturb",
            Self::Shuffled => "shuffled",
            Self::Src => "src",
            Self::Equalise => "equalise",
        }
    }

    /// The plain words of the first screen.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sleep => "sleeper",
            Self::Awake => "stays up",
            Self::Insomnia => "crams all night",
            Self::Downscale => "only shrinks",
            Self::Dreams => "only dreams",
            Self::Replay => "shrinks, replays",
            Self::Decay => "weight decay",
            Self::Noise => "noise by day",
            Self::Interleaved => "decay and noise by day",
            Self::Recipe => "practitioner's recipe",
            Self::Matched => "the same dose by day",
            Self::ShrinkPerturb => "shrinks, is shaken",
            Self::Shuffled => "dreams wrong answers",
            Self::Src => "replays in spikes",
            Self::Equalise => "evens its answers",
        }
    }

    /// The arm of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|arm| arm.name() == name)
    }

    /// What this arm does by day and night.
    #[must_use]
    pub const fn regimen(self) -> Regimen {
        const CLEAN: Regimen = Regimen {
            in_turn: false,
            dose: Dose::Clean,
            decay: false,
            downscale: false,
            perturb: false,
            spikes: false,
            equalise: false,
            replay: Replay::None,
        };
        match self {
            Self::Sleep => Regimen { downscale: true, replay: Replay::Dreams, ..CLEAN },
            Self::Awake => CLEAN,
            Self::Insomnia => Regimen { replay: Replay::Clean, ..CLEAN },
            Self::Downscale => Regimen { downscale: true, ..CLEAN },
            Self::Dreams => Regimen { replay: Replay::Dreams, ..CLEAN },
            Self::Replay => Regimen { downscale: true, replay: Replay::Clean, ..CLEAN },
            Self::Decay => Regimen { decay: true, ..CLEAN },
            Self::Noise => Regimen { in_turn: true, ..CLEAN },
            Self::Interleaved => Regimen { in_turn: true, decay: true, ..CLEAN },
            Self::Recipe => Regimen { in_turn: true, decay: true, dose: Dose::Full, ..CLEAN },
            Self::Matched => Regimen { in_turn: true, decay: true, dose: Dose::Even, ..CLEAN },
            Self::ShrinkPerturb => Regimen { perturb: true, ..CLEAN },
            Self::Shuffled => Regimen { downscale: true, replay: Replay::Shuffled, ..CLEAN },
            Self::Src => Regimen { spikes: true, ..CLEAN },
            Self::Equalise => Regimen { equalise: true, ..CLEAN },
        }
    }
}
