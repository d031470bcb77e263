import { Chip, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import type { TaskFilter, TaskKind } from "@/api/tasks";
import styles from "./tasks.module.css";

interface Props {
  kind: TaskKind;
  filter: TaskFilter;
  onChange: (filter: TaskFilter) => void;
}

const SHOWN = 50;

/** Only some tasks: of an app, late ones, those of others. */
export function TaskFilters({ kind, filter, onChange }: Props) {
  const { t } = useTranslation();
  const { data: apps = [] } = useQuery(appsQuery);
  const set = (part: TaskFilter): void => {
    const { app, late, behalf } = { ...filter, ...part };
    onChange({
      ...(app ? { app } : {}),
      ...(late ? { late } : {}),
      ...(behalf ? { behalf } : {}),
    });
  };
  return (
    <search className={styles.filters} aria-label={t("tasks.filters")}>
      <Select
        aria-label={t("tasks.ofApp")}
        placeholder={t("tasks.allApps")}
        data={apps.map((app) => ({ value: app.appId, label: app.name }))}
        value={filter.app ?? null}
        onChange={(app) => set({ app: app ?? "" })}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("common.clear") }}
        limit={SHOWN}
        nothingFoundMessage={t("form.nothingFound")}
        className={styles.ofApp ?? ""}
      />
      {kind === "mine" ? (
        <>
          <Chip checked={filter.late ?? false} onChange={(late) => set({ late })}>
            {t("tasks.onlyLate")}
          </Chip>
          <Chip checked={filter.behalf ?? false} onChange={(behalf) => set({ behalf })}>
            {t("tasks.onlyBehalf")}
          </Chip>
        </>
      ) : null}
    </search>
  );
}
