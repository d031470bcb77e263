import { useTranslation } from "react-i18next";
import type { RouteState } from "@/api/routes";
import { Chip, type Tone } from "@/ui/chip";

const TONES: Record<RouteState, Tone> = {
  open: "active",
  passed: "done",
  rejected: "back",
  returned: "back",
  pulled_back: "plain",
  withdrawn: "plain",
  void: "plain",
};

/** How a submission ended, or that it is under way. */
export function RouteEnded({ state }: { state: RouteState }) {
  const { t } = useTranslation();
  return (
    <Chip tone={TONES[state]} hasDot>
      {t(`route.ended.${state}`)}
    </Chip>
  );
}
