/** Text to tokens: words, texts, numbers, signs. */

export type TokenKind = "code" | "text" | "number" | "operator" | "sign";

export interface Token {
  kind: TokenKind;
  text: string;
}

/** The text is no query. */
export class Malformed extends Error {}

const CURRENCY = "$¢-¥֏؋₠-⃀﷼﹩＄￠￡￥￦";
const MORE = "＿・·･";
const PARTS: readonly [TokenKind | "space", RegExp][] = [
  ["space", /[ \t\r\n\u3000]+/y],
  ["text", /"[^"\\\t\r\n]*(?:\\[^\t\r\n][^"\\\t\r\n]*)*"/y],
  ["number", /[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y],
  [
    "code",
    new RegExp(
      `(?:[\\p{L}\\p{Nl}\\p{No}_${CURRENCY}${MORE}])(?:[\\p{L}\\p{N}_${CURRENCY}${MORE}゙゚])*`,
      "uy",
    ),
  ],
  ["operator", /!=|>=|<=|=|>|</y],
  ["sign", /[(),.]/y],
];

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < text.length) {
    const found = next(text, place);
    if (found.kind !== "space") tokens.push({ kind: found.kind, text: found.text });
    place += found.text.length;
  }
  return tokens;
}

function next(text: string, place: number): { kind: TokenKind | "space"; text: string } {
  for (const [kind, pattern] of PARTS) {
    pattern.lastIndex = place;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0] };
  }
  throw new Malformed();
}

const ESCAPES: { [letter: string]: string } = { t: "\t", n: "\n", r: "\r" };

/** What a text between quotes says. */
export function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (whole, letter: string) => {
    if (letter === '"' || letter === "\\") return letter;
    return ESCAPES[letter] ?? whole;
  });
}
