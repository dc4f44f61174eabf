//! The model in 32-bit floating point, run by rten: written as an ONNX graph from the very tensors that the
//! packed file was made of.

mod onnx;

use std::collections::HashMap;

use onnx::{Attribute, Graph};
use rten::{ModelOptions, NodeId, OpRegistry, Value, op_registry};

const LAYERS: usize = 6;
const WIDTH: i64 = 384;
const HEADS: i64 = 12;

pub(crate) struct Reference {
    model: rten::Model,
    ids: NodeId,
    places: NodeId,
    states: NodeId,
}

impl Reference {
    pub(crate) fn new(safetensors: &[u8]) -> Self {
        let file = graph(&Tensors::new(safetensors)).model();
        let model = ModelOptions::with_ops(operators()).load(file).expect("a graph that rten can read");
        let node = |name| model.node_id(name).expect("a name of the graph");
        let (ids, places, states) = (node("ids"), node("places"), node("states"));
        Self { model, ids, places, states }
    }

    /// The last states of a text's tokens.
    pub(crate) fn states(&self, ids: &[u32]) -> Vec<f32> {
        let input = |values: Vec<i32>| Value::from_shape([values.len()].as_slice(), values).expect("a list");
        let places = input((0..ids.len() as i32).collect());
        let inputs = vec![
            (self.ids, input(ids.iter().map(|id| *id as i32).collect()).into()),
            (self.places, places.into()),
        ];
        let [states] = self.model.run_n(inputs, [self.states], None).expect("a run");
        let (_, states) = states.into_shape_vec::<f32, 2>().expect("rows of numbers");
        states
    }
}

/// The tensors of a safetensors file: a length, a table in JSON, numbers.
struct Tensors<'a> {
    table: HashMap<String, serde_json::Value>,
    numbers: &'a [u8],
}

impl<'a> Tensors<'a> {
    fn new(file: &'a [u8]) -> Self {
        let (length, rest) = file.split_first_chunk::<8>().expect("a length");
        let (table, numbers) = rest.split_at(u64::from_le_bytes(*length) as usize);
        Self { table: serde_json::from_slice(table).expect("a table"), numbers }
    }

    fn get(&self, name: &str) -> (Vec<i64>, Vec<f32>) {
        let entry = &self.table[name];
        assert_eq!(entry["dtype"], "F32", "{name}");
        let list = |field: &str| -> Vec<i64> {
            entry[field].as_array().expect(field).iter().map(|n| n.as_i64().expect(field)).collect()
        };
        let offsets = list("data_offsets");
        let bytes = &self.numbers[offsets[0] as usize..offsets[1] as usize];
        (list("shape"), bytes.as_chunks().0.iter().map(|n| f32::from_le_bytes(*n)).collect())
    }
}

fn graph(tensors: &Tensors) -> Graph {
    let mut graph = Graph::new(&["ids", "places"], "states");
    let (shape, words) = tensors.get("embeddings.word_embeddings.weight");
    graph.floats("words", &shape, &words);
    let (shape, mut places) = tensors.get("embeddings.position_embeddings.weight");
    let (_, segments) = tensors.get("embeddings.token_type_embeddings.weight");
    places
        .chunks_mut(WIDTH as usize)
        .for_each(|row| row.iter_mut().zip(&segments).for_each(|(x, s)| *x += s));
    graph.floats("places.table", &shape, &places);
    graph.floats("root", &[], &[((WIDTH / HEADS) as f32).sqrt().recip()]);
    graph.floats("half", &[], &[0.5]);
    graph.floats("one", &[], &[1.0]);
    graph.floats("slope", &[], &[std::f32::consts::FRAC_1_SQRT_2]);
    graph.integers("apart", &[-1, HEADS, WIDTH / HEADS]);
    graph.integers("joined", &[-1, WIDTH]);
    let word = graph.node("Gather", &["words", "ids"], &[]);
    let place = graph.node("Gather", &["places.table", "places"], &[]);
    let sum = graph.node("Add", &[&word, &place], &[]);
    let mut x = norm(&mut graph, tensors, "embeddings.LayerNorm", &sum);
    for layer in 0..LAYERS {
        let name = |part: &str| format!("encoder.layer.{layer}.{part}");
        let mixed = attention(&mut graph, tensors, &name("attention.self"), &x);
        let mixed = linear(&mut graph, tensors, &name("attention.output.dense"), &mixed);
        let sum = graph.node("Add", &[&x, &mixed], &[]);
        x = norm(&mut graph, tensors, &name("attention.output.LayerNorm"), &sum);
        let wide = linear(&mut graph, tensors, &name("intermediate.dense"), &x);
        let wide = gelu(&mut graph, &wide);
        let narrow = linear(&mut graph, tensors, &name("output.dense"), &wide);
        let sum = graph.node("Add", &[&x, &narrow], &[]);
        x = norm(&mut graph, tensors, &name("output.LayerNorm"), &sum);
    }
    graph.rename_last("states");
    graph
}

