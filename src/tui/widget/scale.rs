//! Images of any size in the room there is: pixels drawn larger, or several as their mean.

use super::image::Pixel;

/// How an image is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// What a pixel is.
    pub pixel: Pixel,
    /// So many pixels of a side become one, their mean; ≥ 1.
    pub merged: usize,
}

impl Scale {
    /// How often a pixel is drawn larger than two columns by one row, at the most.
    const LARGEST: u16 = 6;
    /// The most pixels of a side that are merged one by one; from there on twice as many, and so on.
    const FINE: usize = 8;

    /// One column and half a row for every pixel.
    pub const HALF: Self = Self { pixel: Pixel::Half, merged: 1 };

    /// Every scale for images of so many pixels a side, from large to small; in the last a side is one pixel.
    pub fn all(side: usize) -> impl Iterator<Item = Self> {
        let large = (1..=Self::LARGEST).rev().map(|times| Self { pixel: Pixel::Blocks(times), merged: 1 });
        let coarse = std::iter::successors(Some(2 * Self::FINE), move |merged| Some(2 * merged));
        let merged = (1..=Self::FINE).chain(coarse.take_while(move |merged| *merged < 2 * side));
        large.chain(merged.map(|merged| Self { pixel: Pixel::Half, merged }))
    }

    /// Columns and rows of the terminal that an image of so many pixels takes.
    #[must_use]
    pub fn size(self, (wide, high): (usize, usize)) -> (u16, u16) {
        let short = |side: usize| u16::try_from(side.div_ceil(self.merged)).unwrap_or(u16::MAX);
        let (wide, high) = (short(wide), short(high));
        match self.pixel {
            Pixel::Blocks(times) => (wide.saturating_mul(2 * times), high.saturating_mul(times)),
            Pixel::Half => (wide, high.div_ceil(2)),
        }
    }

    /// Pixels of a merged row.
    #[must_use]
    pub const fn columns(self, wide: usize) -> usize {
        wide.div_ceil(self.merged)
    }

    /// The pixels of an image whose rows are `wide`, merged.
    #[must_use]
    pub fn pixels(self, raw: &[f32], wide: usize) -> Vec<f32> {
        if self.merged == 1 {
            return raw.to_vec();
        }
        let high = raw.len() / wide.max(1);
        let mut merged = Vec::with_capacity(high.div_ceil(self.merged) * self.columns(wide));
        for top in (0..high).step_by(self.merged) {
            for left in (0..wide).step_by(self.merged) {
                let rows = top..(top + self.merged).min(high);
                let columns = left..(left + self.merged).min(wide);
                let count = rows.len() * columns.len();
                let sum: f32 = rows.map(|row| raw[row * wide..][columns.clone()].iter().sum::<f32>()).sum();
                merged.push(sum / count as f32);
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_go_from_large_to_small_down_to_one_pixel() {
        for side in [1, 8, 28, 64, 300, 5000] {
            let sizes: Vec<(u16, u16)> = Scale::all(side).map(|scale| scale.size((side, side))).collect();
            assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]), "{side}: {sizes:?}");
            assert_eq!(sizes.last().map(|size| size.1), Some(1), "{side}: {sizes:?}");
        }
        assert_eq!(Scale { pixel: Pixel::Half, merged: 3 }.size((28, 28)), (10, 5));
        assert_eq!(Scale { pixel: Pixel::Blocks(2), merged: 1 }.size((8, 8)), (32, 16));
    }

    #[test]
    fn merged_pixels_are_means_of_what_there_is() {
        let raw: Vec<f32> = (0..15).map(|value| value as f32).collect();
        let scale = Scale { pixel: Pixel::Half, merged: 2 };
        // Five columns and three rows: what is cut off counts by itself.
        assert_eq!(scale.pixels(&raw, 5), [3.0, 5.0, 6.5, 10.5, 12.5, 14.0]);
        assert_eq!(scale.columns(5), 3);
        assert_eq!(Scale::HALF.pixels(&raw, 5), raw);
    }
}
