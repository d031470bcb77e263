// Builds an app with every field type through kintone's official client and lives a record's life
// in it. Prints what Python asserts on as one line of JSON; any failed expectation ends the run.
import assert from "node:assert/strict";
import { KintoneRestAPIClient, KintoneRestAPIError } from "@kintone/rest-api-client";

const baseUrl = process.env.BASE_URL;
const auth = { username: "admin", password: process.env.PASSWORD };
const client = new KintoneRestAPIClient({ baseUrl, auth });

const options = (...names) =>
  Object.fromEntries(names.map((label, index) => [label, { label, index: String(index) }]));
const field = (code, type, rest = {}) => ({ code, type, label: code, ...rest });

const master = await client.app.addApp({ name: "部門マスタ" });
await client.app.addFormFields({
  app: master.app,
  properties: {
    部門コード: field("部門コード", "SINGLE_LINE_TEXT", { unique: true, required: true }),
    部門名: field("部門名", "SINGLE_LINE_TEXT"),
  },
});
await client.app.deployApp({ apps: [{ app: master.app }] });
await client.record.addRecord({
  app: master.app,
  record: { 部門コード: { value: "D01" }, 部門名: { value: "総務部" } },
});

const { app } = await client.app.addApp({ name: "全フィールド" });
const properties = {
  一行: field("一行", "SINGLE_LINE_TEXT", { unique: true, maxLength: "64" }),
  複数行: field("複数行", "MULTI_LINE_TEXT"),
  装飾: field("装飾", "RICH_TEXT"),
  金額: field("金額", "NUMBER", { digit: true, unit: "円", unitPosition: "AFTER" }),
  税込: field("税込", "CALC", { expression: "ROUNDDOWN(金額 * 1.1, 0)" }),
  合計: field("合計", "CALC", { expression: "SUM(小計)" }),
  チェック: field("チェック", "CHECK_BOX", { options: options("甲", "乙") }),
  ラジオ: field("ラジオ", "RADIO_BUTTON", { options: options("はい", "いいえ") }),
  複数選択: field("複数選択", "MULTI_SELECT", { options: options("赤", "青") }),
  選択: field("選択", "DROP_DOWN", { options: options("高", "低") }),
  日付: field("日付", "DATE"),
  時刻: field("時刻", "TIME"),
  日時: field("日時", "DATETIME"),
  リンク: field("リンク", "LINK", { protocol: "WEB" }),
  添付: field("添付", "FILE"),
  担当: field("担当", "USER_SELECT"),
  組織: field("組織", "ORGANIZATION_SELECT"),
  グループ: field("グループ", "GROUP_SELECT"),
  部門: field("部門", "SINGLE_LINE_TEXT", {
    lookup: {
      relatedApp: { app: master.app },
      relatedKeyField: "部門コード",
      fieldMappings: [{ field: "部門名", relatedField: "部門名" }],
      lookupPickerFields: ["部門名"],
      filterCond: "",
      sort: "部門コード asc",
    },
  }),
  部門名: field("部門名", "SINGLE_LINE_TEXT"),
  明細: {
    ...field("明細", "SUBTABLE"),
    fields: {
      品名: field("品名", "SINGLE_LINE_TEXT"),
      数量: field("数量", "NUMBER"),
      単価: field("単価", "NUMBER"),
      小計: field("小計", "CALC", { expression: "数量 * 単価" }),
    },
  },
  見出し: field("見出し", "GROUP", { openGroup: true }),
  関連: field("関連", "REFERENCE_TABLE", {
    referenceTable: {
      relatedApp: { app: master.app },
      condition: { field: "部門", relatedField: "部門コード" },
      filterCond: "",
      displayFields: ["部門コード", "部門名"],
      sort: "部門コード asc",
      size: "5",
    },
  }),
};
await client.app.addFormFields({ app, properties });
const { layout } = await client.app.getFormLayout({ app, preview: true });
await client.app.updateFormLayout({ app, layout });
await client.app.updateViews({
  app,
  views: {
    一覧: { type: "LIST", index: "0", name: "一覧", fields: ["一行", "金額"], sort: "金額 desc" },
  },
});
await client.app.updateProcessManagement({
  app,
  enable: true,
  states: {
    未処理: { name: "未処理", index: "0", assignee: { type: "ONE", entities: [] } },
    完了: { name: "完了", index: "1", assignee: { type: "ONE", entities: [] } },
  },
  actions: [{ name: "終える", from: "未処理", to: "完了", filterCond: "" }],
});
await client.app.deployApp({ apps: [{ app }] });
const { apps } = await client.app.getDeployStatus({ apps: [app] });
assert.equal(apps[0].status, "SUCCESS");

