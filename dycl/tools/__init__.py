"""The command-line tools: ``dycl-opt`` for texts, ``dycl`` for packages."""
