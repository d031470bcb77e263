"""計算式: kintone's formulas, checked when an app is deployed, run on every write.

It knows syntax, types and decimal arithmetic; where the values come from and where they go is
`record`'s business. Below are the names that other packages use.
"""

from __future__ import annotations

from urakata.definition.formulas.parser import fields_in, rename_field
from urakata.definition.formulas.plan import FormulaPlan, compile_formulas

__all__ = ["FormulaPlan", "compile_formulas", "fields_in", "rename_field"]
