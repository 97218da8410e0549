
  # ---- matrix products, without oneDNN -------------------------------------------------------------------------------

  def product(self, x: Tensor, weight: Tensor) -> Tensor:
    return torch.linear(x, weight)

  def reordered(self, weight: Tensor) -> Tensor:
    return torch.contiguous(weight)

  def times(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    return torch.linear(x, weight, bias)

  def swiglu(self, x: Tensor, gate: Tensor, up: Tensor, gate_bias: Optional[Tensor], up_bias: Optional[Tensor]) -> Tensor:
    return torch.mul(torch.silu(torch.linear(x, gate, gate_bias)), torch.linear(x, up, up_bias))
