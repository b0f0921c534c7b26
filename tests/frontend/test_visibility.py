"""What reads values from inside of a branch is not taken for a program."""

from __future__ import annotations

import pytest
from xdsl.context import Context
from xdsl.dialects import arith, builtin, func, scf
from xdsl.parser import Parser

from dycl.errors import FrontendError
from dycl.frontend.visibility import verify_visibility

PROGRAM = """
func.func @forward(%c: i1, %a: f64) -> f64 {
  %b = scf.if %c -> (f64) {
    %inner = arith.addf %a, %a : f64
    scf.yield %inner : f64
  } else {
    scf.yield %a : f64
  }
  %sum = arith.addf %b, %a : f64
  func.return %sum : f64
}
"""


def test_a_value_of_an_arm_is_not_read_behind_the_branch() -> None:
    context = Context()
    for dialect in (arith.Arith, builtin.Builtin, func.Func, scf.Scf):
        context.load_dialect(dialect)
    module = Parser(context, PROGRAM).parse_module()
    verify_visibility(module)
    inner, total = (op for op in module.walk() if isinstance(op, arith.AddfOp))
    total.operands[0] = inner.result
    module.verify()
    with pytest.raises(FrontendError, match="reads what another path has computed"):
        verify_visibility(module)
