/** Words of the preview of files, Japanese. */
export const preview = {
  title: "ファイルのプレビュー",
  tools: "表示の操作",
  place: "{{count}}件中 {{place}}件目",
  previous: "前のファイル（←）",
  next: "次のファイル（→）",
  smaller: "縮小（-）",
  larger: "拡大（+）",
  download: "ダウンロード",
  page: "{{count}}ページ中 {{number}}ページ目",
  none: "この形式のファイルは、ここでは表示できません。ダウンロードして開いてください。",
  failed: "表示できませんでした。ダウンロードして開いてください。",
  open: "{{name}}をプレビュー",
};
