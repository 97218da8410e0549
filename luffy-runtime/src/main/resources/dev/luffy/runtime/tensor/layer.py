
  # ---- a layer but for its attention, and the way back ---------------------------------------------------------------

  # Gradients are written out: a recording would keep half as much again and read it from memory once for each operation, where here
  # all of them do their work on some tokens while these are in the processor's cache. w: weights of the layer, gradients: theirs.

  # x: [tokens, width] -> queries, keys and values, [tokens, (heads + 2 kv_heads) size], of type compute
  def project(self, w: List[Tensor], x: Tensor) -> Tensor:
    joint = self.reordered(torch.to(self.joint(w), self.compute))             # [(heads + 2 kv_heads) size, width]
    return self.times(torch.to(self.unit(x), self.compute), joint, self.joint_bias(w))

  # Adds the gradient of project by x to by_x [tokens, width], that by its weights to gradients.
  # by_joint: [tokens, (heads + 2 kv_heads) size]
  def project_gradient(self, w: List[Tensor], gradients: List[Tensor], x: Tensor, by_joint: Tensor, by_x: Tensor) -> Tensor:
    joint = self.joint(w)                                                     # [(heads + 2 kv_heads) size, width]
    from_joint = torch.t(torch.to(joint, self.compute))                       # [width, (heads + 2 kv_heads) size]
    by_weight = torch.zeros_like(joint)                                       # [(heads + 2 kv_heads) size, width]
    for start in range(0, torch.size(x, 0), 1024):
      end = start + 1024
      part = torch.slice(x, 0, start, end)                                    # [part, width]
      by_part = torch.slice(by_joint, 0, start, end)                          # [part, (heads + 2 kv_heads) size]
      scale = self.unit_scale(part)                                           # [part, 1]
      normed = torch.mul(part, scale)                                         # [part, width]
      self.add_product(by_weight, by_part, torch.to(normed, self.compute))
      by_normed = torch.to(self.product(by_part, from_joint), 6)              # [part, width]
      torch.add_(torch.slice(by_x, 0, start, end), self.unit_gradient(normed, scale, by_normed))
    self.add_folded(gradients, self.at_qkv, self.at_input_norm, self.unpaired(by_weight), w)
    if self.at_qkv_bias >= 0:
      torch.add_(gradients[self.at_qkv_bias], self.unpaired(torch.sum(torch.to(by_joint, 6), [0])))
    return by_x

  # The layer from attention on. attended: [tokens, heads size];  wanted: [1] 0 its output, 2 what the way back reads, 1 both.
  # -> [tokens, width], if wanted; then, if wanted, of each part of the tokens, [part, width], and gate and up, [part, inner], of
  # type compute
  def feed_forward(self, w: List[Tensor], x: Tensor, attended: Tensor, wanted: Tensor) -> List[Tensor]:
    output, way_back = int(wanted) < 2, int(wanted) > 0
    to_gate, to_up = self.gate_and_up(w)                                      # [inner, width] each
    to_out = self.reordered(torch.to(w[self.at_out], self.compute))           # [width, heads size]
    to_gate = self.reordered(torch.to(to_gate, self.compute))                 # [inner, width]
    to_up = self.reordered(torch.to(to_up, self.compute))                     # [inner, width]
    to_down = self.reordered(torch.to(w[self.at_down], self.compute))         # [width, inner]
    out_bias, down_bias = self.bias(w, self.at_out_bias), self.bias(w, self.at_down_bias)    # [width] each
    gate_bias, up_bias = self.gate_and_up_bias(w)                             # [inner] each
    result = annotate(List[Tensor], [])
    if output:
      result.append(torch.empty_like(x))                                      # [tokens, width]
    for start in range(0, torch.size(x, 0), 1024):
      end = start + 1024
      out = self.times(torch.slice(attended, 0, start, end), to_out, out_bias)               # [part, width]
      y = torch.add(torch.slice(x, 0, start, end), torch.to(out, 6))          # [part, width]
      normed = torch.to(self.unit(y), self.compute)                           # [part, width]
      # Two products, since oneDNN is slower at one of twice the width.
      gate, up = self.times(normed, to_gate, gate_bias), self.times(normed, to_up, up_bias)  # [part, inner] each
      if output:
        down = self.times(torch.mul(torch.silu(gate), up), to_down, down_bias)               # [part, width]
        torch.add(y, torch.to(down, 6), out=torch.slice(result[0], 0, start, end))
      if way_back:
        result += [y, gate, up]
    return result

  # Gradient of feed_forward by attended; that by its weights is added to gradients, by_fed [tokens, width] becomes that by x.
  # kept: what feed_forward returned for it. -> [tokens, heads size], of type compute
  def feed_forward_gradient(self, w: List[Tensor], gradients: List[Tensor], attended: Tensor, kept: List[Tensor], by_fed: Tensor) -> Tensor:
    to_gate, to_up = self.gate_and_up(w)                                      # [inner, width] each
    from_out = torch.t(torch.to(w[self.at_out], self.compute))                # [heads size, width]
    from_gate = torch.t(torch.to(to_gate, self.compute))                      # [width, inner]
    from_up = torch.t(torch.to(to_up, self.compute))                          # [width, inner]
    from_down = torch.t(torch.to(w[self.at_down], self.compute))              # [inner, width]
    by_to_gate, by_to_up = torch.zeros_like(to_gate), torch.zeros_like(to_up)                # [inner, width] each
    by_attended = torch.empty_like(attended)                                  # [tokens, heads size]
    end = 0
    for i in range(len(kept) // 3):
      y, gate, up = kept[3 * i], kept[3 * i + 1], kept[3 * i + 2]
      start, end = end, end + torch.size(y, 0)
      by_y = torch.slice(by_fed, 0, start, end)                               # [part, width], of the residual so far
      by_down = torch.to(by_y, self.compute)                                  # [part, width]
      open = torch.silu(gate)                                                 # [part, inner]
      self.add_product(gradients[self.at_down], by_down, torch.mul(open, up))
      by_inner = self.product(by_down, from_down)                             # [part, inner]
      by_up = torch.mul(by_inner, open)                                       # [part, inner]
      by_gate = torch.silu_backward(torch.mul_(by_inner, up), gate)           # [part, inner]
      scale = self.unit_scale(y)                                              # [part, 1]
      normed = torch.mul(y, scale)                                            # [part, width]
      input = torch.to(normed, self.compute)                                  # [part, width]
      self.add_product(by_to_gate, by_gate, input)
      self.add_product(by_to_up, by_up, input)
      if self.at_gate_up_bias >= 0:
        by_bias = torch.cat([torch.sum(torch.to(by_gate, 6), [0]), torch.sum(torch.to(by_up, 6), [0])])  # [2 inner]
        torch.add_(gradients[self.at_gate_up_bias], by_bias)
      if self.at_down_bias >= 0:
        torch.add_(gradients[self.at_down_bias], torch.sum(by_y, [0]))
      by_normed = torch.to(self.product(by_gate, from_gate), 6)               # [part, width]
      by_normed = torch.add(by_normed, torch.to(self.product(by_up, from_up), 6))
      torch.add_(by_y, self.unit_gradient(normed, scale, by_normed))
      by_out = torch.to(by_y, self.compute)                                   # [part, width]
      self.add_product(gradients[self.at_out], by_out, torch.slice(attended, 0, start, end))
      if self.at_out_bias >= 0:
        torch.add_(gradients[self.at_out_bias], torch.sum(by_y, [0]))
      torch.copy_(torch.slice(by_attended, 0, start, end), self.product(by_out, from_out))
    self.add_folded(gradients, self.at_gate_up, self.at_post_norm, torch.cat([by_to_gate, by_to_up]), w)
    return by_attended

  # Adds to the gradients of a matrix and of the norm that was folded into it what follows from by, the gradient of their product.
  def add_folded(self, gradients: List[Tensor], matrix: int, norm: int, by: Tensor, w: List[Tensor]) -> Tensor:
    torch.add_(gradients[norm], torch.sum(torch.mul(by, w[matrix]), [0]))
    return torch.addcmul_(gradients[matrix], by, w[norm])

  # Gradient of unit by x, where normed = unit(x) = x scale, scale = (mean(x^2) + eps)^(-1/2): what is left of by_normed without
  # its part along normed. All [part, width], scale [part, 1].
  def unit_gradient(self, normed: Tensor, scale: Tensor, by_normed: Tensor) -> Tensor:
    along = torch.mean(torch.mul(by_normed, normed), [1], True)               # [part, 1]
    return torch.mul_(torch.sub(by_normed, torch.mul(normed, along)), scale)

  # Adds x^T y to sum, which is float32; a product of bfloat16 is rounded before it is added. x: [part, any], y: [part, any other],
  # of type compute
  def add_product(self, sum: Tensor, x: Tensor, y: Tensor) -> Tensor:
    if self.compute == 6:
      return torch.addmm_(sum, torch.t(x), y)
    return torch.add_(sum, torch.mm(torch.t(x), y))
