import { useTranslation } from "react-i18next";
import type { StepState } from "@/api/routes";
import { Chip, type Tone } from "@/ui/chip";

const TONES: Record<StepState, Tone> = {
  planned: "plain",
  open: "active",
  passed: "done",
  rejected: "back",
  returned: "back",
  skipped: "plain",
  cancelled: "plain",
};

/** Where a step is, in a word. */
export function StepStateChip({ state }: { state: StepState }) {
  const { t } = useTranslation();
  return (
    <Chip tone={TONES[state]} hasDot>
      {t(`route.state.${state}`)}
    </Chip>
  );
}
