import { first } from "./ja-first";
import { later } from "./ja-later";

/** Every word of the screen, Japanese. `en.ts` must have the same keys: tsc says so. */
export const ja = { ...first, ...later };

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

export type Catalogue = Words<typeof ja>;
