//! The screen: a loop, a state, pure views.

pub mod surface;
pub mod theme;
pub mod widget;
