import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Revision } from "@/api/history";
import styles from "./history.module.css";
import { fieldsIn, peopleIn, type Sieve } from "./sifting";

interface Props {
  all: readonly Revision[];
  sieve: Sieve;
  onChange: (sieve: Sieve) => void;
}

/** Which changes: of one field, by one person. */
export function HistorySieve({ all, sieve, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.sieve}>
      <Select
        size="xs"
        label={t("history.byField")}
        placeholder={t("history.allFields")}
        data={fieldsIn(all).map(({ code, label }) => ({ value: code, label }))}
        value={sieve.field}
        onChange={(field) => onChange({ ...sieve, field })}
        clearable
        clearButtonProps={{ "aria-label": t("common.clear") }}
        searchable
        nothingFoundMessage={t("form.nothingFound")}
      />
      <Select
        size="xs"
        label={t("history.byPerson")}
        placeholder={t("history.everybody")}
        data={peopleIn(all).map(({ code, name }) => ({ value: code, label: name || code }))}
        value={sieve.person}
        onChange={(person) => onChange({ ...sieve, person })}
        clearable
        clearButtonProps={{ "aria-label": t("common.clear") }}
      />
    </div>
  );
}
