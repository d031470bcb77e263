import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import type { SavedViews } from "@/api/views";
import type { View } from "@/api/wire";
import { useFetchedWhenIdle } from "@/ui/later";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { StatusTones, statusTones } from "@/ui/status-tone";
import { keepTrail } from "@/ui/trail";
import { useTitle } from "@/ui/use-title";
import { ChangedMark } from "./changed-mark";
import { FilterChips } from "./filter-chips";
import { ListBody } from "./list-body";
import { ListHead } from "./list-head";
import { chosenView, planOf, wholeQuery } from "./list-plan";
import {
  type ListSearch,
  NO_CHANGES,
  type SearchChange,
  withChange,
  withView,
} from "./list-search";
import { ListToolbar } from "./list-toolbar";
import { WHEN_IDLE } from "./parts";
import styles from "./records.module.css";
import { useViews } from "./use-views";
import { keyToOpen, type OwnView } from "./views";

interface Props {
  appId: string;
  search: ListSearch;
}

const NONE: readonly View[] = [];

/** レコードの一覧. The address is the view: whoever gets the link sees the same list. */
export function RecordList({ appId, search }: Props) {
  const { data, error, refetch } = useQuery(definitionQuery(appId));
  useTitle(data?.app.name ?? "");
  useFetchedWhenIdle(WHEN_IDLE);
  const known = useViews(appId, data?.views ?? NONE);
  if (error) return <ErrorState isPage error={error} onRetry={() => void refetch()} />;
  if (!data || !known) return <LoadingLines lines={8} height={28} />;
  return <LoadedList appId={appId} search={search} definition={data} {...known} />;
}

interface LoadedProps extends Props {
  definition: AppDefinition;
  saved: SavedViews;
  views: readonly OwnView[];
}

function LoadedList({ appId, search, definition, saved, views }: LoadedProps) {
  const navigate = useNavigate({ from: "/apps/$appId" });
  const tones = useMemo(() => statusTones(definition.process), [definition.process]);
  const view = chosenView(views, keyToOpen(views, saved, search.view));
  const plan = useMemo(() => planOf(definition, view, search), [definition, view, search]);
  useEffect(
    () => keepTrail(appId, { search: { ...search }, query: wholeQuery(plan) }),
    [appId, search, plan],
  );
  const change = (part: SearchChange, options?: { isTyping: boolean }): void =>
    void navigate({
      search: (now) => withChange(now, part),
      replace: options?.isTyping === true,
      resetScroll: false,
    });
  const open = (key: string): void =>
    void navigate({ search: (now) => withView(now, key), resetScroll: false });
  const own = views.find((one) => one.key === plan.key);
  return (
    <StatusTones value={tones}>
      <div className={`${pageStyles.page} ${styles.desk}`}>
        <ListHead appId={appId} definition={definition} />
        <ListToolbar
          definition={definition}
          saved={saved}
          views={views}
          plan={plan}
          search={search}
          onChange={change}
          onView={open}
        />
        <div className={styles.inForce}>
          <FilterChips
            fields={definition.fields}
            plan={plan}
            search={search}
            onChange={change}
          />
          {plan.isChanged ? (
            <ChangedMark
              appId={appId}
              plan={plan}
              view={own}
              saved={saved}
              onUndo={() => change(NO_CHANGES)}
              onView={open}
            />
          ) : null}
        </div>
        {own?.saved?.problem ? (
          <Alert color="orange" mb={10}>
            {own.saved.problem}
          </Alert>
        ) : null}
        <ListBody
          appId={appId}
          search={search}
          definition={definition}
          plan={plan}
          onChange={change}
        />
      </div>
    </StatusTones>
  );
}
