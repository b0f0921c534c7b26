"""What targets do with tensors of bf16."""
