// With a token that may add records and nothing else, tries to see or change what is there.
// Arguments: the app and the token. Prints how many calls were refused; one that is not ends the run.
import assert from "node:assert/strict";
import { KintoneRestAPIClient, KintoneRestAPIError } from "@kintone/rest-api-client";

const [app, apiToken] = process.argv.slice(2);
const client = new KintoneRestAPIClient({ baseUrl: process.env.BASE_URL, auth: { apiToken } });
const record = { 部門名: { value: "x" } };
const updateKey = { field: "部門コード", value: "E01" };
const calls = [
  () => client.record.getRecord({ app, id: 1 }),
  () => client.record.getRecords({ app }),
  () => client.record.getRecords({ app, query: '部門コード = "E01"', fields: ["部門コード"], totalCount: true }),
  () => client.record.createCursor({ app }),
  () => client.record.getRecordComments({ app, record: 1 }),
  () => client.record.addRecordComment({ app, record: 1, comment: { text: "x" } }),
  () => client.record.updateRecord({ app, updateKey, record }),
  () => client.record.upsertRecord({ app, updateKey, record }),
  () => client.record.deleteRecords({ app, ids: [1] }),
  () => client.app.updateAppAcl({ app, rights: [] }),
];
for (const call of calls) {
  await assert.rejects(call(), (error) => {
    assert.ok(error instanceof KintoneRestAPIError);
    assert.deepEqual([error.status, error.code], [403, "GAIA_NO01"]);
    return true;
  });
}
console.log(JSON.stringify({ refused: calls.length }));
