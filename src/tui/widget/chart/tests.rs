//! Gaps, spikes, edges and other times.

use super::*;

fn drawn(values: &[f64], axis: &Axis, (wide, high): (u16, u16)) -> Buffer {
    let theme = Theme::dusk();
    let ticks: Vec<u64> = (0..values.len() as u64).collect();
    let series = [Series { values, color: Color::Red, marker: "", is_faint: false, ticks: None }];
    let chart = Chart {
        theme: &theme,
        ticks: &ticks,
        range: (0, values.len() as u64 - 1),
        axis,
        scale: 1.0,
        unit: "",
        series: &series,
        levels: &[],
        nights: &[],
        labels: &[],
        cursor: None,
        gutter: 2,
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, wide, high));
    chart.render(buffer.area, &mut buffer);
    buffer
}

fn inked(buffer: &Buffer, x: u16, high: u16) -> bool {
    (0..high).any(|y| buffer[(x, y)].fg == Color::Red)
}

#[test]
fn a_gap_stays_a_gap() {
    let mut values = vec![0.5; 40];
    values[15..25].fill(f64::NAN);
    let axis = Axis { min: 0.0, max: 1.0, ticks: vec![0.0, 1.0], step: 1.0, is_log: false };
    let buffer = drawn(&values, &axis, (22, 5));
    assert!(inked(&buffer, 5, 5) && inked(&buffer, 19, 5));
    assert!((10..14).all(|x| !inked(&buffer, x, 5)), "{buffer:?}");
}

#[test]
fn a_spike_of_one_sample_is_seen_at_any_width() {
    let mut values = vec![0.1; 5_000];
    values[3_333] = 0.9;
    let axis = Axis { min: 0.0, max: 1.0, ticks: vec![0.0, 1.0], step: 1.0, is_log: false };
    for wide in [4, 9, 40, 130] {
        let buffer = drawn(&values, &axis, (wide, 6));
        assert!((0..wide).any(|x| buffer[(x, 0)].fg == Color::Red), "width {wide}");
    }
}

#[test]
fn what_lies_outside_is_marked_at_the_edge() {
    let axis = Axis { min: 0.0, max: 1.0, ticks: vec![0.0, 1.0], step: 1.0, is_log: false };
    let buffer = drawn(&[0.5, 3.0, 0.5, -2.0, 0.5], &axis, (30, 7));
    let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(text.contains('▲') && text.contains('▼'));
}

#[test]
fn a_line_has_no_holes() {
    let axis = Axis { min: -1.1, max: 1.1, ticks: vec![0.0], step: 1.0, is_log: false };
    for samples in [3, 17, 60, 400] {
        let values: Vec<f64> = (0..samples).map(|i| (f64::from(i) * 9.0 / f64::from(samples)).sin()).collect();
        let buffer = drawn(&values, &axis, (42, 12));
        // Every column of dots between the first and the last has ink, next to its neighbour's.
        let ink = |x: u16| -> Vec<u32> {
            let bits =
                |y: u16| buffer[(2 + x / 2, y)].symbol().chars().next().map_or(0, |c| (c as u32).wrapping_sub(0x2800));
            let rows: [u32; 4] = if x.is_multiple_of(2) { [0x01, 0x02, 0x04, 0x40] } else { [0x08, 0x10, 0x20, 0x80] };
            (0..10u32)
                .flat_map(|y| {
                    (0..4)
                        .filter(move |r| bits(y as u16) < 256 && bits(y as u16) & rows[*r] != 0)
                        .map(move |r| 4 * y + r as u32)
                })
                .collect()
        };
        let inked: Vec<(u16, Vec<u32>)> = (0..80).map(|x| (x, ink(x))).filter(|(_, ink)| !ink.is_empty()).collect();
        for pair in inked.windows(2) {
            assert_eq!(pair[0].0 + 1, pair[1].0, "{samples} samples: a column without ink");
            let near = pair[0].1.iter().any(|a| pair[1].1.iter().any(|b| a.abs_diff(*b) <= 1));
            assert!(near, "{samples} samples: {pair:?}");
        }
    }
}

/// The cells of a band alone that are inked.
fn banded(low: &[f64], high: &[f64], is_coarse: bool, (wide, tall): (u16, u16)) -> Buffer {
    let theme = Theme::dusk();
    let ticks: Vec<u64> = (0..low.len() as u64).collect();
    let axis = Axis { min: 0.0, max: 1.0, ticks: vec![], step: 1.0, is_log: false };
    let chart = Chart {
        theme: &theme,
        ticks: &ticks,
        range: (0, low.len() as u64 - 1),
        axis: &axis,
        scale: 1.0,
        unit: "",
        series: &[],
        levels: &[],
        nights: &[],
        labels: &[],
        cursor: None,
        gutter: 1,
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, wide, tall));
    chart.draw(&[Band { low, high, color: Color::Red, is_coarse }], buffer.area, &mut buffer);
    buffer
}

fn is_band(buffer: &Buffer, x: u16, y: u16) -> bool {
    let symbol = buffer[(x, y)].symbol().chars().next().unwrap_or(' ');
    symbol == '┊' || ('\u{2801}'..='\u{28ff}').contains(&symbol)
}

#[test]
fn a_band_covers_what_lies_between_its_edges_and_keeps_a_spike() {
    for is_coarse in [false, true] {
        let (low, mut high) = (vec![0.3; 200], vec![0.5; 200]);
        high[101] = 0.95;
        let buffer = banded(&low, &high, is_coarse, (41, 12));
        // Ten rows of plot: 0.3 to 0.5 are the rows 5 and 6.
        let rows = |x: u16| (0..10).filter(|y| is_band(&buffer, x, *y)).collect::<Vec<u16>>();
        let all: Vec<Vec<u16>> = (1..41).map(rows).filter(|rows| !rows.is_empty()).collect();
        assert!(all.len() >= if is_coarse { 20 } else { 40 }, "{all:?}");
        assert!(all.iter().all(|rows| rows.ends_with(&[5, 6]) || rows.ends_with(&[5, 6, 7])), "{all:?}");
        let spikes = all.iter().filter(|rows| rows[0] == 0).count();
        assert!(spikes == 1, "{all:?}");
    }
}

#[test]
fn where_an_edge_is_missing_there_is_no_band() {
    let (mut low, high) = (vec![0.3; 40], vec![0.5; 40]);
    low[10..30].fill(f64::NAN);
    let buffer = banded(&low, &high, false, (41, 6));
    let inked = |x: u16| (0..6).any(|y| is_band(&buffer, x, y));
    assert!(inked(5) && inked(38) && !(12..30).any(inked), "{buffer:?}");
    let nothing = banded(&[f64::NAN; 40], &[f64::NAN; 40], true, (41, 6));
    assert!(!(0..41).any(|x| (0..6).any(|y| is_band(&nothing, x, y))));
    // Wholly outside the axis nothing is drawn at its edge.
    let above = banded(&[1.2; 40], &[1.5; 40], false, (41, 6));
    assert!(!(1..41).any(|x| is_band(&above, x, 0)));
}
