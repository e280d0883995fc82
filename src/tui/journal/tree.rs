//! Lines of life, and the courses they took: acts as a tree.

use crate::tui::app::App;

/// Columns of a branch's drawing beyond which it goes no deeper.
const DEEPEST: usize = 24;

/// What a row of the tree stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A line of life, by its name in files.
    Life(String),
    /// The course that ends with an act; 0 = the one without any.
    Course(usize),
}

/// A row of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// What it stands for.
    pub node: Node,
    /// Where to go for it: where a life begins, where a course parts from the one that is lived.
    pub tick: u64,
    /// What is drawn before it.
    pub stem: String,
    /// Whether it was lived further than the courses that begin on it.
    pub is_end: bool,
}

/// All rows: lines of life, those of a future that was lived already last, then courses.
#[must_use]
pub fn branches(app: &App) -> Vec<Branch> {
    let (history, lives) = (app.seen().0, app.lab().lives());
    let ahead = history.tracks().iter().skip(lives.len()).map(|track| track.name.as_str());
    let names = app.shown().map(|life| lives[life].name()).chain(ahead);
    let born = |name: &str| {
        let track = history.track(name)?;
        // A life's own points begin after the moment in which it was forked.
        history.stamps().get(track.from().checked_sub(1)?).map(|stamp| stamp.tick)
    };
    let forked = |name: &str| app.lab().seen().notes.iter().find(|note| note.text.contains(&format!(", {name},")));
    let life = |name: &str| Branch {
        node: Node::Life(name.to_owned()),
        tick: forked(name).map(|note| note.tick).or_else(|| born(name)).unwrap_or(0),
        stem: String::new(),
        is_end: false,
    };
    let mut rows: Vec<Branch> = names.map(life).collect();
    rows.extend(courses(app));
    rows
}

fn courses(app: &App) -> Vec<Branch> {
    let session = app.session();
    let acts = session.acts();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); acts.len() + 1];
    for (place, act) in acts.iter().enumerate() {
        if let Some(list) = children.get_mut(act.after) {
            list.push(place + 1);
        }
    }
    let tick = |act: usize| act.checked_sub(1).and_then(|place| acts.get(place)).map_or(0, |act| act.tick);
    let here = session.way(session.at());
    let parting = |act: usize| {
        let on = act == 0 || here.contains(&act);
        // On the way that is lived a course is left by the next act of it.
        let next = if act == 0 { here.first() } else { here.iter().skip_while(|step| **step != act).nth(1) };
        next.filter(|_| on).map_or_else(|| tick(act), |next| tick(*next))
    };
    let mut rows = Vec::new();
    // Rows to come: the act, what is drawn before it, and before those below it.
    let mut stack = vec![(0, String::new(), String::new())];
    while let Some((act, stem, below)) = stack.pop() {
        let own = &children[act];
        let last = own.iter().map(|child| tick(*child)).max();
        let is_end = last.is_none_or(|last| session.reached(act) > last);
        rows.push(Branch { node: Node::Course(act), tick: parting(act), stem, is_end });
        if let ([only], false) = (own.as_slice(), is_end) {
            // Nothing parts here: one act after another.
            stack.push((*only, format!("{below}╰ "), below));
            continue;
        }
        for (place, child) in own.iter().enumerate().rev() {
            let (stem, rest) = if place + 1 == own.len() { ("╰─ ", "   ") } else { ("├─ ", "│  ") };
            let deep = if below.chars().count() < DEEPEST { format!("{below}{rest}") } else { below.clone() };
            stack.push((*child, format!("{below}{stem}"), deep));
        }
    }
    rows
}
