// Sets the rights over an app, its records and its fields through kintone's official client, live and
// in the preview, and looks at what they do to people of the demo company.
import assert from "node:assert/strict";
import { KintoneRestAPIClient, KintoneRestAPIError } from "@kintone/rest-api-client";

const baseUrl = process.env.BASE_URL;
const as = (username) =>
  new KintoneRestAPIClient({ baseUrl, auth: { username, password: process.env.PASSWORD } });
const [manager, payer, chief, seller] = ["admin", "hayashi", "ishida", "kitagawa"].map(as);
const refused = (call, code) =>
  assert.rejects(call, (error) => {
    assert.ok(error instanceof KintoneRestAPIError);
    assert.deepEqual([error.status, error.code], [403, code]);
    return true;
  });
const entity = (type, code, includeSubs = false) => ({ entity: { type, code }, includeSubs });
// the client itself only ever writes to the preview
const deploy = () => manager.app.deployApp({ apps: [{ app }] });
const putLive = async (name, body) => {
  const pair = Buffer.from(`admin:${process.env.PASSWORD}`).toString("base64");
  const headers = { "X-Cybozu-Authorization": pair, "Content-Type": "application/json" };
  const sent = { method: "PUT", headers, body: JSON.stringify({ app, ...body }) };
  const answer = await fetch(`${baseUrl}/k/v1/${name}/acl.json`, sent);
  assert.equal(answer.status, 200);
};
const field = (code, type) => ({ code, type, label: code });

const { app } = await manager.app.addApp({ name: "従業員" });
await manager.app.addFormFields({
  app,
  properties: {
    氏名: field("氏名", "SINGLE_LINE_TEXT"),
    区分: field("区分", "SINGLE_LINE_TEXT"),
    給与: field("給与", "NUMBER"),
    上司: field("上司", "USER_SELECT"),
  },
});
await deploy();
const row = (name, kind, pay, boss) => ({
  氏名: { value: name },
  区分: { value: kind },
  給与: { value: pay },
  上司: { value: boss.map((code) => ({ code })) },
});
const { ids } = await manager.record.addRecords({
  app,
  records: [row("甲", "役員", 900, []), row("乙", "社員", 300, ["ishida"]), row("丙", "社員", 400, [])],
});
const names = async (client, condition = "") => {
  const { records } = await client.record.getRecords({ app, query: `${condition} order by $id asc` });
  return records.map((record) => record.氏名.value);
};

// the defaults, sent back as they came
const { rights: defaults } = await manager.app.getAppAcl({ app });
assert.deepEqual(defaults.map((each) => each.entity.type), ["CREATOR", "GROUP"]);
await manager.app.updateAppAcl({ app, rights: defaults });
assert.deepEqual((await manager.app.getAppAcl({ app })).rights, defaults);

// the app: an organization with all below it; nobody else
const may = (given, rest) => ({
  appEditable: false,
  recordViewable: false,
  recordAddable: false,
  recordEditable: false,
  recordDeletable: false,
  recordImportable: false,
  recordExportable: false,
  ...given,
  ...rest,
});
const work = { recordViewable: true, recordAddable: true, recordEditable: true };
const everything = Object.fromEntries(Object.keys(may()).map((name) => [name, true]));
const appRights = [
  may(everything, entity("CREATOR", null)),
  may(work, entity("ORGANIZATION", "keiri", true)),
  may({}, entity("GROUP", "everyone")),
];
const draft = await manager.app.updateAppAcl({ app, rights: appRights, revision: -1 });
assert.deepEqual(await names(seller), ["甲", "乙", "丙"]);
await deploy();
assert.deepEqual((await manager.app.getAppAcl({ app })).rights, appRights);
assert.equal((await manager.app.getAppAcl({ app, preview: true })).revision, draft.revision);
await refused(names(seller), "CB_NO02");
await refused(seller.record.addRecord({ app, record: row("丁", "社員", 1, []) }), "CB_NO02");
assert.deepEqual(await names(payer), ["甲", "乙", "丙"]);

// records, in the preview first: executives are shown to nobody but the manager
const seen = (viewable, editable, rest) => ({ viewable, editable, deletable: false, ...rest });
const recordRights = [
  {
    filterCond: '区分 = "役員"',
    entities: [seen(true, true, entity("USER", "admin")), seen(false, false, entity("GROUP", "everyone"))],
  },
  {
    filterCond: "",
    entities: [
      seen(true, true, entity("FIELD_ENTITY", "上司")),
      seen(true, false, entity("GROUP", "everyone")),
    ],
  },
];
await manager.app.updateRecordAcl({ app, rights: recordRights });
assert.deepEqual((await manager.app.getRecordAcl({ app, preview: true })).rights, recordRights);
assert.deepEqual((await manager.app.getRecordAcl({ app })).rights, []);
assert.deepEqual(await names(payer), ["甲", "乙", "丙"]);
await deploy();
assert.deepEqual((await manager.app.getRecordAcl({ app })).rights, recordRights);
assert.deepEqual(await names(payer), ["乙", "丙"]);
await refused(payer.record.getRecord({ app, id: ids[0] }), "CB_NO02");
await refused(payer.record.updateRecord({ app, id: ids[1], record: { 氏名: { value: "x" } } }), "CB_NO02");
await chief.record.updateRecord({ app, id: ids[1], record: { 氏名: { value: "乙改" } } });

// fields: pay is for the boss to change and for accounting to read; others know of no such field
const fieldRights = [
  {
    code: "給与",
    entities: [
      { accessibility: "WRITE", ...entity("USER", "admin") },
      { accessibility: "WRITE", ...entity("FIELD_ENTITY", "上司") },
      { accessibility: "READ", ...entity("ORGANIZATION", "keiri_shiharai") },
      { accessibility: "NONE", ...entity("GROUP", "everyone") },
    ],
  },
];
await putLive("field", { rights: fieldRights });
assert.deepEqual((await manager.app.getFieldAcl({ app })).rights, fieldRights);
await manager.app.updateFieldAcl({ app, rights: fieldRights });
assert.deepEqual((await manager.app.getFieldAcl({ app, preview: true })).rights, fieldRights);
const pay = async (client, id) => (await client.record.getRecord({ app, id })).record.給与?.value;
assert.deepEqual(
  [await pay(payer, ids[1]), await pay(chief, ids[1]), await pay(chief, ids[2])],
  ["300", "300", undefined],
);
await refused(payer.record.updateRecord({ app, id: ids[2], record: { 給与: { value: 1 } } }), "CB_NO02");
await chief.record.updateRecord({ app, id: ids[1], record: { 給与: { value: 310 } } });
assert.deepEqual(await names(chief, "給与 > 100"), ["乙改"]);

// what may be done, as the client evaluates it
const { rights } = await chief.app.evaluateRecordsAcl({ app, ids: [ids[1], ids[2]] });
assert.deepEqual(
  rights.map((each) => [each.id, each.record, each.fields.給与]),
  [
    [ids[1], { viewable: true, editable: true, deletable: false }, { viewable: true, editable: true }],
    [ids[2], { viewable: true, editable: false, deletable: false }, { viewable: false, editable: false }],
  ],
);

// a stale revision changes nothing
await assert.rejects(
  manager.app.updateFieldAcl({ app, rights: [], revision: 1 }),
  (error) => error.status === 409 && error.code === "GAIA_CO03",
);
assert.deepEqual((await manager.app.getFieldAcl({ app })).rights, fieldRights);

const all = await manager.record.getAllRecords({ app });
console.log(JSON.stringify({ app, pay: all.map((each) => each.給与.value).sort() }));
