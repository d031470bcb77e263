import { useEffect } from "react";
import { focusInput } from "./problems";

/** Opens a form at the field that the address names: `…/edit#field-金額`. */
export function useFieldOfAddress(): void {
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (!id.startsWith("field-")) return;
    const frame = requestAnimationFrame(() => focusInput(id));
    return () => cancelAnimationFrame(frame);
  }, []);
}
