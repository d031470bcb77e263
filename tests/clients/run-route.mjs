// A 稟議 goes its whole way through kintone's official client: everybody of the demo company signs in
// as himself, and the record alone says whose turn it is.
import assert from "node:assert/strict";
import { KintoneRestAPIClient, KintoneRestAPIError } from "@kintone/rest-api-client";

const { BASE_URL: baseUrl, PASSWORD: password } = process.env;
const as = (username) => new KintoneRestAPIClient({ baseUrl, auth: { username, password } });
const refused = (call, status, code) =>
  assert.rejects(call, (error) => {
    assert.ok(error instanceof KintoneRestAPIError);
    assert.deepEqual([error.status, error.code], [status, code]);
    return true;
  });
// what kintone's client has no method for
const ours = async (who, method, path, body) => {
  const pair = Buffer.from(`${who}:${password}`).toString("base64");
  const headers = { "X-Cybozu-Authorization": pair, "Content-Type": "application/json" };
  const sent = { method, headers, body: body && JSON.stringify(body) };
  const answer = await fetch(`${baseUrl}/api/v1/${path}`, sent);
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return text && JSON.parse(text);
};
const { apps } = await as("admin").app.getApps({ codes: ["RINGI", "BIHIN"] });
const [ringi, bihin] = ["RINGI", "BIHIN"].map((code) => apps.find((app) => app.code === code).appId);
const standing = async (app, id) => {
  const { record } = await as("admin").record.getRecord({ app, id });
  const turn = record.作業者.value.map((person) => person.code);
  return [record.ステータス.value, turn.sort().join(" "), record.$revision.value];
};
const row = (values) =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

// filed, and submitted: the route says who is next, nobody chooses
const applicant = "maruyama";
const { id } = await as(applicant).record.addRecord({
  app: ringi,
  record: row({
    件名: "倉庫の賃借", 区分: "契約", 申請部署: [{ code: "eigyo1" }], 金額: "3500000", 目的: "在庫の保管", 重要度: "低",
  }),
});
const run = (who, action, more = {}) =>
  as(who).record.updateRecordStatus({ app: ringi, id, action, ...more });
const moved = async (who, action, ...expected) => {
  const more = action === "差し戻す" ? { assignee: applicant } : {};
  const { revision } = await run(who, action, more);
  assert.equal(revision, expected.at(-1));
  assert.deepEqual(await standing(ringi, id), expected);
};
await refused(run(applicant, "申請する", { assignee: "shimizu" }), 400, "GAIA_SA04");
assert.deepEqual(await standing(ringi, id), ["下書き", "", "1"]);
await moved(applicant, "申請する", "承認中", "shimizu", "3");

// not for others, not for the applicant, not for who has seen an older revision
await refused(run("chiba", "承認する"), 403, "GAIA_NT01");
await refused(run(applicant, "承認する"), 403, "GAIA_NT01");
await refused(run("shimizu", "承認する", { revision: 1 }), 409, "GAIA_CO02");
assert.deepEqual(await standing(ringi, id), ["承認中", "shimizu", "3"]);

// returned, corrected, submitted again
await moved("shimizu", "差し戻す", "差戻し", applicant, "5");
await as(applicant).record.updateRecord({ app: ringi, id, record: row({ 金額: "3550000" }) });
await moved(applicant, "再申請する", "承認中", "shimizu", "8");

// approved; the next one hands his turn on to a colleague
await moved("shimizu", "承認する", "承認中", "takeuchi", "9");
const handOn = (who) =>
  as(who).record.updateRecordAssignees({ app: ringi, id, assignees: ["nishimura"], revision: 9 });
await refused(handOn("chiba"), 403, "GAIA_NT01");
assert.deepEqual(await handOn("takeuchi"), { revision: "10" });
await refused(run("takeuchi", "承認する"), 409, "UR_PR02");

// 総務 and 法務 beside each other, one of each is enough
const [somu, homu] = ["kirishima morita nagai sakamoto", "noguchi tsuji"];
const both = [...somu.split(" "), ...homu.split(" ")].sort().join(" ");
await moved("nishimura", "承認する", "承認中", both, "11");
await moved("nagai", "承認する", "承認中", homu, "12");
await refused(run("morita", "承認する"), 409, "UR_PR02"); // and hears who was first
await moved("noguchi", "承認する", "承認中", "hoshino", "13");

// the director lets somebody stand in for him
await refused(run("oda", "承認する"), 403, "GAIA_NT01");
const days = [0, 1].map((days) => new Date(Date.now() + days * 86_400_000));
const [from, to] = days.map((day) => day.toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" }));
const { id: delegation } = await ours("hoshino", "POST", "delegations", {
  delegates: ["oda"], from, to, apps: [ringi],
});
await moved("oda", "承認する", "承認済み", "", "15");
await refused(run("hoshino", "承認する"), 409, "UR_PR02");
await ours("hoshino", "DELETE", `delegations/${delegation}`);

// who acted for whom, and that a client which cannot give a reason gave その他
const { steps, visits } = await ours(applicant, "GET", `apps/${ringi}/records/${id}/route`);
const last = steps.at(-1).lines[0];
assert.deepEqual([last.by.code, last.onBehalfOf.code], ["oda", "hoshino"]);
assert.equal(visits.find((visit) => visit.action === "差し戻す").reason.code, "R99");

// several at once, all or none
const desk = (name) =>
  row({ 件名: name, 購入理由: "増員", 明細: [{ value: row({ 品名: "机", 数量: "1", 単価: "30000" }) }] });
const { ids } = await as("kitagawa").record.addRecords({
  app: bihin,
  records: ["机A", "机B", "机C"].map(desk),
});
const runAll = (who, action, records) =>
  as(who).record.updateRecordsStatus({ app: bihin, records: records.map((each) => ({ action, ...each })) });
const all = ids.map((id) => ({ id }));
const each = () => Promise.all(ids.map((id) => standing(bihin, id)));
const alike = (...expected) => ids.map(() => expected);
const at = (revision) => ids.map((id) => ({ id, revision }));
assert.deepEqual((await runAll("kitagawa", "申請する", all)).records, at("3"));
assert.deepEqual(await each(), alike("承認中", "hirano", "3"));
await refused(runAll("kitagawa", "承認する", all), 403, "GAIA_NT01");
await refused(runAll("hirano", "承認する", [...all.slice(1), { id: ids[0], revision: 1 }]), 409, "GAIA_CO02");
assert.deepEqual(await each(), alike("承認中", "hirano", "3"));
assert.deepEqual((await runAll("hirano", "承認する", all)).records, at("5"));
assert.deepEqual(await each(), alike("発注待ち", "hamada kuroki yoshioka", "5"));

console.log(JSON.stringify({ ringi: await standing(ringi, id), bihin: ids.length }));
