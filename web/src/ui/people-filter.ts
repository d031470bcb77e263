import type { OptionsFilter } from "@mantine/core";

/** Text as it is compared: hiragana finds katakana, half-width finds full-width. */
export function folded(text: string): string {
  const kana = text.normalize("NFKC").toLowerCase();
  return kana.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}

/** Finds people by name, reading or code: `search` holds all of it, folded, by an option's value. */
export function peopleFilter(search: ReadonlyMap<string, string>): OptionsFilter {
  return ({ options, search: typed, limit }) => {
    const wanted = folded(typed.trim());
    return options
      .filter((one) => "value" in one && (search.get(one.value) ?? "").includes(wanted))
      .slice(0, limit);
  };
}
