"""What may be wrong with a formula, as told to whoever deploys it."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text


class Flaw(Exception):
    """A formula that cannot be deployed; becomes the details of a ``GAIA_IL01``."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


SYNTAX: Final = Text(
    "計算式の文法が正しくありません。", "The syntax of the formula is not correct."
)
FULL_WIDTH: Final = Text(
    "全角記号「{found}」が入力されています。半角記号「{meant}」を入力してください。",
    'The full-width symbol "{found}" is used. Use the half-width symbol "{meant}".',
)
NO_FIELD: Final = Text(
    "計算式に含まれるフィールドコード（{code}）が存在しません。",
    "The field code ({code}) in the formula does not exist.",
)
NOT_USABLE: Final = Text(
    "フィールド（{code}）は計算式に使用できません。",
    "The field ({code}) cannot be used in a formula.",
)
LIVE: Final = Text(
    "フィールド（{code}）は参照のたびにルックアップ先から読み込まれるため、計算式に使用できません。",
    "The field ({code}) is read from its look-up every time and cannot be used in a formula.",
)
COLUMN: Final = Text(
    "テーブルのフィールド（{code}）は、SUM関数またはCONTAINS関数の引数にのみ使用できます。",
    "The field ({code}) of a table can only be an argument of SUM or CONTAINS.",
)
CYCLE: Final = Text(
    "フィールドの参照が循環しています。", "The fields refer to each other in a circle."
)
NO_FUNCTION: Final = Text(
    "{function}関数は使用できません。", "The function {function} cannot be used."
)
EXACTLY: Final = Text(
    "{function}関数には{n}個の引数が必要です。",
    "The function {function} requires exactly {n} argument(s).",
)
AT_LEAST: Final = Text(
    "{function}関数には{n}個以上の引数が必要です。",
    "The function {function} requires at least {n} argument(s).",
)
AT_MOST: Final = Text(
    "{function}関数に指定できる引数は{n}個までです。",
    "The function {function} takes at most {n} argument(s).",
)
ARGUMENT: Final = Text(
    "{function}関数の{n}番目の引数には{kind}を指定してください。",
    "Argument {n} of the function {function} must be {kind}.",
)
OPERAND: Final = Text(
    "演算子「{operator}」には{kind}を指定してください。",
    'The operator "{operator}" takes {kind} only.',
)
BRANCHES: Final = Text(
    "IF関数の2番目と3番目の引数には、同じ型の値を指定してください。",
    "Arguments 2 and 3 of the function IF must be of the same type.",
)
NO_TIME_ZONE: Final = Text(
    "タイムゾーン「{name}」は使用できません。", 'The time zone "{name}" cannot be used.'
)
NO_TERM: Final = Text(
    "{function}関数の{n}番目の引数（{value}）が正しくありません。",
    "Argument {n} ({value}) of the function {function} is not valid.",
)
PAID_BEFORE_CLOSED: Final = Text(
    "PAYDUE関数の支払日が締日より前になっています。",
    "The function PAYDUE would pay before the closing day.",
)
A_NUMBER: Final = Text("数値", "a number")
A_TEXT: Final = Text("文字列", "text")
A_CONDITION: Final = Text("条件式", "a condition")
A_VALUE: Final = Text("数値または文字列", "numbers or text")
A_CHOICE: Final = Text(
    "チェックボックスか複数選択のフィールド、またはテーブルの文字列のフィールド",
    "a check box or multi-choice field, or a text field of a table",
)


def argument(function: str, n: int, kind: Text) -> Flaw:
    """The n-th argument has the wrong type."""
    return Flaw(
        Text(
            ARGUMENT.fill(function=function, n=n, kind=kind.ja).ja,
            ARGUMENT.fill(function=function, n=n, kind=kind.en).en,
        )
    )


def operand(operator: str, kind: Text) -> Flaw:
    """An operator's operand has the wrong type."""
    return Flaw(
        Text(
            OPERAND.fill(operator=operator, kind=kind.ja).ja,
            OPERAND.fill(operator=operator, kind=kind.en).en,
        )
    )
