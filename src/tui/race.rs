//! What is looked at on the Race screen, and what its keys do.

use super::app::App;
use super::keymap::Action;
use super::update::Effect;

/// Which two lives are compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {}

/// What a key does there.
pub(super) fn act(app: &mut App, action: Action) -> Effect {
    let _ = (app, action);
    Effect::None
}
