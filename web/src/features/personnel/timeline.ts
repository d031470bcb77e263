import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { peopleQuery } from "@/api/people";
import { type Order, type OrganizationChange, titlesQuery } from "@/api/personnel";

/** Something prepared, of either kind. */
export type Item = { what: "order"; one: Order } | { what: "change"; one: OrganizationChange };

/** Everything by its day, the first day first; organizations change before people move. */
export function byDay(
  orders: readonly Order[],
  changes: readonly OrganizationChange[],
): [string, Item[]][] {
  const days = new Map<string, Item[]>();
  const items: Item[] = [
    ...changes.map((one) => ({ what: "change" as const, one })),
    ...orders.map((one) => ({ what: "order" as const, one })),
  ];
  for (const item of items) days.set(item.one.on, [...(days.get(item.one.on) ?? []), item]);
  return [...days].sort(([a], [b]) => a.localeCompare(b));
}

/** What is prepared in a sentence; a code stays where nothing has it yet. */
export function useSentence(): (item: Item) => string {
  const { t } = useTranslation();
  const { data: organizations = [] } = useQuery(peopleQuery("ORGANIZATION"));
  const { data: titles = [] } = useQuery(titlesQuery);
  const names = new Map(organizations.map((each) => [each.code, each.name]));
  const ranks = new Map(titles.map((each) => [each.code, each.name]));
  const unit = (code: string): string => names.get(code) ?? code;
  return (item) => {
    const organization = unit(item.one.organization);
    if (item.what === "change") {
      const parent = item.one.parent ? unit(item.one.parent) : t("personnel.top");
      return t(`personnel.told.${item.one.kind}`, {
        organization,
        name: item.one.name,
        parent,
      });
    }
    const { user, title, kind } = item.one;
    const rank = title === null ? t("personnel.noTitle") : (ranks.get(title) ?? title);
    return t(`personnel.told.${kind}`, { organization, title: rank, name: user?.name ?? "" });
  };
}
