"""From the residual program to C: types, buffers, expressions, statements."""
