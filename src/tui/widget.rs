//! Pieces that know nothing of the lab: they draw numbers, pixels and words.

mod axis;
mod bars;
mod canvas;
mod chart;
mod heat;
mod image;
mod panel;
mod pillars;
mod scale;
mod shares;
mod text;
mod well;

pub use axis::{Axis, decimals};
pub use bars::{Bar, Bars};
pub use canvas::Canvas;
pub use chart::{Band, Chart, Level, Series};
pub use heat::{Heat, SIZES, Window, extreme, tile};
pub use image::{Image, Pixel};
pub use panel::Panel;
pub use pillars::{Pillar, Pillars};
pub use scale::Scale;
pub use shares::{Share, Shares};
pub use text::{clean, put, put_right, width, wrap};
pub use well::{Sight, WellView};
