"""What is refused about routes and the actions on them (``UR_PR``)."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

ROUTES: Final[dict[str, Text]] = {
    "UR_PR01": Text(
        "「{status}」の承認ルートを決められないため、実行できません。",
        "The route of “{status}” cannot be resolved, so this cannot be done.",
    ),
    "UR_PR02": Text(
        "{at}に{name}さんが「{action}」を実行しました。レコードの今の状態を確認してください。",
        "{name} ran “{action}” at {at}. Look at where the record stands now.",
    ),
    "UR_PR03": Text(
        "「{action}」の理由を一覧から選んでください。",
        "Choose a reason for “{action}” from the list.",
    ),
    "UR_PR05": Text(
        "自分の申請（代理で申請したものも含みます）は、自分では承認・却下・差戻しできません。",
        "You cannot decide about your own application, nor about one you submitted for another.",
    ),
    "UR_PR06": Text(
        "{name}さんがすでに「{action}」を実行したため、引き戻せません。",
        "{name} already ran “{action}”, so this cannot be pulled back.",
    ),
    "UR_PR07": Text(
        "差し戻す先には、今より前のステップを選んでください。",
        "Choose an earlier step of the route to return to.",
    ),
    "UR_PR08": Text(
        "このレコードには承認ルートがありません。申請者に取り下げてもらうか、アプリの管理者に連絡してください。",
        "This record has no route. Let the applicant withdraw it, or tell those who manage the app.",
    ),
    "UR_PR09": Text(
        "「{code}」さんの代理として実行することはできません。",
        "You cannot do this on behalf of “{code}”.",
    ),
    "UR_PR10": Text(
        "「{name}」の担当者がいなくなります。少なくとも1人を指定してください。",
        "Nobody would be left for “{name}”. Name at least one person.",
    ),
    "UR_PR11": Text(
        "申請者本人や代理で申請した人を、承認の担当者にすることはできません。",
        "Neither the applicant nor who submitted it can be asked to decide about the application.",
    ),
}
