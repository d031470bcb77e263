import { Malformed, type Token, tokensOf, unquoted } from "./lexer";
import {
  type Argument,
  type Comparison,
  type Expression,
  junction,
  type Operator,
  textValue,
  type Value,
} from "./syntax";

const DEEPEST = 100;
const NESTING: ReadonlySet<string> = new Set(["BIZDAY", "NTHBIZDAY"]);
const KEYWORDS: ReadonlySet<string> = new Set(["and", "or", "not", "in", "like"]);

/** Reads a condition; an empty one is `null`. What is none, or has an order or limit: undefined. */
export function parseCondition(text: string): Expression | null | undefined {
  try {
    const tokens = tokensOf(text);
    if (tokens.length === 0) return null;
    const reader = new Reader(tokens);
    const expression = reader.anyOf();
    return reader.isAtEnd ? expression : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** Walks along the tokens; each method reads one rule of the grammar. */
class Reader {
  private place = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.place === this.tokens.length;
  }

  anyOf(): Expression {
    const terms = [this.allOf()];
    while (this.takeWord("or")) terms.push(this.allOf());
    return junction("any", terms);
  }

  private allOf(): Expression {
    const terms = [this.test()];
    while (this.takeWord("and")) terms.push(this.test());
    return junction("all", terms);
  }

  private test(): Expression {
    if (!this.takeSign("(")) return this.comparison();
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Malformed();
    const inside = this.anyOf();
    this.needSign(")");
    this.depth -= 1;
    return inside;
  }

  private comparison(): Comparison {
    const field = this.field();
    const sign = this.peek();
    if (sign?.kind === "operator") {
      this.place += 1;
      return compared(field, sign.text as Operator, [this.value()]);
    }
    if (this.takeWord("is")) {
      const isDenied = this.takeWord("not");
      this.needWord("empty");
      return compared(field, isDenied ? "is not empty" : "is empty", []);
    }
    const isDenied = this.takeWord("not");
    if (this.takeWord("like")) {
      return compared(field, isDenied ? "not like" : "like", [this.value()]);
    }
    this.needWord("in");
    return compared(field, isDenied ? "not in" : "in", this.values());
  }

  private field(): string {
    const code = this.need("code");
    if (KEYWORDS.has(code.toLowerCase())) throw new Malformed();
    return this.takeSign(".") ? `${code}.${this.need("code")}` : code;
  }

  private values(): Value[] {
    this.needSign("(");
    const values = [this.value()];
    while (this.takeSign(",")) values.push(this.value());
    this.needSign(")");
    return values;
  }

  private value(): Value {
    const token = this.take();
    if (token.kind === "text") return textValue(unquoted(token.text));
    if (token.kind === "number") return textValue(token.text);
    if (token.kind === "code" && this.takeSign("(")) return this.call(token.text.toUpperCase());
    throw new Malformed();
  }

  private call(name: string): Value {
    const args: Argument[] = [];
    if (!this.takeSign(")")) {
      do args.push(this.argument());
      while (this.takeSign(","));
      this.needSign(")");
    }
    if (!NESTING.has(name) && args.some((arg) => arg.kind !== "word")) throw new Malformed();
    return { kind: "call", name, args };
  }

  private argument(): Argument {
    const token = this.take();
    if (token.kind === "text") return textValue(unquoted(token.text));
    if (token.kind === "code" && this.takeSign("(")) return this.call(token.text.toUpperCase());
    if (token.kind === "number" || token.kind === "code") {
      return { kind: "word", word: token.text };
    }
    throw new Malformed();
  }

  private peek(): Token | undefined {
    return this.tokens[this.place];
  }

  private take(): Token {
    const token = this.peek();
    if (token === undefined) throw new Malformed();
    this.place += 1;
    return token;
  }

  private need(kind: "code"): string {
    const token = this.take();
    if (token.kind !== kind) throw new Malformed();
    return token.text;
  }

  private takeWord(word: string): boolean {
    const token = this.peek();
    if (token?.kind !== "code" || token.text.toLowerCase() !== word) return false;
    this.place += 1;
    return true;
  }

  private needWord(word: string): void {
    if (!this.takeWord(word)) throw new Malformed();
  }

  private takeSign(sign: string): boolean {
    const token = this.peek();
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.place += 1;
    return true;
  }

  private needSign(sign: string): void {
    if (!this.takeSign(sign)) throw new Malformed();
  }
}

function compared(field: string, operator: Operator, values: Value[]): Comparison {
  return { kind: "comparison", field, operator, values };
}
