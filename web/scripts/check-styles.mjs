// Style sheets and components name colours by tokens (src/app/tokens.css) and sizes of text in rem:
// a literal would stay light in the dark, and small for who needs it large.
import { readdirSync, readFileSync } from "node:fs";

const RULES = [
  [
    /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|lch)a?\(/i,
    "a literal colour: use a token var(--u-…)",
  ],
  [
    /:[^;]*(?<![-\w])(?:white|black|red|gray|grey|blue|green)\b(?!-)/,
    "a colour's name: use a token var(--u-…)",
  ],
  [
    /--color-(?:primitive|neutral|semantic)-/,
    "a colour that does not turn dark: use a token var(--u-…)",
  ],
  [/font(?:-size)?:[^;]*\d(?:\.\d+)?px/, "text in px: use rem (16px is 1rem)"],
];
const COLOUR_IN_SCRIPT = /["'`\s(]#[0-9a-f]{6}\b|var\(--color-/i;

const files = readdirSync("src", { recursive: true }).map(
  (path) => `src/${path.replaceAll("\\", "/")}`,
);
const problems = [];

for (const path of files.filter((file) => file.endsWith(".css"))) {
  if (path.endsWith("app/tokens.css")) continue;
  const text = readFileSync(path, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, (note) =>
    note.replaceAll(/[^\n]/g, " "),
  );
  for (const [index, line] of text.split("\n").entries()) {
    for (const [pattern, words] of RULES) {
      if (pattern.test(line)) problems.push(`${path}:${index + 1}: ${words}`);
    }
  }
}

for (const path of files.filter((file) => file.endsWith(".tsx"))) {
  for (const [index, line] of readFileSync(path, "utf8").split("\n").entries()) {
    if (COLOUR_IN_SCRIPT.test(line)) {
      problems.push(`${path}:${index + 1}: a literal colour: use a token var(--u-…)`);
    }
  }
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
