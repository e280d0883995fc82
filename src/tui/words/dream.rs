//! Dreams in words: what was dreamt of, how old and how badly known it is, and what was done to it.

use super::grouped;
use crate::data::{Form, Label};
use crate::lab::{Lab, Undreamt};
use crate::sleep::{Class, Dreams, Labels, Noise, Source};
use crate::task::World;
use crate::tui::dreams::{Card, Night};
use crate::tui::eye::Lived;
use crate::tui::widget::clean;

/// A number with a real minus, at most two decimals and none that say nothing.
#[must_use]
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

/// “a 3”, “an 8”; what is no number is called by its name.
fn a(world: &World, class: u8) -> String {
    match (call(world, class), &world.form) {
        (name, Form::Image { .. }) if name.bytes().all(|byte| byte.is_ascii_digit()) => {
            let an = name.starts_with('8') || matches!(name.as_str(), "11" | "18");
            format!("a{} {name}", if an { "n" } else { "" })
        }
        (name, _) => name,
    }
}

/// The name of a class.
#[must_use]
pub fn call(world: &World, class: u8) -> String {
    world.classes.get(usize::from(class)).map_or_else(|| class.to_string(), |name| clean(name))
}

/// What an experience is, and what it teaches if that is something else: “a 3”, “, taught as 5”.
#[must_use]
pub fn what(world: &World, memory: &Lived, taught: Option<Label>) -> (String, String) {
    match (memory.label, taught) {
        (Some(is), Some(taught)) if is.truth != taught.given => {
            (a(world, is.truth), format!(", taught as {}", call(world, taught.given)))
        }
        (Some(is), _) => (a(world, is.truth), String::new()),
        (None, _) => {
            let taught = number(f64::from(memory.values.0));
            let x = memory.raw.first().copied().map_or(f64::NAN, f64::from);
            let is = if world.form == Form::Line { format!("x {}, ", number(x)) } else { String::new() };
            (format!("{is}taught {taught}"), String::new())
        }
    }
}

/// What a dream is of, as short as can be: “a 3”, “a 3 + an 8”, and what it teaches if that is something else.
#[must_use]
pub fn of(world: &World, card: &Card) -> (String, String) {
    let (is, taught) = what(world, &card.memory, card.taught);
    match &card.other {
        Some(other) if world.is_classes() => {
            let (first, second) = (what(world, &card.memory, None).0, what(world, other, None).0);
            (format!("{first} + {second}"), String::new())
        }
        _ => (is, taught),
    }
}

/// How a class was dreamt without any one memory: “a 3, of what 14 memories taught so have in common”.
fn likeness(world: &World, class: &Class) -> String {
    let count = class.of.len();
    let memories = if count == 1 { "memory" } else { "memories" };
    format!("{}, of what {} {memories} taught so have in common", a(world, class.class), grouped(count as f64))
}

/// Of two memories the share of each: “70 % of a 3, lived that day, and 30 % of an 8, lived 2 days before”.
fn blend(world: &World, card: &Card) -> Option<String> {
    let other = card.other.as_ref()?;
    let sources = card.provenance.sources.iter().zip([&card.memory, other]);
    let parts = sources.map(|((source, share), memory)| {
        let (is, taught) = what(world, memory, memory.label);
        format!("{:.0} % of {is}{taught}, {}", share * 100.0, lived(source.age))
    });
    Some(parts.collect::<Vec<_>>().join(", and "))
}

/// How old a memory was that night: “that day”.
#[must_use]
pub fn age(days: u32) -> String {
    match days {
        0 => "that day".to_owned(),
        1 => "1 day old".to_owned(),
        days => format!("{days} days old"),
    }
}

/// When it was lived: “lived 2 days ago”.
fn lived(days: u32) -> String {
    match days {
        0 => "lived that day".to_owned(),
        1 => "lived the day before".to_owned(),
        days => format!("lived {days} days before"),
    }
}

