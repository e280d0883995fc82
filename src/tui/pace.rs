//! How fast simulated time passes. No clock is read here: seconds come in, ticks come due.

use crate::lab::Stage;

/// Seconds that the first day and night take together.
const FIRST: f64 = 12.0;
/// Seconds that each later day and night take together.
const LATER: f64 = 2.5;
/// The part of a night's time that its few ticks of deep sleep get, so that they are seen.
const DEEP: f64 = 0.3;
/// Seconds that a picture is looked at.
const PICTURE: f64 = 0.6;
/// Seconds that may be owed: a lab that cannot keep up does not run after lost time.
const MOST: f64 = 0.25;

/// How fast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// One tick a second.
    Slow,
    /// So many times the ordinary pace.
    Times(f64),
    /// As fast as it goes, with hardly any drawing.
    Full,
}

impl Speed {
    /// From slow to fast.
    const STEPS: [Self; 10] = [
        Self::Slow,
        Self::Times(0.25),
        Self::Times(0.5),
        Self::Times(1.0),
        Self::Times(2.0),
        Self::Times(4.0),
        Self::Times(8.0),
        Self::Times(16.0),
        Self::Times(32.0),
        Self::Full,
    ];

    /// The speed named so: a factor above 0, `slow` or `full`.
    ///
    /// # Errors
    /// Says what is allowed.
    pub fn from_name(name: &str) -> Result<Self, String> {
        match name {
            "slow" => Ok(Self::Slow),
            "full" => Ok(Self::Full),
            _ => match name.trim_end_matches(['x', '×']).parse::<f64>() {
                Ok(times) if times > 0.0 && times.is_finite() => Ok(Self::Times(times)),
                _ => Err(format!("{name} is not a speed: a factor above 0, slow or full")),
            },
        }
    }

    /// The words of the header.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Slow => "slow motion".to_owned(),
            Self::Times(times) => format!("{times}×"),
            Self::Full => "full speed, hardly drawn".to_owned(),
        }
    }

    /// How many pictures can be taken in while something passes that takes so many seconds at the
    /// ordinary pace.
    #[must_use]
    pub fn pictures(self, seconds: f64) -> u32 {
        let seconds = match self {
            Self::Slow => return u32::MAX,
            Self::Times(times) => seconds / times,
            Self::Full => 0.0,
        };
        (seconds / PICTURE).clamp(1.0, 1000.0) as u32
    }

    fn rate(self) -> f64 {
        match self {
            Self::Slow => 0.0,
            Self::Times(times) => times,
            Self::Full => f64::INFINITY,
        }
    }

    /// The next faster step.
    #[must_use]
    pub fn faster(self) -> Self {
        Self::STEPS.into_iter().find(|step| step.rate() > self.rate()).unwrap_or(Self::Full)
    }

    /// The next slower step.
    #[must_use]
    pub fn slower(self) -> Self {
        Self::STEPS.into_iter().rfind(|step| step.rate() < self.rate()).unwrap_or(Self::Slow)
    }
}

/// How long the ticks of a scenario take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// Ticks of a day.
    pub day: u32,
    /// Ticks of deep sleep in a night.
    pub deep: u32,
    /// Ticks of dreaming in a night.
    pub dreaming: u32,
}

impl Rhythm {
    /// Seconds that a tick of this stage on this day takes at the ordinary pace.
    #[must_use]
    pub fn seconds(&self, day: u32, stage: Stage) -> f64 {
        let half = if day <= 1 { FIRST } else { LATER } / 2.0;
        let deep = match (self.deep, self.dreaming) {
            (0, _) => 0.0,
            (_, 0) => 1.0,
            _ => DEEP,
        };
        match stage {
            Stage::Birth => 0.0,
            Stage::Wake => half / f64::from(self.day.max(1)),
            Stage::Nrem(_) => half * deep / f64::from(self.deep.max(1)),
            Stage::Rem(_) | Stage::Nap => half * (1.0 - deep) / f64::from(self.dreaming.max(1)),
        }
    }
}

/// Time earned and not yet spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// How fast.
    pub speed: Speed,
    credit: f64,
}

impl Pace {
    /// No time earned.
    #[must_use]
    pub const fn new(speed: Speed) -> Self {
        Self { speed, credit: 0.0 }
    }

