
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

  # bias: joint_bias of the layer. -> q above k [rows, heads + kv_heads, size], v [rows, kv_heads, size], of type compute
  def queries_keys_values(self, l: List[Tensor], packed: List[Tensor], layer: int, bias: Optional[Tensor], x: Tensor, rotation: Tensor
                          ) -> Tuple[Tensor, Tensor]:
    normed = torch.to(self.unit(x), self.compute)                             # [rows, width]
    return self.turned(l, self.times(normed, packed[5 * layer], bias), rotation)

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
    rotation = torch.view_as_complex(self.rotation(rotations, places))
    x = torch.index_select(w[0], 0, torch.reshape(ids, [-1]))                 # [groups length, width]
    for layer in range(self.layers):
      l = self.weights_of(w, layer)
      qk, v = self.queries_keys_values(l, packed, layer, self.joint_bias(l), x, rotation)
      q, k = torch.split_with_sizes(qk, [self.heads, self.kv_heads], 1)
      self.store(pools[layer], pages, torch.view(torch.stack([k, v]), [2, groups, length, self.kv_heads, self.size]))
      o = self.attend(self.by_row(q, groups), self.by_head(k, groups), self.by_head(v, groups))
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
  #   prompts:  [prompt pages] valid tokens, of the pool's last pages
  #   samples:  [1] rows that a prompt may have, at most
  #   table:    [rows, most pages] what attends for the row, in the order of its tokens: a sample of a prompt page (page samples
  #             + sample), then a row page (prompt pages samples + page), then nothing (the number after the last)
  #   uniforms: [steps, rows] float64 in [0, 1);  forced: [steps, rows] a token, or -1 to sample
  #   options:  [3] temperature (0: greedy), top_p (1: off), top_k (0: off)
  # Stops early when an eighth of the rows have ended. A row that has ended goes on with tokens that nobody reads.
  # -> tokens, log-probabilities, entropies [steps taken, rows] each, last states [rows, width]
  def decode(self, w: List[Tensor], packed: List[Tensor], pools: List[Tensor], x: Tensor, place: Tensor, own: Tensor, pages: Tensor,
             prompts: Tensor, samples: Tensor, table: Tensor, uniforms: Tensor, forced: Tensor, ends: Tensor, penalty: Tensor,
             rotations: Tensor, options: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    rows, most = torch.size(table)
    page = torch.size(pools[0], 2)
    prompt_pages, each = torch.size(prompts, 0), int(samples)
    at, written, left = torch.unbind(place, 1)                                # [rows] each
    page_row, ordinal = torch.unbind(pages, 1)                                # [row pages] each
    # Valid tokens of what the table names, before this call's, and how many each of these adds.
    of_prompts = torch.repeat_interleave(prompts, each)                       # [prompt pages samples]
    of_rows = torch.sub(torch.index_select(written, 0, page_row), torch.mul(ordinal, page))   # [row pages]
    none = torch.zeros([1], dtype=4, device=ops.prim.device(x))
    entries = torch.view(table, [-1])
    known = torch.index_select(torch.cat([of_prompts, of_rows, none]), 0, entries)            # [rows most]
    growth = torch.cat([torch.zeros_like(of_prompts), torch.ones_like(of_rows), none])
    growth = torch.index_select(growth, 0, entries)                           # [rows most]
    line_of, cell_of = self.lines(table, prompt_pages, each, torch.size(pages, 0))
    # Of what turned gives, [rows (heads + kv_heads), size], the query of each line.
    query = torch.floor_divide(cell_of, most)                                 # [lines] of [rows heads]
    query = torch.add(query, torch.mul(torch.floor_divide(query, self.heads), self.kv_heads))
    lines = torch.size(cell_of, 0)
    # To work in: [lines + heads, page] and [lines + heads, size]
    scores = torch.zeros([lines + self.heads, page], dtype=self.compute, device=ops.prim.device(x))
    found = torch.zeros([lines + self.heads, self.size], dtype=self.compute, device=ops.prim.device(x))
    places = torch.arange(page, device=ops.prim.device(x))                    # [page]
    head_lines = torch.mul(torch.arange(self.kv_heads, device=ops.prim.device(x)), page)     # [kv_heads]
    values = torch.size(pools[0], 1) * page                                   # lines before the first one of values
    scale = torch.cat([torch.full([self.heads, 1, 1], 1.0 / torch.sqrt(float(self.size))), torch.ones([self.kv_heads, 1, 1])])
    scale = torch.to(scale, ops.prim.device(x))                               # [heads + kv_heads, 1, 1]
    temperature, top_p, top_k = float(options[0]), float(options[1]), int(options[2])
    u, given = torch.unbind(uniforms), torch.unbind(forced)                   # [steps][rows] each
    biases = annotate(List[Optional[Tensor]], [])
    for layer in range(self.layers):
      biases.append(self.joint_bias(self.weights_of(w, layer)))
    tokens = annotate(List[Tensor], [])
    logprobs = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    ended = torch.zeros_like(at, dtype=11)                                    # [rows]
    for t in range(len(u)):
      token, logprob, entropy = self.pick(w, packed, x, u[t], given[t], penalty, temperature, top_p, top_k)
      tokens.append(token)
      logprobs.append(logprob)
      entropies.append(entropy)
      ended = torch.logical_or(ended, torch.logical_or(torch.isin(token, ends), torch.le(left, t + 1)))
      ending = int(torch.sum(ended))
      if ending == rows:
        break
      position, index = torch.add(at, t), torch.add(written, t)               # [rows] each, the latter among its own tokens
      # Of a query, the factor of its scores as well.
      rotation = torch.view_as_complex(torch.mul(self.rotation(rotations, position), scale))  # [rows, heads + kv_heads, size / 2]
      column = torch.clamp_max(torch.floor_divide(index, page), torch.size(own, 1) - 1)      # [rows]
      into = torch.gather(own, 1, torch.unsqueeze(column, 1))                 # [rows, 1] page that the token goes into
      line = torch.add(torch.mul(into, self.kv_heads * page), head_lines)     # [rows, kv_heads] in [pages kv_heads page, size]
      line = torch.view(torch.add(line, torch.unsqueeze(torch.remainder(index, page), 1)), [-1])
      line = torch.cat([line, torch.add(line, values)])                       # [2 rows kv_heads]
      filled = torch.view(torch.add(known, growth, alpha=t + 1), [rows, 1, most, 1])
      hidden = torch.mul(torch.ge(places, filled), -1e30)                     # [rows, 1, most, page]
      x = torch.index_select(w[0], 0, token)                                  # [rows, width]
      for layer in range(self.layers):
        l = self.weights_of(w, layer)
        qk, v = self.queries_keys_values(l, packed, layer, biases[layer], x, rotation)
        kv = torch.view(torch.cat([torch.slice(qk, 1, self.heads), v]), [-1, self.size])      # [2 rows kv_heads, size]
        torch.index_copy_(torch.view(pools[layer], [-1, self.size]), 0, line, kv)
        queries = torch.index_select(torch.view(qk, [-1, self.size]), 0, query)               # [lines, size]
        o = self.attend_pages(queries, pools[layer], prompt_pages, each, line_of, cell_of, hidden, scores, found)
        x = self.finish(l, packed, layer, x, o)
      if ending * 8 >= rows:
        break
    return (torch.stack(tokens), torch.stack(logprobs), torch.stack(entropies), x)

  # Pages attend as products with what asks about them, rows as one softmax over all of their pages. So a score has two places: its
  # cell in [rows, heads, most] and its line, which are those of prompt pages, [prompt pages, kv_heads, samples, share], above those
  # of row pages, [row pages, heads], above heads lines of what a table names that is nothing.
  # -> the line of each cell [rows heads most], the cell of each line but the last ones [lines], any where a line is nobody's
  def lines(self, table: Tensor, prompt_pages: int, samples: int, row_pages: int) -> Tuple[Tensor, Tensor]:
    share = self.heads // self.kv_heads
    item = torch.unsqueeze(table, 1)                                          # [rows, 1, most]
    head = torch.view(torch.arange(self.heads, device=ops.prim.device(table)), [1, -1, 1])
    line = torch.add(torch.mul(torch.floor_divide(item, samples), self.kv_heads), torch.floor_divide(head, share))
    line = torch.add(torch.mul(line, samples), torch.remainder(item, samples))
    line = torch.add(torch.mul(line, share), torch.remainder(head, share))    # [rows, heads, most], of a prompt's page
    of_others = torch.add(torch.mul(item, self.heads), head)                  # [rows, heads, most]
    line = torch.reshape(torch.where(torch.lt(item, prompt_pages * samples), line, of_others), [-1])
    lines = (prompt_pages * samples + row_pages) * self.heads
    cell = torch.zeros([lines + self.heads], dtype=4, device=ops.prim.device(table))
    torch.scatter_(cell, 0, line, torch.arange(torch.size(line, 0), device=ops.prim.device(table)))
    return (line, torch.slice(cell, 0, 0, lines))

  # Attention of one token of each row to its prompt's pages and its own. Each page is multiplied alone and sums go through pages in
  # the order of a row's tokens, which gives the same bits wherever they lie and whoever else is there.
  # queries: [lines, size], scaled;  hidden: [rows, 1, most, page], what to add to scores: a finite number where there is no token;
  # scores: [lines + heads, page] and found: [lines + heads, size], to work in, zero in the last lines
  # -> [rows, heads size], of type compute
  def attend_pages(self, queries: Tensor, pool: Tensor, prompt_pages: int, samples: int, line_of: Tensor, cell_of: Tensor, hidden: Tensor,
                   scores: Tensor, found: Tensor) -> Tensor:
    rows, _, most, page = torch.size(hidden)
    # Matrices and queries of each, of prompts and of rows: a page and a head of keys are one matrix.
    share = self.heads // self.kv_heads
    shared, askers = prompt_pages * self.kv_heads, samples * share
    own = torch.size(cell_of, 0) // share - shared * samples
    self.products(queries, torch.transpose(torch.select(pool, 0, 0), 1, 2), shared, askers, own, share, scores)
    s = torch.to(torch.index_select(scores, 0, line_of), 6)                   # [rows heads most, page]
    s = torch.add_(torch.view(s, [rows, self.heads, most, page]), hidden)
    p = torch.softmax(torch.view(s, [rows, self.heads, most * page]), 2)
    p = torch.index_select(torch.view(torch.to(p, self.compute), [-1, page]), 0, cell_of)     # [lines, page]
    self.products(p, torch.select(pool, 0, 1), shared, askers, own, share, found)
    o = torch.to(torch.index_select(found, 0, line_of), 6)                    # [rows heads most, size]
    o = torch.sum(torch.view(o, [rows * self.heads, most, self.size]), [1])   # [rows heads, size]
    return torch.to(torch.view(o, [rows, self.heads * self.size]), self.compute)

  # Lines x times pages, into lines of y: the first shared askers lines by the last shared matrices, the others by the first own.
  # x: [lines, any], pages: [pages kv_heads, any, any other], y: [lines or more, any other]
  def products(self, x: Tensor, pages: Tensor, shared: int, askers: int, own: int, share: int, y: Tensor) -> Tensor:
    of_shared, all = shared * askers, shared * askers + own * share
    inner, outer = torch.size(x, 1), torch.size(y, 1)
    torch.bmm(torch.view(torch.slice(x, 0, 0, of_shared), [shared, askers, inner]), torch.slice(pages, 0, torch.size(pages, 0) - shared),
              out=torch.view(torch.slice(y, 0, 0, of_shared), [shared, askers, outer]))
    torch.bmm(torch.view(torch.slice(x, 0, of_shared, all), [own, share, inner]), torch.slice(pages, 0, 0, own),
              out=torch.view(torch.slice(y, 0, of_shared, all), [own, share, outer]))
    return y
