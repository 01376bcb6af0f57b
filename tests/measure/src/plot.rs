//! Plots.
//!
//! In: the results. Out: SVG files: bars side by side for documents, lines for growth. Times are on
//! a logarithmic scale, since they are apart by factors.

use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::combinators::LogCoord;
use plotters::prelude::*;

use super::page::plot_name;
use super::results::{Entry, Group, Results, Step};

const SIZE: (u32, u32) = (1000, 460);

/// A colour for each who takes part, by turns.
const COLOURS: [RGBColor; 7] = [
    RGBColor(150, 150, 150),
    RGBColor(200, 80, 30),
    RGBColor(50, 110, 180),
    RGBColor(90, 160, 90),
    RGBColor(140, 90, 170),
    RGBColor(190, 160, 40),
    RGBColor(80, 170, 180),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Fault = Box<dyn std::error::Error>;

/// Writes a plot for each step that has one and was measured.
pub(super) fn write(results: &Results, folder: &Path) -> Result<(), String> {
    let plots: [(Step, &str, Draw); 6] = [
        (Step::Generate, "Generation, seconds", bars),
        (Step::Check, "cargo check, seconds", bars),
        (Step::Release, "cargo build --release, seconds", bars),
        (Step::Build, "cargo build, seconds", bars),
        (
            Step::ScaleGenerate,
            "Generation of n operations, processor time in s",
            lines,
        ),
        (
            Step::ScaleCheck,
            "cargo check of n operations, processor time in s",
            lines,
        ),
    ];
    for (step, title, draw) in plots {
        let groups = results.of(step);
        let path = folder.join(plot_name(step));
        if groups.is_empty() {
            continue;
        }
        let area = SVGBackend::new(&path, SIZE).into_drawing_area();
        let drawn = area
            .fill(&WHITE)
            .map_err(Fault::from)
            .and_then(|()| draw(&area, title, &groups))
            .and_then(|()| area.present().map_err(Fault::from));
        drawn.map_err(|error| super::failed(&path, &error))?;
    }
    Ok(())
}

type Draw = fn(&Area<'_>, &str, &[&Group]) -> Result<(), Fault>;

/// Everybody who takes part in one of the groups.
fn who<'a>(groups: &[&'a Group]) -> Vec<&'a str> {
    let mut who: Vec<&str> = Vec::new();
    for entry in groups.iter().flat_map(|group| &group.entries) {
        if !who.contains(&entry.who.as_str()) {
            who.push(&entry.who);
        }
    }
    who
}

fn colour(at: usize) -> RGBColor {
    COLOURS[at % COLOURS.len()]
}

/// The powers of ten around all values.
fn range(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let least = values.clone().fold(f64::MAX, f64::min);
    let most = values.fold(f64::MIN_POSITIVE, f64::max);
    (
        10_f64.powf(least.min(most).log10().floor()),
        10_f64.powf(most.log10().ceil()),
    )
}

fn number(at: usize) -> f64 {
    u32::try_from(at).map_or(f64::MAX, f64::from)
}

fn bars(area: &Area<'_>, title: &str, groups: &[&Group]) -> Result<(), Fault> {
    let who = who(groups);
    let wall = |entry: &Entry| entry.median(|sample| sample.wall);
    let all = groups.iter().flat_map(|group| &group.entries);
    let (least, most) = range(all.filter_map(wall));
    let end = number(groups.len());
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(60)
        .build_cartesian_2d(0.0..end, (least..most).log_scale())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(0)
        .y_label_formatter(&|value| label(*value))
        .draw()?;
    let width = 0.9 / number(who.len());
    for (at, name) in who.iter().enumerate() {
        let style = colour(at).filled();
        let bars = groups.iter().enumerate().filter_map(|(row, group)| {
            let height = group.entry(name).and_then(wall)?;
            let left = number(row) + 0.05 + width * number(at);
            Some(Rectangle::new(
                [(left, least), (left + width * 0.92, height)],
                style,
            ))
        });
        chart
            .draw_series(bars)?
            .label(*name)
            .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 10, y + 5)], style));
    }
    legend(&mut chart)?;
    let style = TextStyle::from(("sans-serif", 14)).pos(plotters::style::text_anchor::Pos::new(
        plotters::style::text_anchor::HPos::Center,
        plotters::style::text_anchor::VPos::Top,
    ));
    for (row, group) in groups.iter().enumerate() {
        let (x, y) = chart
            .plotting_area()
            .map_coordinate(&(number(row) + 0.5, least));
        area.draw_text(&group.subject, &style, (x, y + 8))?;
    }
    Ok(())
}

fn lines(area: &Area<'_>, title: &str, groups: &[&Group]) -> Result<(), Fault> {
    let who = who(groups);
    let cpu = |entry: &Entry| entry.median(|sample| sample.cpu);
    let size = |group: &&Group| group.subject.parse::<f64>().ok();
    let all = groups.iter().flat_map(|group| &group.entries);
    let (least, most) = range(all.filter_map(cpu));
    let (from, to) = range(groups.iter().filter_map(size));
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(60)
        .build_cartesian_2d((from..to).log_scale(), (least..most).log_scale())?;
    chart
        .configure_mesh()
        .x_label_formatter(&|value| label(*value))
        .y_label_formatter(&|value| label(*value))
        .draw()?;
    for (at, name) in who.iter().enumerate() {
        let style = colour(at).stroke_width(2);
        let points = groups
            .iter()
            .filter_map(|group| Some((size(group)?, group.entry(name).and_then(cpu)?)));
        chart
            .draw_series(LineSeries::new(points, style).point_size(3))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 12, y)], style));
    }
    legend(&mut chart)
}

fn legend<'a, X>(
    chart: &mut ChartContext<'a, SVGBackend<'a>, Cartesian2d<X, LogCoord<f64>>>,
) -> Result<(), Fault>
where
    X: Ranged<ValueType = f64>,
{
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    Ok(())
}

/// A number without the noughts that say nothing.
fn label(value: f64) -> String {
    format!("{}", (value * 1e6).round() / 1e6)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::results::tests::entry;

    #[test]
    fn what_was_measured_is_drawn_and_nothing_else() {
        let folder = crate::cargo::target(&crate::root())
            .join("tmp")
            .join("plots");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mut results = Results::default();
        let failed = Entry::fault("two", "no".to_owned());
        results.put(Step::Check, "box", vec![entry("one", &[0.3]), failed]);
        results.put(Step::ScaleCheck, "100", vec![entry("one", &[0.3])]);
        results.put(Step::ScaleCheck, "1000", vec![entry("one", &[2.5])]);
        write(&results, &folder).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .flatten()
            .map(|file| file.file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["check.svg", "growth-check.svg"]);
        let bars = fs::read_to_string(folder.join("check.svg")).unwrap();
        // The subject below its bars, and both in the legend.
        let texts: Vec<_> = bars.lines().map(str::trim).collect();
        for text in ["box", "one", "two"] {
            assert!(texts.contains(&text), "{text}: {bars}");
        }
    }
}
