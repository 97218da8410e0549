# AdamW (Loshchilov and Hutter, arXiv 1711.05101) as PyTorch computes it, over lists of parameters. TorchScript class text.

class AdamW(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  beta1 : float
  beta2 : float
  eps : float
  weight_decay : float

  # L2 norm of each gradient: [parameters]
  def norms(self, gradients: List[Tensor]) -> Tensor:
    return torch.stack(torch._foreach_norm(gradients, 2))

  # One step in place. scale: [] factor for the gradients, 1 to leave them; rate: [] learning rate; count: [] steps with this one.
  def step(self, parameters: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor],
           scale: Tensor, rate: Tensor, count: Tensor) -> Tensor:
    if float(scale) != 1.0:
      torch._foreach_mul_(gradients, float(scale))
    counts = annotate(List[Tensor], [])
    for i in range(len(parameters)):
      counts.append(count)
    torch._fused_adamw_(parameters, gradients, first, second, [], counts, lr=float(rate), beta1=self.beta1, beta2=self.beta2,
        weight_decay=self.weight_decay, eps=self.eps, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return count

  def clear(self, gradients: List[Tensor]) -> Tensor:
    torch._foreach_zero_(gradients)
    return gradients[0]
