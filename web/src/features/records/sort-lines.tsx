import { Button, CloseButton, NativeSelect, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { inFormOrder } from "@/api/definition";
import { fieldUi } from "@/fields/registry";
import type { ListPlan } from "./list-plan";
import type { SearchChange } from "./list-search";
import styles from "./panels.module.css";
import { MOST_KEYS, type SortKey, writeOrder } from "./sort-order";

interface Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

/** A line for each key of the order, and one to add another. */
export function SortLines({ definition, plan, onChange }: Props) {
  const { t } = useTranslation();
  const { fields, layout } = definition;
  const sortable = inFormOrder(fields, layout).filter(
    ({ type, enabled }) => enabled !== false && fieldUi(type).isSortable === true,
  );
  const keys = plan.sort;
  const send = (next: readonly SortKey[]): void => onChange({ sort: writeOrder(next) });
  const put = (place: number, key: SortKey): void =>
    send(keys.map((one, n) => (n === place ? key : one)));
  const free = sortable.filter(({ code }) => keys.every((key) => key.code !== code));
  const [first] = free;
  return (
    <div className={styles.panel}>
      <p className={styles.lead}>
        {t(keys.length === 0 ? "lists.sortNone" : "lists.sortLead")}
      </p>
      {keys.map((key, place) => {
        const label = fields[key.code]?.label ?? key.code;
        const choices = sortable.filter(
          ({ code }) => code === key.code || free.some((one) => one.code === code),
        );
        return (
          <div key={key.code} className={styles.sortKey}>
            <NativeSelect
              aria-label={t("lists.sortField", { n: place + 1 })}
              value={key.code}
              data={choices.map((one) => ({ value: one.code, label: one.label }))}
              onChange={(event) => put(place, { ...key, code: event.currentTarget.value })}
            />
            <SegmentedControl
              aria-label={t("lists.sortDirection", { label })}
              value={key.direction}
              data={[
                { value: "asc", label: t("lists.ascending") },
                { value: "desc", label: t("lists.descending") },
              ]}
              onChange={(direction) =>
                put(place, { ...key, direction: direction === "desc" ? "desc" : "asc" })
              }
            />
            <CloseButton
              aria-label={t("lists.sortRemove", { label })}
              onClick={() => send(keys.filter((one) => one !== key))}
            />
          </div>
        );
      })}
      {first && keys.length < MOST_KEYS ? (
        <Button
          variant="subtle"
          className={styles.add ?? ""}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => send([...keys, { code: first.code, direction: "asc" }])}
        >
          {t("lists.sortAdd")}
        </Button>
      ) : null}
    </div>
  );
}
