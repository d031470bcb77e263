import { Suspense, useEffect, useState } from "react";
import { onProofNeeded } from "@/api/client";
import { later, useEver, useFetchedWhenIdle } from "@/ui/later";

const ProofForm = later(async () => (await import("./proof-form")).ProofForm);
const WHEN_IDLE = [ProofForm];

type Answer = (isProven: boolean) => void;

/** Asks once more who it is, whenever the server wants to know; the call then goes on. */
export function ProofDialog() {
  const [answer, setAnswer] = useState<{ give: Answer } | null>(null);
  const wasAsked = useEver(answer !== null);
  useFetchedWhenIdle(WHEN_IDLE);
  useEffect(() => onProofNeeded(() => new Promise((give) => setAnswer({ give }))), []);
  const close = (isProven: boolean): void => {
    answer?.give(isProven);
    setAnswer(null);
  };
  return wasAsked ? (
    <Suspense fallback={null}>
      <ProofForm isOpen={answer !== null} onClose={close} />
    </Suspense>
  ) : null;
}
