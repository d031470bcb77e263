import { createContext, useContext } from "react";
import type { FieldMap } from "@/api/wire";
import type { FieldErrors } from "./field-errors";
import type { Filler, Untyped } from "./form-values";

export interface FormScope extends Untyped {
  fields: FieldMap;
  user: Filler;
  errors: FieldErrors;
  /** A person changed this input, so what was said about it no longer holds. */
  changed: (name: string) => void;
  /** The input was left: it may be told now what is wrong with it. */
  left: (name: string) => void;
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
