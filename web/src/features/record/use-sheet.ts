import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import { today } from "@/fields/moments";
import { readTsv } from "@/grid/tsv";
import { useLocale } from "@/i18n/locale";
import { useFormScope } from "./form-context";
import { type FormRow, type FormValues, newRow, rowsOf, whyReadOnly } from "./form-values";
import { type Cell, cellAfter, cellOf, focusCell } from "./table-keys";
import { pasteInto } from "./table-paste";

type TableForm = { [code: string]: FormRow[] };

export interface RowActs {
  duplicate: (row: number) => void;
  remove: (row: number) => void;
  move: (from: number, to: number) => void;
}

/** What can be done with a table's rows, by keys, by menu and by pasting. */
export function useSheet(
  property: FieldProperty,
  columns: readonly FieldProperty[],
  box: RefObject<HTMLDivElement | null>,
) {
  const { code } = property;
  const { t } = useTranslation();
  const scope = useFormScope();
  const { user, changed } = scope;
  const { timezone } = useLocale();
  const form = useFormContext<FormValues>();
  const [said, setSaid] = useState("");
  const showRow = useRef<(row: number) => void>(() => undefined);
  const rows = useFieldArray<TableForm, string, "key">({ name: code, keyName: "key" });
  const { append, insert, remove, move, replace } = rows;
  const typed = useMemo(
    () => columns.filter((column) => whyReadOnly(column, scope) === null),
    [columns, scope],
  );
  const current = useCallback(() => rowsOf(form.getValues(code)), [form, code]);
  const focus = useCallback(
    (cell: Cell) => {
      showRow.current(cell.row);
      requestAnimationFrame(() => {
        if (!focusCell(box.current, cell))
          requestAnimationFrame(() => void focusCell(box.current, cell));
      });
    },
    [box],
  );
  const add = useCallback(() => {
    const at = current().length;
    append(newRow(property, user), { shouldFocus: false });
    changed(code);
    focus({ row: at, column: 0 });
  }, [append, current, property, user, changed, code, focus]);
  const acts: RowActs = useMemo(
    () => ({
      duplicate: (row) => {
        const source = current()[row];
        if (!source) return;
        insert(row + 1, { value: structuredClone(source.value) }, { shouldFocus: false });
        changed(code);
        setSaid(t("form.rowDuplicated", { row: row + 1 }));
        focus({ row: row + 1, column: 0 });
      },
      remove: (row) => {
        const rest = current().length - 1;
        remove(row);
        changed(code);
        setSaid(t("form.rowRemoved", { row: row + 1 }));
        if (rest > 0) focus({ row: Math.min(row, rest - 1), column: 0 });
      },
      move: (from, to) => {
        if (to < 0 || to >= current().length || to === from) return;
        move(from, to);
        changed(code);
        setSaid(t("form.rowMoved", { from: from + 1, to: to + 1 }));
        focus({ row: to, column: 0 });
      },
    }),
    [current, insert, remove, move, changed, code, focus, t],
  );
  /** Enter behind the last row makes one; Tab leaves the table there as it leaves anything else. */
  const goOn = (event: KeyboardEvent, at: Cell): void => {
    const next = cellAfter(event, at, typed.length);
    if (next === null || next.row < 0) return;
    const isEnd = next.row >= current().length;
    if (isEnd && event.key === "Tab") return;
    event.preventDefault();
    if (isEnd) add();
    else focus(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cellOf(event.target);
    if (at === null) return;
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (step === undefined) goOn(event, at);
    else {
      event.preventDefault();
      acts.move(at.row, at.row + step);
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const at = cellOf(event.target);
    const text = event.clipboardData.getData("text/plain");
    const block = readTsv(text);
    if (at === null || (block.length === 1 && block[0]?.length === 1)) return;
    event.preventDefault();
    const blank = () => newRow(property, user);
    const context = { columns: typed, blank, today: today(timezone) };
    const pasted = pasteInto(current(), block, at, context);
    replace(pasted.rows);
    changed(code);
    const told = { count: block.length, left: pasted.left };
    setSaid(t(pasted.left > 0 ? "form.pastedPartly" : "form.pasted", told));
    focus(at);
  };
  return { rows: rows.fields, typed, acts, add, onKeyDown, onPaste, said, showRow };
}
