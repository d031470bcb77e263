import type { WireRecord } from "@/api/wire";
import type { RowSource } from "./types";

export interface Answer {
  records: WireRecord[];
  next: string | null;
}

export interface Ledger {
  page: (start: { after: string } | { offset: number }, limit: number) => Promise<Answer>;
  count: () => Promise<number>;
  /** Told once for each failed page; the rows stay as they were. */
  failed: (error: unknown) => void;
}

export const PAGE = 100;
/** Pages kept; the farthest from sight are dropped first. */
const KEPT = 24;
const MOST_TOKENS = 400;
/** A page that is only passed by is not asked for: this long must it stay in sight. */
const PAUSE = 70;

interface Page {
  records: WireRecord[];
  isStale: boolean;
}

/**
 * The rows of a list, read page by page as they come into sight: by keyset where the page before is
 * known, else by place. Holds a few pages however far one scrolls, and counts once.
 */
export class RowPages implements RowSource {
  private pages = new Map<number, Page>();
  private tokens = new Map<number, string>();
  private listeners = new Set<() => void>();
  private running = new Set<number>();
  private wanted: readonly [number, number] = [0, 0];
  private changes = 0;
  private generation = 0;
  private known: number | null = null;
  private least = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isCounting = false;

  constructor(private readonly ledger: Ledger) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  version = (): number => this.changes;

  count = (): number => this.known ?? this.least;

  isCounted = (): boolean => this.known !== null;

  /** Whether the first answer is still awaited. */
  isEmptyHanded = (): boolean => this.pages.size === 0 && this.known === null;

  row = (index: number): WireRecord | undefined =>
    this.pages.get(Math.floor(index / PAGE))?.records[index % PAGE];

  want = (first: number, last: number): void => {
    this.wanted = [first, last];
    clearTimeout(this.timer);
    if (this.missing().length === 0) return;
    const isNear = this.pages.size === 0 || this.missing().some((n) => this.tokens.has(n));
    if (isNear) this.fetchMissing();
    else this.timer = setTimeout(this.fetchMissing, PAUSE);
  };

  /** Reads again what is in sight; the rows stay where they are until the new ones are here. */
  reload = (): void => {
    this.generation += 1;
    this.running.clear();
    this.tokens.clear();
    for (const page of this.pages.values()) page.isStale = true;
    this.isCounting = false;
    this.fetchMissing();
  };

  /** Rows of these places, read where they are not here; for pasting and copying beyond sight. */
  range = async (first: number, last: number): Promise<(WireRecord | undefined)[]> => {
    const found: (WireRecord | undefined)[] = [];
    const most = Math.min(last, this.count() - 1);
    for (let n = Math.floor(first / PAGE); n * PAGE <= most; n += 1) {
      const page =
        this.pages.get(n)?.records ?? (await this.ledger.page(this.start(n), PAGE)).records;
      found.push(...Array.from({ length: PAGE }, (_, at) => page[at]));
    }
    const skipped = first % PAGE;
    return found.slice(skipped, skipped + most - first + 1);
  };

  /** Shows other values of a record, wherever it stands. */
  patch = (id: string, change: (record: WireRecord) => WireRecord): void => {
    for (const page of this.pages.values()) {
      const at = page.records.findIndex((record) => record.$id?.value === id);
      const record = page.records[at];
      if (record) page.records = page.records.with(at, change(record));
    }
    this.tell();
  };

  find = (id: string): WireRecord | undefined => {
    for (const page of this.pages.values()) {
      const found = page.records.find((record) => record.$id?.value === id);
      if (found) return found;
    }
    return undefined;
  };

  indexOf = (id: string): number => {
    for (const [n, page] of this.pages) {
      const at = page.records.findIndex((record) => record.$id?.value === id);
      if (at >= 0) return n * PAGE + at;
    }
    return -1;
  };

  private missing(): number[] {
    const most = Math.max(0, Math.ceil(this.count() / PAGE) - 1);
    const [from, to] = this.wanted.map((row) => Math.min(Math.floor(row / PAGE), most)) as [
      number,
      number,
    ];
    const all = Array.from({ length: to - from + 1 }, (_, n) => from + n);
    return all.filter((n) => (this.pages.get(n)?.isStale ?? true) && !this.running.has(n));
  }

  private fetchMissing = (): void => {
    for (const n of this.missing()) void this.fetch(n);
  };

  private start(n: number): { after: string } | { offset: number } {
    const after = this.tokens.get(n);
    return after === undefined ? { offset: n * PAGE } : { after };
  }

  private async fetch(n: number): Promise<void> {
    const { generation } = this;
    this.running.add(n);
    try {
      const answer = await this.ledger.page(this.start(n), PAGE);
      if (generation !== this.generation) return;
      this.running.delete(n);
      this.take(n, answer);
    } catch (error) {
      if (generation !== this.generation) return;
      // stays in `running`, so that a server in trouble is not asked again and again
      this.ledger.failed(error);
    }
  }

  private take(n: number, { records, next }: Answer): void {
    this.pages.set(n, { records, isStale: false });
    const end = n * PAGE + records.length;
    if (next === null) {
      if (records.length > 0 || n === 0) this.known = end;
    } else {
      this.tokens.set(n + 1, next);
      this.least = Math.max(this.least, end + PAGE);
      void this.ask();
    }
    this.forget(n);
    this.tell();
    this.fetchMissing();
  }

  private async ask(): Promise<void> {
    if (this.isCounting) return;
    this.isCounting = true;
    const { generation } = this;
    const count = await this.ledger.count().catch(() => null);
    if (count === null || generation !== this.generation) return;
    this.known = count;
    this.tell();
  }

  private forget(near: number): void {
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const n of far.slice(0, Math.max(0, far.length - KEPT))) this.pages.delete(n);
    const old = [...this.tokens.keys()];
    for (const n of old.slice(0, Math.max(0, old.length - MOST_TOKENS))) this.tokens.delete(n);
  }

  private tell(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }
}
