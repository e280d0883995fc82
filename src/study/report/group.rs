//! Settings that differ in the seed of their dreams alone, and what is held of their answers: how alike the arms
//! answer in them, beside how far each agrees with itself under other dreams.

use super::Life;
use super::likeness::{Alike, Likeness};
use crate::study::Vary;

/// Groups that are held apart: of each, the answers of every life under one seed are kept while it is read.
const GROUPS: usize = 2000;

/// The settings that differ in the seed of their dreams alone; where that is not varied, the first setting.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The place of the setting with the first of the dreams.
    pub setting: usize,
    /// How alike the reference and the others, and those of each claim, answer in that setting.
    pub likeness: Vec<Likeness>,
}

/// Which setting belongs to which group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    groups: usize,
    /// How many settings the next value of `seeds.dreams` is away, and how many values there are.
    dreams: Option<(usize, usize)>,
}

impl Layout {
    /// That of these varied keys.
    pub(super) fn of(vary: &[Vary]) -> Self {
        let place = vary.iter().position(Vary::is_dreams);
        let count = |vary: &[Vary]| vary.iter().map(|vary| vary.values.len()).product::<usize>();
        let dreams = place.map(|place| (count(&vary[place + 1..]), vary[place].values.len()));
        match dreams.map(|(_, values)| count(vary) / values) {
            Some(groups) if groups <= GROUPS => Self { groups, dreams },
            _ => Self { groups: 1, dreams: None },
        }
    }

    /// How many groups.
    pub(super) const fn groups(self) -> usize {
        self.groups
    }

    /// Whether ceilings are measured.
    pub(super) const fn measures(self) -> bool {
        self.dreams.is_some()
    }

    /// The group of a setting, and the place of its dreams; `None` of a setting that belongs to none.
    fn place(self, setting: usize) -> Option<(usize, usize)> {
        match self.dreams {
            Some((stride, values)) => {
                let group = setting / (stride * values) * stride + setting % stride;
                Some((group, setting / stride % values))
            }
            None => (setting == 0).then_some((0, 0)),
        }
    }

    /// The setting of a group with the first of the dreams.
    fn first(self, group: usize) -> usize {
        self.dreams.map_or(0, |(stride, values)| group / stride * stride * values + group % stride)
    }
}

/// What is held of one group while cells are read.
#[derive(Clone)]
struct Held {
    /// Agreements under the first dreams, for each pair, with their seeds.
    alike: Vec<Vec<(u64, Alike)>>,
    /// The answers under the first dreams of the seed that is being read, for each name.
    first: (u64, Vec<Option<Vec<u8>>>),
    /// How far the answers under the second dreams agree with those, with their seeds: for each name with itself, and
    /// for each pair, in the mean of either way, with each other.
    own: Vec<Vec<(u64, f64)>>,
    crossed: Vec<Vec<(u64, f64)>>,
}

/// The groups, in the making.
pub(super) struct Groups {
    layout: Layout,
    pairs: Vec<(usize, usize)>,
    held: Vec<Held>,
}

impl Groups {
    pub(super) fn new(layout: Layout, pairs: &[(usize, usize)], names: usize) -> Self {
        let held = Held {
            alike: vec![Vec::new(); pairs.len()],
            first: (0, Vec::new()),
            own: vec![Vec::new(); names],
            crossed: vec![Vec::new(); pairs.len()],
        };
        Self { layout, pairs: pairs.to_vec(), held: vec![held; layout.groups()] }
    }

