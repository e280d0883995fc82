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
