import type { Problem } from "@/api/problem";
import { inputName, spotOf } from "@/api/problem-paths";
import type { FieldProperty } from "@/api/wire";

export interface Placed {
  name: string;
  label: string;
  row: number | null;
  message: string;
}

type InOrder = Placed & { place: number };

function onForm(
  path: string,
  messages: readonly string[],
  form: readonly FieldProperty[],
): InOrder | null {
  const spot = spotOf(path);
  const place = form.findIndex((property) => property.code === spot?.code);
  const property = form[place];
  if (!spot || !property) return null;
  const column = spot.column === undefined ? undefined : property.fields?.[spot.column];
  const row = column ? (spot.row ?? 0) : null;
  const label = column?.label ?? property.label;
  // "no number" comes first; that such a field is then also empty would mislead
  const isNumber = (column ?? property).type === "NUMBER";
  const said = isNumber ? messages.slice(0, 1) : messages;
  return { name: inputName(spot), label, row, place, message: said.join(" ") };
}

/** The server's problems in the order of the form, each at its input, under its label there. */
export function placed(problem: Problem, form: readonly FieldProperty[]): Placed[] {
  const found = new Map<string, InOrder>();
  for (const [path, messages] of Object.entries(problem.errors)) {
    const one = onForm(path, messages, form);
    // "no number" is written with brackets, and the "required" beside it would mislead
    const isBetter = one !== null && (path.startsWith("record[") || !found.has(one.name));
    if (isBetter) found.set(one.name, one);
  }
  return [...found.values()]
    .sort((a, b) => a.place - b.place || (a.row ?? 0) - (b.row ?? 0))
    .map(({ place: _place, ...shown }) => shown);
}

const FOCUSABLE = 'input:not([type="hidden"]), textarea, button, select, [tabindex="0"]';

/** Moves the focus into the input with this id, whichever element of it takes focus. */
export function focusInput(id: string): void {
  const element = document.getElementById(id);
  const isOwn = element?.matches(FOCUSABLE) === true;
  const target = isOwn ? element : element?.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
  (target ?? element)?.scrollIntoView({ block: "center" });
}
