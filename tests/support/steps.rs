//! What a person may do with time, drawn at random.

use proptest::prelude::*;

/// One thing that a person does.
#[derive(Debug, Clone)]
pub enum Step {
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

/// What is done to a life, or to all.
#[derive(Debug, Clone)]
pub enum Doing {
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

/// Anything that can be done.
pub fn step() -> impl Strategy<Value = Step> {
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
