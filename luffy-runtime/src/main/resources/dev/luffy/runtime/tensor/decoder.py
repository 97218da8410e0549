# A decoder of the Qwen2 family: RMSNorm, rotary positions, grouped-query attention, SwiGLU.
#
# TorchScript class text, read and type-checked by libtorch when the archive is loaded; the attributes below come from
# config.json. Weights are arguments, in the order of Layout.java: w[0] embedding, then BLOCK tensors per layer, then the
# final norm, then the output projection where it is not the embedding. The method linear(x, weight, bias), x weight^T + bias,
# is appended from linear_onednn.py or linear_plain.py.
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

  # ---- one block -----------------------------------------------------------------------------------------------------

  # RMSNorm: x / sqrt(mean(x^2) + eps) * weight, written as x / hypot(|x|, sqrt(width eps)) * sqrt(width) weight, which takes
  # half the passes over x, forward and backward.
  def norm(self, x: Tensor, weight: Tensor) -> Tensor:
    width = float(torch.size(x, 1))
    length = torch.linalg_vector_norm(x, 2, [1], True)                        # [tokens, 1]
    floor = torch.full_like(length, torch.sqrt(width * self.eps))              # [tokens, 1]
    inverse = torch.reciprocal(torch.hypot(length, floor))                    # [tokens, 1]
    return torch.mul(torch.mul(x, inverse), torch.mul(weight, torch.sqrt(width)))  # [tokens, width]

  # Queries, keys and values of one layer, rotated. cos, sin: [tokens, 1, size], the sine negated in its first half, so that
  # a rotation by halves (the Hugging Face convention) is x cos + roll(x) sin.
  def project(self, w: List[Tensor], layer: int, x: Tensor, cos: Tensor, sin: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    at = 1 + 7 * layer
    tokens = torch.size(x, 0)
    turning = self.heads + self.kv_heads
    joint = self.linear(self.norm(x, w[at]), w[at + 1], w[at + 2])            # [tokens, (heads + 2 kv_heads) size]
    qk, v = torch.split_with_sizes(joint, [turning * self.size, self.kv_heads * self.size], 1)
    qk = torch.view(qk, [tokens, turning, self.size])                         # [tokens, heads + kv_heads, size]
    turned = torch.addcmul(torch.mul(qk, cos), torch.roll(qk, [self.size // 2], [2]), sin)
    q, k = torch.split_with_sizes(turned, [self.heads, self.kv_heads], 1)     # [tokens, heads | kv_heads, size]
    return (q, k, torch.view(v, [tokens, self.kv_heads, self.size]))

  # What follows attention. attended: [tokens, heads size].
  def finish(self, w: List[Tensor], layer: int, x: Tensor, attended: Tensor) -> Tensor:
    at = 1 + 7 * layer
    y = torch.add(x, self.linear(attended, w[at + 3], None))                  # [tokens, width]
    both = self.linear(self.norm(y, w[at + 4]), w[at + 5], None)              # [tokens, 2 inner]
    gate, up = torch.chunk(both, 2, 1)                                        # [tokens, inner] each
    return torch.add(y, self.linear(torch.mul(torch.silu(gate), up), w[at + 6], None))

  def output(self, w: List[Tensor]) -> Tensor:
    return w[0] if self.tied else w[2 + 7 * self.layers]                      # [vocabulary, width]

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
    return self.norm(torch.index_select(x, 0, predictors), w[1 + 7 * self.layers])

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

  def logits(self, w: List[Tensor], states: Tensor) -> Tensor:
    return self.linear(states, self.output(w), None)                               # [targets, vocabulary]

  # ---- sampling ------------------------------------------------------------------------------------------------------

  # Samples every row until all have ended. Shapes depend on (rows, groups, window, step) only, never on what the rows hold,
  # and no operation mixes rows: a row's tokens are a function of its own prompt and uniforms.
  #   prompts:  [groups, window] padded on the left;  lengths: [groups];  live: [rows] false for rows nobody asked for
  #   uniforms: [rows, steps] float64 in [0, 1);  forced: [rows, steps] a token, or -1 to sample
  #   options:  [3] float64: temperature (0: greedy), top_p (1: off), top_k (0: off)
  # -> tokens [rows, steps], log-probabilities [rows, steps], entropies [rows, steps], response lengths [rows], ended [rows]
  def generate(self, w: List[Tensor], prompts: Tensor, lengths: Tensor, live: Tensor, uniforms: Tensor, forced: Tensor,
               ends: Tensor, penalty: Tensor, cosines: Tensor, sines: Tensor, options: Tensor
               ) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    groups, window = torch.size(prompts)
    rows, steps = torch.size(uniforms)
    samples = rows // groups
    share = self.heads // self.kv_heads
    batches = rows * self.kv_heads
    pad = torch.unsqueeze(torch.sub(window, lengths), 1)                      # [groups, 1]
    written = torch.ge(torch.arange(window), pad)                             # [groups, window]
    hidden = torch.masked_fill(torch.zeros([groups, window]), torch.logical_not(written), -inf)
    x, prompt_keys, prompt_values = self.prefill(w, prompts, pad, written, cosines, sines)
    x = torch.repeat_interleave(x, samples, 0)                                # [rows, width]
    hidden = torch.repeat_interleave(hidden, self.kv_heads, 0)                # [groups kv_heads, window]
    hidden = torch.contiguous(torch.expand(torch.unsqueeze(hidden, 1), [-1, samples * share, -1]))
    # The caches stand in the order (group, kv head, sample), in which a group's samples are rows of one matrix.
    keys = torch.zeros([self.layers, batches, steps, self.size])
    values = torch.zeros([self.layers, batches, steps, self.size])
    tokens = torch.zeros([rows, steps], dtype=4)
    logprobs = torch.zeros([rows, steps])
    entropies = torch.zeros([rows, steps])
    count = torch.zeros([rows], dtype=4)
    ended = torch.logical_not(live)
    length = torch.repeat_interleave(lengths, samples)                        # [rows]
    scale = 1.0 / torch.sqrt(float(self.size))
    nothing = torch.zeros([1])
    for t in range(steps):
      token, logprob, entropy = self.pick(w, x, torch.select(uniforms, 1, t), torch.select(forced, 1, t), penalty, options)
      torch.copy_(torch.select(tokens, 1, t), token)
      torch.copy_(torch.select(logprobs, 1, t), logprob)
      torch.copy_(torch.select(entropies, 1, t), entropy)
      torch.add_(count, torch.logical_not(ended))
      torch.logical_or_(ended, torch.isin(token, ends))
      if t + 1 == steps or bool(torch.all(ended)):
        break
      at = torch.add(length, t)                                               # [rows] position of the token
      cos = torch.unsqueeze(torch.index_select(cosines, 0, at), 1)            # [rows, 1, size]
      sin = torch.unsqueeze(torch.index_select(sines, 0, at), 1)
      x = torch.index_select(w[0], 0, token)                                  # [rows, width]
      for layer in range(self.layers):
        q, k, v = self.project(w, layer, x, cos, sin)
        own_keys = torch.select(keys, 0, layer)                               # [batches, steps, size]
        own_values = torch.select(values, 0, layer)
        torch.copy_(torch.select(own_keys, 1, t), self.grouped(k, groups))
        torch.copy_(torch.select(own_values, 1, t), self.grouped(v, groups))
        own_keys = torch.slice(own_keys, 1, 0, t + 1)                         # [batches, t + 1, size]
        own_values = torch.slice(own_values, 1, 0, t + 1)
        q1 = torch.view(self.grouped(q, groups), [batches, share, self.size])
        # All samples of a group read the one copy of their prompt's keys.
        q0 = torch.view(q1, [-1, samples * share, self.size])                 # [groups kv_heads, samples share, size]
        to_prompt = torch.baddbmm(hidden, q0, prompt_keys[layer], alpha=scale)             # [groups kv_heads, samples share, window]
        to_own = torch.baddbmm(nothing, q1, torch.transpose(own_keys, 1, 2), beta=0, alpha=scale)
        weight = torch.softmax(torch.cat([torch.view(to_prompt, [batches, share, window]), to_own], 2), 2)
        on_prompt = torch.slice(torch.view(weight, [-1, samples * share, window + t + 1]), 2, 0, window)
        o = torch.view(torch.bmm(on_prompt, prompt_values[layer]), [batches, share, self.size])
        o = torch.baddbmm(o, torch.slice(weight, 2, window), own_values)      # [batches, share, size]
        o = torch.transpose(torch.view(o, [groups, self.kv_heads, samples, share * self.size]), 1, 2)
        x = self.finish(w, layer, x, torch.reshape(o, [rows, self.heads * self.size]))
    return (tokens, logprobs, entropies, count, ended)

  # [rows, heads or kv_heads, size] -> [rows kv_heads, heads per kv head × size] in the order (group, kv head, sample).
  def grouped(self, x: Tensor, groups: int) -> Tensor:
    split = torch.reshape(x, [groups, -1, self.kv_heads, torch.size(x, 1) // self.kv_heads * self.size])
    return torch.reshape(torch.transpose(split, 1, 2), [-1, torch.size(split, 3)])

  # pad: [groups, 1] unwritten positions; written: [groups, window].
  # -> last state [groups, width], keys per layer [groups kv_heads, size, window], values [groups kv_heads, window, size]
  def prefill(self, w: List[Tensor], prompts: Tensor, pad: Tensor, written: Tensor, cosines: Tensor, sines: Tensor
              ) -> Tuple[Tensor, List[Tensor], List[Tensor]]:
    groups, window = torch.size(prompts)
    place = torch.arange(window)
    position = torch.reshape(torch.clamp(torch.sub(place, pad), 0), [-1])     # [groups window], 0 at the first real token
    cos = torch.unsqueeze(torch.index_select(cosines, 0, position), 1)
    sin = torch.unsqueeze(torch.index_select(sines, 0, position), 1)
    past = torch.logical_and(torch.unsqueeze(written, 1), torch.ge(torch.unsqueeze(place, 1), place))
    # An unwritten position sees itself: a row of the softmax must not be empty.
    seen = torch.logical_or(past, torch.eq(torch.unsqueeze(place, 1), place)) # [groups, window, window]
    mask = torch.unsqueeze(torch.masked_fill(torch.zeros(torch.size(seen)), torch.logical_not(seen), -inf), 1)
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    x = torch.index_select(w[0], 0, torch.reshape(prompts, [-1]))             # [groups window, width]
    for layer in range(self.layers):
      q, k, v = self.project(w, layer, x, cos, sin)
      k = torch.view(k, [groups, window, self.kv_heads, self.size])
      v = torch.view(v, [groups, window, self.kv_heads, self.size])
      keys.append(torch.contiguous(torch.flatten(torch.permute(k, [0, 2, 3, 1]), 0, 1)))
      values.append(torch.contiguous(torch.flatten(torch.transpose(v, 1, 2), 0, 1)))
      all = [groups, window, self.heads, self.size]
      attended = self.attend(torch.reshape(q, all), torch.reshape(self.shared(k), all), torch.reshape(self.shared(v), all), mask)
      x = self.finish(w, layer, x, attended)
    return (torch.select(torch.view(x, [groups, window, -1]), 1, window - 1), keys, values)

  # The next token of each row from its last state x [rows, width], by inverse CDF in float64: the first token whose
  # cumulated probability exceeds u. The log-probability and the entropy are those of the distribution before top-k and top-p.
  # -> [rows] each
  def pick(self, w: List[Tensor], x: Tensor, u: Tensor, forced: Tensor, penalty: Tensor, options: Tensor
           ) -> Tuple[Tensor, Tensor, Tensor]:
    temperature = float(options[0])
    states = self.norm(x, w[1 + 7 * self.layers])                             # [rows, width]
    logp = self.distribution(states, self.output(w), penalty, temperature if temperature > 0.0 else 1.0)
    p = torch.exp(logp)                                                       # [rows, vocabulary]
    if temperature > 0.0:
      cdf = torch.cumsum(self.likely(torch.to(p, 7), float(options[1]), int(options[2])), 1)
      total = torch.slice(cdf, 1, -1)                                         # [rows, 1]
      # u total may round up to total, beyond the last token.
      threshold = torch.minimum(torch.mul(total, torch.unsqueeze(u, 1)), torch.nextafter(total, torch.zeros_like(total)))
      free = torch.squeeze(torch.searchsorted(cdf, threshold, right=True), 1) # [rows]
    else:
      free = torch.argmax(logp, 1)
    token = torch.where(torch.ge(forced, 0), forced, free)                    # [rows]
    logprob = torch.squeeze(torch.gather(logp, 1, torch.unsqueeze(token, 1)), 1)
    return (token, logprob, torch.rsub(torch.sum(torch.mul(p, logp), [1]), 0.0))

  # p [rows, vocabulary] with zeros outside the top_k most likely tokens and, of what remains, outside the smallest set that
  # holds top_p of it. Of equally likely tokens the lower id comes first.
  def likely(self, p: Tensor, top_p: float, top_k: int) -> Tensor:
    if top_k <= 0 and top_p >= 1.0:
      return p
    ordered, ids = torch.sort(p, stable=True, dim=1, descending=True)
    if top_k > 0:
      torch.zero_(torch.slice(ordered, 1, top_k))
    cumulated = torch.cumsum(ordered, 1)
    if top_p < 1.0:
      beyond = torch.ge(torch.sub(cumulated, ordered), torch.mul(torch.slice(cumulated, 1, -1), top_p))
      ordered = torch.masked_fill(ordered, beyond, 0.0)
    return torch.scatter(torch.zeros_like(p), 1, ids, ordered)
