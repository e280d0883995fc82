//! What a raw input looks like: what a screen can draw of it, and what a corruption may move.

use std::sync::Arc;

/// The shape of one raw input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A point of a line: x.
    Line,
    /// A point of a plane: x, y.
    Plane,
    /// An image: `width` × `height` pixels, row by row from the top.
    Image {
        /// Pixels of a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// A row of a table: one value a column, with the columns' names.
    Row(Arc<[String]>),
}

impl Form {
    /// Values of one raw input.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Line => 1,
            Self::Plane => 2,
            Self::Image { width, height } => width * height,
            Self::Row(columns) => columns.len(),
        }
    }

    /// Width and height, if it is an image.
    #[must_use]
    pub const fn image(&self) -> Option<[usize; 2]> {
        match self {
            Self::Image { width, height } => Some([*width, *height]),
            Self::Line | Self::Plane | Self::Row(_) => None,
        }
    }
}
