import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { Entity } from "./wire";

export type EntityKind = "USER" | "ORGANIZATION" | "GROUP";

const SIZE = 100;
const MOST = 5_000;
const SOURCES = { USER: "users", ORGANIZATION: "organizations", GROUP: "groups" } as const;

interface WirePerson extends Entity {
  id?: string;
  surNameReading?: string;
  givenNameReading?: string;
  valid?: boolean;
  primaryOrganization?: string | null;
}

/** Somebody or some group that can be chosen; `search` also holds the reading (kana) and `beside`. */
export interface Choice extends Entity {
  search: string;
  /** Where a person mainly belongs; else empty. */
  beside: string;
}

async function every(kind: EntityKind): Promise<Choice[]> {
  const [found, organizations] = await Promise.all([
    all(kind),
    kind === "USER" ? all("ORGANIZATION") : [],
  ]);
  const names = new Map(organizations.map((one) => [one.id ?? "", one.name]));
  return found
    .filter((one) => one.valid !== false)
    .map((one) => toChoice(one, names.get(one.primaryOrganization ?? "") ?? ""));
}

async function all(kind: EntityKind): Promise<WirePerson[]> {
  const source = SOURCES[kind];
  const found: WirePerson[] = [];
  for (let offset = 0; offset < MOST; offset += SIZE) {
    const params = { offset, size: SIZE };
    const answer = await call<{ [key: string]: WirePerson[] }>(
      "GET",
      `/v1/${source}.json`,
      params,
    );
    const list = answer[source] ?? [];
    found.push(...list);
    if (list.length < SIZE) break;
  }
  return found;
}

function toChoice(one: WirePerson, beside: string): Choice {
  const reading = `${one.surNameReading ?? ""}${one.givenNameReading ?? ""}`;
  return {
    code: one.code,
    name: one.name,
    search: `${one.name} ${reading} ${one.code} ${beside}`,
    beside,
  };
}

export const peopleQuery = (kind: EntityKind) =>
  queryOptions({
    queryKey: ["people", kind],
    queryFn: () => every(kind),
    staleTime: 5 * 60_000,
  });

async function primaryOrganization(code: string): Promise<Entity | null> {
  type Users = { users: { primaryOrganization: string | null }[] };
  const { users } = await call<Users>("GET", "/v1/users.json", { codes: [code] });
  const id = users[0]?.primaryOrganization;
  if (!id) return null;
  type Organizations = { organizations: Entity[] };
  const answer = await call<Organizations>("GET", "/v1/organizations.json", { ids: [id] });
  return answer.organizations[0] ?? null;
}

/** Where somebody mainly belongs (優先する組織); null for nobody's. */
export const primaryOrganizationQuery = (code: string) =>
  queryOptions({
    queryKey: ["primary-organization", code],
    queryFn: () => primaryOrganization(code),
    staleTime: 5 * 60_000,
  });

/** The members of a group or an organisation. */
export async function members(kind: "GROUP" | "ORGANIZATION", code: string): Promise<Entity[]> {
  if (kind === "GROUP") {
    const answer = await call<{ users: Entity[] }>("GET", "/v1/group/users.json", { code });
    return answer.users;
  }
  type Titled = { userTitles: { user: Entity }[] };
  const answer = await call<Titled>("GET", "/v1/organization/users.json", { code });
  return answer.userTitles.map((one) => one.user);
}
