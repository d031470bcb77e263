import { useDraggable } from "@dnd-kit/core";
import { Popover } from "@mantine/core";
import { IconArrowsMove, IconGripVertical } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import { nameOf } from "../card-fields";
import type { BoardProps } from "./board";
import styles from "./board.module.css";
import type { Lane } from "./board-plan";
import { CardFace } from "./card-face";
import type { Verdict } from "./lane-moves";
import type { Moving } from "./use-moves";

interface Props extends BoardProps {
  record: WireRecord;
  field: FieldProperty;
  lane: Lane;
  lanes: readonly Lane[];
  isPending: boolean;
  onJudge: (moving: Moving) => Promise<(to: string) => Verdict>;
  onMove: (moving: Moving, to: string) => void;
}

/** A card: dragged by mouse or finger, by its handle with the keyboard, or moved by its menu. */
export function BoardCard(props: Props) {
  const { t } = useTranslation();
  const { record, lane } = props;
  const id = asText(record.$id?.value);
  const moving: Moving = { id, record, from: lane.value };
  const { setNodeRef, attributes, listeners, isDragging } = useDraggable({ id, data: moving });
  const name = nameOf(record, props);
  return (
    <li
      ref={setNodeRef}
      className={styles.item}
      data-dragged={isDragging || undefined}
      aria-busy={props.isPending}
      onMouseDown={(event) => listeners?.onMouseDown?.(event)}
      onTouchStart={(event) => listeners?.onTouchStart?.(event)}
    >
      <CardFace {...props} />
      <span className={styles.tools}>
        <button
          type="button"
          className={styles.tool}
          aria-label={t("board.grip", { name })}
          title={t("board.gripHint")}
          aria-describedby={attributes["aria-describedby"]}
          aria-roledescription={t("board.draggable")}
          onKeyDown={(event) => listeners?.onKeyDown?.(event)}
        >
          <IconGripVertical size={16} aria-hidden="true" />
        </button>
        <MoveMenu {...props} moving={moving} name={name} />
      </span>
    </li>
  );
}

/** 移動…: every lane with what leads there, or why nothing does. */
function MoveMenu(props: Props & { moving: Moving; name: string }) {
  const { t } = useTranslation();
  const { lanes, lane, moving } = props;
  const [isOpen, setOpen] = useState(false);
  const [judged, setJudged] = useState<((to: string) => Verdict) | null>(null);
  const turn = (): void => {
    setOpen(!isOpen);
    if (isOpen) return;
    setJudged(null);
    void props.onJudge(moving).then(
      (verdict) => setJudged(() => verdict),
      () => undefined,
    );
  };
  const go = (to: string): void => {
    setOpen(false);
    props.onMove(moving, to);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.tool}
          aria-label={t("board.move", { name: props.name })}
          title={t("board.moveHint")}
          onClick={turn}
        >
          <IconArrowsMove size={16} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.ways ?? ""} aria-label={t("board.moveHint")}>
        {lanes
          .filter(({ value }) => value !== lane.value)
          .map((one) => (
            <Way key={one.value} lane={one} verdict={judged?.(one.value) ?? null} onGo={go} />
          ))}
      </Popover.Dropdown>
    </Popover>
  );
}

/** One lane to go to: by which action, or why not. */
function Way(props: { lane: Lane; verdict: Verdict | null; onGo: (to: string) => void }) {
  const { t } = useTranslation();
  const { lane, verdict } = props;
  const isOpen = verdict?.kind === "action" || verdict?.kind === "edit";
  const why = (): string => {
    if (verdict === null) return t("common.loading");
    if (verdict.kind === "refused") return t(`board.${verdict.reason}Short`);
    return verdict.kind === "action" ? verdict.actions.map(({ name }) => name).join("、") : "";
  };
  return (
    <button
      type="button"
      className={styles.way}
      aria-disabled={!isOpen}
      onClick={() => (isOpen ? props.onGo(lane.value) : undefined)}
    >
      {lane.label}
      <span className={styles.why}>{why()}</span>
    </button>
  );
}
