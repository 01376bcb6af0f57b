//! The short form of `cargo xtask soak`.

#[test]
fn every_call_ends_as_it_must() {
    let run = faults::Run {
        calls: 2000,
        seed: 20_261_126,
        at_once: 32,
    };
    let report = faults::run(run).unwrap();
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    // A run in which nothing went well, or nothing wrong, would say little.
    assert!(report.endings.len() >= 9, "{:?}", report.endings);
}
