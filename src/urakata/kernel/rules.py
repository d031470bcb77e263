"""The sentences of parameter and value checks (kintone's wording), for `Problem`s."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

# --- parameters
MISSING: Final = Text("必須です。", "Required field.")
NOT_AN_INTEGER: Final = Text("整数値を指定してください。", "Enter an integer value.")
NOT_A_BOOLEAN: Final = Text("真偽値で指定してください。", "must be boolean.")
NOT_IN_ENUM: Final = Text("Enum値のいずれかでなければなりません。", "must be one of the enum value")
TOO_SMALL: Final = Text("最小でも{n}以上です。", "must be greater than or equal to {n}")
TOO_LARGE: Final = Text("最大でも{n}以下です。", "must be less than or equal to {n}")
WRONG_SIZE: Final = Text(
    "サイズは{min}から{max}の間でなければなりません。", "size must be between {min} and {max}"
)
NOT_WITH: Final = Text(
    "「{other}」と同時には指定できません。", 'This cannot be given together with "{other}".'
)
BAD_QUERY: Final = Text("クエリ記法が間違っています。", "unsupported query format")
TOO_MANY_ADDED: Final = Text(
    "一度に{n}件までのレコードを追加できます。",
    "A maximum of {n} records can be added at one time.",
)
TOO_MANY_UPDATED: Final = Text(
    "一度に{n}件までのレコードを更新できます。",
    "A maximum of {n} records can be updated at one time.",
)
DELETE_SIZE: Final = Text(
    "一度に1件から{n}件までのレコードを削除できます。",
    "Between 1 and {n} records can be deleted at one time.",
)
APP_NAME_SIZE: Final = Text(
    "1文字以上、64文字以下で入力してください。", "Name must be between 1 and 64 characters."
)
DUPLICATE_APP: Final = Text("アプリIDが重複しています。", "App ID is duplicated.")

# --- values of a record
REQUIRED: Final = Text("必須です。", "Required.")
NOT_A_NUMBER: Final = Text("数字でなければなりません。", "Only numbers are allowed.")
ABOVE_MAXIMUM: Final = Text("{n}以下である必要があります。", "The value must be {n} or less.")
BELOW_MINIMUM: Final = Text("{n}以上である必要があります。", "The value must be {n} or more.")
TOO_LONG: Final = Text("{n}文字より短くなければなりません。", "Enter less than {n} characters.")
TOO_SHORT: Final = Text("{n}文字より長くなければなりません。", "Enter more than {n} characters.")
NOT_AN_OPTION: Final = Text(
    '"{value}"は選択肢にありません。', 'The value, "{value}", is not in options.'
)
NOT_UNIQUE: Final = Text(
    "値がほかのレコードと重複しています。", "This value already exists in another record."
)
NOT_A_DATE: Final = Text(
    "日付の形式が正しくありません。「2026-04-01」のように入力してください。",
    'The date format is not valid. Enter a date such as "2026-04-01".',
)
NOT_A_TIME: Final = Text(
    "時刻の形式が正しくありません。「09:30」のように入力してください。",
    'The time format is not valid. Enter a time such as "09:30".',
)
NOT_A_DATETIME: Final = Text(
    "日時の形式が正しくありません。「2026-04-01T09:30:00+09:00」のように入力してください。",
    'The date and time format is not valid. Enter a value such as "2026-04-01T09:30:00+09:00".',
)
NOT_A_URL: Final = Text("URLの形式が正しくありません。", "The URL format is not valid.")
NOT_AN_ADDRESS: Final = Text(
    "メールアドレスの形式が正しくありません。", "The e-mail address format is not valid."
)
NOT_A_PHONE: Final = Text(
    "電話番号の形式が正しくありません。", "The phone number format is not valid."
)
BAD_CHARACTER: Final = Text(
    "使用できない文字（制御文字など）が含まれています。",
    "The value contains characters that cannot be used.",
)
TOO_PRECISE: Final = Text(
    "全体の桁数が{n}桁を超えています。", "The number of digits must be {n} or less."
)
BAD_SHAPE: Final = Text("値の形式が正しくありません。", "The value does not have the right form.")
TOO_SHORT_TO_SEARCH: Final = Text(
    "2文字以上のことばを入力してください。", "Enter a word of two characters or more."
)

# --- files, comments, statuses
FILE_TOO_LARGE: Final = Text(
    "ファイルのサイズは{mb}MBまでです。", "The file must be {mb} MB or smaller."
)
BAD_FILE_NAME: Final = Text("ファイル名が正しくありません。", "The file name is not valid.")
TWICE: Final = Text("同じ値が重複しています。", "The same value is given more than once.")

# --- people
TAKEN: Final = Text("すでに使われています。", "This is already in use.")
NOT_A_LOGIN: Final = Text(
    "空白、制御文字、コロンは使用できません。",
    "Spaces, control characters and colons cannot be used.",
)
NOT_A_TIMEZONE: Final = Text(
    "タイムゾーンの名前が正しくありません。", "The time zone is not known."
)
NOT_A_NETWORK: Final = Text(
    "ネットワークは「192.0.2.0/24」や「2001:db8::/32」、またはIPアドレスで指定してください。",
    'Write a network as "192.0.2.0/24" or "2001:db8::/32", or one IP address.',
)
UNKNOWN_MEMBER: Final = Text("「{id}」というユーザーはいません。", "There is no user “{id}”.")
CHANGED_SINCE: Final = Text(
    "ほかの変更があったため、保存できませんでした。", "It has been changed since you read it."
)
BUILT_IN: Final = Text(
    "組み込みのユーザーやグループは変更できません。", "Built-in users and groups cannot be changed."
)
UNKNOWN_TITLE: Final = Text(
    "指定した役職（code：{code}）が見つかりません。", "The title (code: {code}) is not found."
)
UNKNOWN_RULE: Final = Text(
    "ルール関数「{code}」がありません。その関数を含むパックを入れるか、コードを確認してください。",
    "There is no rule function “{code}”. Install the pack that brings it, or look at the code.",
)
COMMON_PASSWORD: Final = Text(
    "よく使われるパスワードです。ほかのパスワードにしてください。",
    "Many people use this password. Choose another one.",
)
GUESSABLE_PASSWORD: Final = Text(
    "名前やログイン名、製品名などから推測できるパスワードです。ほかの言葉を加えてください。",
    "This password can be guessed from a name, the login name or the product. Add other words.",
)
REPEATED_PASSWORD: Final = Text(
    "同じ文字の繰り返しが多すぎます。", "The same characters are repeated too often."
)
WRONG_CODE: Final = Text(
    "コードが違うか、すでに使われています。新しいコードを入力してください。",
    "The code is wrong, or was used already. Enter a new one.",
)
WRONG_PASSKEY: Final = Text(
    "パスキーを確認できませんでした。もう一度お試しください。",
    "The passkey could not be verified. Try again.",
)
WRONG_PASSWORD: Final = Text("パスワードが違います。", "The password is wrong.")
A_LOOP: Final = Text(
    "組織を、それ自身の下に置くことはできません。", "An organization cannot be placed below itself."
)

# --- fields where a record stands in its process
READ_ONLY_HERE: Final = Text(
    "フィールド「{field}」は、ステータス「{status}」では変更できません。変更するには、"
    "プロセス管理のアクション（差し戻しなど）で、変更できるステータスに移してください。",
    'The field "{field}" cannot be changed in the status "{status}". To change it, run an action '
    "of the process (such as a return) that leads to a status in which it can.",
)
REQUIRED_IN_STATUS: Final = Text(
    "ステータス「{place}」から進む前に、フィールド「{field}」に入力してください。",
    'Fill the field "{field}" before the record goes on from the status "{place}".',
)
REQUIRED_IN_STEP: Final = Text(
    "ステップ「{place}」を終える前に、フィールド「{field}」に入力してください。",
    'Fill the field "{field}" before the step "{place}" is passed.',
)
HIDDEN_HERE: Final = Text(
    "フィールド「{field}」は、ステータス「{status}」では表示されないため、値を送信できません。"
    "このフィールドを除いて保存してください。",
    'The field "{field}" is not shown in the status "{status}", so no value can be sent for it. '
    "Save without this field.",
)

# --- conditions
FUNCTION_NOT_ALLOWED: Final = Text(
    "{field}フィールドには{function}関数を使用できません。",
    "The function {function} cannot be used for the field {field}.",
)
NOT_IN_CALENDAR: Final = Text(
    "日付は西暦1年から9999年までの範囲で指定してください。",
    "Dates must be between the years 1 and 9999.",
)
DUPLICATE_RECORD: Final = Text(
    "同じレコードが重複して指定されています。", "The same record is specified more than once."
)
KEY_IS_FIXED: Final = Text(
    "「updateKey」に指定したフィールドの値は変更できません。",
    'The value of the field specified in "updateKey" cannot be changed.',
)

# --- the past
NO_SUCH_REVISION: Final = Text(
    "戻せるリビジョンではありません。変更履歴にある、現在より前のリビジョンを指定してください。",
    "There is no such revision to go back to. Give one of the history, before the present one.",
)
TOO_LONG_AGO: Final = Text(
    "この日時より後の変更が{n}件を超えています。もっと新しい日時を指定するか、レコードを1件ずつ参照してください。",
    "More than {n} changes came after this moment. Give a later one, or read records one by one.",
)