    /// So many seconds have passed.
    pub fn earn(&mut self, seconds: f64) {
        let earned = match self.speed {
            Speed::Slow => seconds,
            Speed::Times(times) => seconds * times,
            Speed::Full => 0.0,
        };
        // No speed lets a frame's worth of time be lost, nor a pause be run after.
        let most = match self.speed {
            Speed::Times(times) => MOST * times.max(1.0),
            _ => MOST,
        };
        if earned.is_finite() {
            self.credit = (self.credit + earned).min(most);
        }
    }

    /// Whether a tick is due.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.speed == Speed::Full || self.credit > 0.0
    }

    /// A tick that takes so long at the ordinary pace was lived.
    pub fn spend(&mut self, seconds: f64) {
        match self.speed {
            Speed::Slow => self.credit -= 1.0,
            Speed::Times(_) => self.credit -= seconds,
            Speed::Full => {}
        }
    }

    /// Forgets what was earned and owed.
    pub fn settle(&mut self) {
        self.credit = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RHYTHM: Rhythm = Rhythm { day: 100, deep: 4, dreaming: 100 };

    fn lived_in(seconds: f64, speed: Speed, day: u32, frame: f64) -> f64 {
        let mut pace = Pace::new(speed);
        let (mut time, mut ticks) = (0.0, 0.0);
        while time < seconds - frame / 2.0 {
            pace.earn(frame);
            time += frame;
            while pace.is_due() {
                pace.spend(RHYTHM.seconds(day, Stage::Wake));
                ticks += 1.0;
            }
        }
        ticks
    }

    #[test]
    fn a_first_cycle_takes_twelve_seconds_and_a_later_one_two_and_a_half() {
        for (day, whole) in [(1, 12.0), (2, 2.5), (9, 2.5)] {
            let second = |stage| RHYTHM.seconds(day, stage);
            let total = 100.0 * second(Stage::Wake) + 4.0 * second(Stage::Nrem(1)) + 100.0 * second(Stage::Rem(1));
            assert!((total - whole).abs() < 1e-9, "{day}: {total}");
        }
        let waiting = Rhythm { deep: 4, dreaming: 0, day: 1 };
        assert!((4.0 * waiting.seconds(2, Stage::Nrem(1)) - 1.25).abs() < 1e-9);
    }

    #[test]
    fn ticks_come_due_by_elapsed_time_whatever_the_frames() {
        for frame in [0.005, 0.016, 0.1] {
            let day = lived_in(6.0, Speed::Times(1.0), 1, frame);
            assert!((day - 100.0).abs() <= 2.0, "{day}");
            let fast = lived_in(1.25, Speed::Times(4.0), 5, frame);
            assert!((fast - 400.0).abs() <= 34.0, "{fast}");
        }
        assert!((lived_in(10.0, Speed::Slow, 1, 0.05) - 10.0).abs() <= 1.0);
    }

    #[test]
    fn a_pause_is_not_run_after() {
        let mut pace = Pace::new(Speed::Times(1.0));
        pace.earn(3600.0);
        let mut ticks = 0;
        while pace.is_due() {
            pace.spend(RHYTHM.seconds(1, Stage::Wake));
            ticks += 1;
        }
        assert!(ticks < 10, "{ticks}");
    }

    #[test]
    fn speeds_step_up_and_down_and_are_named() {
        let mut speed = Speed::Slow;
        let mut steps = vec![speed];
        while speed != Speed::Full {
            speed = speed.faster();
            steps.push(speed);
        }
        assert_eq!(steps, Speed::STEPS);
        assert_eq!(Speed::Full.slower(), Speed::Times(32.0));
        assert_eq!(Speed::Times(3.0).faster(), Speed::Times(4.0));
        assert_eq!(Speed::Slow.slower(), Speed::Slow);
        assert_eq!(Speed::from_name("2.5x"), Ok(Speed::Times(2.5)));
        assert_eq!(Speed::from_name("slow"), Ok(Speed::Slow));
        for wrong in ["0", "-1", "nan", "inf", "fast"] {
            assert!(Speed::from_name(wrong).is_err(), "{wrong}");
        }
    }
}
