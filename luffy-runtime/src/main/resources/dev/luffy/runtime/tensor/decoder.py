# A decoder of the Qwen2, Qwen3 or Llama family: RMSNorm, rotary positions, grouped-query attention, SwiGLU.
#
# TorchScript class text, read and type-checked by libtorch when the archive is loaded; the attributes below come from
# config.json. Weights are arguments, float32, in the order of Layout.java: the embedding, then per_layer of each layer, then
# the final norm, then the output projection where it is not the embedding. A critic's weights end with the value head instead.
# at_* are places among the weights of a layer, -1 where the family has no such weight.
#
# Matrix products are of type compute, 6 float32 or 15 bfloat16 with sums in float32; the residual stream, norms, rotations,
# softmax and logits are float32 whatever it is. Factories follow the device of an argument.
#
# More texts are appended: scoring.py, layer.py, sampling.py, picking.py, and linear_onednn.py or linear_plain.py.
#
# Dimensions: tokens (flat positions), groups (prompts), samples (rows per group), rows, width, heads, kv_heads, share
# (= heads / kv_heads), size (of a head), inner (of the SwiGLU), vocabulary.

class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  kv_heads : int
  size : int
  eps : float
  compute : int
  per_layer : int
  at_input_norm : int
  at_qkv : int
  at_qkv_bias : int
  at_head_norms : int
  at_out : int
  at_out_bias : int
  at_post_norm : int
  at_gate_up : int
  at_gate_up_bias : int
  at_down : int
  at_down_bias : int

  # ---- one layer, whose weights are w --------------------------------------------------------------------------------

  def bias(self, w: List[Tensor], place: int) -> Optional[Tensor]:
    if place < 0:
      return None
    return torch.to(w[place], self.compute)

  # RMSNorm: x / sqrt(mean(x^2) + eps) * weight. x: [tokens, width]
  def norm(self, x: Tensor, weight: Tensor) -> Tensor:
    return torch.mul(self.unit(x), weight)                                    # [tokens, width]

  # RMSNorm without its weight. x: [tokens, width] or, head by head, [tokens, heads + kv_heads, size]
  def unit(self, x: Tensor) -> Tensor:
    return torch.mul(x, self.unit_scale(x))

  # What makes x of length sqrt(width). Nothing but roots, products and quotients, which are exact to the last bit: a row's result
  # does not depend on where it lies. -> [tokens, 1], or as many as x has vectors
  def unit_scale(self, x: Tensor) -> Tensor:
    length = torch.linalg_vector_norm(x, 2, [-1], True)                       # [tokens, 1], likewise
    mean = torch.div(torch.mul(length, length), float(torch.size(x, -1)))     # [tokens, 1], likewise
    return torch.rsqrt(torch.add(mean, self.eps))

  # The joint matrix of queries, keys and values, or its bias, with the two coordinates of a head that are rotated together, i
  # and i + size / 2, next to each other: a rotation is then a product of complex numbers. Scores are sums over a head's
  # coordinates and do not care for their order. x: [(heads + 2 kv_heads) size, any] or without any
  def paired(self, x: Tensor) -> Tensor:
    by_half = torch.view(x, [self.heads + 2 * self.kv_heads, 2, self.size // 2, -1])
    qk, v = torch.split_with_sizes(by_half, [self.heads + self.kv_heads, self.kv_heads], 0)
    v = torch.view(v, [self.kv_heads, self.size // 2, 2, -1])
    return torch.reshape(torch.cat([torch.transpose(qk, 1, 2), v]), torch.size(x))

  # What paired moved, where it was.
  def unpaired(self, x: Tensor) -> Tensor:
    by_pair = torch.view(x, [self.heads + 2 * self.kv_heads, self.size // 2, 2, -1])
    qk, v = torch.split_with_sizes(by_pair, [self.heads + self.kv_heads, self.kv_heads], 0)
    v = torch.view(v, [self.kv_heads, 2, self.size // 2, -1])
    return torch.reshape(torch.cat([torch.transpose(qk, 1, 2), v]), torch.size(x))

  # [(heads + 2 kv_heads) size, width]
  def joint(self, w: List[Tensor]) -> Tensor:
    return self.paired(torch.mul(w[self.at_qkv], w[self.at_input_norm]))

  def joint_bias(self, w: List[Tensor]) -> Optional[Tensor]:
    if self.at_qkv_bias < 0:
      return None
    return torch.to(self.paired(w[self.at_qkv_bias]), self.compute)

  # -> gate, up [inner, width] each
  def gate_and_up(self, w: List[Tensor]) -> Tuple[Tensor, Tensor]:
    gate, up = torch.chunk(torch.mul(w[self.at_gate_up], w[self.at_post_norm]), 2, 0)
    return (gate, up)

  def gate_and_up_bias(self, w: List[Tensor]) -> Tuple[Optional[Tensor], Optional[Tensor]]:
    gate, up = annotate(Optional[Tensor], None), annotate(Optional[Tensor], None)
    both = self.bias(w, self.at_gate_up_bias)
    if both is not None:
      gate, up = torch.chunk(both, 2, 0)
    return (gate, up)

  # RMSNorm of each head, by one weight for all query heads and one for all key heads. qk: [tokens, heads + kv_heads, size].
  def head_norms(self, w: List[Tensor], qk: Tensor) -> Tensor:
    if self.at_head_norms < 0:
      return qk
    by_half = torch.view(w[self.at_head_norms], [2, 2, self.size // 2])
    by_query, by_key = torch.chunk(torch.reshape(torch.transpose(by_half, 1, 2), [2, self.size]), 2, 0)
    weight = torch.cat([torch.expand(by_query, [self.heads, -1]), torch.expand(by_key, [self.kv_heads, -1])], 0)
    return torch.mul(self.unit(qk), weight)

  # Queries, keys and values of the joint product [tokens, (heads + 2 kv_heads) size], rotated. rotation: complex [tokens, 1 or
  # heads + kv_heads, size / 2]. -> q above k [tokens, heads + kv_heads, size], v [tokens, kv_heads, size], of type compute
  def turned(self, w: List[Tensor], joint: Tensor, rotation: Tensor) -> Tuple[Tensor, Tensor]:
    tokens = torch.size(joint, 0)
    turning = self.heads + self.kv_heads
    qk, v = torch.split_with_sizes(joint, [turning * self.size, self.kv_heads * self.size], 1)
    qk = self.head_norms(w, torch.to(torch.view(qk, [tokens, turning, self.size]), 6))       # [tokens, heads + kv_heads, size]
    pairs = torch.view_as_complex(torch.view(qk, [tokens, turning, self.size // 2, 2]))      # [tokens, heads + kv_heads, size / 2]
    qk = torch.view_as_real(torch.mul(pairs, rotation))
    return (torch.to(torch.view(qk, [tokens, turning, self.size]), self.compute), torch.view(v, [tokens, self.kv_heads, self.size]))

  # Causal attention of the last queries of rows: query i of [queries] sees the keys up to that of its own token, which is
  # i + keys - queries. q: [rows, queries, heads, size];  k, v: [rows, kv_heads, keys, size]. -> [rows, queries, heads, size]
  def attend(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    rows, queries, keys = torch.size(q, 0), torch.size(q, 1), torch.size(k, 2)
    share = self.heads // self.kv_heads
    # Few keys: as two products with a matrix of scores between them, which takes half the time of the fused kernel.
    if keys <= 128:
      # [rows, kv_heads, share, queries, size]
      by_head = torch.permute(torch.view(q, [rows, queries, self.kv_heads, share, self.size]), [0, 2, 3, 1, 4])
      q = torch.reshape(by_head, [-1, share * queries, self.size])            # [rows kv_heads, share queries, size]
      k = torch.reshape(k, [-1, keys, self.size])                             # [rows kv_heads, keys, size]
      v = torch.reshape(v, [-1, keys, self.size])
      seen = torch.tril(torch.ones([queries, keys], dtype=11, device=ops.prim.device(q)), keys - queries)
      mask = torch.masked_fill(torch.zeros([queries, keys], device=ops.prim.device(q)), torch.logical_not(seen), -inf)
      mask = torch.to(torch.repeat(mask, [share, 1]), self.compute)           # [share queries, keys]
      scores = torch.baddbmm(mask, q, torch.transpose(k, 1, 2), alpha=1.0 / torch.sqrt(float(self.size)))
      p = torch.to(torch.softmax(torch.to(scores, 6), 2), self.compute)       # [rows kv_heads, share queries, keys]
      o = torch.view(torch.bmm(p, v), [rows, self.heads, queries, self.size])
      return torch.transpose(o, 1, 2)
    # Many: by the fused kernel, which never has a matrix of queries and keys. It counts queries from the first key on.
    if queries < keys:
      q = torch.constant_pad_nd(q, [0, 0, 0, 0, keys - queries, 0])
    all = [rows, self.heads, keys, self.size]
    k = torch.reshape(torch.expand(torch.unsqueeze(k, 2), [-1, -1, share, -1, -1]), all)
    v = torch.reshape(torch.expand(torch.unsqueeze(v, 2), [-1, -1, share, -1, -1]), all)
    o = torch.scaled_dot_product_attention(torch.transpose(q, 1, 2), k, v, None, 0.0, True)
    return torch.transpose(torch.slice(o, 2, keys - queries), 1, 2)

  # ---- around the layers ---------------------------------------------------------------------------------------------

  # Index of the first weight after the layers: the final norm, before the output projection or value head.
  def after(self) -> int:
    return 1 + self.per_layer * self.layers

  # Rows of a rotation table [positions, size / 2, 2], real and imaginary part. -> [tokens, 1, size / 2, 2]
  def rotation(self, table: Tensor, positions: Tensor) -> Tensor:
    return torch.unsqueeze(torch.index_select(table, 0, positions), 1)
