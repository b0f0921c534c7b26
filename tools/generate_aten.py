"""Write ``dycl/dialects/aten.py``: one operation class for each functional ATen operator.

The source is the operator registry of the installed PyTorch. Taken are the operators that have a
kernel, write to none of their arguments and return tensors or numbers; left out are gradients and
the operators of one vendor's library or device. Arguments that say where or how a tensor is stored
are dropped.

    python tools/generate_aten.py            # write the file
    python tools/generate_aten.py --check    # exit 1 when the committed file is out of date
"""

from __future__ import annotations

import argparse
import keyword
import re
import subprocess
import sys
from pathlib import Path

import torch

OUTPUT = Path(__file__).parents[1] / "dycl" / "dialects" / "aten.py"

STORAGE_TYPES = {"Device", "Layout", "MemoryFormat", "Generator", "Stream", "Storage"}
STORAGE_NAMES = {"pin_memory", "non_blocking"}
KINDS = {"Tensor", "int", "float", "bool", "Scalar", "str", "ScalarType"}
RESULT_KINDS = {"Tensor", "int", "float", "bool", "Scalar"}
LEFT_OUT = re.compile(
    r"cudnn|miopen|mkldnn|mps|vulkan|fbgemm|quantize|sparse|nested|backward|cuda|xpu|hpu|jvp|grad|"
    r"_foreach|_fused|_cslt|_amp_|_dyn_quant|_test_|fft_r2c|_coalesce|_assert|_functional_|"
    r"_batch_dim|_flash_|_efficient_|_cufft|^(item|_local_scalar_dense|is_nonzero|align_|rename|refine_names|"
    r"record_stream|from_file|_make_dual|_fw_primal|_unpack_dual|_lazy|_resize_output)"
)

HEADER = '''"""The ``aten`` dialect: PyTorch's functional tensor operators.

Generated from the operator registry of PyTorch {version} by tools/generate_aten.py; do not edit.
Each class stands for one operator and overload and carries its schema; arguments that say where or
how a tensor is stored (device, layout, memory format, …) are omitted. The assembly is that of
:class:`dycl.dialects.aten_operation.AtenOp`.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import ClassVar

from xdsl.ir import Dialect

from dycl.dialects.aten_operation import PureAtenOp, RandomAtenOp, aten_operator
'''


def first_word(text: str) -> str:
    """The word at the start of ``text``; raises ValueError where there is none."""
    found = re.match(r"\w+", text)
    if found is None:
        raise ValueError(f"no word at the start of {text!r}")
    return found[0]


def drop_storage(text: str) -> str | None:
    """The argument without aliases and with plain ints, or None where it concerns storage."""
    text = re.sub(r"\([^)]*\)", "", text).replace("SymInt", "int")
    if text == "*":
        return text
    declaration = text.split("=")[0]
    kind, name = re.split(r"\s+", declaration.strip(), maxsplit=1)
    if re.match(r"\w+", kind)[0] in STORAGE_TYPES or name in STORAGE_NAMES:  # type: ignore[index]
        return None
    if kind == "ScalarType?":
        return f"{declaration}=None"  # PyTorch gives the default as the number of a dtype
    return text


def simplify(schema: torch.FunctionSchema) -> str | None:
    """The schema as the dialect states it, or None where the dialect does not have the operator."""
    name = schema.name.removeprefix("aten::")
    if LEFT_OUT.search(name) or name.endswith("_") or schema.is_mutable:
        return None
    if schema.overload_name == "out" or schema.overload_name.endswith("_out"):
        return None
    match = re.fullmatch(r"aten::[\w.]+\((.*)\) -> (.*)", str(schema))
    if match is None:
        return None
    arguments = [drop_storage(part) for part in re.split(r",\s*(?![^\[]*\])", match[1]) if part]
    kept = [argument for argument in arguments if argument is not None]
    if kept and kept[-1] == "*":
        kept.pop()
    for argument in kept:
        if argument != "*" and first_word(argument) not in KINDS:
            return None
    results = re.sub(r"\([a-z!| >*-]*\)", "", match[2]).replace("SymInt", "int")
    kinds = re.findall(r"\w+(?=\[|,| |\)|$)(?=[^()]*)", results)
    first_words = [first_word(r.strip()) for r in results.strip("()").split(",") if r.strip()]
    if not kinds or not first_words or any(word not in RESULT_KINDS for word in first_words):
        return None
    if "?" in results:
        return None
    overload = f".{schema.overload_name}" if schema.overload_name else ""
    return f"{name}{overload}({', '.join(kept)}) -> {results}"


def class_name(name: str) -> str:
    """``add.Tensor`` → ``AddTensorOp``; a leading underscore stays in front."""
    words = [word for word in re.split(r"[._]", name) if word]
    prefix = "_" * (len(name) - len(name.lstrip("_")))
    camel = "".join(word[:1].upper() + word[1:] for word in words)
    return f"{prefix}{camel}Op"


def is_random(schema: torch.FunctionSchema) -> bool:
    """Whether equal arguments can give different results."""
    packet = getattr(torch.ops.aten, schema.name.removeprefix("aten::"))
    operator = getattr(packet, schema.overload_name or "default")
    return torch.Tag.nondeterministic_seeded in operator.tags


def operators() -> dict[str, bool]:
    """Simplified schema → whether the operator is random, sorted by name."""
    found: dict[str, bool] = {}
    for schema in torch._C._jit_get_all_schemas():  # pyright: ignore[reportPrivateUsage]
        overload = f".{schema.overload_name}" if schema.overload_name else ""
        if not schema.name.startswith("aten::"):
            continue
        try:
            name = schema.name + overload
            if not torch._C._dispatch_has_kernel(name):  # pyright: ignore[reportPrivateUsage]
                continue
        except RuntimeError:  # known to TorchScript alone, not to the dispatcher
            continue
        if (text := simplify(schema)) is not None:
            found[text] = is_random(schema)
    return dict(sorted(found.items(), key=lambda item: item[0].split("(")[0]))


def generate() -> str:
    """The text of ``dycl/dialects/aten.py``."""
    parts = [HEADER.format(version=torch.__version__.split("+")[0])]
    classes: dict[str, str] = {}
    for schema, random in operators().items():
        name = schema.split("(")[0]
        python_name = class_name(name)
        while python_name in classes or keyword.iskeyword(python_name):
            python_name = python_name.removesuffix("Op") + "_Op"
        classes[python_name] = name
        base = "RandomAtenOp" if random else "PureAtenOp"
        parts.append(
            f"\n\n@aten_operator\nclass {python_name}({base}):\n"
            f'    """PyTorch\'s operator ``aten::{name}``."""\n\n    name = "aten.{name}"\n'
            f"    SCHEMA: ClassVar[str] = {schema!r}\n"
        )
    parts.append('\n\nAten = Dialect(\n    "aten",\n    [\n')
    parts.extend(f"        {python_name},\n" for python_name in classes)
    parts.append("    ],\n)\n")
    formatter = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(OUTPUT), "-"]
    return subprocess.run(
        formatter, input="".join(parts), capture_output=True, check=True, text=True
    ).stdout


def main() -> None:
    """Write the file, or compare it with the committed one."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 on a difference")
    arguments = parser.parse_args()
    text = generate()
    if not arguments.check:
        OUTPUT.write_text(text)
    elif OUTPUT.read_text() != text:
        sys.exit(f"{OUTPUT} is out of date: run python tools/generate_aten.py")


if __name__ == "__main__":
    main()
