import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import type { SavedViews } from "@/api/views";
import { ColumnsPanel } from "./columns-panel";
import { FilterDialog } from "./filter-dialog";
import type { ListPlan } from "./list-plan";
import type { ListSearch, SearchChange } from "./list-search";
import styles from "./records.module.css";
import { SearchBox } from "./search-box";
import { ShapeChoice } from "./shape-choice";
import { SortPanel } from "./sort-panel";
import { ViewChoice } from "./view-choice";
import type { OwnView } from "./views";
import { ViewsPanel } from "./views-panel";

export interface ToolbarProps {
  definition: AppDefinition;
  saved: SavedViews;
  views: readonly OwnView[];
  plan: ListPlan;
  search: ListSearch;
  onChange: (part: SearchChange, options?: { isTyping: boolean }) => void;
  onView: (key: string) => void;
}

/** What is shown and how: the view, the words, the status, the conditions, order and columns. */
export function ListToolbar(props: ToolbarProps) {
  const { definition, views, plan, search, onChange } = props;
  return (
    <search className={styles.toolbar}>
      <ViewChoice views={views} value={plan.key} onChange={props.onView} />
      <ViewsPanel appId={definition.app.appId} saved={props.saved} views={views} />
      <SearchBox
        key={search.view ?? ""}
        words={search.q ?? ""}
        onChange={(q) => onChange({ q }, { isTyping: true })}
      />
      <StatusChoice {...props} />
      <FilterDialog definition={definition} plan={plan} onChange={onChange} />
      <ShapeChoice definition={definition} plan={plan} onChange={onChange} />
      <SortPanel definition={definition} plan={plan} onChange={onChange} />
      {plan.as === "table" ? (
        <ColumnsPanel definition={definition} plan={plan} onChange={onChange} />
      ) : null}
    </search>
  );
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
