import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { keysetPage, type Start } from "@/api/record-pages";
import { totalsQuery } from "@/api/totals";
import type { FieldProperty } from "@/api/wire";
import type { ListPlan } from "../list-plan";
import { type Lane, laneQuery } from "./board-plan";

const AT_ONCE = 30;

/** The cards of a lane, page after page by keyset. */
export function useLane(
  appId: string,
  plan: ListPlan,
  field: FieldProperty,
  lane: Lane,
  codes: readonly string[],
) {
  const query = laneQuery(plan, field, lane);
  return useInfiniteQuery({
    queryKey: ["records", appId, "lane", query, codes],
    initialPageParam: { offset: 0 } as Start,
    queryFn: ({ pageParam }) => keysetPage(appId, query, codes, pageParam, AT_ONCE),
    getNextPageParam: ({ next }): Start | null => (next === null ? null : { after: next }),
  });
}

export interface LaneTotal {
  count: number;
  sum: string | null;
}

/** How many records each lane has and what they come to: one question for the whole board. */
export function useLaneTotals(
  appId: string,
  plan: ListPlan,
  field: FieldProperty,
  summed: FieldProperty | undefined,
): ReadonlyMap<string, LaneTotal> | null {
  const measures = summed ? ["COUNT", `SUM:${summed.code}`] : ["COUNT"];
  const question = { query: plan.condition, groups: [field.code], measures };
  const { data } = useQuery(totalsQuery(appId, question));
  if (!data) return null;
  return new Map(
    data.map(({ groups: [key], values: [count, sum] }) => [
      typeof key === "string" ? key : "",
      { count: Number(count), sum: sum ?? null },
    ]),
  );
}
