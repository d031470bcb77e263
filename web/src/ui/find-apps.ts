import type { App } from "@/api/wire";
import { folded } from "./people-filter";

/** Apps whose name, code or description has every word, however wide or in whichever kana. */
export function findApps(apps: readonly App[], words: string): App[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return apps.filter((app) => {
    const text = folded(`${app.name} ${app.code} ${app.description}`);
    return wanted.every((word) => text.includes(word));
  });
}
