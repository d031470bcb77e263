import { createContext, useContext } from "react";
import type { FieldMap } from "@/api/wire";
import type { Filler, Untyped } from "./form-values";

export interface FormScope extends Untyped {
  fields: FieldMap;
  user: Filler;
  errors: ReadonlyMap<string, string>;
  /** A person changed this input, so what was said about it no longer holds. */
  touched: (name: string) => void;
  isNew: boolean;
}

const Scope = createContext<FormScope | null>(null);

export const FormScopeProvider = Scope.Provider;

export function useFormScope(): FormScope {
  const scope = useContext(Scope);
  if (scope === null) throw new Error("Only inside a record form.");
  return scope;
}

/** The id of an input, for labels and for the summary of problems. */
export function inputId(name: string): string {
  return `field-${name}`;
}
