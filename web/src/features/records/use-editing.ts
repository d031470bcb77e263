import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { copiedCodes } from "@/api/definition";
import { peopleQuery } from "@/api/people";
import { rightsQuery } from "@/api/rights";
import { deleteRecords, recordsById, writeSheet } from "@/api/sheet";
import type { Entity, FieldMap } from "@/api/wire";
import type { Editing, PastedBlock } from "@/grid/editing";
import type { RowPages } from "@/grid/row-pages";
import { folded } from "@/grid/typed";
import type { GridColumn } from "@/grid/types";
import { useProblemText } from "@/ui/problem-text";
import { CellEdits } from "./cell-edits";

const TYPED =
  /^(SINGLE_LINE_TEXT|MULTI_LINE_TEXT|NUMBER|DATE|TIME|DATETIME|LINK|DROP_DOWN|RADIO_BUTTON|CHECK_BOX|MULTI_SELECT|USER_SELECT|ORGANIZATION_SELECT|GROUP_SELECT)$/;
const KINDS = {
  USER_SELECT: "USER",
  ORGANIZATION_SELECT: "ORGANIZATION",
  GROUP_SELECT: "GROUP",
} as const;

interface Wanted {
  appId: string;
  fields: FieldMap;
  rows: RowPages;
  columns: readonly GridColumn[];
  codes: readonly string[];
}

/** What may be edited in the list of an app, and what becomes of it. */
export function useEditing({ appId, fields, rows, columns, codes }: Wanted) {
  const client = useQueryClient();
  const words = useProblemText();
  const rights = useQuery(rightsQuery(appId));
  const [block, setBlock] = useState<PastedBlock | null>(null);
  const latest = useRef({ codes, words });
  latest.current = { codes, words };
  const [edits] = useState(
    () =>
      new CellEdits(rows, {
        write: (all) => writeSheet(appId, all),
        read: (ids) => recordsById(appId, ids, ids.length === 1 ? [] : latest.current.codes),
        remove: (ids) => deleteRecords(appId, ids),
        words: (error) => latest.current.words(error),
      }),
  );
  useEffect(() => edits.over(rows), [edits, rows]);
  const state = useSyncExternalStore(edits.subscribe, edits.now);
  const known = useEntities(columns);
  const whyNot = useWhyNot(fields, rights.data?.app.includes("edit") ?? true);
  const paste = useCallback(
    (pasted: PastedBlock) => {
      void client.invalidateQueries({ queryKey: ["rights", appId] });
      setBlock(pasted);
    },
    [client, appId],
  );
  const editing = useMemo<Editing>(
    () => ({
      whyNot,
      change: edits.change,
      paste,
      marksOf: edits.marksOf,
      forget: edits.forget,
      undo: edits.undo,
      redo: edits.redo,
      entities: (type) => known[type]?.byName ?? new Map(),
      choices: (type) => known[type]?.all ?? [],
    }),
    [whyNot, edits, paste, known],
  );
  return {
    editing,
    edits,
    state,
    block,
    closeBlock: () => setBlock(null),
    rights: rights.data,
  };
}

const WHY: readonly (readonly [RegExp, Why])[] = [
  [/^CALC$/, "whyCalculated"],
  [/^(STATUS|STATUS_ASSIGNEE)$/, "whyProcess"],
  [/^(RICH_TEXT|FILE|SUBTABLE)$/, "whyInRecord"],
];
type Why = "whyCalculated" | "whyProcess" | "whyInRecord";

/** Why nobody types into a column here. */
function useWhyNot(fields: FieldMap, mayEdit: boolean) {
  const { t } = useTranslation();
  return useMemo(() => {
    const copied = copiedCodes(fields);
    return ({ code, label, property: { type } }: GridColumn): string | null => {
      if (!mayEdit) return t("grid.whyRight");
      if (copied.has(code)) return t("grid.whyCopied", { label });
      if (TYPED.test(type)) return null;
      const why = WHY.find(([types]) => types.test(type))?.[1];
      return t(`grid.${why ?? "whyAutomatic"}`, { label });
    };
  }, [t, fields, mayEdit]);
}

interface Known {
  all: readonly Entity[];
  byName: ReadonlyMap<string, Entity>;
}

/** People, organizations and groups, as far as columns ask for them. */
function useEntities(columns: readonly GridColumn[]): { [type: string]: Known | undefined } {
  const types = new Set<string>(columns.map(({ property }) => property.type));
  const users = useQuery({ ...peopleQuery("USER"), enabled: types.has("USER_SELECT") });
  const organizations = useQuery({
    ...peopleQuery("ORGANIZATION"),
    enabled: types.has("ORGANIZATION_SELECT"),
  });
  const groups = useQuery({ ...peopleQuery("GROUP"), enabled: types.has("GROUP_SELECT") });
  return useMemo(() => {
    const data = { USER: users.data, ORGANIZATION: organizations.data, GROUP: groups.data };
    return Object.fromEntries(
      Object.entries(KINDS).map(([type, kind]) => {
        const all = data[kind] ?? [];
        const names = all.flatMap((one): [string, Entity][] => [
          [folded(one.name), { code: one.code, name: one.name }],
          [folded(one.code), { code: one.code, name: one.name }],
        ]);
        return [type, { all, byName: new Map(names.reverse()) }];
      }),
    );
  }, [users.data, organizations.data, groups.data]);
}