/// What is done to memories: “noise σ 0.3”.
#[must_use]
pub fn done(dreams: Option<&Dreams>) -> String {
    let Some(dreams) = dreams else { return "replayed as it was".to_owned() };
    let mut done = Vec::new();
    if dreams.source == Source::Statistics {
        done.push("made anew from what its class has in common".to_owned());
    }
    if dreams.sparse > 0.0 {
        let patch = if dreams.patch > 1 { format!(" in squares of {}", dreams.patch) } else { String::new() };
        done.push(format!("{} % masked{patch}", number(dreams.sparse * 100.0)));
    }
    let (strength, share) = (number(dreams.hallucinatory), number(dreams.hallucinatory * 100.0));
    if dreams.hallucinatory > 0.0 {
        done.push(match dreams.noise {
            Noise::Gaussian => format!("noise σ {strength}"),
            Noise::Flip => format!("{share} % turned over"),
            Noise::SaltPepper => format!("{share} % salt and pepper"),
            Noise::Shift => format!("moved by up to {strength} px"),
            Noise::Blend => format!("{share} % of another memory"),
            Noise::Occlude => format!("up to {share} % hidden behind tiles"),
            Noise::Mix => format!("{share} % mixed with another memory and noise"),
        });
    }
    if dreams.label == Labels::Own {
        done.push("taught the net's own answer".to_owned());
    }
    if done.is_empty() {
        return "replayed as it was".to_owned();
    }
    if let Some([low, high]) = dreams.clip {
        done.push(format!("kept within {} … {}", number(low), number(high)));
    }
    done.join(", ")
}

/// An answer, how sure it is, and how it stands to what is true and taught.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The class, or the value.
    pub answer: String,
    /// ✓ or ✗; nothing for a value.
    pub mark: &'static str,
    /// Its probability; nothing for a value.
    pub sure: String,
    /// Whether it is good (true), bad (the lie), or neither.
    pub good: Option<bool>,
    /// “what it is”, “the lie”, “wrong”.
    pub means: &'static str,
}

/// The answer of a net that has given these probabilities, or this value.
#[must_use]
pub fn said(world: &World, answers: &[f32], is: Option<Label>) -> Said {
    let Some(is) = is else {
        let answer = number(answers.first().copied().map_or(f64::NAN, f64::from));
        return Said { answer, mark: "", sure: String::new(), good: None, means: "" };
    };
    let best = (0..answers.len()).rev().max_by(|a, b| answers[*a].total_cmp(&answers[*b]));
    let Some(best) = best.filter(|_| answers.iter().all(|share| share.is_finite())) else {
        return Said { answer: "–".to_owned(), mark: "", sure: String::new(), good: None, means: "no answer" };
    };
    let (mark, good, means) = match () {
        () if best == usize::from(is.truth) => ("✓", Some(true), "what it is"),
        () if best == usize::from(is.given) => ("✗", Some(false), "the lie"),
        () => ("✗", None, "wrong"),
    };
    Said { answer: call(world, best as u8), mark, sure: format!("{:.0} %", answers[best] * 100.0), good, means }
}

/// The moment that a night's “before” is: “evening”.
#[must_use]
pub const fn before(night: &Night) -> &'static str {
    if night.dreaming.waking { "morning" } else { "evening" }
}

/// A dream in full sentences.
#[must_use]
pub fn told(world: &World, night: &Night, card: &Card) -> String {
    let number = grouped(card.index as f64 + 1.0);
    let (is, taught) = what(world, &card.memory, card.taught);
    let both = blend(world, card);
    let whole = both.or_else(|| card.provenance.class.as_ref().map(|class| likeness(world, class)));
    let lived = if whole.is_some() { String::new() } else { format!(", {}", lived(card.age)) };
    let remote = card.provenance.source().is_some_and(|source| source.remote);
    let lived = if remote { format!("{lived}, from the reservoir") } else { lived };
    let what = if let Some(whole) = whole {
        whole
    } else if world.form == Form::Line {
        let (taught, truth) = card.memory.values;
        let x = card.memory.raw.first().copied().unwrap_or(f32::NAN);
        let [x, taught, truth] = [x, taught, truth].map(|value| self::number(f64::from(value)));
        format!("the point at x {x}, taught {taught} (the wave is {truth} there)")
    } else {
        is + &taught
    };
    let [then, now] = [&card.before[0], &card.now[0]].map(|answers| said(world, answers, card.memory.label));
    let before = before(night);
    let answered = if card.memory.label.is_some() {
        let kept = if then.answer == now.answer { "still " } else { "" };
        format!(
            "In the {before} the net took it for {}, {} sure: {}. Now {kept}{}, {}: {}.",
            then.answer, then.sure, then.means, now.answer, now.sure, now.means
        )
    } else {
        format!("In the {before} the net said {}, now {}.", then.answer, now.answer)
    };
    let to_come = if card.index >= night.done { "Still to come: " } else { "" };
    let done = done(card.provenance.dreams.as_ref());
    let at = |raw: &[f32]| raw.iter().map(|value| self::number(f64::from(*value))).collect::<Vec<_>>().join(", ");
    let moved = match world.form {
        Form::Line | Form::Plane if card.raw != card.memory.raw => format!("; it is dreamt at {}", at(&card.raw)),
        _ => String::new(),
    };
    let part = card.index % night.episode;
    let episode = match night.episode {
        1 => String::new(),
        length => format!(", part {} of {length} of an episode", part + 1),
    };
    let text = format!("{to_come}dream {number}{episode}: {what}{lived}. {answered} Done to it: {done}{moved}.");
    text[..1].to_uppercase() + &text[1..]
}

