//! all-MiniLM-L6-v2, run by rten.

use rten::{Model, ModelOptions, NodeId, OpRegistry, Value, op_registry};

use super::{DIMENSIONS, Encoded, Encoder, Vector, WordPiece};
use crate::error::{Error, Result};

/// Tokens of a text that are read; the model was made for short passages.
const WINDOW: usize = 256;

/// The encoder: six transformer layers, whose last states are averaged.
pub struct MiniLm {
    tokenizer: WordPiece,
    model: Model,
    input_ids: NodeId,
    attention_mask: NodeId,
    token_type_ids: NodeId,
    states: NodeId,
}

impl MiniLm {
    /// Loads an ONNX model and its `vocab.txt`.
    ///
    /// # Errors
    /// `model_broken` if the model cannot be read or has other inputs or outputs,
    /// `vocabulary_broken` if the vocabulary cannot.
    pub fn load(model: Vec<u8>, vocab: &[u8]) -> Result<Self> {
        let broken = |_| Error::internal("model_broken");
        let tokenizer = WordPiece::new(vocab)?;
        let model =
            ModelOptions::with_ops(operators()).load(model).map_err(|_| Error::internal("model_broken"))?;
        let (input_ids, attention_mask) =
            (model.node_id("input_ids").map_err(broken)?, model.node_id("attention_mask").map_err(broken)?);
        let token_type_ids = model.node_id("token_type_ids").map_err(broken)?;
        let states = model.node_id("last_hidden_state").map_err(broken)?;
        Ok(Self { tokenizer, model, input_ids, attention_mask, token_type_ids, states })
    }

    /// One text at a time: without threads, padding several to one length only costs.
    fn encode_one(&self, text: &str) -> Result<Encoded> {
        let failed = || Error::internal("encoder_failed");
        let ids = self.tokenizer.encode(text, WINDOW);
        let length = ids.len();
        // What stands between the marks of beginning and end; an id is never negative.
        let tokens: Vec<u32> =
            ids.iter().skip(1).take(length.saturating_sub(2)).map(|id| id.cast_unsigned()).collect();
        let input =
            |values: Vec<i32>| Value::from_shape([1, length].as_slice(), values).map_err(|_| failed());
        let inputs = vec![
            (self.input_ids, input(ids)?.into()),
            (self.attention_mask, input(vec![1; length])?.into()),
            (self.token_type_ids, input(vec![0; length])?.into()),
        ];
        let [states] = self.model.run_n(inputs, [self.states], None).map_err(|_| failed())?;
        let ([_, _, width], states) = states.into_shape_vec::<f32, 3>().map_err(|_| failed())?;
        if width != DIMENSIONS || states.is_empty() {
            return Err(failed());
        }
        let (rows, _) = states.as_chunks::<DIMENSIONS>();
        let vector = Vector::from_sum(&sum(rows)).ok_or_else(failed)?;
        let inner = rows.iter().skip(1).take(tokens.len()).flatten().copied().collect();
        Ok(Encoded { vector, tokens, states: inner })
    }
}

impl Encoder for MiniLm {
    fn encode(&mut self, texts: &[&str]) -> Result<Vec<Encoded>> {
        texts.iter().map(|text| self.encode_one(text)).collect()
    }
}

/// The sum of the token states. (Their mean has the same direction.)
fn sum(states: &[[f32; DIMENSIONS]]) -> [f32; DIMENSIONS] {
    let mut total = [0.0; DIMENSIONS];
    for state in states {
        total.iter_mut().zip(state).for_each(|(sum, value)| *sum += value);
    }
    total
}

/// The operators that the model has, so that no others are linked.
fn operators() -> OpRegistry {
    op_registry!(
        Add,
        And,
        Cast,
        Concat,
        ConstantOfShape,
        Div,
        Equal,
        Erf,
        Expand,
        Gather,
        GatherND,
        GreaterOrEqual,
        IsNaN,
        LayerNormalization,
        MatMul,
        Max,
        Mul,
        Range,
        Reshape,
        Shape,
        Slice,
        Softmax,
        Squeeze,
        Transpose,
        Unsqueeze,
        Where
    )
}

impl std::fmt::Debug for MiniLm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MiniLm")
    }
}
