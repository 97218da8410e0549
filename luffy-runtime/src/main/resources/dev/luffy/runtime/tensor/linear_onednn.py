
  # oneDNN's kernels use AVX-512 where MKL, on AMD, stops at AVX2: half the time. Only the first of its two operators has a
  # derivative, only the second works on plain tensors without a copy; scoring always takes the first, so that its bits do not
  # depend on whether a gradient is wanted.
  def linear(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if torch.is_grad_enabled():
      return torch.to_dense(torch.mkldnn_linear(torch.to_mkldnn(x), weight, bias))
    return ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")
