/** The words of calendars of records, Japanese. */
export const dates = {
  dates: {
    by: "カレンダーの日付の項目",
    title: "{{label}}のカレンダー",
    noField: "日付の項目がありません",
    noFieldLead: "日付か日時のフィールドがあるアプリで使えます。",
    month: "月",
    week: "週",
    today: "今日",
    previous: "前へ",
    next: "次へ",
    more: "ほか{{count}}件",
    tooMany:
      "この期間のレコードは{{count}}件を超えています。先頭の{{count}}件を表示しています。",
    move: "日付を変える",
    moveTitle: "「{{name}}」の{{label}}を変える",
    moved: "{{day}}に移しました。",
    open: "レコードを開く",
    stamp: "この日付は自動で入るため、動かせません。",
    closed: "休み",
  },
};