    /// Adds the cell of a setting and a seed: how alike each pair answers, and the answers of each name.
    pub(super) fn add(
        &mut self,
        (setting, seed): (u64, u64),
        alike: Vec<Option<Alike>>,
        answers: Vec<Option<Vec<u8>>>,
    ) {
        let Some((group, dreams)) = self.layout.place(setting as usize) else { return };
        let held = &mut self.held[group];
        if dreams == 0 {
            for (all, one) in held.alike.iter_mut().zip(alike) {
                all.extend(one.map(|one| (seed, one)));
            }
            held.first = (seed, answers);
        } else if dreams == 1 && held.first.0 == seed {
            let there = &held.first.1;
            let agreed = |a: usize, b: usize| {
                let (here, there) = (answers.get(a)?.as_ref()?, there.get(b)?.as_ref()?);
                Alike::of(here, there).map(|alike| alike.agreement)
            };
            for (name, own) in held.own.iter_mut().enumerate() {
                own.extend(agreed(name, name).map(|share| (seed, share)));
            }
            for ((a, b), crossed) in self.pairs.iter().zip(&mut held.crossed) {
                let either = agreed(*a, *b).zip(agreed(*b, *a));
                crossed.extend(either.map(|(one, other)| (seed, 0.5 * (one + other))));
            }
            // What was held of this seed is not needed any more.
            held.first.1.clear();
        }
    }

    /// The groups; `life` gives the life of a name in a setting.
    pub(super) fn finish<'a>(
        self,
        names: &'a [String],
        life: impl Fn(usize, &'a str) -> Option<&'a Life>,
    ) -> Vec<Group> {
        let layout = self.layout;
        let groups = self.held.iter().enumerate().map(|(group, held)| {
            let setting = layout.first(group);
            let pairs = self.pairs.iter().zip(held.alike.iter().zip(&held.crossed));
            let likeness = pairs.filter_map(|((a, b), (alike, crossed))| {
                let own = layout.measures().then(|| [&held.own[*a], &held.own[*b], crossed]);
                let both = [names[*a].as_str(), names[*b].as_str()];
                Likeness::of(both, both.map(|name| life(setting, name)), alike, own)
            });
            Group { setting, likeness: likeness.collect() }
        });
        groups.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(vary: &[&str]) -> Layout {
        Layout::of(&vary.iter().map(|text| Vary::parse(text).expect("is sound")).collect::<Vec<_>>())
    }

    #[test]
    fn settings_that_differ_in_their_dreams_alone_are_a_group() {
        for vary in [
            &["a=1,2,3", "b=1,2", "seeds.dreams=1,2"][..],
            &["seeds.dreams=1,2,3", "a=1,2"],
            &["a=1,2", "seeds.dreams=7,8", "b=1,2,3"],
            &["seeds.dreams=1,2"],
        ] {
            let all: Vec<Vary> = vary.iter().map(|text| Vary::parse(text).expect("is sound")).collect();
            let (layout, count) = (Layout::of(&all), all.iter().map(|vary| vary.values.len()).product::<usize>());
            assert!(layout.measures());
            // The values of all keys but the dreams', as the plan counts them: the last key turns fastest.
            let values = |setting: usize| {
                let mut stride = count;
                let places = all.iter().map(|vary| {
                    stride /= vary.values.len();
                    (vary.is_dreams(), setting / stride % vary.values.len())
                });
                places.collect::<Vec<_>>()
            };
            let rest = |setting| values(setting).into_iter().filter(|(dreams, _)| !dreams).collect::<Vec<_>>();
            for setting in 0..count {
                let (group, dreams) = layout.place(setting).expect("every setting has a group");
                let first = layout.first(group);
                assert_eq!((rest(first), layout.place(first)), (rest(setting), Some((group, 0))), "{vary:?} {setting}");
                assert_eq!(values(setting).into_iter().find(|(is, _)| *is), Some((true, dreams)));
            }
            assert_eq!(
                layout.groups() * all.iter().find(|vary| vary.is_dreams()).map_or(0, |one| one.values.len()),
                count
            );
        }
    }

    #[test]
    fn without_other_dreams_there_is_the_first_setting_alone() {
        for vary in [&["a=1,2"][..], &[], &["seeds.dreams=1"], &["seeds.dreams=1,2; a=1,2"]] {
            let layout = layout(vary);
            assert!(!layout.measures() && layout.groups() == 1);
            assert_eq!((layout.place(0), layout.place(1), layout.first(0)), (Some((0, 0)), None, 0));
        }
    }
}
