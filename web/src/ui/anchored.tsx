import { type ReactElement, type ReactNode, type RefObject, Suspense, useRef } from "react";
import { later, useEver } from "./later";

export interface AnchoredProps {
  isOpen: boolean;
  onChange: (isOpen: boolean) => void;
  label: string;
  position: "bottom-start" | "bottom-end" | "top-end";
  width?: number;
  className?: string | undefined;
  children: () => ReactNode;
}

export interface OverProps extends AnchoredProps {
  place: RefObject<HTMLElement | null>;
}

export const AnchoredOver = later<OverProps>(
  async () => (await import("./anchored-over")).AnchoredOver,
);

/** Something that comes up beside its button; all but the button is fetched when it is wanted. */
export function Anchored({ button, ...over }: AnchoredProps & { button: ReactElement }) {
  const place = useRef<HTMLSpanElement>(null);
  const isWanted = useEver(over.isOpen);
  return (
    <>
      <span ref={place} style={{ display: "contents" }}>
        {button}
      </span>
      {isWanted ? (
        <Suspense fallback={null}>
          <AnchoredOver {...over} place={place} />
        </Suspense>
      ) : null}
    </>
  );
}
