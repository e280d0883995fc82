//! What is looked at in the Journal, and what its keys do.

mod list;
mod tree;

use std::cell::RefCell;
use std::collections::HashMap;

use super::app::App;
use super::calendar::Calendar;
use super::keymap::Action;
use super::update::Effect;
use super::words::journal::moment;
pub use list::{Kind, Line, here, lines};
pub use tree::{Branch, Node, branches};

/// Lines that a page key goes.
const PAGE: usize = 8;

/// Which part the arrow keys move in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// What happened, in order.
    #[default]
    List,
    /// Lines of life, and the courses they took.
    Tree,
}

/// What is selected.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Where the arrow keys move.
    pub part: Part,
    /// The line that was chosen; `None` = the newest, wherever that is.
    pub line: Option<Line>,
    /// The node that was chosen; `None` = the course that is lived.
    pub node: Option<Node>,
    /// Moments of courses in words, worked out once: laying out all days of a course takes a while.
    moments: RefCell<HashMap<(usize, u64), String>>,
}

impl App {
    /// What is selected in the Journal.
    #[must_use]
    pub const fn journal(&self) -> &State {
        &self.journal
    }

    /// A tick of the course that ends with an act, in words.
    #[must_use]
    pub fn moment_on(&self, act: usize, tick: u64) -> String {
        let session = self.session();
        if act == session.at() {
            return moment(self.calendar(), tick);
        }
        let known = self.journal.moments.borrow().get(&(act, tick)).cloned();
        known.unwrap_or_else(|| {
            let told = moment(&Calendar::under(session.scenario().with_events(session.events(act)).spec()), tick);
            self.journal.moments.borrow_mut().insert((act, tick), told.clone());
            told
        })
    }

    /// The line that is selected among some.
    #[must_use]
    pub fn selected_line(&self, lines: &[Line]) -> usize {
        match self.journal.line {
            None => here(self, lines),
            Some(chosen) => lines.partition_point(|line| *line <= chosen).saturating_sub(1),
        }
    }

    /// The node that is selected among some.
    #[must_use]
    pub fn selected_node(&self, nodes: &[Branch]) -> usize {
        let lived = Node::Course(self.session().at());
        let chosen = self.journal.node.as_ref().unwrap_or(&lived);
        let place = |wanted: &Node| nodes.iter().position(|branch| branch.node == *wanted);
        place(chosen).or_else(|| place(&lived)).unwrap_or(0)
    }
}

/// What a key does there.
pub(super) fn act(app: &mut App, action: Action) -> Effect {
    match (action, app.journal.part) {
        (Action::NextPart, Part::List) => app.journal.part = Part::Tree,
        (Action::NextPart, Part::Tree) => app.journal.part = Part::List,
        (Action::Choose, Part::List) => jump(app),
        (Action::Choose, Part::Tree) => branch(app),
        (_, Part::List) => {
            let lines = lines(app);
            let next = moved(action, app.selected_line(&lines), lines.len());
            app.journal.line = lines.get(next).copied().filter(|_| next != here(app, &lines));
        }
        (_, Part::Tree) => {
            let nodes = branches(app);
            let next = moved(action, app.selected_node(&nodes), nodes.len());
            app.journal.node = nodes.into_iter().nth(next).map(|branch| branch.node);
        }
    }
    Effect::None
}

fn moved(action: Action, from: usize, count: usize) -> usize {
    let to = match action {
        Action::Up => from.saturating_sub(1),
        Action::Down => from + 1,
        Action::PageUp => from.saturating_sub(PAGE),
        Action::PageDown => from + PAGE,
        _ => from,
    };
    to.min(count.saturating_sub(1))
}

/// To the moment of the line that is selected.
fn jump(app: &mut App) {
    let lines = lines(app);
    if let Some(line) = lines.get(app.selected_line(&lines)) {
        app.journal.line = None;
        app.travel(line.tick);
    }
}

/// To what is selected in the tree: where a life begins, or onto another course where that parts from
/// the one that is lived.
fn branch(app: &mut App) {
    let nodes = branches(app);
    let Some(chosen) = nodes.get(app.selected_node(&nodes)) else { return };
    app.journal.line = None;
    match (&chosen.node, chosen.tick) {
        (Node::Course(act), tick) if *act != app.session().at() => {
            let act = *act;
            app.switch(act, tick);
            app.journal.node = None;
        }
        (_, tick) => app.travel(tick),
    }
}
