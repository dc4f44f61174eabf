//! Just enough of ONNX to say a graph: its protocol-buffer fields by their numbers in `onnx.proto`.

/// A setting of a node.
#[derive(Clone)]
pub(crate) enum Attribute {
    Float(f32),
    Integer(i64),
    Integers(Vec<i64>),
}

const FLOAT: u64 = 1;
const INT64: u64 = 7;

/// A graph in the making.
pub(crate) struct Graph {
    nodes: Vec<(String, Vec<String>, Vec<u8>, String)>,
    rest: Vec<u8>,
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, (field << 3) | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

/// A `ValueInfoProto`: a name and the type of what bears it.
fn value(name: &str, kind: u64, dimensions: &[&str]) -> Vec<u8> {
    let mut shape = Vec::new();
    for dimension in dimensions {
        let mut one = Vec::new();
        bytes(&mut one, 2, dimension.as_bytes());
        bytes(&mut shape, 1, &one);
    }
    let (mut tensor, mut kinds, mut info) = (Vec::new(), Vec::new(), Vec::new());
    number(&mut tensor, 1, kind);
    bytes(&mut tensor, 2, &shape);
    bytes(&mut kinds, 1, &tensor);
    bytes(&mut info, 1, name.as_bytes());
    bytes(&mut info, 2, &kinds);
    info
}

impl Graph {
    /// One with these lists of integers as inputs, and rows of numbers as output.
    pub(crate) fn new(inputs: &[&str], output: &str) -> Self {
        let mut rest = Vec::new();
        bytes(&mut rest, 2, b"encoder");
        for input in inputs {
            bytes(&mut rest, 11, &value(input, INT64, &["tokens"]));
        }
        bytes(&mut rest, 12, &value(output, FLOAT, &["tokens", "width"]));
        Self { nodes: Vec::new(), rest }
    }

    pub(crate) fn floats(&mut self, name: &str, shape: &[i64], numbers: &[f32]) {
        let raw: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.tensor(name, FLOAT, shape, &raw);
    }

    pub(crate) fn integers(&mut self, name: &str, numbers: &[i64]) {
        let raw: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.tensor(name, INT64, &[numbers.len() as i64], &raw);
    }

    fn tensor(&mut self, name: &str, kind: u64, shape: &[i64], raw: &[u8]) {
        let mut tensor = Vec::new();
        shape.iter().for_each(|size| number(&mut tensor, 1, size.cast_unsigned()));
        number(&mut tensor, 2, kind);
        bytes(&mut tensor, 8, name.as_bytes());
        bytes(&mut tensor, 9, raw);
        bytes(&mut self.rest, 5, &tensor);
    }

    /// Adds a node and gives the name of its result.
    pub(crate) fn node(&mut self, kind: &str, inputs: &[&str], settings: &[(&str, Attribute)]) -> String {
        let mut attributes = Vec::new();
        for (name, setting) in settings {
            let mut attribute = Vec::new();
            bytes(&mut attribute, 1, name.as_bytes());
            match setting {
                Attribute::Float(x) => {
                    varint(&mut attribute, (2 << 3) | 5);
                    attribute.extend_from_slice(&x.to_le_bytes());
                    number(&mut attribute, 20, 1);
                }
                Attribute::Integer(n) => {
                    number(&mut attribute, 3, n.cast_unsigned());
                    number(&mut attribute, 20, 2);
                }
                Attribute::Integers(all) => {
                    all.iter().for_each(|n| number(&mut attribute, 8, n.cast_unsigned()));
                    number(&mut attribute, 20, 7);
                }
            }
            bytes(&mut attributes, 5, &attribute);
        }
        let result = format!("node.{}", self.nodes.len());
        let inputs = inputs.iter().map(|name| (*name).to_owned()).collect();
        self.nodes.push((kind.to_owned(), inputs, attributes, result.clone()));
        result
    }

    /// Gives the last node's result the name of the output.
    pub(crate) fn rename_last(&mut self, name: &str) {
        if let Some((.., result)) = self.nodes.last_mut() {
            name.clone_into(result);
        }
    }

    /// The whole as a file.
    pub(crate) fn model(self) -> Vec<u8> {
        let mut graph = Vec::new();
        for (kind, inputs, attributes, result) in &self.nodes {
            let mut node = Vec::new();
            inputs.iter().for_each(|input| bytes(&mut node, 1, input.as_bytes()));
            bytes(&mut node, 2, result.as_bytes());
            bytes(&mut node, 3, result.as_bytes());
            bytes(&mut node, 4, kind.as_bytes());
            node.extend_from_slice(attributes);
            bytes(&mut graph, 1, &node);
        }
        graph.extend(self.rest);
        let (mut operators, mut model) = (Vec::new(), Vec::new());
        number(&mut operators, 2, 17);
        number(&mut model, 1, 8);
        bytes(&mut model, 7, &graph);
        bytes(&mut model, 8, &operators);
        model
    }
}
