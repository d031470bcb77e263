import { Button, Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlayerTrackNext } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { TASK_KINDS, type Task } from "@/api/tasks";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { Queue, type RecordSide } from "./queue";
import { TaskFilters } from "./task-filters";
import { TaskList } from "./task-list";
import { asSearch, filterOf, type TaskSearch } from "./task-search";
import styles from "./tasks.module.css";
import { useTasks } from "./use-tasks";

interface Props {
  search: TaskSearch;
  onSearch: (search: TaskSearch) => void;
  onOpen: (task: Task) => void;
  side: RecordSide;
}

/** マイタスク: what waits for somebody, over all apps; on a desk also one after another. */
export function TasksPage(props: Props) {
  const { t } = useTranslation();
  useTitle(t("tasks.title"));
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const isQueue = props.search.view === "queue" && !isPhone;
  return (
    <div className={`${pageStyles.page} ${isQueue ? "" : pageStyles.narrow}`}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <h1>{t("tasks.title")}</h1>
      </div>
      {isQueue ? <Queued {...props} /> : <Kinds {...props} mayQueue={!isPhone} />}
    </div>
  );
}

function Queued({ search, onSearch, onOpen, side }: Props) {
  const filter = filterOf(search);
  const { all, error, refetch, hasNextPage, fetchNextPage } = useTasks("mine", filter);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!all) return <LoadingLines lines={8} height={36} />;
  return (
    <Queue
      tasks={all}
      hasMore={hasNextPage}
      onMore={() => void fetchNextPage()}
      at={search.at ?? ""}
      onAt={(at) => onSearch({ ...asSearch(filter), view: "queue", ...(at ? { at } : {}) })}
      onOpen={onOpen}
      onLeave={() => onSearch(asSearch(filter))}
      side={side}
    />
  );
}

function Kinds({ search, onSearch, side, mayQueue }: Props & { mayQueue: boolean }) {
  const { t } = useTranslation();
  const kind = search.kind ?? "mine";
  const filter = filterOf(search);
  return (
    <>
      <p className={styles.lead}>{t("tasks.lead")}</p>
      <Tabs
        value={kind}
        onChange={(next) => {
          const chosen = TASK_KINDS.find((one) => one === next) ?? "mine";
          onSearch({
            ...(chosen === "mine" ? {} : { kind: chosen }),
            ...(search.app ? { app: search.app } : {}),
          });
        }}
        keepMounted={false}
      >
        <Tabs.List aria-label={t("tasks.kinds")} className={styles.tabs ?? ""}>
          {TASK_KINDS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tasks.kind.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={styles.bar}>
          <TaskFilters
            kind={kind}
            filter={filter}
            onChange={(next) =>
              onSearch({ ...(kind === "mine" ? {} : { kind }), ...asSearch(next) })
            }
          />
          {kind === "mine" && mayQueue ? (
            <Button
              variant="default"
              leftSection={<IconPlayerTrackNext size={18} aria-hidden="true" />}
              onClick={() => onSearch({ ...asSearch(filter), view: "queue" })}
            >
              {t("tasks.queue")}
            </Button>
          ) : null}
        </div>
        {TASK_KINDS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <TaskList kind={one} filter={filter} side={side} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
