import type { DndContextProps } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";
import type { Lane } from "./board-plan";
import { LANE } from "./lane-keys";
import type { Verdict } from "./lane-moves";
import type { Moving } from "./use-moves";

/** What is heard while a card is moved by keyboard: where it is, and whether it may stay there. */
export function useAnnouncements(
  lanes: readonly Lane[],
  judged: ((to: string) => Verdict) | null,
): NonNullable<DndContextProps["accessibility"]> {
  const { t } = useTranslation();
  const labelOf = (id: string | number): string =>
    lanes.find(({ value }) => `${LANE}${value}` === id)?.label ?? "";
  return {
    screenReaderInstructions: { draggable: t("board.instructions") },
    announcements: {
      onDragStart: () => t("board.lifted"),
      onDragOver: ({ active, over }) => {
        if (!over) return t("board.nowhere");
        const to = labelOf(over.id);
        const verdict = judged?.(String(over.id).slice(LANE.length));
        const from = (active.data.current as Moving | undefined)?.from ?? "";
        return verdict?.kind === "refused"
          ? t(`board.${verdict.reason}`, { from, to })
          : t("board.over", { to });
      },
      onDragEnd: ({ over }) =>
        over ? t("board.dropped", { to: labelOf(over.id) }) : t("board.cancelled"),
      onDragCancel: () => t("board.cancelled"),
    },
  };
}
