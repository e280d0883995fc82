//! The game: what is dreamt of it follows the closed form of the Tetris effect, who learns to play is tried in the
//! same way every evening, and one sees what one watches.

#[path = "support/screen.rs"]
mod support;

use oneiro::lab::{Dreaming, Lab, Options, Progress, Undreamt};
use oneiro::net::Kernel;
use oneiro::record::{Measure, Moment};
use oneiro::scenario::{Override, Scenario};
use support::{press, scenario};

/// The day on which nothing but T's fall, and their class.
const FULL_DAY: u32 = 5;
const T: u8 = 2;

/// A lab on the morning after a night of very many dreams, cheaply learnt from.
fn morning(night: u32, set: &[&str]) -> Lab {
    let cheap = ["net.hidden=[4]", "task.test=10", "task.validation=0", "day.steps=3", "night.steps=500"];
    let rare = ["measure.every=1000000", r#"arms.live=["sleep"]"#];
    let scenario = scenario("tetris-effect", &[&cheap[..], &rare, set].concat());
    let mut lab = Lab::new(&scenario, Options { kernel: Kernel::Portable, keyframes: Some(8 << 20) });
    while lab.clock().day < night || lab.clock().phase != oneiro::arm::Phase::Night || !lab.clock().is_boundary() {
        assert_ne!(lab.tick(), Progress::Ended);
    }
    lab
}

/// Of a night: for each memory its id, age and class, found from the days alone; how often each id was dreamt; and
/// how many dreams there were.
type Counts = (Vec<(u32, u32, u8)>, Vec<u64>, u64);

fn night(lab: &Lab, night: u32) -> Counts {
    let (calendar, labels) = (&lab.world().calendar, &lab.world().train.labels);
    let known = (0..calendar.len() as u32).filter_map(|id| {
        let age = night - calendar.last_lived(id, night)?;
        Some((id, age, labels[id as usize].given))
    });
    let dreaming = lab.dreaming(0).expect("it has dreamt");
    let mut dreamt = vec![0; calendar.len()];
    for index in 0..dreaming.of {
        dreamt[dreaming.source(index).expect("a memory").id as usize] += 1;
    }
    (known.collect(), dreamt, dreaming.of)
}

/// Holds the share of the dreams that are of some memories against what their weights say, within four standard
/// errors; the index that was found, and the one that follows.
fn index((known, dreamt, of): &Counts, weight: impl Fn(u32) -> f64, is_of: impl Fn(u32, u8) -> bool) -> (f64, f64) {
    let all: f64 = known.iter().map(|(_, age, _)| weight(*age)).sum();
    let mine: Vec<_> = known.iter().filter(|(_, age, class)| is_of(*age, *class)).collect();
    let wanted = mine.iter().map(|(_, age, _)| weight(*age)).sum::<f64>() / all;
    let found = mine.iter().map(|(id, ..)| dreamt[*id as usize]).sum::<u64>() as f64 / *of as f64;
    let error = (wanted * (1.0 - wanted) / *of as f64).sqrt();
    assert!((found - wanted).abs() <= 4.0 * error, "{found} is not {wanted} ± {error}");
    let known = mine.len() as f64 / known.len() as f64;
    (found / known, wanted / known)
}

#[test]
fn the_index_is_one_where_dreams_are_drawn_evenly() {
    for day in [FULL_DAY, FULL_DAY + 2] {
        let counts = night(&morning(day, &["night.memory.recency=inf"]), day);
        for class in 0..7 {
            let (_, wanted) = index(&counts, |_| 1.0, |_, of| of == class);
            assert!((wanted - 1.0).abs() < 1e-9);
        }
        for age in 0..day {
            index(&counts, |_| 1.0, |of, _| of == age);
        }
    }
}

#[test]
fn the_index_of_a_full_day_rises_as_the_half_life_says_and_falls_with_its_age() {
    for half_life in [0.5, 1.0, 2.0] {
        let weight = |age: u32| 2f64.powf(-f64::from(age) / half_life);
        let mut first = f64::NAN;
        for day in FULL_DAY..FULL_DAY + 4 {
            let counts = night(&morning(day, &[&format!("night.memory.recency={half_life:?}")]), day);
            for class in 0..7 {
                index(&counts, weight, |_, of| of == class);
            }
            for age in 0..day {
                index(&counts, weight, |of, _| of == age);
            }
            let (_, wanted) = index(&counts, weight, |_, of| of == T);
            if day == FULL_DAY {
                first = wanted;
            }
            assert!(day == FULL_DAY || wanted < first, "half-life {half_life}, night {day}: {wanted} after {first}");
        }
        assert!(first > 1.2, "half-life {half_life}: {first} on the night itself");
    }
}

#[test]
fn with_a_lag_the_full_day_comes_back_later_and_with_priority_what_is_badly_known() {
    // What has been known for two nights is dreamt, however lately it was lived again.
    let lab = |day: u32| morning(day, &["night.memory.lag=2"]);
    let share = |lab: &Lab, day: u32| {
        let (known, dreamt, of) = night(lab, day);
        let calendar = &lab.world().calendar;
        for (id, ..) in &known {
            let is_ripe = calendar.first_lived(*id).is_some_and(|first| first + 2 <= day);
            assert!(is_ripe || dreamt[*id as usize] == 0, "{id} is dreamt too early");
        }
        let new = |id: u32| calendar.first_lived(id) == Some(FULL_DAY);
        known.iter().filter(|(id, ..)| new(*id)).map(|(id, ..)| dreamt[*id as usize]).sum::<u64>() as f64 / of as f64
    };
    let [same, later] = [FULL_DAY, FULL_DAY + 2].map(|day| share(&lab(day), day));
    assert!(same == 0.0 && later > 0.02, "{same} that night, {later} two nights on");
    // Under a priority dreams are no longer even among memories of one age.
    let set = ["night.memory.priority=2", "night.memory.recency=inf", "task.label_noise=0.3", "day.steps=100"];
    let lab = morning(FULL_DAY, &set);
    let (known, dreamt, all) = night(&lab, FULL_DAY);
    let lies = |wrong: bool| {
        let mine = known.iter().filter(|(id, ..)| lab.world().train.labels[*id as usize].is_lie() == wrong);
        let (sum, count) = mine.fold((0, 0), |(sum, count), (id, ..)| (sum + dreamt[*id as usize], count + 1));
        f64::from(u32::try_from(sum).expect("few")) / all as f64 / (f64::from(count) / known.len() as f64)
    };
    assert!(lies(true) > 1.1 && lies(false) < 1.0, "{} and {}", lies(true), lies(false));
}

#[test]
fn nights_gone_by_are_counted_as_they_were_dreamt() {
    const LAST: u32 = FULL_DAY + 2;
    for set in [&[][..], &["night.memory.priority=1", "day.steps=20"], &["night.memory.lag=1"]] {
        let sources = |dreaming: Dreaming| (0..dreaming.of).map(|index| dreaming.source(index)).collect::<Vec<_>>();
        let then: Vec<_> = (1..=LAST).map(|day| morning(day, set).dreaming(0).map(sources)).collect();
        let lab = morning(LAST, set);
        for (day, then) in (1..).zip(then) {
            assert_eq!(lab.dreamt_of(0, day).map(sources), then, "night {day}, {set:?}");
        }
        for day in [0, LAST + 1] {
            assert_eq!(lab.dreamt_of(0, day).err(), Some(Undreamt::NotYet));
        }
    }
}

#[test]
fn what_age_alone_would_choose_follows_from_the_days() {
    for (half_life, lag) in [(0.5, 0), (1.0, 0), (f64::INFINITY, 0), (1.0, 1)] {
        let recency = if half_life == f64::INFINITY { "inf".to_owned() } else { format!("{half_life:?}") };
        let set = [format!("night.memory.recency={recency}"), format!("night.memory.lag={lag}")];
        let lab = morning(FULL_DAY + 1, &[&set[0], &set[1], "night.memory.priority=1"]);
        let (calendar, labels) = (&lab.world().calendar, &lab.world().train.labels);
        for day in FULL_DAY..FULL_DAY + 2 {
            let weight = |id: u32| {
                let (first, last) = (calendar.first_lived(id)?, calendar.last_lived(id, day)?);
                (first + lag <= day).then(|| 2f64.powf(-f64::from(day - last) / half_life))
            };
            let of = |class: u8| -> f64 {
                let ids = (0..calendar.len() as u32).filter(|id| labels[*id as usize].given == class);
                ids.filter_map(weight).sum()
            };
            let all: f64 = (0..7).map(of).sum();
            let dreaming = lab.dreamt_of(0, day).expect("it has dreamt");
            for class in 0..7 {
                let found = dreaming.by_age(|memory| labels[memory.id as usize].given == class).expect("memories");
                assert!((found - of(class) / all).abs() < 1e-9, "night {day}: {found} of {class}");
            }
        }
    }
}

fn lived(text: &str) -> Lab {
    let scenario = Scenario::parse(text, "x.toml", "x", &[] as &[Override]).unwrap_or_else(|error| panic!("{error}"));
    let mut lab = Lab::new(&scenario, Options { kernel: Kernel::Portable, keyframes: None });
    while lab.tick() != Progress::Ended {}
    lab
}

#[test]
fn who_learns_to_play_misses_fewer_moves_and_clears_lines() {
    let lab = lived(
        "task.kind = \"tetris\"\ntask.lesson = \"play\"\ntask.train = 900\ntask.clumsiness = 0.0\ndays = 4\n\
         arms.live = [\"awake\", \"downscale\"]\n",
    );
    for track in lab.history().tracks() {
        for measure in [Measure::MovesMissed, Measure::LinesCleared] {
            let column = track.column(measure).iter();
            for (value, stamp) in column.zip(lab.history().stamps()) {
                assert_eq!(value.is_nan(), !stamp.moment.ends_phase(), "{measure:?} at {:?}", stamp.moment);
            }
        }
        let missed = track.column(Measure::MovesMissed);
        let last = track.last(Measure::MovesMissed).expect("measured");
        assert!(missed[0] > 0.8 && last < 0.8, "{} at birth, {last} in the end", missed[0]);
        assert!((0.0..=40.0).contains(&track.last(Measure::LinesCleared).expect("measured")));
    }
    let stamps = lab.history().stamps();
    let nights = (2..stamps.len()).filter(|row| stamps[*row].moment == Moment::Morning && stamps[row - 1].day > 0);
    let column = lab.history().tracks()[0].column(Measure::MovesMissed);
    for row in nights {
        let evening = (0..row).rfind(|row| stamps[*row].moment == Moment::Evening).expect("before it");
        assert_eq!(column[row], column[evening], "the night of who stays up changes nothing");
    }
}

#[test]
fn a_trial_is_no_part_of_what_is_lived_and_others_have_none() {
    let lab = lived("task.kind = \"tetris\"\ntask.train = 40\ndays = 2\nday.steps = 5\nnight.steps = 5\n");
    for track in lab.history().tracks() {
        assert!(track.column(Measure::MovesMissed).iter().all(|value| value.is_nan()));
        assert!(track.column(Measure::LinesCleared).iter().all(|value| value.is_nan()));
    }
    assert!(Measure::MovesMissed.is_read_off() && Measure::LinesCleared.is_read_off());
}

fn pictures(name: &str, story: &str, keys: &str) {
    support::snapshots(name, &support::BOTH, |surface| {
        let mut app = support::app(story, &[], surface);
        press(&mut app, keys);
        app
    });
}

#[test]
fn one_sees_the_game_by_day_and_dreams_of_it_by_night() {
    pictures("day", "tetris", "...");
    pictures("night", "tetris", "d.....");
    pictures("moves", "tetris-moves", "...");
    pictures("moves_night", "tetris-moves", "d.....");
    pictures("moves_turned", "tetris-moves", "nnx");
    pictures("effect", "tetris-effect", "nnnnd..........2");
    pictures("effect_nights", "tetris-effect", "nnnnnnnn2x");
    support::snapshots("small", &[(40, 12), (60, 18), (200, 60)], |surface| support::app("tetris", &[], surface));
}