/// What was done to a memory, and how badly it was known, in a line.
#[must_use]
pub fn brief(world: &World, night: &Night, card: &Card) -> String {
    let done = done(card.provenance.dreams.as_ref());
    let before = before(night);
    let number = grouped(card.index as f64 + 1.0);
    match card.taught.map(|taught| usize::from(taught.given)) {
        Some(class) => {
            let share = |answers: &[f32]| format!("{:.0} %", 100.0 * answers.get(class).copied().unwrap_or(f32::NAN));
            let (then, now) = (share(&card.before[0]), share(&card.now[0]));
            let name = call(world, class as u8);
            format!("{number}: {done} · {name} as taught: {then} likely in the {before}, {now} now")
        }
        None => format!("{number}: {done} · taught {}", self::number(f64::from(card.memory.values.0))),
    }
}

/// What a dream is where it is of no memory.
fn alone(lab: &Lab, life: usize) -> Vec<String> {
    let slept = lab.slept(life).map_or_else(String::new, number);
    let rate = number(lab.lives()[life].params().night.dreams.rate);
    vec![
        "A dream of this net shows nothing: it replays no memory.".to_owned(),
        format!(
            "It takes from its own synapses J what patterns have in common by chance, their square J², and adds what \
             each has of its own: J ← J + ε/(1 + t)·(J − J²), with ε {rate}. It has dreamt for t = {slept} so far."
        ),
        "On the Night screen a cue is led home the better for it, or, after too long a sleep, the worse.".to_owned(),
    ]
}

/// Why there are no dreams to look at, and what tonight will bring.
#[must_use]
pub fn none(lab: &Lab, life: Option<(usize, &str)>, why: Undreamt) -> Vec<String> {
    let Some((life, title)) = life else {
        if lab.lives().iter().any(|life| life.arm().regimen().spikes) {
            return vec![
                "Nobody dreams of single memories here.".to_owned(),
                "Who replays in spikes replays the mean of all that was lived so far: the Night screen draws who fires."
                    .to_owned(),
            ];
        }
        return vec![
            "Nobody dreams here.".to_owned(),
            "Of the lives that are shown none replays anything: not at night, and not in turn by day.".to_owned(),
        ];
    };
    let night = lab.newest_dreams(life);
    let first = match why {
        Undreamt::Never => format!("{title} does not dream."),
        Undreamt::Alone => return alone(lab, life),
        Undreamt::NotYet => "Nothing was dreamt yet.".to_owned(),
        Undreamt::Nothing => format!("Night {night} brought no dreams."),
        Undreamt::NotKept => {
            format!("The dreams of night {night} cannot be seen again: what they began from was not kept.")
        }
    };
    let mut lines = vec![first];
    if let Some((dreams, memories)) = lab.dreams_to_come(life).filter(|(dreams, _)| *dreams > 0) {
        let done = done(lab.corruption(life).as_ref());
        let (dreams, memories) = (grouped(dreams as f64), grouped(memories as f64));
        lines.push(format!("Night {} will bring {dreams} dreams, drawn from {memories} memories: {done}.", night + 1));
    }
    lines
}
