"""Every error code of the public API with its sentence in both languages.

Codes and sentences follow kintone's documented behaviour, so that scripts which read them keep
working; codes that begin with ``UR_`` are ours alone. ``{name}`` places are filled by the raiser.
"""

from __future__ import annotations

from typing import Final

from urakata.kernel.calendar_catalogue import CALENDAR
from urakata.kernel.matrix_catalogue import MATRIX
from urakata.kernel.people_catalogue import PEOPLE
from urakata.kernel.route_catalogue import ROUTES
from urakata.kernel.text import Text
from urakata.kernel.view_catalogue import VIEWS

CATALOGUE: Final[dict[str, Text]] = {
    **CALENDAR,
    **MATRIX,
    **PEOPLE,
    **ROUTES,
    **VIEWS,
    # --- request and sign-in
    "CB_AU01": Text("ログインしてください。", "Please login."),
    "CB_WA01": Text(
        "ユーザーのパスワード認証に失敗しました。「X-Cybozu-Authorization」ヘッダーの値が正しくありません。",
        "Password authentication failed. The value in http header of X-Cybozu-Authorization is not valid.",
    ),
    "CB_TW02": Text(
        "2要素認証が有効なユーザーは、パスワード認証を使用できません。",
        "Password authentication is not available for users with two-factor authentication.",
    ),
    "CB_NO02": Text("権限がありません。", "No privilege to proceed."),
    "CB_VA01": Text("入力内容が正しくありません。", "Missing or invalid input."),
    "CB_IJ01": Text("不正なJSON文字列です。", "Invalid JSON string."),
    "CB_IL02": Text("不正なリクエストです。", "Illegal request."),
    "CB_CS01": Text(
        "画面の有効期限が切れました。ページを再読み込みしてください。",
        "The page has expired. Reload it and try again.",
    ),
    "GAIA_NO01": Text(
        "このAPIトークンでは、指定したAPIを実行できません。",
        "Using this API token, you cannot run the specified API.",
    ),
    "GAIA_IA02": Text(
        "指定したAPIトークンは、アプリで生成されたトークンと異なります。APIトークンの値を確認してください。",
        "The specified API token does not match the API token generated via an app.",
    ),
    "GAIA_DA03": Text(
        "同じアプリのAPIトークンを重複して指定することはできません。",
        "You cannot specify a duplicate API token for the same app.",
    ),
    "GAIA_TO03": Text(
        "パラメーターの数が上限を超えています。 - {name}",
        "The number of parameters exceeds the limit. - {name}",
    ),
    "GAIA_TO04": Text(
        "APIの同時リクエスト数が上限を超えています。",
        "The number of concurrent API requests exceeds the limit.",
    ),
    # --- apps and records
    "GAIA_AP01": Text(
        "指定したアプリ（id: {id}）が見つかりません。削除されている可能性があります。",
        "The app (ID: {id}) not found. The app may have been deleted.",
    ),
    "GAIA_RE01": Text(
        "指定したレコード（id: {id}）が見つかりません。",
        "The specified record (ID: {id}) is not found.",
    ),
    "GAIA_RE20": Text(
        "「updateKey」に指定した条件に一致するレコードがありません。",
        'No records match the conditions specified in the "updateKey" field.',
    ),
    "GAIA_RE02": Text(
        "指定したコメントが存在しません。削除された可能性があります。",
        "The specified comment does not exist. The comment may have been deleted.",
    ),
    "GAIA_RE03": Text(
        "ほかのユーザーのコメントは削除できません。", "You cannot delete comments of other users."
    ),
    "GAIA_RE12": Text("コメント機能が無効化されています。", "Comment feature is disabled."),
    "GAIA_DA02": Text(
        "データベースのロックに失敗したため、変更を保存できませんでした。時間をおいて再度お試しください。",
        "Failed to lock the database. The changes were not saved. Please try again later.",
    ),
    "GAIA_BL01": Text(
        "指定したファイル（id: {id}）が見つかりません。", "The specified file (id: {id}) not found."
    ),
    "GAIA_CO02": Text(
        "指定したrevisionは最新ではありません。ほかのユーザーがレコードを更新した可能性があります。",
        "The revision is not the latest. Someone may update a record.",
    ),
    "GAIA_CO03": Text(
        "指定したrevisionは最新ではありません。ほかのユーザーがアプリ（id: {id}）の設定を更新した可能性があります。",
        "The revision is not the latest. Someone may update the app settings (ID: {id}).",
    ),
    "GAIA_UN10": Text(
        "{type}型のフィールドに値を設定することはできません。",
        "Cannot update field whose type is {type}.",
    ),
    "GA_UO01": Text(
        "APIでは次の操作はできません：カテゴリーの値の編集",
        "The following operation is not available with the API: editing the value of Categories.",
    ),
    "GAIA_BF02": Text(
        "フィールド「{field}」の値を指定してレコードを登録するには、アプリ管理権限が必要です。",
        'App permissions are required to add records with specifying a value in the "{field}" field.',
    ),
    "GAIA_FU01": Text(
        "フィールド「{field}」の編集権限がありません。",
        'You do not have permission to edit the "{field}" field.',
    ),
    "GAIA_LO03": Text(
        "ルックアップのコピー元のフィールド（code: {field}）は、値の重複を禁止する設定にしてください。",
        "The lookup key field (code: {field}) must prohibit duplicate values.",
    ),
    "GAIA_LO04": Text(
        "フィールド「{field}」の値「{value}」が、ルックアップの参照先のフィールドにないか、"
        "またはアプリやフィールドの閲覧権限がありません。",
        'The value "{value}" of the field "{field}" does not exist in the lookup source, '
        "or you do not have permission to view the app or the field.",
    ),
    "GAIA_SI01": Text(
        "テーブル（code: {table}）の行IDが重複しています。",
        "Raw ID (code: {table}) in a table is duplicated.",
    ),
    "GAIA_CN01": Text(
        "指定したカーソルは存在しないか、既に有効期限が切れています。",
        "The specified cursor does not exist or has already expired.",
    ),
    "GAIA_TM12": Text(
        "作成できるカーソルの上限を超えています。時間をおいて再度お試しください。",
        "The number of cursors exceeds the limit. Please try again later.",
    ),
    # --- app settings
    "GAIA_FC01": Text(
        "指定されたフィールド（code: {field}）が見つかりません。",
        "The field (code: {field}) not found.",
    ),
    "GAIA_IN01": Text(
        "キー「{key}」と名前「{name}」が一致していません。",
        'The key "{key}" and the name "{name}" do not match.',
    ),
    "GAIA_FN11": Text(
        "フォームの更新に失敗しました。一部のフィールド（code: {fields}）のレイアウトを指定していません",
        "Failed to update form. Field (code: {fields}) is missing in the layout parameter",
    ),
    "GAIA_IL01": Text(
        "フィールド「{field}」の計算式が正しくありません。(エラーの内容：{ja})",
        'The formula of the field "{field}" is not correct. (Details: {en})',
    ),
    "GAIA_IL23": Text(
        "ゲストスペース内のアプリを操作する場合は、リクエストの送信先を「/k/guest/（ゲストスペースのID）/v1/...」にします。",
        "To operate an app in a guest space, send the request to /k/guest/(guest space ID)/v1/... .",
    ),
    "GAIA_IL26": Text(
        "指定したユーザー（code：{code}）が見つかりません。",
        "The specified user (code: {code}) is not found.",
    ),
    "GAIA_IL27": Text(
        "指定したグループ（code：{code}）が見つかりません。",
        "The specified group (code: {code}) is not found.",
    ),
    "GAIA_IL28": Text(
        "指定した組織（code：{code}）が見つかりません。",
        "The specified organization (code: {code}) is not found.",
    ),
    "GAIA_IL44": Text(
        "自動的に作成された一覧は削除できません。",
        "The view that was created automatically cannot be deleted.",
    ),
    # --- queries
    "GAIA_QU01": Text(
        "limit には {max} 以下の値を指定してください。", "limit must be {max} or less."
    ),
    "GAIA_QU02": Text(
        "offset には 10,000 以下の値を指定してください。", "offset must be 10,000 or less."
    ),
    "GAIA_IQ03": Text(
        "{field}フィールドのフィールドタイプには演算子{operator}を使用できません。",
        "The operator {operator} cannot be used for the field type of the field {field}.",
    ),
    "GAIA_IQ07": Text(
        "テーブルに設定している場合、{field}フィールドのフィールドタイプには、演算子{operator}を使用できません。",
        "The operator {operator} cannot be used for the field type of the field {field} in a table.",
    ),
    "GAIA_IQ10": Text(
        "{field}フィールドに、選択肢にない値「{value}」が指定されています。",
        'The value "{value}" specified for the field {field} is not one of its options.',
    ),
    "GAIA_IQ11": Text(
        "指定されたフィールド（{field}）が見つかりません。", "Specified field ({field}) not found."
    ),
    "GAIA_IQ23": Text(
        "{function}関数の日の指定（{value}）が正しくありません。",
        "The day ({value}) specified for the function {function} is not valid.",
    ),
    "GAIA_IQ25": Text(
        "{function}関数の単位（{value}）が正しくありません。",
        "The unit ({value}) specified for the function {function} is not valid.",
    ),
    "GAIA_IQ27": Text(
        "「updateKey」に指定したフィールド（code: {field}）は、値の重複を禁止する設定にしてください。",
        'The field (code: {field}) specified in "updateKey" must prohibit duplicate values.',
    ),
    "GAIA_IR02": Text(
        "関連レコード一覧ではないフィールド（{field}）に「.」は使用できません。",
        'The notation "." cannot be used for the field ({field}), which is not related records.',
    ),
    "GAIA_IL08": Text(
        "{function}関数の引数の数が正しくありません。",
        "The number of arguments of the function {function} is not valid.",
    ),
    # --- process
    "GAIA_ST02": Text(
        "操作に失敗しました。プロセス管理機能が無効化されています。",
        "Your request failed. The process management feature has been disabled.",
    ),
    "GAIA_IL03": Text(
        "ステータスの変更に失敗しました。ほかのユーザーがステータス、またはステータスの設定を変更した可能性があります。",
        "Failed to update the status. The settings or the status itself may have been changed by someone.",
    ),
    "GAIA_NT01": Text(
        "作業者のみがステータスを変更できます", "Only Assignee can change the status."
    ),
    "GAIA_SA01": Text("作業者を指定してください。", "Assignee is required."),
    "GAIA_SA03": Text(
        "指定した作業者（code: {code}）は、作業者の候補に含まれていません。",
        "The specified assignee (code: {code}) is not one of the candidates.",
    ),
    "GAIA_SA04": Text(
        "ステータスの更新に失敗しました。このアクションでは作業者を指定できません。",
        "Failed to update status. Assignee cannot be specified by the action.",
    ),
    "UR_PT01": Text(
        "指定したお知らせ（id: {id}）が見つかりません。",
        "The specified announcement (ID: {id}) is not found.",
    ),
    "UR_PT02": Text(
        "お気に入りは{most}件までです。使わないものを外してから、もう一度お試しください。",
        "There can be {most} favorites. Remove one that you do not use, then try again.",
    ),
    "UR_TS01": Text(
        "{name}さん（code: {code}）は、このレコードを閲覧できません。",
        "{name} (code: {code}) may not view this record.",
    ),
    "UR_TS02": Text(
        "指定した意見の依頼（id: {id}）が見つかりません。",
        "The specified request for an opinion (ID: {id}) is not found.",
    ),
    "UR_TS03": Text(
        "指定した条件（id: {id}）が見つかりません。",
        "The specified condition (ID: {id}) is not found.",
    ),
    "UR_TS04": Text("すでに回答しています。", "This has been answered already."),
    "UR_TS05": Text("この条件はすでに完了しています。", "This condition is fulfilled already."),
    "UR_TS06": Text(
        "意見を答えられるのは、依頼された人だけです。",
        "Only the person who was asked can answer.",
    ),
    "UR_TS07": Text(
        "条件を完了にできるのは、申請者と条件を付けた人だけです。",
        "Only the applicant and the person who set a condition can say that it is fulfilled.",
    ),
    "UR_TS08": Text(
        "{name}さん（code: {code}）は、いまの担当者ではありません。",
        "It is not the turn of {name} (code: {code}).",
    ),
    "UR_TS09": Text(
        "指定したステップ（id: {id}）は、もう処理待ちではありません。",
        "The specified step (ID: {id}) is not waiting any more.",
    ),
    "UR_TS10": Text(
        "最後に残った承認は省略できません。別の担当者を指定してください。",
        "The last approval that is left cannot be skipped. Name somebody else for it.",
    ),
    "UR_TS11": Text(
        "このステップは止まっていないため、省略できません。",
        "This step is not stuck, so it cannot be skipped.",
    ),
    "UR_TS12": Text(
        "今の組織と設定で決め直しても、担当者が決まりません。",
        "Resolved anew with the people and settings of today, there is still nobody.",
    ),
    # --- spaces
    "OC_NO01": Text(
        "スペース（id: {id}）が見つかりません。削除されている可能性があります。",
        "The space (id: {id}) could not be found, or no longer exists.",
    ),
    # --- ours
    "UR_NI01": Text(
        "このAPI（{name}）は、まだ利用できません。", "This API ({name}) is not available yet."
    ),
    "UR_LO01": Text(
        "サインインの失敗が続いたため、しばらく受け付けられません。{seconds}秒ほど待ってから、もう一度お試しください。",
        "Too many failed sign-ins. Wait about {seconds} seconds and try again.",
    ),
    "UR_QT01": Text(
        "1分間のリクエスト数が上限（{limit}件）を超えました。{seconds}秒ほど待ってから、もう一度お試しください。",
        "More than {limit} requests in one minute. Wait about {seconds} seconds and try again.",
    ),
    "UR_QT02": Text(
        "同時リクエスト数が上限（{limit}件）を超えました。前のリクエストが終わってから、もう一度お試しください。",
        "More than {limit} requests at once. Try again when one of them has ended.",
    ),
    "UR_NW01": Text(
        "お使いのネットワーク（{address}）からは利用できません。許可されたネットワークから接続するか、管理者にご相談ください。",
        "You cannot use this from your network ({address}). Connect from one that is allowed, or ask the administrator.",
    ),
    "UR_NW02": Text(
        "この設定を保存すると、お使いのネットワーク（{address}）からご自身が利用できなくなります。それでもよい場合は、forceにtrueを指定してください。",
        'With this setting you could not come in from your own network ({address}) any more. Set "force" to true if you mean it.',
    ),
    "UR_MF02": Text(
        "認証アプリの設定をはじめからやり直してください。",
        "Start setting up the authenticator app again.",
    ),
    "UR_MF03": Text("この認証方法はありません。", "There is no such sign-in method."),
    "UR_MF04": Text(
        "2要素認証を設定してから、リカバリーコードを作成してください。",
        "Set up a second factor before making recovery codes.",
    ),
    "UR_MF05": Text(
        "管理者が2要素認証を必須にしているため、最後の認証方法は削除できません。先に別の方法を追加してください。",
        "A second factor is required here, so the last one cannot be removed. Add another one first.",
    ),
    "UR_MF06": Text(
        "管理者が2要素認証を使用しない設定にしています。",
        "The administrator has switched second factors off.",
    ),
    "UR_MF07": Text(
        "登録できるパスキーは{most}個までです。", "You can have {most} passkeys at most."
    ),
    "UR_MF08": Text("この方法では本人確認できません。", "You cannot show who you are in this way."),
    "UR_RA01": Text(
        "この操作を続けるには、本人確認が必要です。",
        "Show once more who you are to go on with this.",
    ),
    "UR_SS01": Text(
        "この操作は、ブラウザーでログインして行ってください。",
        "Sign in with a browser to do this.",
    ),
    "UR_SS02": Text("このセッションはありません。", "There is no such session."),
    "UR_PW01": Text(
        "パスワードではログインできません。ログイン画面に表示されるサービスを使ってください。",
        "Passwords are not used here. Sign in through the service that the sign-in screen shows.",
    ),
    "UR_TK01": Text("このAPIトークンはありません。", "There is no such API token."),
    "UR_SC01": Text("「{code}」はすでに使われています。", "“{code}” is already in use."),
    "UR_SC02": Text(
        "この資格情報では、管理者と監査者、およびそのグループを変更できません。",
        "With this credential, administrators, auditors and their groups cannot be changed.",
    ),
    "UR_SC03": Text("指定されたリソースはありません。", "There is no such resource."),
    "UR_SC04": Text("SCIMの資格情報が正しくありません。", "The SCIM credential is not valid."),
    "UR_BG01": Text(
        "リクエストが大きすぎます。{mb}MB以下にしてください。",
        "The request is too large. It must be {mb} MB or less.",
    ),
    "UR_VE01": Text(
        "アプリ（id: {id}）に、反映済みのバージョン{version}はありません。",
        "The app (ID: {id}) has no version {version} that was ever live.",
    ),
    "UR_FR01": Text(
        "レコードのステータスでは変更できないフィールドがあります。変更は保存されていません。",
        "There are fields that cannot be changed in the record's status. Nothing was saved.",
    ),
    "UR_IK01": Text("このIdempotency-Keyは使用済みです。", "This Idempotency-Key is used."),
    "UR_FR02": Text(
        "「{action}」を実行する前に、必須のフィールドに入力してください。",
        "Fill the required fields before you run “{action}”.",
    ),
    "UR_FR03": Text(
        "職務分掌「{rule}」により、{name}さんはこのレコードの「{action}」を実行できません。",
        "By the segregation of duties “{rule}”, {name} may not run “{action}” on this record.",
    ),
    "UR_AD01": Text("このアドレスはありません。", "There is nothing at this address."),
    "UR_PE01": Text(
        "指定したユーザー（{code}）が見つからないか、停止されています。",
        "The specified user ({code}) is not found or is disabled.",
    ),
    "UR_ME01": Text(
        "このアドレスでは{method}メソッドを使用できません。",
        "The method {method} cannot be used at this address.",
    ),
    "UR_MT01": Text(
        "リクエストの形式は{type}にしてください。", "The request must be sent as {type}."
    ),
    "UR_SV01": Text(
        "データベースに接続できません。しばらく待ってから、もう一度お試しください。",
        "The database is not available. Please try again later.",
    ),
    "UR_ER01": Text(
        "サーバーで問題が発生しました。管理者にエラーID（{id}）をお知らせください。",
        "Something went wrong on the server. Tell the administrator the error ID ({id}).",
    ),
}
