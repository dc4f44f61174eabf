//! Where a graph over vectors would begin to pay: `cargo bench -p satchel-cli --bench vectors [vectors…]`, by default
//! over 10,000, 100,000 and 1,000,000.
//!
//! The scan of [`Dense`] and the graph of `instant-distance` over the same made-up vectors, which lie around
//! directions as those of texts do: what each takes to be built and to find the ten that are nearest, and how many of
//! them it finds. Beyond [`GRAPH`] vectors no graph is built: that takes minutes.

// A bench tells its figures.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use instant_distance::{Builder, Hnsw, Point, PointId, Search};
use satchel::embed::{DIMENSIONS, Vector};
use satchel::index::dense::Dense;

/// How many queries are timed,
const QUERIES: usize = 100;
/// and how many vectors each is to find.
const COUNT: usize = 10;
/// Of more vectors no graph is built.
const GRAPH: usize = 100_000;
/// How many candidates the graph keeps in mind when it is built, and when it is searched.
const BUILDING: usize = 100;
const SEARCHING: usize = 200;
/// How many directions there are,
const TOPICS: usize = 300;
/// how far from its own a vector lies, and how far a query from the vector that it means.
const SPREAD: f32 = 1.2;
const ASKED: f32 = 0.6;

type Floats = [f32; DIMENSIONS];

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes } {
        compare(size);
    }
}

fn compare(size: usize) {
    let mut chance = Chance(1);
    let topics: Vec<Floats> = (0..TOPICS).map(|_| chance.direction()).collect();
    let vectors: Vec<Rounded> = (0..size)
        .map(|_| {
            let topic = chance.below(TOPICS);
            rounded(&chance.near(&topics[topic], SPREAD))
        })
        .collect();
    let queries: Vec<Rounded> = (0..QUERIES)
        .map(|_| {
            let meant = unit(vectors[chance.below(size)].0.0.map(f32::from));
            rounded(&chance.near(&meant, ASKED))
        })
        .collect();
    let exact: Vec<Vec<usize>> =
        queries.iter().map(|query| first(vectors.iter().map(|vector| vector.cosine(query)))).collect();

    let begun = Instant::now();
    let mut dense = Dense::default();
    (0..).zip(&vectors).for_each(|(slot, vector)| dense.set(slot, &vector.0));
    let built = begun.elapsed().as_secs_f64();
    told("scan", size, built, &queries, &exact, |query| {
        first(dense.near(&query.0, |_| true).cosines.into_iter())
    });
    if size > GRAPH {
        return;
    }
    let begun = Instant::now();
    let builder = Builder::default().ef_construction(BUILDING).ef_search(SEARCHING).seed(1);
    let (graph, places): (Hnsw<Rounded>, Vec<PointId>) = builder.build_hnsw(vectors);
    let built = begun.elapsed().as_secs_f64();
    let mut numbers = vec![0; size];
    places.into_iter().enumerate().for_each(|(at, place)| numbers[place.into_inner() as usize] = at);
    let mut search = Search::default();
    told("graph", size, built, &queries, &exact, |query| {
        let found = graph.search(query, &mut search).take(COUNT);
        found.map(|item| numbers[item.pid.into_inner() as usize]).collect()
    });
}

fn told(
    what: &str,
    size: usize,
    built: f64,
    queries: &[Rounded],
    exact: &[Vec<usize>],
    mut find: impl FnMut(&Rounded) -> Vec<usize>,
) {
    let mut found = 0;
    let mut taken: Vec<f64> = queries
        .iter()
        .zip(exact)
        .map(|(query, exact)| {
            let begun = Instant::now();
            let nearest = find(query);
            let taken = begun.elapsed().as_secs_f64() * 1e3;
            found += nearest.iter().filter(|at| exact.contains(at)).count();
            taken
        })
        .collect();
    taken.sort_unstable_by(f64::total_cmp);
    let [median, most] = [0.5, 0.95].map(|part| taken[(part * taken.len() as f64) as usize]);
    let share = found as f64 / (COUNT * queries.len()) as f64;
    println!(
        "{what} of {size} vectors: built in {built:.2} s, median {median:.2} ms, 95 of 100 within {most:.2} ms, recall@10 {share:.4}"
    );
}

/// Where the greatest stand, the greatest first.
fn first(cosines: impl Iterator<Item = f32>) -> Vec<usize> {
    let mut all: Vec<(f32, usize)> = cosines.zip(0..).collect();
    let order = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if all.len() > COUNT {
        all.select_nth_unstable_by(COUNT, order);
        all.truncate(COUNT);
    }
    all.sort_unstable_by(order);
    all.into_iter().map(|(_, at)| at).collect()
}

/// A vector, and 1 / its length.
#[derive(Clone)]
struct Rounded(Vector, f32);

impl Rounded {
    fn of(vector: Vector) -> Self {
        let scale = 1.0 / (dot(&vector, &vector) as f32).sqrt();
        Self(vector, scale)
    }

    fn cosine(&self, other: &Self) -> f32 {
        dot(&self.0, &other.0) as f32 * self.1 * other.1
    }
}

impl Point for Rounded {
    fn distance(&self, other: &Self) -> f32 {
        1.0 - self.cosine(other)
    }
}

/// A loop that compilers turn into the machine's own instructions, as that of the scan is.
fn dot(a: &Vector, b: &Vector) -> i32 {
    a.0.iter().zip(&*b.0).map(|(&x, &y)| i32::from(i16::from(x)) * i32::from(i16::from(y))).sum()
}

fn rounded(vector: &Floats) -> Rounded {
    Rounded::of(Vector::from_sum(vector).expect("not zero"))
}

fn unit(vector: Floats) -> Floats {
    let by = 1.0 / vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    vector.map(|x| x * by)
}

/// The same made-up vectors every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit
    }

    fn direction(&mut self) -> Floats {
        let mut number = || self.next() as f32 / (1u64 << 30) as f32 - 1.0;
        unit(std::array::from_fn(|_| number() + number()))
    }

    fn near(&mut self, vector: &Floats, spread: f32) -> Floats {
        let noise = self.direction();
        unit(std::array::from_fn(|at| vector[at] + spread * noise[at]))
    }
}
