import { authority } from "./authority-ja";
import { board } from "./board-ja";
import { bulk } from "./bulk-ja";
import { calendar } from "./calendar-ja";
import { dates } from "./dates-ja";
import { filter } from "./filter-ja";
import { form } from "./form-ja";
import { grid } from "./grid-ja";
import { jaAccount } from "./ja-account";
import { lists } from "./lists-ja";
import { past } from "./past-ja";
import { personnel } from "./personnel-ja";
import { portal } from "./portal-ja";
import { preview } from "./preview-ja";
import { recordPage } from "./record-ja";
import { route } from "./route-ja";
import { search } from "./search-ja";
import { tasks } from "./tasks-ja";
import { versions } from "./versions-ja";
import { views } from "./views-ja";

/** Every word of the screen, Japanese. `en.ts` must have the same keys: tsc says so. */
export const ja = {
  product: "裏方 Urakata",
  common: {
    cancel: "キャンセル",
    close: "閉じる",
    clear: "クリア",
    search: "検索",
    loading: "読み込んでいます",
    retry: "もう一度読み込む",
    none: "なし",
    required: "必須",
    neededNext: "次へ進むには入力が必要です",
    skip: "本文へ移動",
    of: "{{label}}（{{row}}行目）",
  },
  problem: {
    title: "読み込めませんでした",
    offline:
      "サーバーにつながりません。通信を確かめて、もう一度お試しください。入力した内容は残っています。",
    unknown: "思いがけないエラーが起きました（{{code}}）。もう一度お試しください。",
    notFoundPage: "このページはありません",
    toApps: "ホームへ",
  },
  signIn: {
    title: "ログイン",
    lead: "ログイン名とパスワードを入力してください。",
    code: "ログイン名",
    password: "パスワード",
    showPassword: "パスワードを表示",
    submit: "ログイン",
    missing: "ログイン名とパスワードを入力してください。",
    refused: "ログイン名またはパスワードが違います。",
    throttled: "失敗が続いたため、しばらくログインできません。時間をおいてお試しください。",
    expired: "ログインの有効期限が切れました",
    expiredLead: "入力した内容は残っています。ログインすると、止まっていた操作を続けます。",
  },
  account: jaAccount,
  signInServices: {
    or: "または",
    through: "{{name}}でログイン",
    failed: "ログインできませんでした。もう一度お試しください。",
    unknown: "このアカウントは登録されていません。管理者にお問い合わせください。",
    network: "お使いのネットワークからは利用できません。",
  },
  shell: {
    menu: "さんのメニュー",
    language: "言語",
    japanese: "日本語",
    english: "English",
    signOut: "ログアウト",
    apps: "ホーム",
    path: "現在の場所",
  },
  apps: {
    title: "アプリ",
    find: "アプリを探す",
    count_other: "{{count}}個のアプリ",
    empty: "アプリがまだありません",
    emptyLead: "管理者がアプリを公開すると、ここに並びます。",
    noMatch: "「{{words}}」に合うアプリはありません",
    noDescription: "説明はありません",
  },
  records: {
    view: "一覧",
    all: "（すべて）",
    search: "レコードを検索",
    searchHint: "2文字から検索",
    status: "ステータス",
    anyStatus: "すべてのステータス",
    add: "レコードを追加",
    range: "{{total}}件中 {{from}}–{{to}}件",
    empty: "レコードがまだありません",
    emptyLead: "最初の1件を追加すると、ここに並びます。",
    noMatch: "条件に合うレコードはありません",
    noMatchLead: "検索の言葉や絞り込みを変えてみてください。",
    reset: "絞り込みを解除",
    openNumber: "{{number}} を開く",
    previous: "前のページ",
    next: "次のページ",
    pages: "ページ",
    tooFar:
      "表示できるのは先頭から{{most}}件までです。検索や絞り込みで件数を減らしてください。",
    sortAscending: "{{label}}の昇順に並べる",
    sortDescending: "{{label}}の降順に並べる",
    sortClear: "{{label}}の並び順を戻す",
    rows_other: "{{count}}行",
    table: "レコードの一覧",
  },
  record: {
    title: "レコード {{number}}",
    edit: "編集",
    duplicate: "複製して追加",
    createdBy: "作成",
    updatedBy: "更新",
    assignee: "作業者",
    status: "ステータス",
    moved: "「{{status}}」に進めました。",
    actionAssignee: "次の作業者",
    assigneeMissing: "次の作業者を選んでください。",
    relatedNone: "関連するレコードはありません",
    comments: "コメント",
    noComments: "コメントはまだありません",
    comment: "コメントを書く",
    send: "コメントする",
    sent: "コメントを書き込みました。",
    older: "以前のコメントを見る",
    downloads: "{{name}}をダウンロード",
  },
  access: {
    title: "だれが何を見られるか",
    own: "自分に何が見られるか",
    lead: "人・アプリ・レコードのどれかを選ぶと、できることと、それを決めたアクセス権がわかります。",
    ownLead: "自分にできることと、それを決めたアクセス権がわかります。",
    by: "調べかた",
    byPerson: "人から",
    byApp: "アプリから",
    byRecord: "レコードから",
    person: "人",
    app: "アプリ",
    record: "レコード番号",
    choose: "選んでください",
    show: "調べる",
    csv: "CSVで書き出す",
    csvAll: "全員・全アプリをCSVで書き出す",
    ofPerson: "{{name}}さんにできること",
    ofApp: "「{{name}}」でできること",
    ofRecord: "「{{name}}」のレコード {{number}} でできること",
    find: "名前で絞り込む",
    people: "人",
    rights: "できること",
    fields: "フィールド",
    why: "理由",
    nothing: "なし",
    count_other: "{{count}}人",
    more_other: "ほか{{count}}人",
    apps_other: "{{count}}個のアプリ",
    noApps: "見られるアプリはありません",
    noMatch: "「{{words}}」に合う人はいません",
    recordRules_other: "レコードごとの条件 {{count}}件",
    fieldRules_other: "フィールドの理由 {{count}}件",
    hidden: "見えない",
    readOnly: "閲覧のみ",
    partly: "一部のレコードだけ",
    allFields: "すべて",
    tokens: "APIトークン",
    tokensLead:
      "APIトークンは、トークンごとの権限だけで動きます。レコードやフィールドのアクセス権はかかりません。",
    right: {
      view: "閲覧",
      add: "追加",
      edit: "編集",
      delete: "削除",
      manage: "管理",
      import: "読み込み",
      export: "書き出し",
    },
  },
  ...past,
  ...recordPage,
  ...versions,
  ...route,
  ...tasks,
  ...grid,
  ...search,
  ...authority,
  form,
  preview,
  ...filter,
  ...lists,
  ...bulk,
  ...board,
  ...dates,
  ...calendar,
  ...personnel,
  ...views,
  ...portal,
};

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

export type Catalogue = Words<typeof ja>;
