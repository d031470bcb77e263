import i18next from "i18next";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { FieldMap, WireRecord } from "@/api/wire";
import { say } from "@/ui/said";
import { type Base, type FormValues, formOf, type Untyped } from "./form-values";
import { type Choices, type Clash, type Merged, merge, type Side } from "./merging";

interface Editing {
  form: UseFormReturn<FormValues>;
  fields: FieldMap;
  untyped: Untyped;
  base: Base;
  setBase: (base: Base) => void;
}

export interface Conflict {
  isOpen: boolean;
  latest: WireRecord | null;
  clashes: readonly Clash[];
  taken: Merged["taken"];
  choices: Choices;
  choose: (key: string, side: Side) => void;
  /** Takes what was chosen into the form, and saves it on top of what is there now. */
  settle: () => void;
  /** Back to the form as it is; the next save asks again. */
  giveUp: () => void;
}

/** Two people on one record: lays both together, and asks only what both changed differently. */
export function useConflict(editing: Editing) {
  const { form, fields, untyped, base, setBase } = editing;
  const [latest, setLatest] = useState<WireRecord | null>(null);
  const [choices, setChoices] = useState<Choices>(new Map());
  const [settled, setSettled] = useState(0);
  const merged = (theirs: WireRecord, chosen: Choices): Merged =>
    merge(
      fields,
      { base: base.values, mine: form.getValues(), theirs: formOf(fields, theirs) },
      untyped,
      chosen,
    );
  const take = (theirs: WireRecord, result: Merged): void => {
    setBase({ record: theirs, values: formOf(fields, theirs) });
    form.reset(result.values);
    setLatest(null);
    setSettled((count) => count + 1);
  };
  const now = latest === null ? null : merged(latest, choices);
  const conflict: Conflict = {
    isOpen: latest !== null,
    latest,
    clashes: now?.clashes ?? [],
    taken: now?.taken ?? [],
    choices,
    choose: (key, side) => setChoices((all) => new Map(all).set(key, side)),
    settle: () => {
      if (latest !== null) take(latest, merged(latest, choices));
    },
    giveUp: () => setLatest(null),
  };
  const found = (theirs: WireRecord): void => {
    const result = merged(theirs, new Map());
    setChoices(new Map());
    if (result.clashes.length > 0) setLatest(theirs);
    else {
      const labels = result.taken.map((one) => one.label).join("、");
      if (labels) say(i18next.t("form.merged", { labels }));
      take(theirs, result);
    }
  };
  return { ...conflict, found, settled };
}
