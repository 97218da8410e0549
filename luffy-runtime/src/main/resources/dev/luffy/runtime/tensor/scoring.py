
  # ---- scoring -------------------------------------------------------------------------------------------------------

  # Where each token stands (PackedTokens.java): first the prompts, class by class, a class being the different prompts of one
  # length; then response tokens, bucket by bucket, the rows of a bucket following prompts of one class and padded on the right.
  # Neither prompts nor rows have padding on the left, so that causal attention needs no mask.
  #   classes: [classes, 2] prompts and their length;  buckets: [buckets, 3] rows, steps and class

  def cells(self, classes: Tensor, buckets: Tensor) -> List[int]:
    sizes = annotate(List[int], [])
    for c in range(torch.size(classes, 0)):
      sizes.append(int(classes[c][0]) * int(classes[c][1]))
    for b in range(torch.size(buckets, 0)):
      sizes.append(int(buckets[b][0]) * int(buckets[b][1]))
    return sizes

  # -> [tokens, width]
  def embed(self, embedding: Tensor, ids: Tensor) -> Tensor:
    return torch.index_select(embedding, 0, ids)

  # Attention of all tokens, between the products of a layer, whose weights are w. joint: [tokens, (heads + 2 kv_heads) size];
  # rotation: [tokens, 1, size / 2, 2];  owner: [rows] the prompt of each row, within its class. A prompt is computed once, however
  # many rows continue it.
  # -> [tokens, heads size], of type compute
  def attention(self, w: List[Tensor], joint: Tensor, rotation: Tensor, classes: Tensor, buckets: Tensor, owner: Tensor) -> Tensor:
    qk, v = self.turned(w, joint, torch.view_as_complex(rotation))
    q, k = torch.split_with_sizes(qk, [self.heads, self.kv_heads], 1)         # [tokens, heads or kv_heads, size]
    sizes = self.cells(classes, buckets)
    # Of classes, then buckets: [rows length, heads or kv_heads, size] each
    qs = torch.split_with_sizes(q, sizes, 0)
    ks = torch.split_with_sizes(k, sizes, 0)
    vs = torch.split_with_sizes(v, sizes, 0)
    count = torch.size(classes, 0)
    attended = annotate(List[Tensor], [])
    for c in range(count):
      rows = int(classes[c][0])
      o = self.attend(self.by_row(qs[c], rows), self.by_head(ks[c], rows), self.by_head(vs[c], rows))
      attended.append(torch.reshape(o, [-1, self.heads * self.size]))         # [groups length, heads size]
    taken = 0
    for b in range(torch.size(buckets, 0)):
      rows, c = int(buckets[b][0]), int(buckets[b][2])
      of = torch.slice(owner, 0, taken, taken + rows)                         # [rows]
      taken += rows
      # [rows, kv_heads, length of the prompt + steps, size] each
      k1 = torch.cat([self.of_prompts(ks[c], int(classes[c][0]), of), self.by_head(ks[count + b], rows)], 2)
      v1 = torch.cat([self.of_prompts(vs[c], int(classes[c][0]), of), self.by_head(vs[count + b], rows)], 2)
      o = self.attend(self.by_row(qs[count + b], rows), k1, v1)               # [rows, steps, heads, size]
      attended.append(torch.reshape(o, [-1, self.heads * self.size]))         # [rows steps, heads size]
    return torch.cat(attended, 0)

  # [rows steps, some heads, size] -> [rows, steps, some heads, size]
  def by_row(self, x: Tensor, rows: int) -> Tensor:
    return torch.view(x, [rows, -1, torch.size(x, 1), self.size])

  # [rows steps, some heads, size] -> [rows, some heads, steps, size]
  def by_head(self, x: Tensor, rows: int) -> Tensor:
    return torch.transpose(self.by_row(x, rows), 1, 2)

  # [groups length, kv_heads, size] -> [rows, kv_heads, length, size], that of each row's prompt. As an embedding, since the gradient
  # of one goes row by row and not number by number.
  def of_prompts(self, x: Tensor, groups: int, owner: Tensor) -> Tensor:
    of_groups = torch.reshape(self.by_head(x, groups), [groups, -1])          # [groups, kv_heads length size]
    return torch.view(torch.embedding(of_groups, owner), [torch.size(owner, 0), self.kv_heads, -1, self.size])

  # Final states of the tokens that predict a response token. predictors: [targets] index into tokens. -> [targets, width]
  def states(self, norm: Tensor, x: Tensor, predictors: Tensor) -> Tensor:
    return self.norm(torch.index_select(x, 0, predictors), norm)

  # Gradient of states by x, and by the norm, which is added to gradient. by_states: [targets, width]. -> [tokens, width]
  def states_gradient(self, norm: Tensor, gradient: Tensor, x: Tensor, predictors: Tensor, by_states: Tensor) -> Tensor:
    chosen = torch.index_select(x, 0, predictors)                             # [targets, width]
    scale = self.unit_scale(chosen)                                           # [targets, 1]
    normed = torch.mul(chosen, scale)                                         # [targets, width]
    torch.add_(gradient, torch.sum(torch.mul(by_states, normed), [0]))
    by_chosen = self.unit_gradient(normed, scale, torch.mul(by_states, norm))
    return torch.index_add_(torch.zeros_like(x), 0, predictors, by_chosen)

  # Adds the gradient of embed by the embedding to gradient. by_x: [tokens, width]
  def embed_gradient(self, gradient: Tensor, ids: Tensor, by_x: Tensor) -> Tensor:
    return torch.index_add_(gradient, 0, ids, by_x)

  # log softmax of logits / temperature over the tokens that may be sampled. penalty: [vocabulary], 0 or -1e30: finite, so
  # that p log p of a suppressed token is 0 and not NaN. -> [targets, vocabulary]
  def distribution(self, states: Tensor, output: Tensor, penalty: Tensor, temperature: float) -> Tensor:
    logits = self.product(states, output)                                     # [targets, vocabulary]
    return torch.log_softmax(torch.add(penalty, logits, alpha=1.0 / temperature), 1)

  # slice: targets at a time, so that no [targets, vocabulary] tensor exists as a whole.
  # -> log-probability of each target [targets], entropy of each distribution [targets]
  def select(self, output: Tensor, states: Tensor, targets: Tensor, penalty: Tensor, temperature: Tensor, slice: Tensor
             ) -> Tuple[Tensor, Tensor]:
    logprobs = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    for start in range(0, torch.size(states, 0), int(slice)):
      end = start + int(slice)
      logp = self.distribution(torch.slice(states, 0, start, end), output, penalty, float(temperature))
      target = torch.unsqueeze(torch.slice(targets, 0, start, end), 1)        # [slice, 1]
      logprobs.append(torch.squeeze(torch.gather(logp, 1, target), 1))
      entropies.append(torch.rsub(torch.sum(torch.mul_(torch.exp(logp), logp), [1]), 0.0))
    return (torch.cat(logprobs), torch.cat(entropies))

  # Gradient of select by states, and by the output projection, which is added to gradient [vocabulary, width]. Written out so
  # that no [targets, vocabulary] tensor outlives its slice. With l = log p:  d l_y / dz = 1_y - p  and  d H / dz = -p (l + H),
  # z = logits / temperature. by_logprob, by_entropy: [targets]. -> [targets, width]
  def select_gradient(self, output: Tensor, gradient: Tensor, states: Tensor, targets: Tensor, penalty: Tensor,
                      temperature: Tensor, slice: Tensor, by_logprob: Tensor, by_entropy: Tensor) -> Tensor:
    by_states = annotate(List[Tensor], [])
    for start in range(0, torch.size(states, 0), int(slice)):
      end = start + int(slice)
      state = torch.slice(states, 0, start, end)                              # [slice, width]
      logp = self.distribution(state, output, penalty, float(temperature))    # [slice, vocabulary]
      p = torch.exp(logp)                                                     # [slice, vocabulary]
      g = torch.unsqueeze(torch.slice(by_logprob, 0, start, end), 1)          # [slice, 1]
      h = torch.unsqueeze(torch.slice(by_entropy, 0, start, end), 1)          # [slice, 1]
      minus_entropy = torch.sum(torch.mul(p, logp), [1], True)                # [slice, 1]
      dz = torch.mul_(p, torch.neg_(torch.add_(torch.mul_(torch.sub_(logp, minus_entropy), h), g)))
      torch.scatter_add_(dz, 1, torch.unsqueeze(torch.slice(targets, 0, start, end), 1), g)
      torch.mul_(dz, 1.0 / float(temperature))                                # [slice, vocabulary]
      by_states.append(self.product(dz, torch.t(output)))
      torch.addmm_(gradient, torch.t(dz), state)
    return torch.cat(by_states)

  # The value of each state, by the head [1, width] that a critic has in place of an output projection. -> [targets]
  def values(self, head: Tensor, states: Tensor) -> Tensor:
    return torch.sum(torch.mul(states, head), [1])

  # Gradient of values by states, and by the head, which is added to gradient [1, width]. by_value: [targets].
  # -> [targets, width]
  def values_gradient(self, head: Tensor, gradient: Tensor, states: Tensor, by_value: Tensor) -> Tensor:
    g = torch.unsqueeze(by_value, 1)                                          # [targets, 1]
    torch.add_(gradient, torch.sum(torch.mul(states, g), [0], True))
    return torch.mul(head, g)

  # Adds gradients of another lane to these, and sets them to zero.
  def gather(self, gradients: List[Tensor], lane: List[Tensor]) -> Tensor:
    for i in range(len(gradients)):
      torch.add_(gradients[i], lane[i])
      torch.zero_(lane[i])
    return gradients[0]
