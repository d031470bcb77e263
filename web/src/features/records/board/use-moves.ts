import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { updateRecord } from "@/api/records";
import { rightsQuery } from "@/api/rights";
import { type ActionRun, actionsQuery, processKey, runAction } from "@/api/routes";
import type { FieldProperty, Process, WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import { useProblemText } from "@/ui/problem-text";
import { say, sayNo } from "@/ui/said";
import { type Verdict, verdictOf } from "./lane-moves";

/** A card on its way: the record, and where it stands. */
export interface Moving {
  id: string;
  record: WireRecord;
  from: string;
}

/** Judges moves by what the server says of the record now, and makes them. */
export function useMoves(appId: string, field: FieldProperty, process: Process) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const textOf = useProblemText();
  const reload = (id: string): void => {
    void client.invalidateQueries({ queryKey: ["records", appId] });
    void client.invalidateQueries({ queryKey: processKey(appId, id) });
    for (const key of ["record", "rights", "history"])
      void client.invalidateQueries({ queryKey: [key, appId, id] });
    void client.invalidateQueries({ queryKey: ["tasks"] });
  };
  const judge = async ({ id, from }: Moving): Promise<(to: string) => Verdict> => {
    const isStatus = field.type === "STATUS";
    const [actions, rights] = await Promise.all([
      isStatus ? client.fetchQuery(actionsQuery(appId, id)) : [],
      client.fetchQuery({ ...rightsQuery(appId, id), staleTime: 0 }),
    ]);
    return (to) => verdictOf(field, from, to, { process, actions, rights });
  };
  const edit = useMutation({
    mutationFn: ({ moving, to }: { moving: Moving; to: string }) => {
      const value = to === "" ? null : to;
      const revision = asText(moving.record.$revision?.value);
      return updateRecord(appId, moving.id, { [field.code]: { value } }, revision);
    },
    onSuccess: (_, { to }) => say(t("board.edited", { value: to || t("board.none") })),
    onError: (error) => sayNo(textOf(error)),
    onSettled: (_, __, { moving }) => reload(moving.id),
  });
  const act = useMutation({
    mutationFn: ({ moving, run }: { moving: Moving; run: ActionRun }) =>
      runAction(appId, moving.id, run),
    onSuccess: ({ status }, { moving }) =>
      say(status === moving.from ? t("act.passed") : t("record.moved", { status })),
    onSettled: (_, __, { moving }) => reload(moving.id),
  });
  return { judge, edit, act };
}
