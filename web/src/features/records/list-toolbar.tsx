import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { ChangedMark } from "./changed-mark";
import { ColumnsPanel } from "./columns-panel";
import { ALL, type ListPlan, type ListView } from "./list-plan";
import { type ListSearch, type SearchChange, withoutChanges } from "./list-search";
import styles from "./records.module.css";
import { SearchBox } from "./search-box";
import { SortPanel } from "./sort-panel";

export interface ToolbarProps {
  definition: AppDefinition;
  views: readonly ListView[];
  plan: ListPlan;
  search: ListSearch;
  onChange: (part: SearchChange, options?: { isTyping: boolean }) => void;
  onView: (key: string) => void;
}

/** What is shown and how: the view, the words, the status, the conditions, order and columns. */
export function ListToolbar(props: ToolbarProps) {
  const { t } = useTranslation();
  const { definition, views, plan, search, onChange } = props;
  return (
    <search className={styles.toolbar}>
      <NativeSelect
        aria-label={t("records.view")}
        className={styles.view ?? ""}
        data={[
          ...views.map((view) => ({ value: view.key, label: view.name })),
          { value: ALL, label: t("records.all") },
        ]}
        value={plan.key}
        onChange={(event) => props.onView(event.currentTarget.value)}
      />
      {plan.isChanged ? (
        <ChangedMark onUndo={() => onChange(cleared(withoutChanges(search)))} />
      ) : null}
      <SearchBox
        key={search.view ?? ""}
        words={search.q ?? ""}
        onChange={(q) => onChange({ q }, { isTyping: true })}
      />
      <StatusChoice {...props} />
      <SortPanel definition={definition} plan={plan} onChange={onChange} />
      {plan.as === "table" ? (
        <ColumnsPanel definition={definition} plan={plan} onChange={onChange} />
      ) : null}
    </search>
  );
}

/** Everything that a cleared address does not say, said to be undefined. */
function cleared(search: ListSearch): SearchChange {
  const nothing = {
    filter: undefined,
    sort: undefined,
    columns: undefined,
    frozen: undefined,
    as: undefined,
    group: undefined,
  };
  return { ...nothing, ...search };
}

function StatusChoice({ definition, search, onChange }: ToolbarProps) {
  const { t } = useTranslation();
  const { process } = definition;
  if (!process.enable) return null;
  const states = Object.values(process.states ?? {}).sort(
    (a, b) => Number(a.index) - Number(b.index),
  );
  return (
    <NativeSelect
      aria-label={t("records.status")}
      className={styles.status ?? ""}
      data={[
        { value: "", label: t("records.anyStatus") },
        ...states.map((state) => ({ value: state.name, label: state.name })),
      ]}
      value={search.status ?? ""}
      onChange={(event) => onChange({ status: event.currentTarget.value })}
    />
  );
}
