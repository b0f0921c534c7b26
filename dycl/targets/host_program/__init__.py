"""From the residual program to Python: inlining, variables, names, expressions, statements."""
