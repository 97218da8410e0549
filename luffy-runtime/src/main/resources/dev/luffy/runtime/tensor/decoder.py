# A decoder of the Qwen2, Qwen3 or Llama family: RMSNorm, rotary positions, grouped-query attention, SwiGLU.
#
# TorchScript class text, read and type-checked by libtorch when the archive is loaded; the attributes below come from
# config.json. Weights are arguments, in the order of Layout.java: w[0] embedding, then per_layer of each layer, then the
# final norm, then the output projection where it is not the embedding. A critic's weights end with the value head instead.
# at_* are places among the weights of a layer, -1 where the family has no such weight.
#
# Two texts are appended: sampling.py, and linear(x, weight, bias) = x weight^T + bias from linear_onednn.py or linear_plain.py.
#
# Dimensions: tokens (flat positions), groups (prompts), samples (rows per group), rows, window (prompt positions), width,
# heads, kv_heads, share (= heads / kv_heads), size (of a head), inner (of the SwiGLU), vocabulary.

class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  kv_heads : int
  size : int
  eps : float
  tied : bool
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

  # ---- weights -------------------------------------------------------------------------------------------------------

  def of(self, w: List[Tensor], layer: int, place: int) -> Tensor:
    return w[1 + self.per_layer * layer + place]

  def bias(self, w: List[Tensor], layer: int, place: int) -> Optional[Tensor]:
    if place < 0:
      return None
    return self.of(w, layer, place)

  # Index of the first weight after the layers: the final norm, before the output projection or value head.
  def after(self) -> int:
    return 1 + self.per_layer * self.layers

  # ---- one block -----------------------------------------------------------------------------------------------------

  # RMSNorm: x / sqrt(mean(x^2) + eps) * weight, written as x / hypot(|x|, sqrt(width eps)) * sqrt(width) weight, which takes
  # half the passes over x, forward and backward. x: [tokens, width], or heads [tokens, heads, size] with their weights.
  def norm(self, x: Tensor, weight: Tensor) -> Tensor:
    width = float(torch.size(x, -1))
    length = torch.linalg_vector_norm(x, 2, [-1], True)                       # [tokens, 1]
    floor = torch.full_like(length, torch.sqrt(width * self.eps))              # [tokens, 1]
    inverse = torch.reciprocal(torch.hypot(length, floor))                    # [tokens, 1]
    return torch.mul(torch.mul(x, inverse), torch.mul(weight, torch.sqrt(width)))  # [tokens, width]

  # RMSNorm of each head, by one weight for all query heads and one for all key heads. qk: [tokens, heads + kv_heads, size].
  def head_norms(self, w: List[Tensor], layer: int, qk: Tensor) -> Tensor:
    if self.at_head_norms < 0:
      return qk
    by_query, by_key = torch.chunk(torch.view(self.of(w, layer, self.at_head_norms), [2, self.size]), 2, 0)
    weight = torch.cat([torch.expand(by_query, [self.heads, -1]), torch.expand(by_key, [self.kv_heads, -1])], 0)
    return self.norm(qk, weight)

  # Queries, keys and values of one layer, rotated. cos, sin: [tokens, 1, size], the sine negated in its first half, so that
  # a rotation by halves (the Hugging Face convention) is x cos + roll(x) sin.
  def project(self, w: List[Tensor], layer: int, x: Tensor, cos: Tensor, sin: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    tokens = torch.size(x, 0)
    turning = self.heads + self.kv_heads
    normed = self.norm(x, self.of(w, layer, self.at_input_norm))              # [tokens, width]
    joint = self.linear(normed, self.of(w, layer, self.at_qkv), self.bias(w, layer, self.at_qkv_bias))
    # joint: [tokens, (heads + 2 kv_heads) size]
    qk, v = torch.split_with_sizes(joint, [turning * self.size, self.kv_heads * self.size], 1)
    qk = self.head_norms(w, layer, torch.view(qk, [tokens, turning, self.size]))  # [tokens, heads + kv_heads, size]
    turned = torch.addcmul(torch.mul(qk, cos), torch.roll(qk, [self.size // 2], [2]), sin)
    q, k = torch.split_with_sizes(turned, [self.heads, self.kv_heads], 1)     # [tokens, heads | kv_heads, size]
    return (q, k, torch.view(v, [tokens, self.kv_heads, self.size]))

  # What follows attention. attended: [tokens, heads size].
  def finish(self, w: List[Tensor], layer: int, x: Tensor, attended: Tensor) -> Tensor:
    out = self.linear(attended, self.of(w, layer, self.at_out), self.bias(w, layer, self.at_out_bias))
    y = torch.add(x, out)                                                     # [tokens, width]
    normed = self.norm(y, self.of(w, layer, self.at_post_norm))               # [tokens, width]
    both = self.linear(normed, self.of(w, layer, self.at_gate_up), self.bias(w, layer, self.at_gate_up_bias))
    gate, up = torch.chunk(both, 2, 1)                                        # [tokens, inner] each
    inner = torch.mul(torch.silu(gate), up)                                   # [tokens, inner]
    return torch.add(y, self.linear(inner, self.of(w, layer, self.at_down), self.bias(w, layer, self.at_down_bias)))

  def output(self, w: List[Tensor]) -> Tensor:
    return w[0] if self.tied else w[self.after() + 1]                         # [vocabulary, width]

  # Every kv head once per query head that reads it: [rows, tokens, kv_heads, size] -> [rows, tokens, kv_heads, share, size].
  def shared(self, x: Tensor) -> Tensor:
    return torch.expand(torch.unsqueeze(x, 3), [-1, -1, -1, self.heads // self.kv_heads, -1])

  # q: [rows, tokens, heads, size]; k, v: [rows, keys, heads, size]; mask: additive, [rows, 1, tokens, keys], or None for causal.
  def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    o = torch.scaled_dot_product_attention(
        torch.transpose(q, 1, 2), torch.transpose(k, 1, 2), torch.transpose(v, 1, 2), mask, 0.0, mask is None)
    return torch.reshape(torch.transpose(o, 1, 2), [-1, self.heads * self.size])  # [rows tokens, heads size]

  # ---- scoring -------------------------------------------------------------------------------------------------------

  # Final states of the tokens that predict a response token.
  #   ids, positions: [tokens] = groups × window prompt tokens, then rows × steps response tokens bucket by bucket,
  #                   all padded on the right
  #   lengths:        [groups] prompt lengths;  owner: [rows] the group of a row, in bucket order
  #   buckets:        [buckets, 2] rows and steps of each bucket (rows of similar length, so that padding stays small)
  #   predictors:     [targets] index into tokens
  # A prompt is computed once, however many rows continue it. -> [targets, width]
  def states(self, w: List[Tensor], ids: Tensor, positions: Tensor, cosines: Tensor, sines: Tensor, lengths: Tensor,
             owner: Tensor, buckets: Tensor, predictors: Tensor) -> Tensor:
    groups = torch.size(lengths, 0)
    cells = [torch.size(ids, 0)]
    owners = annotate(List[Tensor], [])
    taken = 0
    for b in range(torch.size(buckets, 0)):
      rows = int(buckets[b][0])
      cells.append(rows * int(buckets[b][1]))
      cells[0] -= cells[b + 1]
      owners.append(torch.slice(owner, 0, taken, taken + rows))               # [rows]
      taken += rows
    window = cells[0] // groups
    masks = annotate(List[Tensor], [])
    for b in range(len(owners)):
      steps = cells[b + 1] // torch.size(owners[b], 0)
      ends = torch.view(torch.index_select(lengths, 0, owners[b]), [-1, 1, 1])             # [rows, 1, 1]
      written = torch.lt(torch.arange(window), ends)                          # [rows, 1, window]
      past = torch.tril(torch.ones([steps, steps], dtype=11))                 # [steps, steps]
      seen = torch.cat([torch.expand(written, [-1, steps, -1]), torch.expand(past, [torch.size(ends, 0), -1, -1])], 2)
      masks.append(torch.unsqueeze(torch.masked_fill(torch.zeros(torch.size(seen)), torch.logical_not(seen), -inf), 1))
    cos = torch.unsqueeze(torch.index_select(cosines, 0, positions), 1)       # [tokens, 1, size]
    sin = torch.unsqueeze(torch.index_select(sines, 0, positions), 1)         # [tokens, 1, size]
    x = torch.index_select(w[0], 0, ids)                                      # [tokens, width]
    for layer in range(self.layers):
      q, k, v = self.project(w, layer, x, cos, sin)
      qs = torch.split_with_sizes(q, cells, 0)
      ks = torch.split_with_sizes(k, cells, 0)
      vs = torch.split_with_sizes(v, cells, 0)
      k0 = torch.view(ks[0], [groups, window, self.kv_heads, self.size])
      v0 = torch.view(vs[0], [groups, window, self.kv_heads, self.size])
      all = [-1, window, self.heads, self.size]
      attended = [self.attend(torch.view(qs[0], all), torch.reshape(self.shared(k0), all), torch.reshape(self.shared(v0), all), None)]
      for b in range(len(owners)):
        rows = torch.size(owners[b], 0)
        q1 = torch.view(qs[b + 1], [rows, -1, self.heads, self.size])         # [rows, steps, heads, size]
        k1 = self.continued(k0, owners[b], ks[b + 1])                         # [rows, window + steps, heads, size]
        v1 = self.continued(v0, owners[b], vs[b + 1])
        attended.append(self.attend(q1, k1, v1, masks[b]))
      x = self.finish(w, layer, x, torch.cat(attended, 0))
    return self.norm(torch.index_select(x, 0, predictors), w[self.after()])

  # Keys (or values) of each row: its prompt's, then its own. prompt: [groups, window, kv_heads, size].
  def continued(self, prompt: Tensor, owner: Tensor, own: Tensor) -> Tensor:
    rows = torch.size(owner, 0)
    response = torch.view(own, [rows, -1, self.kv_heads, self.size])          # [rows, steps, kv_heads, size]
    both = torch.cat([self.shared(torch.index_select(prompt, 0, owner)), self.shared(response)], 1)
    return torch.view(both, [rows, -1, self.heads, self.size])                # [rows, window + steps, heads, size]

  # log softmax of logits / temperature over the tokens that may be sampled. penalty: [vocabulary], 0 or -1e30: finite, so
  # that p log p of a suppressed token is 0 and not NaN.
  def distribution(self, states: Tensor, output: Tensor, penalty: Tensor, temperature: float) -> Tensor:
    logits = self.linear(states, output, None)                                     # [targets, vocabulary]
    return torch.log_softmax(torch.add(penalty, logits, alpha=1.0 / temperature), 1)

  # Targets per slice, so that a slice of logits stays near 16 MB whatever the vocabulary.
  def slice(self, output: Tensor) -> int:
    return 1 + 4194304 // torch.size(output, 0)

  # -> log-probability of each target [targets], entropy of each distribution [targets]
  def select(self, w: List[Tensor], states: Tensor, targets: Tensor, penalty: Tensor, temperature: Tensor) -> Tuple[Tensor, Tensor]:
    output = self.output(w)
    logprobs = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    step = self.slice(output)
    for start in range(0, torch.size(states, 0), step):
      logp = self.distribution(torch.slice(states, 0, start, start + step), output, penalty, float(temperature))
      target = torch.unsqueeze(torch.slice(targets, 0, start, start + step), 1)            # [slice, 1]
      logprobs.append(torch.squeeze(torch.gather(logp, 1, target), 1))
      entropies.append(torch.rsub(torch.sum(torch.mul(torch.exp(logp), logp), [1]), 0.0))
    return (torch.cat(logprobs), torch.cat(entropies))

  # Gradient of select by states and by the output projection, written out so that no [targets, vocabulary] tensor outlives
  # its slice. With l = log p:  d l_y / dz = 1_y - p  and  d H / dz = -p (l + H),  z = logits / temperature.
  # by_logprob, by_entropy: [targets]. -> [targets, width], [vocabulary, width]
  def select_gradient(self, w: List[Tensor], states: Tensor, targets: Tensor, penalty: Tensor, temperature: Tensor,
                      by_logprob: Tensor, by_entropy: Tensor) -> Tuple[Tensor, Tensor]:
    output = self.output(w)
    by_states = annotate(List[Tensor], [])
    by_output = torch.zeros_like(output)                                      # [vocabulary, width]
    step = self.slice(output)
    for start in range(0, torch.size(states, 0), step):
      state = torch.slice(states, 0, start, start + step)                     # [slice, width]
      logp = self.distribution(state, output, penalty, float(temperature))    # [slice, vocabulary]
      p = torch.exp(logp)
      g = torch.unsqueeze(torch.slice(by_logprob, 0, start, start + step), 1) # [slice, 1]
      h = torch.unsqueeze(torch.slice(by_entropy, 0, start, start + step), 1) # [slice, 1]
      minus_entropy = torch.sum(torch.mul(p, logp), [1], True)                # [slice, 1]
      dz = torch.neg(torch.mul(p, torch.add(torch.mul(torch.sub(logp, minus_entropy), h), g)))
      dz = torch.scatter_add(dz, 1, torch.unsqueeze(torch.slice(targets, 0, start, start + step), 1), g)
      dz = torch.mul(dz, 1.0 / float(temperature))                            # [slice, vocabulary]
      by_states.append(self.linear(dz, torch.t(output), None))
      by_output = torch.add(by_output, self.linear(torch.t(dz), torch.t(state), None))
    return (torch.cat(by_states), by_output)

  # The value of each state, by the head [1, width] that a critic has in place of an output projection. A sum of products
  # and not linear(), so that its bits do not depend on whether a gradient is wanted. -> [targets]
  def values(self, w: List[Tensor], states: Tensor) -> Tensor:
    return torch.sum(torch.mul(states, w[self.after() + 1]), [1])

  # Gradient of values by states and by the head. by_value: [targets]. -> [targets, width], [1, width]
  def values_gradient(self, w: List[Tensor], states: Tensor, by_value: Tensor) -> Tuple[Tensor, Tensor]:
    g = torch.unsqueeze(by_value, 1)                                          # [targets, 1]
    return (torch.mul(w[self.after() + 1], g), torch.sum(torch.mul(states, g), [0], True))

  def logits(self, w: List[Tensor], states: Tensor) -> Tensor:
    return self.linear(states, self.output(w), None)                               # [targets, vocabulary]
