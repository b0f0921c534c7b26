"""Unique, readable names in C."""

from __future__ import annotations

import re

_KEYWORDS = """
    alignas alignof asm auto bool break case char const continue default do double else enum extern
    false float for goto if inline int long register restrict return short signed sizeof static
    struct switch thread_local true typedef typeof union unsigned void volatile while
"""
_MACROS = "NULL INFINITY NAN linux unix i386 errno stdin stdout stderr isnan isinf isfinite signbit"
_OWN = """
    main forward frame inputs outputs AT CALL IN OUT call aligned carry raise_error memcpy half
    truth integer number values add subtract multiply negative quotient ceiling_quotient
    truncated_quotient truncated_remainder shift_left shift_right divide int_of absolute power
    BLOCK PARTS AXIS rows_of split_rows exactly carry_rows join_rows slice_rows select_at replace_at
    int_power floor_divide modulo float_remainder rounded distance minimum maximum
    minimum_number maximum_number least greatest checked int64_t int32_t int16_t int8_t uint8_t
    uint64_t dycl_half dycl_frame dycl_value dycl_rows dycl_block dycl_axis INT64_MAX
"""
_FUNCTIONS = """
    acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh erf exp exp2 expm1 fabs floor
    log log10 log1p log2 nearbyint pow round sin sinh sqrt tan tanh trunc isunordered islessgreater
"""
_RESERVED = frozenset(" ".join((_KEYWORDS, _MACROS, _OWN, _FUNCTIONS)).split())


def identifier(text: str) -> str:
    """``text`` as a C identifier that is neither C's nor dycl's own."""
    name = re.sub(r"\W", "_", text, flags=re.ASCII)
    is_taken = not name or name[0].isdigit() or name.startswith(("_", "dycl_"))
    return f"v_{name}" if is_taken else name


class Scope:
    """Names that are taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set(_RESERVED)
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """``wanted`` as an identifier, with a number where that is taken."""
        name = base = identifier(wanted)
        while name in self._taken:
            self._next[base] = self._next.get(base, 0) + 1
            name = f"{base}_{self._next[base]}"
        self._taken.add(name)
        return name
