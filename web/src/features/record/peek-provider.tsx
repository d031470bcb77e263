import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { Peek } from "./peek-context";

const RecordPeek = lazy(async () => ({ default: (await import("./record-peek")).RecordPeek }));

/** Lets what is inside show other records without leaving this one. */
export function PeekProvider({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<{ appId: string; recordId: string } | null>(null);
  const open = useCallback(
    (appId: string, recordId: string) => setOpened({ appId, recordId }),
    [],
  );
  return (
    <>
      <Peek value={open}>{children}</Peek>
      {opened ? (
        <Suspense fallback={null}>
          <RecordPeek {...opened} onClose={() => setOpened(null)} />
        </Suspense>
      ) : null}
    </>
  );
}
