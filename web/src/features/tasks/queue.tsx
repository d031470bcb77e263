import { Button } from "@mantine/core";
import { IconKeyboard, IconList } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Task } from "@/api/tasks";
import { EmptyState } from "@/ui/states";
import { forwardOf, keyOf, returnOf } from "./chosen";
import { type Done, DoneBar } from "./done-bar";
import { KeyHelp } from "./key-help";
import styles from "./queue.module.css";
import { QueueList } from "./queue-list";
import { useKeys } from "./use-keys";

/** What an action came to, as the record's side tells it. */
export interface Moved {
  action: { name: string };
  status: string;
  isOnItsWay: boolean;
}

/** The record's side, given by who composes the page: features do not know each other. */
export interface RecordSide {
  /** Everything about the task's record. */
  pane: (task: Task, onMoved: (moved: Moved) => void) => ReactNode;
  /** The dialog of one of its actions. */
  dialog: (
    task: Task,
    action: string,
    onMoved: (moved: Moved) => void,
    onClose: () => void,
  ) => ReactNode;
}

interface Props {
  tasks: readonly Task[];
  hasMore: boolean;
  onMore: () => void;
  at: string;
  onAt: (at: string) => void;
  onOpen: (task: Task) => void;
  onLeave: () => void;
  side: RecordSide;
}

/** 順に処理: the tasks at the left, one of them whole at the right, all by keys. */
export function Queue(props: Props) {
  const { t } = useTranslation();
  const { tasks, at, onAt, side } = props;
  const current = tasks.find((task) => keyOf(task) === at) ?? tasks[0];
  const [action, setAction] = useState<string | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [note, setNote] = useState("");
  const [isHelp, setHelp] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const place = current ? tasks.indexOf(current) : -1;
  const go = (step: number): void => {
    const next = tasks[place + step];
    if (next) onAt(keyOf(next));
    else setNote(t(step > 0 ? "tasks.lastOne" : "tasks.firstOne"));
  };
  const moved = (task: Task, what: Moved): void => {
    setAction(null);
    setNote("");
    setDone({ task, ...what });
    const next = tasks[place + 1] ?? tasks[place - 1];
    if (!what.isOnItsWay || next) onAt(next ? keyOf(next) : "");
  };
  const ask = (name: string | undefined, missing: string): void => {
    setNote(name ? "" : missing);
    if (name) setAction(name);
  };
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    a: () => ask(current && forwardOf(current), t("tasks.noForward")),
    r: () => ask(current && returnOf(current), t("tasks.noReturn")),
    c: () => box.current?.querySelector("textarea")?.focus(),
    o: () => current && props.onOpen(current),
    "?": () => setHelp(true),
  });
  const key = current ? keyOf(current) : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another task begins at its top
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, [key]);
  return (
    <div className={styles.queue}>
      <div className={styles.left}>
        <div className={styles.tools}>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconList size={18} aria-hidden="true" />}
            onClick={props.onLeave}
          >
            {t("tasks.toList")}
          </Button>
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconKeyboard size={18} aria-hidden="true" />}
            onClick={() => setHelp(true)}
          >
            {t("tasks.keys")}
          </Button>
        </div>
        <QueueList {...props} current={current} />
      </div>
      <div className={styles.right} ref={box}>
        <p className={styles.note} role="status">
          {note}
        </p>
        <DoneBar done={done} />
        {current ? (
          <div key={key}>{side.pane(current, (what) => moved(current, what))}</div>
        ) : (
          <EmptyState title={t("tasks.allDone")} lead={t("tasks.emptyLead")}>
            <Link to="/">{t("problem.toApps")}</Link>
          </EmptyState>
        )}
      </div>
      {current && action !== null
        ? side.dialog(
            current,
            action,
            (what) => moved(current, what),
            () => setAction(null),
          )
        : null}
      {isHelp ? <KeyHelp onClose={() => setHelp(false)} /> : null}
    </div>
  );
}
