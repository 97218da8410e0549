
  # ---- sampling ------------------------------------------------------------------------------------------------------

  # Rows come and go while others are decoded, so nothing here may depend on which rows are there: each operation works row by
  # row, on shapes that no other row decides, or with zeros added. A row's bits are then a function of its own prompt, its
  # uniforms and the weights.
  #
  # Keys and values lie in pages of page tokens: per layer two pools [pages kv_heads, page, size], keys first. Rows have pages from
  # the first one of a pool on, prompts at its end; neither part has holes (PagePool.java), so that attention reads slices of the
  # pool and copies nothing. The pages of a prompt serve all its samples.

  # The matrices of a layer in the form in which sampling multiplies by them: qkv, out, gate, up, down. The weights of the norms
  # before them are in them.
  def pack(self, w: List[Tensor]) -> List[Tensor]:
    gate, up = torch.chunk(torch.mul(w[self.at_gate_up], w[self.at_post_norm]), 2, 0)
    packed = annotate(List[Tensor], [])
    for weight in [torch.mul(w[self.at_qkv], w[self.at_input_norm]), w[self.at_out], gate, up, w[self.at_down]]:
      packed.append(self.reordered(torch.to(weight, self.compute)))
    return packed

  def weights_of(self, w: List[Tensor], layer: int) -> List[Tensor]:
    return w[1 + layer * self.per_layer : 1 + (layer + 1) * self.per_layer]

  # Room for pages pages. Nothing is written, so that what is never used takes no memory. -> [pages kv_heads, page, size] for each
  # layer and each of keys and values
  def pools(self, x: Tensor, pages: Tensor, page: Tensor) -> List[Tensor]:
    pools = annotate(List[Tensor], [])
    for i in range(2 * self.layers):
      pools.append(torch.empty([int(pages) * self.kv_heads, int(page), self.size], dtype=self.compute, device=ops.prim.device(x)))
    return pools

  # Zeros into pages of the pools: whatever a masked key scores is not looked at, but a value of weight 0 must be finite.
  def clear(self, pools: List[Tensor], pages: Tensor) -> Tensor:
    for pool in pools:
      torch.index_fill_(self.by_page(pool), 0, pages, 0.0)
    return pages

  # Pages to other places of the pools: the present content of source[i] to target[i].
  def move(self, pools: List[Tensor], source: Tensor, target: Tensor) -> Tensor:
    for pool in pools:
      paged = self.by_page(pool)
      torch.index_copy_(paged, 0, target, torch.index_select(paged, 0, source))
    return source

  # [pages kv_heads, page, size] -> [pages, kv_heads, page, size]
  def by_page(self, pool: Tensor) -> Tensor:
    return torch.view(pool, [-1, self.kv_heads, torch.size(pool, 1), self.size])

  # Rows of several [any, width], one below the other.
  def rows_of(self, x: List[Tensor], rows: Tensor) -> Tensor:
    return torch.index_select(torch.cat(x, 0), 0, rows)

  def queries_keys_values(self, l: List[Tensor], packed: List[Tensor], layer: int, x: Tensor, cos: Tensor, sin: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    normed = torch.to(self.unit(x), self.compute)                             # [rows, width]
    joint = self.times(normed, packed[5 * layer], self.bias(l, self.at_qkv_bias))
    return self.turned(l, joint, cos, sin)

  # What follows attention. attended: [rows, heads size], of type compute. -> [rows, width]
  def finish(self, l: List[Tensor], packed: List[Tensor], layer: int, x: Tensor, attended: Tensor) -> Tensor:
    out = self.times(attended, packed[5 * layer + 1], self.bias(l, self.at_out_bias))
    y = torch.add(x, torch.to(out, 6))                                        # [rows, width]
    normed = torch.to(self.unit(y), self.compute)                             # [rows, width]
    gate_bias, up_bias = annotate(Optional[Tensor], None), annotate(Optional[Tensor], None)
    both = self.bias(l, self.at_gate_up_bias)
    if both is not None:
      gate_bias, up_bias = torch.chunk(both, 2, 0)
    inner = self.swiglu(normed, packed[5 * layer + 2], packed[5 * layer + 3], gate_bias, up_bias)   # [rows, inner]
    down = self.times(inner, packed[5 * layer + 4], self.bias(l, self.at_down_bias))
    return torch.add(y, torch.to(down, 6))

  # Prompts into pages. ids: [groups, length] padded on the right to one length, which causal attention does not see;
  # last: [groups] index of each prompt's last token;  pages: [groups pages_of_length] where they lie in the pool.
  # -> last state of each prompt [groups, width]
  def prefill(self, w: List[Tensor], packed: List[Tensor], pools: List[Tensor], ids: Tensor, last: Tensor,
              pages: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    groups, length = torch.size(ids)
    places = torch.repeat(torch.arange(length, device=ops.prim.device(ids)), [groups])      # [groups length]
    cos, sin = self.rotation(cosines, places), self.rotation(sines, places)
    x = torch.index_select(w[0], 0, torch.reshape(ids, [-1]))                 # [groups length, width]
    for layer in range(self.layers):
      l = self.weights_of(w, layer)
      q, k, v = self.queries_keys_values(l, packed, layer, x, cos, sin)
      k = torch.view(k, [groups, length, self.kv_heads, self.size])
      v = torch.view(v, [groups, length, self.kv_heads, self.size])
      self.store(pools[2 * layer], pages, k)
      self.store(pools[2 * layer + 1], pages, v)
      o = self.attend(torch.view(q, [groups, length, self.heads, self.size]), k, v)
      x = self.finish(l, packed, layer, x, torch.reshape(o, [-1, self.heads * self.size]))
    first = torch.mul(torch.arange(groups, device=ops.prim.device(ids)), length)
    return torch.index_select(x, 0, torch.add(first, last))

  # x: [groups, length, kv_heads, size] -> pages of the pool, the last one of each prompt filled up with zeros.
  def store(self, pool: Tensor, pages: Tensor, x: Tensor) -> Tensor:
    groups = torch.size(x, 0)
    page = torch.size(pool, 1)
    each = torch.size(pages, 0) // groups
    padded = torch.constant_pad_nd(x, [0, 0, 0, 0, 0, each * page - torch.size(x, 1)])
    paged = torch.transpose(torch.view(padded, [groups * each, page, self.kv_heads, self.size]), 1, 2)
    return torch.index_copy_(self.by_page(pool), 0, pages, paged)

  # Some tokens of each row, from its last state x [rows, width] on.
  #   place:    [rows, 3] position of the next token, tokens of its own so far, tokens that it may still have
  #   own:      [rows, most] where its own pages lie in the pool, with room for the tokens of this call; the last one repeated
  #   pages:    [row pages, 2] row and place among the row's pages, of the pool's first pages
  #   prompts:  [prompt pages, 2] group and valid tokens, of the pool's last pages
  #   members:  [groups, samples] the row of each sample, any row where there is none
  #   table:    [rows, most pages] what attends for the row, in the order of its tokens: a sample of a prompt page (page samples
  #             + sample), then a row page (prompt pages samples + page), then nothing (the number after the last)
  #   uniforms: [steps, rows] float64 in [0, 1);  forced: [steps, rows] a token, or -1 to sample
  #   options:  [3] temperature (0: greedy), top_p (1: off), top_k (0: off)
  # Stops early when an eighth of the rows have ended. A row that has ended goes on with tokens that nobody reads.
  # -> tokens, log-probabilities, entropies [steps taken, rows] each, last states [rows, width]
  def decode(self, w: List[Tensor], packed: List[Tensor], pools: List[Tensor], x: Tensor, place: Tensor, own: Tensor, pages: Tensor,
             prompts: Tensor, members: Tensor, table: Tensor, uniforms: Tensor, forced: Tensor, ends: Tensor, penalty: Tensor,
             cosines: Tensor, sines: Tensor, options: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    rows, most = torch.size(table)
    page = torch.size(pools[0], 1)
    at, written, left = torch.unbind(place, 1)                                # [rows] each
    page_row, ordinal = torch.unbind(pages, 1)                                # [row pages] each
    group, valid = torch.unbind(prompts, 1)                                   # [prompt pages] each
    places = torch.arange(page, device=ops.prim.device(x))
    beyond = torch.unsqueeze(torch.ge(places, torch.unsqueeze(valid, 1)), 1)  # [prompt pages, 1, page]
    # What an entry of the table that is for nobody says, in every head: of no mass, zeros.
    nothing = torch.cat([torch.full([1, self.heads], -1e30), torch.zeros([1, self.heads * self.size])], 1)
    nothing = torch.to(nothing, ops.prim.device(x))
    heads = torch.mul(torch.arange(self.kv_heads, device=ops.prim.device(x)), page)
    tokens = annotate(List[Tensor], [])
    logprobs = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    ended = torch.zeros_like(at, dtype=11)                                    # [rows]
    for t in range(torch.size(uniforms, 0)):
      token, logprob, entropy = self.pick(w, packed, x, uniforms[t], forced[t], penalty, options)
      tokens.append(token)
      logprobs.append(logprob)
      entropies.append(entropy)
      ended = torch.logical_or(ended, torch.logical_or(torch.isin(token, ends), torch.le(left, t + 1)))
      count = int(torch.sum(ended))
      if count == rows:
        break
      position, index = torch.add(at, t), torch.add(written, t)               # [rows] each, the latter among its own tokens
      cos, sin = self.rotation(cosines, position), self.rotation(sines, position)
      column = torch.clamp_max(torch.floor_divide(index, page), torch.size(own, 1) - 1)
      into = torch.gather(own, 1, torch.unsqueeze(column, 1))                 # [rows, 1] page that the token goes into
      line = torch.add(torch.mul(into, page * self.kv_heads), heads)          # [rows, kv_heads] in [pages kv_heads page, size]
      line = torch.view(torch.add(line, torch.unsqueeze(torch.remainder(index, page), 1)), [-1])
      filled = torch.sub(torch.index_select(torch.add(index, 1), 0, page_row), torch.mul(ordinal, page))
      empty = torch.unsqueeze(torch.ge(places, torch.unsqueeze(filled, 1)), 1)  # [row pages, 1, page]
      x = torch.index_select(w[0], 0, token)                                  # [rows, width]
      for layer in range(self.layers):
        l = self.weights_of(w, layer)
        q, k, v = self.queries_keys_values(l, packed, layer, x, cos, sin)
        torch.index_copy_(torch.view(pools[2 * layer], [-1, self.size]), 0, line, torch.reshape(k, [-1, self.size]))
        torch.index_copy_(torch.view(pools[2 * layer + 1], [-1, self.size]), 0, line, torch.reshape(v, [-1, self.size]))
        o = self.attend_pages(q, pools[2 * layer], pools[2 * layer + 1], page_row, group, members, table, empty, beyond, nothing)
        x = self.finish(l, packed, layer, x, o)
      if count * 8 >= rows:
        break
    return (torch.stack(tokens), torch.stack(logprobs), torch.stack(entropies), x)

  # Attention of one token of each row to its prompt's pages and its own: by each page alone, which gives the same bits wherever
  # it lies and whoever else is there, then over what its pages say, in the order of its tokens.
  # q: [rows, heads, size] -> [rows, heads size], of type compute
  def attend_pages(self, q: Tensor, keys: Tensor, values: Tensor, page_row: Tensor, group: Tensor, members: Tensor, table: Tensor,
                   empty: Tensor, beyond: Tensor, nothing: Tensor) -> Tensor:
    rows, most = torch.size(table)
    samples = torch.size(members, 1)
    own, shared = torch.size(page_row, 0), torch.size(group, 0)               # row pages, prompt pages
    share = self.heads // self.kv_heads
    cut, from_end = own * self.kv_heads, torch.size(keys, 0) - shared * self.kv_heads
    q = torch.mul(q, 1.0 / torch.sqrt(float(self.size)))
    # One page of a row meets one row, one page of a prompt all its samples.
    q_own = torch.view(torch.index_select(q, 0, page_row), [cut, share, self.size])
    o_own, mass_own = self.page(q_own, torch.slice(keys, 0, 0, cut), torch.slice(values, 0, 0, cut), empty)
    q_all = torch.view(torch.index_select(q, 0, torch.view(members, [-1])), [-1, samples, self.kv_heads, share * self.size])
    q_all = torch.index_select(torch.contiguous(torch.transpose(q_all, 1, 2)), 0, group)   # [shared, kv_heads, samples, share size]
    q_all = torch.view(q_all, [shared * self.kv_heads, samples * share, self.size])
    o_all, mass_all = self.page(q_all, torch.slice(keys, 0, from_end), torch.slice(values, 0, from_end), beyond)
    # Items: the samples of prompt pages, then row pages, then nothing.
    o = torch.cat([self.by_sample(o_all, samples), torch.view(o_own, [own, -1]), torch.slice(nothing, 1, self.heads)])
    mass = torch.cat([self.by_sample(mass_all, samples), torch.view(mass_own, [own, -1]), torch.slice(nothing, 1, 0, self.heads)])
    entries = torch.view(table, [-1])
    mass = torch.view(torch.index_select(mass, 0, entries), [rows, most, self.heads])
    weight = torch.softmax(torch.contiguous(torch.transpose(mass, 1, 2)), 2)  # [rows, heads, most]
    weight = torch.unsqueeze(torch.transpose(weight, 1, 2), 3)                # [rows, most, heads, 1]
    o = torch.view(torch.index_select(o, 0, entries), [rows, most, self.heads, self.size])
    o = torch.sum(torch.mul(o, weight), [1])                                  # [rows, heads, size]
    return torch.to(torch.view(o, [rows, self.heads * self.size]), self.compute)

  # What pages alone say to queries. q: [pages kv_heads, queries, size];  hidden: [pages, 1, page], true where nothing is.
  # -> mean of the values [pages kv_heads, queries, size], log of the sum of all exp(score) [pages kv_heads, queries, 1]
  def page(self, q: Tensor, keys: Tensor, values: Tensor, hidden: Tensor) -> Tuple[Tensor, Tensor]:
    scores = torch.to(torch.bmm(q, torch.transpose(keys, 1, 2)), 6)           # [pages kv_heads, queries, page]
    # A finite number: a page where nothing is yet says something, which then weighs nothing.
    torch.masked_fill_(torch.view(scores, [torch.size(hidden, 0), -1, torch.size(keys, 1)]), hidden, -1e30)
    o = torch.to(torch.bmm(torch.to(torch.softmax(scores, 2), self.compute), values), 6)
    mass = torch.sub(torch.amax(scores, [2], True), torch.amax(torch.log_softmax(scores, 2), [2], True))
    return (o, mass)

  # [prompt pages kv_heads, samples share, any] -> [prompt pages samples, heads any]
  def by_sample(self, x: Tensor, samples: int) -> Tensor:
    split = torch.view(x, [-1, self.kv_heads, samples, self.heads // self.kv_heads * torch.size(x, 2)])
    turned = torch.contiguous(torch.transpose(split, 1, 2))                   # [prompt pages, samples, kv_heads, share any]
    return torch.view(turned, [-1, self.heads * torch.size(x, 2)])
