import { useDroppable } from "@dnd-kit/core";
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import { showNumber } from "@/fields/numbers";
import { asText } from "@/fields/values";
import { ErrorState, LoadingLines } from "@/ui/states";
import { cardCodes } from "../card-fields";
import type { BoardProps } from "./board";
import styles from "./board.module.css";
import { BoardCard } from "./board-card";
import type { Lane } from "./board-plan";
import { LANE } from "./lane-keys";
import type { Verdict } from "./lane-moves";
import { type LaneTotal, useLane } from "./use-lane";
import type { Moving } from "./use-moves";

interface Props extends BoardProps {
  field: FieldProperty;
  lane: Lane;
  lanes: readonly Lane[];
  /** null: not known yet. */
  total: LaneTotal | null;
  summed: FieldProperty | undefined;
  /** While a card is moved: whether it may come here. */
  verdict: Verdict | null;
  isMoving: boolean;
  pendingId: string | undefined;
  onJudge: (moving: Moving) => Promise<(to: string) => Verdict>;
  onMove: (moving: Moving, to: string) => void;
}

/** One column of the board: its name, how many, what they come to, and its cards. */
export function BoardLane(props: Props) {
  const { t } = useTranslation();
  const { appId, plan, field, lane, verdict } = props;
  const codes = cardCodes(props, [field.code]);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useLane(
    appId,
    plan,
    field,
    lane,
    codes,
  );
  const { setNodeRef, isOver } = useDroppable({ id: `${LANE}${lane.value}` });
  const records = data?.pages.flatMap((page) => page.records) ?? [];
  return (
    <section
      ref={setNodeRef}
      className={styles.lane}
      aria-label={lane.label}
      data-over={isOver || undefined}
      data-verdict={verdict?.kind}
    >
      <LaneHead {...props} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={3} height={64} /> : null}
      {data && records.length === 0 ? <p className={styles.none}>{t("board.empty")}</p> : null}
      <ul className={styles.cards}>
        {records.map((record) => (
          <BoardCard
            key={asText(record.$id?.value)}
            {...props}
            record={record}
            isPending={props.pendingId === asText(record.$id?.value)}
          />
        ))}
      </ul>
      {hasNextPage ? (
        <Button
          variant="subtle"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("board.more")}
        </Button>
      ) : null}
    </section>
  );
}

function LaneHead({ lane, total, summed, verdict }: Props) {
  const { t, i18n } = useTranslation();
  const count = total ? new Intl.NumberFormat(i18n.language).format(total.count) : "";
  const from = { from: "", to: lane.label };
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.name}>{lane.label}</h2>
        <span className={styles.count} title={t("board.count")}>
          {count}
        </span>
        {summed && total?.sum ? (
          <span className={styles.sum} title={t("board.sum", { label: summed.label })}>
            {showNumber(total.sum, { ...summed, isGrouped: true })}
          </span>
        ) : null}
      </header>
      {verdict?.kind === "refused" ? (
        <p className={styles.refused}>{t(`board.${verdict.reason}Short`, from)}</p>
      ) : null}
      {verdict?.kind === "action" ? (
        <p className={styles.allowed}>{verdict.actions.map(({ name }) => name).join("、")}</p>
      ) : null}
    </>
  );
}
