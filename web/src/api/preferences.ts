import { call, type Params } from "./client";

export const THEMES = ["system", "light", "dark"] as const;
export const TEXT_SIZES = ["standard", "large", "largest"] as const;
export const LANDINGS = ["portal", "tasks", "apps"] as const;

/** How somebody likes the screen, on each of their devices. */
export interface Preferences {
  language: "ja" | "en";
  theme: (typeof THEMES)[number];
  textSize: (typeof TEXT_SIZES)[number];
  landing: (typeof LANDINGS)[number];
  /** Shortcuts of a single key. */
  shortcuts: boolean;
}

export function savePreferences(changes: Partial<Preferences>): Promise<Preferences> {
  return call<Preferences>("PATCH", "/api/v1/me/preferences", changes as Params);
}
