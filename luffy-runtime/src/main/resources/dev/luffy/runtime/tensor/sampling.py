
  # ---- sampling ------------------------------------------------------------------------------------------------------

  # Rows come and go while others are decoded, so nothing here may depend on which rows are there: each operation works row by
  # row, on shapes that no other row decides, or with zeros added. A row's bits are then a function of its own prompt, its
  # uniforms and the weights.
  #
  # Keys and values lie in pages of page tokens: per layer a pool [2, pages kv_heads, page, size], all keys before all values.
  # Rows have pages from the first one of a pool on, prompts at its end; neither part has holes (PagePool.java), so that attention
  # reads slices of the pool and copies nothing. The pages of a prompt serve all its samples.

  # The matrices of a layer in the form in which sampling multiplies by them: joint, out, gate, up, down.
  def pack(self, w: List[Tensor]) -> List[Tensor]:
    gate, up = self.gate_and_up(w)
    packed = annotate(List[Tensor], [])
    for weight in [self.joint(w), w[self.at_out], gate, up, w[self.at_down]]:
      packed.append(self.reordered(torch.to(weight, self.compute)))
    return packed

  def weights_of(self, w: List[Tensor], layer: int) -> List[Tensor]:
    return w[1 + layer * self.per_layer : 1 + (layer + 1) * self.per_layer]

  # Room for pages pages. Nothing is written, so that what is never used takes no memory. -> [2, pages kv_heads, page, size] of each
  # layer
  def pools(self, x: Tensor, pages: Tensor, page: Tensor) -> List[Tensor]:
    pools = annotate(List[Tensor], [])
    for layer in range(self.layers):
      pools.append(torch.empty([2, int(pages) * self.kv_heads, int(page), self.size], dtype=self.compute, device=ops.prim.device(x)))
    return pools

  # Zeros into pages of the pools: whatever a masked key scores is not looked at, but a value of weight 0 must be finite.
  def clear(self, pools: List[Tensor], pages: Tensor) -> Tensor:
    for pool in pools:
      torch.index_fill_(self.by_page(pool), 1, pages, 0.0)
    return pages

  # Pages to other places of the pools: the present content of source[i] to target[i].
  def move(self, pools: List[Tensor], source: Tensor, target: Tensor) -> Tensor:
    for pool in pools:
      paged = self.by_page(pool)
      torch.index_copy_(paged, 1, target, torch.index_select(paged, 1, source))
    return source

  # [2, pages kv_heads, page, size] -> [2, pages, kv_heads, page, size]
  def by_page(self, pool: Tensor) -> Tensor:
    return torch.view(pool, [2, -1, self.kv_heads, torch.size(pool, 2), self.size])

  # Rows of several [any, width], one below the other.
  def rows_of(self, x: List[Tensor], rows: Tensor) -> Tensor:
    return torch.index_select(torch.cat(x, 0), 0, rows)

  # -> q [rows, heads, size], k and v [rows, kv_heads, size], of type compute
  def queries_keys_values(self, l: List[Tensor], packed: List[Tensor], layer: int, x: Tensor, rotation: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    normed = torch.to(self.unit(x), self.compute)                             # [rows, width]
    return self.turned(l, self.times(normed, packed[5 * layer], self.joint_bias(l)), rotation)

  # What follows attention. attended: [rows, heads size], of type compute. -> [rows, width]
  def finish(self, l: List[Tensor], packed: List[Tensor], layer: int, x: Tensor, attended: Tensor) -> Tensor:
    out = self.times(attended, packed[5 * layer + 1], self.bias(l, self.at_out_bias))
    y = torch.add(x, torch.to(out, 6))                                        # [rows, width]
    normed = torch.to(self.unit(y), self.compute)                             # [rows, width]
    gate_bias, up_bias = self.gate_and_up_bias(l)
    inner = self.swiglu(normed, packed[5 * layer + 2], packed[5 * layer + 3], gate_bias, up_bias)   # [rows, inner]
    down = self.times(inner, packed[5 * layer + 4], self.bias(l, self.at_down_bias))
    return torch.add(y, torch.to(down, 6))

  # Prompts into pages. ids: [groups, length] padded on the right to one length, which causal attention does not see;
  # last: [groups] index of each prompt's last token;  pages: [groups pages_of_length] where they lie in the pool.
  # -> last state of each prompt [groups, width]
  def prefill(self, w: List[Tensor], packed: List[Tensor], pools: List[Tensor], ids: Tensor, last: Tensor,
              pages: Tensor, rotations: Tensor) -> Tensor:
    groups, length = torch.size(ids)
    places = torch.repeat(torch.arange(length, device=ops.prim.device(ids)), [groups])      # [groups length]
    rotation = self.rotation(rotations, places)
    x = torch.index_select(w[0], 0, torch.reshape(ids, [-1]))                 # [groups length, width]
    for layer in range(self.layers):
      l = self.weights_of(w, layer)
      q, k, v = self.queries_keys_values(l, packed, layer, x, rotation)
      self.store(pools[layer], pages, torch.view(torch.stack([k, v]), [2, groups, length, self.kv_heads, self.size]))
      by_head = [groups, length, -1, self.size]
      o = self.attend(torch.view(q, by_head), torch.view(k, by_head), torch.view(v, by_head))
      x = self.finish(l, packed, layer, x, torch.reshape(o, [-1, self.heads * self.size]))
    first = torch.mul(torch.arange(groups, device=ops.prim.device(ids)), length)
    return torch.index_select(x, 0, torch.add(first, last))

  # kv: [2, groups, length, kv_heads, size] -> pages of the pool, the last one of each prompt filled up with zeros.
  def store(self, pool: Tensor, pages: Tensor, kv: Tensor) -> Tensor:
    page = torch.size(pool, 2)
    each = torch.size(pages, 0) // torch.size(kv, 1)
    padded = torch.constant_pad_nd(kv, [0, 0, 0, 0, 0, each * page - torch.size(kv, 2)])
    paged = torch.transpose(torch.view(padded, [2, -1, page, self.kv_heads, self.size]), 2, 3)
    return torch.index_copy_(self.by_page(pool), 1, pages, paged)

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
             rotations: Tensor, options: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    rows, most = torch.size(table)
    page = torch.size(pools[0], 2)
    at, written, left = torch.unbind(place, 1)                                # [rows] each
    page_row, ordinal = torch.unbind(pages, 1)                                # [row pages] each
    group, valid = torch.unbind(prompts, 1)                                   # [prompt pages] each
    # Whose query each item asks about: a row page its row, a prompt page each sample.
    asking = torch.cat([page_row, torch.view(torch.index_select(members, 0, group), [-1])])
    places = torch.arange(page, device=ops.prim.device(x))
    beyond = self.hidden(places, valid)                                       # [prompt pages, 1, page]
    # What an entry of the table that is for nobody says, in every head: of no mass, zeros.
    nothing = torch.cat([torch.full([1, self.heads], -1e30), torch.zeros([1, self.heads * self.size])], 1)
    nothing = torch.to(nothing, ops.prim.device(x))
    lines = torch.mul(torch.arange(self.kv_heads, device=ops.prim.device(x)), page)
    values = torch.size(pools[0], 1) * page                                   # lines before the first one of values
    scale = torch.cat([torch.full([self.heads, 1, 1], 1.0 / torch.sqrt(float(self.size))), torch.ones([self.kv_heads, 1, 1])])
    scale = torch.to(scale, ops.prim.device(x))                               # [heads + kv_heads, 1, 1]
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
      # Of a query, the factor of its scores as well.
      rotation = torch.mul(self.rotation(rotations, position), scale)         # [rows, heads + kv_heads, size / 2, 2]
      column = torch.clamp_max(torch.floor_divide(index, page), torch.size(own, 1) - 1)
      into = torch.gather(own, 1, torch.unsqueeze(column, 1))                 # [rows, 1] page that the token goes into
      line = torch.add(torch.mul(into, self.kv_heads * page), lines)          # [rows, kv_heads] in [pages kv_heads page, size]
      line = torch.view(torch.add(line, torch.unsqueeze(torch.remainder(index, page), 1)), [-1])
      line = torch.cat([line, torch.add(line, values)])                       # [2 rows kv_heads]
      filled = torch.sub(torch.index_select(torch.add(index, 1), 0, page_row), torch.mul(ordinal, page))
      empty = self.hidden(places, filled)                                     # [row pages, 1, page]
      x = torch.index_select(w[0], 0, token)                                  # [rows, width]
      for layer in range(self.layers):
        l = self.weights_of(w, layer)
        q, k, v = self.queries_keys_values(l, packed, layer, x, rotation)
        kv = torch.view(torch.cat([k, v]), [-1, self.size])                   # [2 rows kv_heads, size]
        torch.index_copy_(torch.view(pools[layer], [-1, self.size]), 0, line, kv)
        o = self.attend_pages(q, pools[layer], asking, torch.size(members, 1), table, empty, beyond, nothing)
        x = self.finish(l, packed, layer, x, o)
      if count * 8 >= rows:
        break
    return (torch.stack(tokens), torch.stack(logprobs), torch.stack(entropies), x)

  # What to add to the scores of pages of which so many tokens are valid: a finite number, for a page where nothing is yet says
  # something, which then weighs nothing. valid: [pages] -> [pages, 1, page]
  def hidden(self, places: Tensor, valid: Tensor) -> Tensor:
    return torch.unsqueeze(torch.mul(torch.ge(places, torch.unsqueeze(valid, 1)), -1e30), 1)

  # Attention of one token of each row to its prompt's pages and its own: by each page alone, which gives the same bits wherever
  # it lies and whoever else is there, then over what its pages say, in the order of its tokens.
  # q: [rows, heads, size], scaled;  asking: [row pages + prompt pages samples] rows -> [rows, heads size], of type compute
  def attend_pages(self, q: Tensor, pool: Tensor, asking: Tensor, samples: int, table: Tensor, empty: Tensor, beyond: Tensor,
                   nothing: Tensor) -> Tensor:
    rows, most = torch.size(table)
    own, shared = torch.size(empty, 0), torch.size(beyond, 0)                 # row pages, prompt pages
    share = self.heads // self.kv_heads
    queries = torch.index_select(q, 0, asking)                                # [row pages + prompt pages samples, heads, size]
    q_own = torch.view(torch.slice(queries, 0, 0, own), [own * self.kv_heads, share, self.size])
    o_own, mass_own = self.page(q_own, torch.slice(pool, 1, 0, own * self.kv_heads), empty)
    q_all = torch.transpose(torch.view(torch.slice(queries, 0, own), [shared, samples, self.kv_heads, share * self.size]), 1, 2)
    q_all = torch.view(torch.contiguous(q_all), [shared * self.kv_heads, samples * share, self.size])
    o_all, mass_all = self.page(q_all, torch.slice(pool, 1, torch.size(pool, 1) - shared * self.kv_heads), beyond)
    # Items: the samples of prompt pages, then row pages, then nothing.
    o = torch.cat([self.by_sample(o_all, samples), torch.view(o_own, [own, -1]), torch.slice(nothing, 1, self.heads)])
    mass = torch.cat([self.by_sample(mass_all, samples), torch.view(mass_own, [own, -1]), torch.slice(nothing, 1, 0, self.heads)])
    entries = torch.view(table, [-1])
    mass = torch.view(torch.index_select(mass, 0, entries), [rows, most, self.heads])
    weight = torch.unsqueeze(torch.softmax(mass, 1), 3)                       # [rows, most, heads, 1]
    o = torch.view(torch.index_select(o, 0, entries), [rows, most, self.heads, self.size])
    o = torch.sum(torch.mul(o, weight), [1])                                  # [rows, heads, size]
    return torch.to(torch.view(o, [rows, self.heads * self.size]), self.compute)

  # What pages alone say to queries. q: [pages kv_heads, queries, size];  kv: [2, pages kv_heads, page, size]
  # -> mean of the values [pages kv_heads, queries, size], log of the sum of all exp(score) [pages kv_heads, queries, 1]
  def page(self, q: Tensor, kv: Tensor, hidden: Tensor) -> Tuple[Tensor, Tensor]:
    keys, values = torch.unbind(kv, 0)
    scores = torch.to(torch.bmm(q, torch.transpose(keys, 1, 2)), 6)           # [pages kv_heads, queries, page]
    torch.add_(torch.view(scores, [torch.size(hidden, 0), -1, torch.size(keys, 1)]), hidden)
    p = torch.softmax(scores, 2)
    o = torch.to(torch.bmm(torch.to(p, self.compute), values), 6)
    return (o, torch.sub(torch.amax(scores, [2], True), torch.log(torch.amax(p, [2], True))))

  # [prompt pages kv_heads, samples share, any] -> [prompt pages samples, heads any]
  def by_sample(self, x: Tensor, samples: int) -> Tensor:
    split = torch.view(x, [-1, self.kv_heads, samples, self.heads // self.kv_heads * torch.size(x, 2)])
    turned = torch.contiguous(torch.transpose(split, 1, 2))                   # [prompt pages, samples, kv_heads, share any]
    return torch.view(turned, [-1, self.heads * torch.size(x, 2)])
