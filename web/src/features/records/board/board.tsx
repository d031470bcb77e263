import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { sessionQuery } from "@/api/session";
import { useProblemText } from "@/ui/problem-text";
import { sayNo } from "@/ui/said";
import { EmptyState } from "@/ui/states";
import type { ListPlan } from "../list-plan";
import styles from "./board.module.css";
import { BoardLane } from "./board-lane";
import { boardField, lanesOf } from "./board-plan";
import { CardFace } from "./card-face";
import { LANE, sideways } from "./lane-keys";
import { runsAtOnce, type Verdict } from "./lane-moves";
import { MoveDialog } from "./move-dialog";
import { standingOf } from "./standing";
import { useAnnouncements } from "./use-announcements";
import { useLaneTotals } from "./use-lane";
import { type Moving, useMoves } from "./use-moves";

export interface BoardProps {
  appId: string;
  definition: AppDefinition;
  plan: ListPlan;
  numberCode: string;
  titleCode: string | undefined;
}

/** ボード: a column for each value; a card is moved as the process and the rights allow. */
export function Board(props: BoardProps) {
  const { t } = useTranslation();
  const field = boardField(props.definition, props.plan);
  if (!field) return <EmptyState title={t("board.noField")} lead={t("board.noFieldLead")} />;
  return <Lanes key={field.code} {...props} field={field} />;
}

type LanesProps = BoardProps & { field: NonNullable<ReturnType<typeof boardField>> };

interface Asked {
  moving: Moving;
  verdict: Verdict & { kind: "action" };
}

function Lanes(props: LanesProps) {
  const { appId, definition, plan, field } = props;
  const { t } = useTranslation();
  const textOf = useProblemText();
  const lanes = lanesOf(definition, field, t("board.none"));
  const summed = plan.columns.find(({ type }) => type === "NUMBER" || type === "CALC");
  const totals = useLaneTotals(appId, plan, field, summed);
  const moves = useMoves(appId, field, definition.process);
  const [moving, setMoving] = useState<Moving | null>(null);
  const [judged, setJudged] = useState<((to: string) => Verdict) | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const begun = useRef<Promise<(to: string) => Verdict> | null>(null);
  const userCode = useQuery(sessionQuery).data?.user?.code;
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sideways }),
  );
  const announcements = useAnnouncements(lanes, judged);
  const begin = (next: Moving): Promise<(to: string) => Verdict> => {
    const judging = moves.judge(next);
    begun.current = judging;
    void judging.then(
      (verdict) => begun.current === judging && setJudged(() => verdict),
      () => undefined,
    );
    return judging;
  };
  const move = async (next: Moving, to: string): Promise<void> => {
    try {
      decide(next, to, (await (begun.current ?? begin(next)))(to));
    } catch (error) {
      sayNo(textOf(error));
    }
  };
  const decide = (next: Moving, to: string, verdict: Verdict): void => {
    if (verdict.kind === "refused")
      sayNo(t(`board.${verdict.reason}`, { from: next.from, to }));
    if (verdict.kind === "edit") moves.edit.mutate({ moving: next, to });
    if (verdict.kind !== "action") return;
    const action = runsAtOnce(verdict.actions, next.record, next.from);
    if (!action) {
      moves.act.reset();
      setAsked({ moving: next, verdict });
      return;
    }
    const revision = String(next.record.$revision?.value ?? "");
    moves.act.mutate(
      { moving: next, run: { action: action.name, revision } },
      { onError: (error) => sayNo(textOf(error)) },
    );
  };
  const end = (): void => {
    setMoving(null);
    setJudged(null);
    begun.current = null;
  };
  const onDragStart = ({ active }: DragStartEvent): void => {
    const next = active.data.current as Moving | undefined;
    if (!next) return;
    setMoving(next);
    setJudged(null);
    void begin(next).catch(() => undefined);
  };
  const onDragEnd = ({ active, over }: DragEndEvent): void => {
    const next = active.data.current as Moving | undefined;
    const to = over === null ? null : String(over.id).slice(LANE.length);
    if (next && to !== null && to !== next.from) void move(next, to).finally(end);
    else end();
  };
  const pending = moves.edit.isPending || moves.act.isPending ? moving?.id : undefined;
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={(args) =>
        args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args)
      }
      onDragStart={onDragStart}
      onDragEnd={onDragEnd}
      onDragCancel={end}
      accessibility={announcements}
    >
      <section className={styles.board} aria-label={t("board.title", { label: field.label })}>
        {lanes.map((lane) => (
          <BoardLane
            key={lane.value}
            {...props}
            lane={lane}
            lanes={lanes}
            total={totals === null ? null : (totals.get(lane.value) ?? { count: 0, sum: null })}
            summed={summed}
            verdict={moving && judged ? judged(lane.value) : null}
            isMoving={moving !== null}
            pendingId={pending}
            onJudge={moves.judge}
            onMove={(next, to) => {
              begun.current = null;
              void move(next, to);
            }}
          />
        ))}
      </section>
      <DragOverlay dropAnimation={null}>
        {moving ? <CardFace {...props} record={moving.record} isLifted /> : null}
      </DragOverlay>
      {asked ? (
        <MoveDialog
          appId={appId}
          recordId={asked.moving.id}
          record={asked.moving.record}
          fields={definition.fields}
          status={asked.moving.from}
          isOwnTurn={standingOf(asked.moving.record).assignees.some(
            ({ code }) => code === userCode,
          )}
          actions={asked.verdict.actions}
          error={moves.act.error}
          isRunning={moves.act.isPending}
          onRun={(run) =>
            moves.act.mutate({ moving: asked.moving, run }, { onSuccess: () => setAsked(null) })
          }
          onClose={() => setAsked(null)}
        />
      ) : null}
    </DndContext>
  );
}
