"""How each operator of ``aten`` is said in ``relay``, one file for each family of operators."""
