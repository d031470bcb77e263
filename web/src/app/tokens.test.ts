import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Colors = ReadonlyMap<string, string>;

const SHEET = readFileSync("src/app/tokens.css", "utf8");
const [LIGHT, DARK] = SHEET.split(':root[data-mantine-color-scheme="dark"] {') as [
  string,
  string,
];

function colors(block: string): Colors {
  const rows = block.matchAll(/--u-([a-z-]+): (#[0-9a-f]{6});/g);
  return new Map([...rows].map((row) => [String(row[1]), String(row[2])]));
}

const light = colors(LIGHT);
const dark = new Map([...light, ...colors(DARK)]);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG's contrast of two tokens. */
function contrast(scheme: Colors, first: string, second: string): number {
  const [high, low] = [first, second]
    .map((name) => luminance(scheme.get(name) ?? expect.fail(`no token ${name}`)))
    .sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["ground", "sunken", "surface", "raised", "hover", "selected"];
const INKS = ["ink", "soft-ink", "faint-ink", "accent", "danger", "warning", "success", "info"];
const TONES = "danger warning success info neutral blue purple cyan yellow".split(" ");

const READ: [string, string][] = [
  ...INKS.flatMap((ink) => GROUNDS.map((ground): [string, string] => [ink, ground])),
  ...TONES.map((tone): [string, string] => [`${tone}-ink`, `${tone}-ground`]),
  ["on-fill", "fill"],
  ["on-fill", "fill-hover"],
  ["on-fill", "danger-fill"],
  ["on-fill", "danger-fill-hover"],
  ["found-ink", "found-ground"],
];

const SEEN: [string, string][] = [
  ...["ground", "surface", "raised"].map((one): [string, string] => ["line-strong", one]),
  ...TONES.map((tone): [string, string] => [`${tone}-mark`, `${tone}-ground`]),
  ...TONES.map((tone): [string, string] => [`${tone}-mark`, "surface"]),
];

for (const [scheme, name] of [
  [light, "light"],
  [dark, "dark"],
] as const) {
  test(`every ink can be read on its grounds, ${name}`, () => {
    const weak = READ.filter(([ink, ground]) => contrast(scheme, ink, ground) < 4.5);
    expect(weak.map((pair) => [...pair, contrast(scheme, ...pair).toFixed(2)])).toEqual([]);
  });

  test(`every line of a control and every mark can be seen, ${name}`, () => {
    const weak = SEEN.filter(([mark, ground]) => contrast(scheme, mark, ground) < 3);
    expect(weak.map((pair) => [...pair, contrast(scheme, ...pair).toFixed(2)])).toEqual([]);
  });
}

test("the dark sheet turns every colour that the light one names, but the mark's and the fills'", () => {
  const same = [...light.keys()].filter((name) => !colors(DARK).has(name));
  expect(same).toEqual(["mark-ground", "mark-line", "mark-dot"]);
});