const live = await client.app.getFormFields({ app });
assert.equal(live.properties.金額.unit, "円");
assert.equal(live.properties.関連.referenceTable.relatedApp.app, master.app);

const { fileKey } = await client.file.uploadFile({
  file: { name: "見積書.txt", data: Buffer.from("合計 1,100 円") },
});
const written = {
  一行: { value: "A-1" },
  複数行: { value: "一行目\n二行目" },
  装飾: { value: "<b>太字</b><script>1</script>" },
  金額: { value: 1000 },
  チェック: { value: ["乙", "甲"] },
  複数選択: { value: ["青"] },
  選択: { value: "高" },
  日付: { value: "2026-04-01" },
  時刻: { value: "9:05" },
  日時: { value: "2026-04-01T09:30:00+09:00" },
  リンク: { value: "https://example.com/" },
  添付: { value: [{ fileKey }] },
  担当: { value: [{ code: "admin" }] },
  部門: { value: "D01" },
  明細: {
    value: [
      { value: { 品名: { value: "机" }, 数量: { value: "2" }, 単価: { value: "300" } } },
      { value: { 品名: { value: "椅子" }, 数量: { value: "3" }, 単価: { value: "100" } } },
    ],
  },
};
const { id } = await client.record.addRecord({ app, record: written });
const { record } = await client.record.getRecord({ app, id });
assert.deepEqual(record.税込, { type: "CALC", value: "1100" });
assert.equal(record.合計.value, "900");
assert.equal(record.部門名.value, "総務部");
assert.equal(record.装飾.value, "<b>太字</b>");
assert.deepEqual(record.チェック.value, ["甲", "乙"]);
assert.equal(record.ラジオ.value, "はい");
assert.equal(record.時刻.value, "09:05");
assert.equal(record.日時.value, "2026-04-01T00:30:00Z");
assert.equal(record.添付.value[0].name, "見積書.txt");
assert.equal(record.明細.value.length, 2);
assert.equal(record.$revision.value, "1");

const bytes = await client.file.downloadFile({ fileKey: record.添付.value[0].fileKey });
assert.equal(Buffer.from(bytes).toString(), "合計 1,100 円");

await client.record.updateRecord({ app, id, record: { 金額: { value: "2000" } }, revision: "1" });
await assert.rejects(
  client.record.updateRecord({ app, id, record: { 金額: { value: "1" } }, revision: "1" }),
  (error) => error instanceof KintoneRestAPIError && error.status === 409 && error.code === "GAIA_CO02",
);
await client.record.upsertRecord({
  app,
  updateKey: { field: "一行", value: "A-2" },
  record: { 金額: { value: "5" } },
});
const rest = Array.from({ length: 250 }, (_, n) => ({
  一行: { value: `B-${n}` },
  金額: { value: String(n) },
}));
const added = await client.record.addAllRecords({ app, records: rest });
assert.equal(added.records.length, 250);

const page = await client.record.getRecords({
  app,
  query: '金額 >= 200 and 一行 like "B-" order by 金額 desc limit 3',
  totalCount: true,
});
assert.equal(page.totalCount, "50");
assert.deepEqual(page.records.map((each) => each.金額.value), ["249", "248", "247"]);
const all = await client.record.getAllRecords({ app, condition: '一行 like "B-"' });
assert.equal(all.length, 250);
const byCursor = await client.record.getAllRecordsWithCursor({ app, query: "order by 金額 asc" });
assert.equal(byCursor.length, 252);

const bulk = {
  requests: [
    { method: "POST", api: "/k/v1/record.json", payload: { app, record: { 一行: { value: "C-1" } } } },
    { method: "POST", api: "/k/v1/record.json", payload: { app, record: { 一行: { value: "A-1" } } } },
  ],
};
await assert.rejects(client.bulkRequest(bulk), (error) => error.bulkRequestIndex === 1);
const rolledBack = await client.record.getRecords({ app, query: '一行 = "C-1"' });
assert.equal(rolledBack.records.length, 0);

const comment = await client.record.addRecordComment({ app, record: id, comment: { text: "確認しました" } });
const { comments } = await client.record.getRecordComments({ app, record: id });
assert.equal(comments[0].text.trim(), "確認しました");
await client.record.deleteRecordComment({ app, record: id, comment: comment.id });

const before = (await client.record.getRecord({ app, id })).record.$revision.value;
const moved = await client.record.updateRecordStatus({ app, id, action: "終える" });
assert.equal(Number(moved.revision), Number(before) + 2);
assert.equal((await client.record.getRecord({ app, id })).record.ステータス.value, "完了");

await client.record.deleteAllRecords({ app, records: all.map((each) => ({ id: each.$id.value })) });
const left = await client.record.getRecords({ app, query: "", totalCount: true });
console.log(JSON.stringify({ app, master: master.app, id, left: left.totalCount }));
