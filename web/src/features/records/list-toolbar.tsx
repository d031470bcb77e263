import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { ALL, chosenView, listViews } from "./list-plan";
import type { ListSearch } from "./list-search";
import styles from "./records.module.css";
import { SearchBox } from "./search-box";

interface Props {
  definition: AppDefinition;
  search: ListSearch;
  onChange: (part: Partial<ListSearch>, options?: { isTyping: boolean }) => void;
}

/** What is shown: the saved view, the words, the status. */
export function ListToolbar({ definition, search, onChange }: Props) {
  const { t } = useTranslation();
  const { views, process } = definition;
  const lists = listViews(views);
  const states = Object.values(process.states ?? {}).sort(
    (a, b) => Number(a.index) - Number(b.index),
  );
  return (
    <search className={styles.toolbar}>
      <NativeSelect
        aria-label={t("records.view")}
        className={styles.view ?? ""}
        data={[
          ...lists.map((view) => ({ value: view.id, label: view.name })),
          { value: ALL, label: t("records.all") },
        ]}
        value={chosenView(views, search.view)?.id ?? ALL}
        onChange={(event) => onChange({ view: event.currentTarget.value, sort: "" })}
      />
      <SearchBox
        key={search.view ?? ""}
        words={search.q ?? ""}
        onChange={(q) => onChange({ q }, { isTyping: true })}
      />
      {process.enable ? (
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
      ) : null}
    </search>
  );
}
