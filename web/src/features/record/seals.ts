/** 決裁欄: what stands in the box of each step. */
import type { Route, RouteLine, RouteStep, Visit } from "@/api/routes";

export interface Seal {
  /** The step, and its line where several decide side by side. */
  office: string;
  /** Who decided; "" while nobody has. */
  name: string;
  /** Whose seal it is, when somebody else decided in their place. */
  insteadOf: string;
  at: string;
  action: string;
  /** Who is asked, before they have decided. */
  asked: string;
}

/** The newest submission: the open one, or the last that ended. */
function stepsOf(route: Route): readonly RouteStep[] {
  if (route.steps.length > 0) return route.steps;
  return route.past.reduce<readonly RouteStep[]>(
    (newest, round, index, all) =>
      round.round === Math.max(...all.map((one) => one.round))
        ? (all[index]?.steps ?? [])
        : newest,
    [],
  );
}

function sealOf(step: RouteStep, line: RouteLine): Seal {
  const isNamed = line.name !== "" && line.name !== step.name;
  return {
    office: isNamed ? `${step.name} ${line.name}` : step.name,
    name: line.by?.name ?? "",
    insteadOf: line.by ? (line.onBehalfOf?.name ?? "") : "",
    at: line.leftAt ?? "",
    action: line.action,
    asked: line.people.map((one) => one.name).join("、"),
  };
}

function sealOfVisit(visit: Visit): Seal {
  return {
    office: visit.status,
    name: visit.by?.name ?? "",
    insteadOf: visit.onBehalfOf?.name ?? "",
    at: visit.leftAt ?? "",
    action: visit.action,
    asked: "",
  };
}

/** A box for the applicant, then one for each line of each step; without a route, one a status. */
export function sealsOf(route: Route): Seal[] {
  const steps = stepsOf(route);
  const lines = steps.flatMap((step) => step.lines.map((line) => sealOf(step, line)));
  if (lines.length > 0) return lines;
  return route.visits.filter((visit) => visit.by !== null).map(sealOfVisit);
}

/** What fits on a seal: the family name, where one stands before a space. */
export function sealName(name: string): string {
  const [family = ""] = name.trim().split(/[\s　]/);
  return family.slice(0, 4);
}
