
  # The Decoder's sampling, appended to decoder.py, where the dimensions and the weights are named.

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
    # With one kv head the transposition is a view that reshape keeps; the matrix products want rows that stand together.
    return torch.contiguous(torch.reshape(torch.transpose(split, 1, 2), [-1, torch.size(split, 3)]))

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
    states = self.norm(x, w[self.after()])                                    # [rows, width]
    logp = self.distribution(states, self.output(w), penalty, temperature if temperature > 0.0 else 1.0)
    p = torch.exp(logp)                                                       # [rows, vocabulary]
    if temperature > 0.0:
      cdf = torch.cumsum(self.likely(torch.to(p, 7), float(options[1]), int(options[2])), 1)
      total = torch.slice(cdf, 1, -1)                                         # [rows, 1]
      # u total may round up to total, beyond the last token.
      threshold = torch.minimum(torch.mul(total, torch.unsqueeze(u, 1)), torch.nextafter(total, torch.zeros_like(total)))
      free = torch.squeeze(torch.searchsorted(cdf, threshold, right=True), 1)
      # Diverged weights give NaN, which has no place in the order; the caller sees it in the log-probability.
      free = torch.clamp_max(free, torch.size(cdf, 1) - 1)                    # [rows]
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