fn attention(graph: &mut Graph, tensors: &Tensors, name: &str, x: &str) -> String {
    let mut part = |part: &str, order: &[i64]| {
        let projected = linear(graph, tensors, &format!("{name}.{part}"), x);
        let heads = graph.node("Reshape", &[&projected, "apart"], &[]);
        graph.node("Transpose", &[&heads], &[("perm", Attribute::Integers(order.to_vec()))])
    };
    let (query, key, value) = (part("query", &[1, 0, 2]), part("key", &[1, 2, 0]), part("value", &[1, 0, 2]));
    let scores = graph.node("MatMul", &[&query, &key], &[]);
    let scores = graph.node("Mul", &[&scores, "root"], &[]);
    let weights = graph.node("Softmax", &[&scores], &[("axis", Attribute::Integer(-1))]);
    let mixed = graph.node("MatMul", &[&weights, &value], &[]);
    let mixed = graph.node("Transpose", &[&mixed], &[("perm", Attribute::Integers(vec![1, 0, 2]))]);
    graph.node("Reshape", &[&mixed, "joined"], &[])
}

fn linear(graph: &mut Graph, tensors: &Tensors, name: &str, x: &str) -> String {
    let (shape, weights) = tensors.get(&format!("{name}.weight"));
    let (outputs, inputs) = (shape[0] as usize, shape[1] as usize);
    let turned: Vec<f32> =
        (0..inputs * outputs).map(|n| weights[n % outputs * inputs + n / outputs]).collect();
    graph.floats(&format!("{name}.weight"), &[inputs as i64, outputs as i64], &turned);
    let (shape, bias) = tensors.get(&format!("{name}.bias"));
    graph.floats(&format!("{name}.bias"), &shape, &bias);
    let product = graph.node("MatMul", &[x, &format!("{name}.weight")], &[]);
    graph.node("Add", &[&product, &format!("{name}.bias")], &[])
}

fn norm(graph: &mut Graph, tensors: &Tensors, name: &str, x: &str) -> String {
    let [gain, shift] = ["weight", "bias"].map(|part| format!("{name}.{part}"));
    for part in [&gain, &shift] {
        let (shape, numbers) = tensors.get(part);
        graph.floats(part, &shape, &numbers);
    }
    let settings = [("axis", Attribute::Integer(-1)), ("epsilon", Attribute::Float(1e-12))];
    graph.node("LayerNormalization", &[x, &gain, &shift], &settings)
}

fn gelu(graph: &mut Graph, x: &str) -> String {
    let inside = graph.node("Mul", &[x, "slope"], &[]);
    let error = graph.node("Erf", &[&inside], &[]);
    let above = graph.node("Add", &[&error, "one"], &[]);
    let halved = graph.node("Mul", &[&above, "half"], &[]);
    graph.node("Mul", &[x, &halved], &[])
}

fn operators() -> OpRegistry {
    op_registry!(Add, Erf, Gather, LayerNormalization, MatMul, Mul, Reshape, Softmax, Transpose)
}
