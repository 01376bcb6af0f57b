//! Every target over a fixed number of mutated inputs: fuzzing without a fuzzer.

use fuzz::mutate::{Numbers, mutate};
use fuzz::{TARGETS, run, seeds};

/// So many inputs a target; documents take longer.
fn inputs(target: &str) -> usize {
    match target {
        "generator" => 1500,
        "loader" => 4000,
        _ => 20_000,
    }
}

fn try_all(target: &str) {
    let seeds = seeds(target);
    assert!(!seeds.is_empty());
    for seed in &seeds {
        run(target, seed);
    }
    let mut numbers = Numbers::new(0x5eed);
    // What was mutated may be mutated again, so that changes pile up.
    let mut pool = seeds;
    for _ in 0..inputs(target) {
        let [from, other] = [0; 2].map(|_| numbers.below(pool.len()));
        let input = mutate(&pool[from], &pool[other], &mut numbers);
        run(target, &input);
        if numbers.below(8) == 0 && input.len() < 20_000 {
            let place = numbers.below(pool.len() + 1);
            if pool.len() < 200 {
                pool.push(input);
            } else if let Some(old) = pool.get_mut(place) {
                *old = input;
            }
        }
    }
}

#[test]
fn the_loader() {
    try_all("loader");
}

#[test]
fn the_generator() {
    try_all("generator");
}

#[test]
fn the_codec() {
    try_all("codec");
}

#[test]
fn streams() {
    try_all("stream");
}

#[test]
fn multipart_bodies() {
    try_all("multipart");
}

#[test]
fn urls() {
    try_all("url");
}

#[test]
fn every_target_is_tried() {
    assert_eq!(TARGETS.len(), 6);
}
