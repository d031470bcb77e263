import { type ComponentType, type ReactNode, use, useEffect, useState } from "react";
import { withLaterWords } from "@/i18n/language";

export interface Later<P> {
  (props: P): ReactNode;
  /** Fetches it before it is shown; what has been fetched is then shown at once. */
  fetch: () => Promise<void>;
}

/** A failure is forgotten after this long: trying again then asks the server again. */
const FORGET = 2_000;

/** A part that is not in the first load. Unlike React's `lazy`, it never blinks once it is here. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let part: ComponentType<P> | undefined;
  let coming: Promise<void> | undefined;
  const fetch = (): Promise<void> => {
    coming ??= withLaterWords(load()).then(
      (found) => {
        part = found;
      },
      (error: unknown) => {
        setTimeout(() => {
          coming = undefined;
        }, FORGET);
        throw error;
      },
    );
    return coming;
  };
  function Part(props: P): ReactNode {
    if (!part) use(fetch());
    const Found = part;
    return Found ? <Found {...props} /> : null;
  }
  return Object.assign(Part, { fetch });
}

/** Whether the first page has been painted and the browser has time for what may be wanted next. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    // Safari has no idle callback
    if (!window.requestIdleCallback) {
      const timer = setTimeout(() => setIdle(true), 300);
      return () => clearTimeout(timer);
    }
    const wish = window.requestIdleCallback(() => setIdle(true), { timeout: 1_500 });
    return () => window.cancelIdleCallback(wish);
  }, []);
  return isIdle;
}

/** Fetches these as soon as there is time, so that nobody waits for them, or types past them. */
export function useFetchedWhenIdle(parts: readonly Pick<Later<never>, "fetch">[]): void {
  const isIdle = useIdle();
  useEffect(() => {
    // what cannot be fetched now is asked for again when it is shown
    if (isIdle) for (const part of parts) part.fetch().catch(() => undefined);
  }, [isIdle, parts]);
}

/** Opens only after it is there: what opens in its first breath would not know where the focus was. */
export function useTurned(isOpen: boolean): boolean {
  const [isTurned, setTurned] = useState(false);
  useEffect(() => setTurned(isOpen), [isOpen]);
  return isTurned;
}

/** True from the first time on. */
export function useEver(now: boolean): boolean {
  const [was, setWas] = useState(now);
  if (now && !was) setWas(true);
  return was || now;
}
