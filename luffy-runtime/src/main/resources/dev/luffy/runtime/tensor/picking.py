
  # ---- picking a token -----------------------------------------------------------------------------------------------

  # The next token of each row from its last state x [rows, width], by inverse CDF: the first token whose cumulated probability
  # exceeds u. The log-probability and the entropy are those of the distribution before top-k and top-p. -> [rows] each
  def pick(self, w: List[Tensor], packed: List[Tensor], x: Tensor, u: Tensor, forced: Tensor, penalty: Tensor, temperature: float,
           top_p: float, top_k: int) -> Tuple[Tensor, Tensor, Tensor]:
    rows = torch.size(x, 0)
    z = self.product(self.norm(x, w[self.after()]), packed[5 * self.layers])  # [rows, vocabulary]
    if rows == 1:
      z = torch.cat([z, z], 0)                                                # sums of a single row would be split among threads
    if temperature > 0.0:
      z = torch.mul(z, 1.0 / temperature)
    z = torch.add(z, penalty)
    logp = torch.log_softmax(z, 1)
    p = torch.softmax(z, 1)
    entropy = torch.rsub(torch.sum(torch.mul(p, logp), [1]), 0.0)             # [rows]
    logp, p, entropy = torch.slice(logp, 0, 0, rows), torch.slice(p, 0, 0, rows), torch.slice(entropy, 0, 0, rows)
    if temperature > 0.0:
      free = self.drawn(self.likely(p, top_p, top_k), u)
    else:
      free = torch.argmax(logp, 1)
    token = torch.where(torch.ge(forced, 0), forced, free)                    # [rows]
    logprob = torch.squeeze(torch.gather(logp, 1, torch.unsqueeze(token, 1)), 1)
    return (token, logprob, entropy)

  # p: [rows, vocabulary], any sum. First which block of tokens, then which token of it, so that only one block is summed up token
  # by token.
  def drawn(self, p: Tensor, u: Tensor) -> Tensor:
    rows, vocabulary = torch.size(p)
    block = 512
    if vocabulary <= 8 * block:
      return self.first_above(torch.cumsum(torch.to(p, 7), 1), u)
    blocks = (vocabulary + block - 1) // block
    if blocks * block > vocabulary:
      p = torch.constant_pad_nd(p, [0, blocks * block - vocabulary])
    p = torch.view(torch.contiguous(p), [rows, blocks, block])
    cdf = torch.cumsum(torch.to(torch.sum(p, [2]), 7), 1)                     # [rows, blocks]
    chosen = self.first_above(cdf, u)                                         # [rows]
    before = torch.constant_pad_nd(cdf, [1, 0])                               # [rows, 1 + blocks]
    spent = torch.gather(before, 1, torch.unsqueeze(chosen, 1))               # [rows, 1]
    wanted = torch.sub(torch.mul(torch.slice(cdf, 1, -1), torch.unsqueeze(u, 1)), spent)
    inside = torch.squeeze(torch.gather(p, 1, torch.expand(torch.view(chosen, [rows, 1, 1]), [-1, -1, block])), 1)
    within = torch.cumsum(torch.to(inside, 7), 1)                             # [rows, block]
    share = torch.div(torch.clamp_min(wanted, 0.0), torch.slice(within, 1, -1))
    return torch.add(torch.mul(chosen, block), self.first_above(within, torch.squeeze(share, 1)))

  # The first place whose cumulated mass exceeds the share u of all. cdf: [rows, places] float64. -> [rows]
  def first_above(self, cdf: Tensor, u: Tensor) -> Tensor:
    total = torch.slice(cdf, 1, -1)                                           # [rows, 1]
    # u total may round up to total, beyond the last place.
    threshold = torch.minimum(torch.mul(total, torch.unsqueeze(u, 1)), torch.nextafter(total, torch.zeros_like(total)))
    place = torch.squeeze(torch.searchsorted(cdf, threshold, right=True), 1)
    # Diverged weights give NaN, which has no place in the order; the caller sees it in the log-probability.
    return torch.clamp_max(place, torch.size(cdf, 1) - 1)

  # p [rows, vocabulary] with zeros outside the top_k most likely tokens and, of what remains, outside the smallest set that
  # holds top_p of it. Of equally likely tokens the lower id comes first.
  def likely(self, p: Tensor, top_p: float, top_k: int) -> Tensor:
    vocabulary = torch.size(p, 1)
    if top_k <= 0 and top_p >= 1.0:
      return p
    most = vocabulary if top_k <= 0 or top_k > vocabulary else top_k
    # A nucleus is seldom large: look at some tokens first, and at all only where these hold too little.
    some = most if most < vocabulary else min(most, 1024)
    ordered, _ = torch.topk(p, some, 1)                                       # [rows, some]
    mass = torch.cumsum(torch.to(ordered, 7), 1)
    total = torch.slice(mass, 1, -1) if most < vocabulary else torch.unsqueeze(torch.to(torch.sum(p, [1]), 7), 1)   # [rows, 1]
    if some < most and bool(torch.any(torch.lt(torch.slice(mass, 1, -1), torch.mul(total, top_p)))):
      ordered, _ = torch.topk(p, most, 1)
      mass = torch.cumsum(torch.to(ordered, 7), 1)
    before = torch.sub(mass, torch.to(ordered, 7))                            # mass of the tokens that come first
    kept = torch.clamp_min(torch.sum(torch.lt(before, torch.mul(total, top_p)), [1], True), 1)  # [rows, 1]; 0 for NaN alone
    least = torch.gather(ordered, 1, torch.sub(kept, 1))                      # [rows, 1] probability of the last one kept
    above, equal = torch.gt(p, least), torch.eq(p, least)                     # [rows, vocabulary]
    room = torch.sub(kept, torch.sum(above, [1], True))                       # [rows, 1] for those that are as likely
    keeps = torch.logical_or(above, torch.logical_and(equal, torch.le(torch.cumsum(equal, 1), room)))
    return torch.masked_fill(p, torch.logical_not(keeps), 0.0)
