import type { Mention } from "@/api/comments";
import type { FieldMap, WireRecord } from "@/api/wire";
import { asEntities } from "@/fields/values";

const PEOPLE = new Set(["STATUS_ASSIGNEE", "CREATOR", "MODIFIER", "USER_SELECT"]);

/** Who has to do with a record: whose turn it is, who wrote it, who is named in it. */
export function involvedIn(fields: FieldMap, record: WireRecord): Mention[] {
  const order = [...PEOPLE];
  const own = Object.values(fields)
    .filter(({ type }) => PEOPLE.has(type))
    .sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
  return own.flatMap(({ code }) =>
    asEntities(record[code]?.value).map((one) => ({ type: "USER" as const, code: one.code })),
  );
}
