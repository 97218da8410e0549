
  # ---- matrix products, with oneDNN ----------------------------------------------------------------------------------

  # x weight^T of two tensors of one type, without anything beforehand.
  def product(self, x: Tensor, weight: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, weight, None, "none", [], "")

  # A matrix in the blocks that oneDNN works on. It then computes a row the same way however many rows there are, and need not
  # sort the matrix at every call.
  def reordered(self, weight: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(torch.contiguous(weight), 32)

  # x weight^T + bias for a reordered weight; x and bias of type compute.
  def times(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")

  # The sigmoid inside oneDNN, whose bits do not depend on a number's place in the tensor.
  def swiglu(self, x: Tensor, gate: Tensor, up: Tensor, gate_bias: Optional[Tensor], up_bias: Optional[Tensor]) -> Tensor:
    open = ops.mkldnn._linear_pointwise(x, gate, gate_bias, "swish", [], "")  # [rows, inner]
    return torch.mul_(open, self.times(x, up, up_bias))
