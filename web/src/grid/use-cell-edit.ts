import { useCallback, useMemo, useRef, useState } from "react";
import type { WireRecord } from "@/api/wire";
import { today } from "@/fields/moments";
import { asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import { cellText } from "./cell-text";
import {
  type Choice,
  choicesOf,
  chosenKeys,
  isChosen,
  isSeveral,
  valueOfKeys,
} from "./choices";
import type { Editing } from "./editing";
import { type Reader, readTyped } from "./typed";
import type { GridColumn } from "./types";

/** A cell that is being edited. */
export interface CellEdit {
  record: WireRecord;
  column: GridColumn;
  /** What the input holds; of a choice, what narrows it down. */
  draft: string;
  /** Begun by typing: the arrows then leave the cell, as in a sheet. */
  isTyped: boolean;
  /** Of a choice: what is chosen, and which of those offered is marked (-1: none). */
  keys: readonly string[];
  at: number;
}

/** What goes on in the active cell once one types. */
export function useCellEdit(editing: Editing | undefined, onRefused: (why: string) => void) {
  const where = useLocale();
  const [edit, setEdit] = useState<CellEdit | null>(null);
  const now = useRef<CellEdit | null>(null);
  const set = useCallback((next: CellEdit | null) => {
    now.current = next;
    setEdit(next);
  }, []);
  const reader = useMemo<Reader>(
    () => ({
      today: today(where.timezone),
      timezone: where.timezone,
      entities: editing?.entities ?? (() => new Map()),
    }),
    [where.timezone, editing],
  );

  const begin = (record: WireRecord, column: GridColumn, typed: string | null): boolean => {
    const why = editing ? editing.whyNot(column) : "";
    if (why !== null) {
      if (why) onRefused(why);
      return false;
    }
    set(begun(record, column, typed, editing, where));
    return true;
  };
  const type = (draft: string): void => {
    const edited = now.current;
    if (!edited || !editing) return;
    const isNarrowed = isChosen(edited.column);
    set({ ...edited, draft, at: isNarrowed ? firstAt(edited.column, editing, draft, []) : -1 });
  };
  const choices: readonly Choice[] =
    edit && editing && isChosen(edit.column) ? choicesOf(edit.column, editing, edit.draft) : [];
  const mark = (way: 1 | -1): void => {
    const edited = now.current;
    if (!edited || choices.length === 0) return;
    const next = (edited.at + way + choices.length) % choices.length;
    set({ ...edited, at: edited.at === -1 && way === -1 ? choices.length - 1 : next });
  };
  /** Takes what is marked; of several it stays open. Whether the cell is finished. */
  const choose = (key: string | undefined): boolean => {
    const edited = now.current;
    if (!edited || !editing || key === undefined) return true;
    if (!isSeveral(edited.column)) {
      set({ ...edited, keys: key === "" ? [] : [key], draft: "" });
      return true;
    }
    const isIn = edited.keys.includes(key);
    const keys = isIn ? edited.keys.filter((one) => one !== key) : [...edited.keys, key];
    set({ ...edited, keys, draft: "", at: -1 });
    return false;
  };
  const commit = (): void => {
    const edited = now.current;
    set(null);
    if (!edited || !editing) return;
    const { record, column, draft, keys } = edited;
    const id = asText(record.$id?.value);
    const before = record[column.code]?.value ?? null;
    const isPicked = isChosen(column) && draft.trim() === "";
    const value = isPicked
      ? valueOfKeys(column, keys, editing)
      : readTyped(draft, column.property, reader);
    const isMarked = editing.marksOf(id)?.[column.code] !== undefined;
    if (JSON.stringify(value) === JSON.stringify(before) && !isMarked) return;
    editing.change([{ record, column, value, text: draft }]);
  };
  return {
    edit,
    latest: now,
    reader,
    choices,
    begin,
    type,
    mark,
    choose,
    commit,
    cancel: () => set(null),
  };
}

export type CellEditing = ReturnType<typeof useCellEdit>;

type Where = Parameters<typeof cellText>[2];

/** A cell as its editing begins: with what is in it, or with what was typed over it. */
function begun(
  record: WireRecord,
  column: GridColumn,
  typed: string | null,
  editing: Editing | undefined,
  where: Where,
): CellEdit {
  const value = record[column.code]?.value;
  const shared = { record, column, isTyped: typed !== null, keys: chosenKeys(value) };
  if (isChosen(column)) {
    const at = editing ? firstAt(column, editing, typed ?? "", shared.keys) : -1;
    return { ...shared, draft: typed ?? "", at };
  }
  const mark = editing?.marksOf(asText(record.$id?.value))?.[column.code];
  const text = mark?.text ?? cellText(value, column.property, where);
  return { ...shared, draft: typed ?? text, at: -1 };
}

function firstAt(
  column: GridColumn,
  editing: Editing,
  typed: string,
  keys: readonly string[],
): number {
  const choices = choicesOf(column, editing, typed);
  const at = choices.findIndex(({ key }) => keys.includes(key));
  return at === -1 && typed !== "" ? Math.min(0, choices.length - 1) : at;
}
