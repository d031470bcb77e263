import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { folded } from "@/ui/people-filter";
import { type ListPlan, possibleColumns } from "./list-plan";
import type { SearchChange } from "./list-search";
import styles from "./panels.module.css";

interface Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

const MOST_FROZEN = 5;

/** Each column with a box, and the ways to move it. */
export function Columns({ definition, plan, onChange }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const shown = plan.columns.map(({ code }) => code);
  const others = possibleColumns(definition).filter(({ code }) => !shown.includes(code));
  const all = [...plan.columns, ...others].filter(({ label }) =>
    folded(label).includes(folded(words.trim())),
  );
  const send = (codes: readonly string[]): void => onChange({ columns: codes.join(",") });
  const toggle = (code: string): void =>
    send(shown.includes(code) ? shown.filter((one) => one !== code) : [...shown, code]);
  const move = (code: string, by: 1 | -1): void => {
    const place = shown.indexOf(code);
    const next = shown.filter((one) => one !== code);
    next.splice(place + by, 0, code);
    send(next);
  };
  return (
    <div className={styles.panel}>
      <p className={styles.lead}>{t("lists.columnsLead")}</p>
      <TextInput
        type="search"
        aria-label={t("lists.columnsFind")}
        placeholder={t("lists.columnsFind")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ul className={styles.columns}>
        {all.map(({ code, label }) => {
          const place = shown.indexOf(code);
          return (
            <li key={code} className={styles.column}>
              <Checkbox
                label={label}
                checked={place >= 0}
                disabled={place >= 0 && shown.length === 1}
                onChange={() => toggle(code)}
              />
              {place >= 0 && words === "" ? (
                <Mover
                  label={label}
                  isFirst={place === 0}
                  isLast={place === shown.length - 1}
                  onMove={(by) => move(code, by)}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
      <NativeSelect
        label={t("lists.frozen")}
        value={String(plan.frozen)}
        data={Array.from({ length: MOST_FROZEN + 1 }, (_, count) => ({
          value: String(count),
          label: count === 0 ? t("lists.notFrozen") : t("lists.frozenCount", { count }),
        }))}
        onChange={(event) => onChange({ frozen: Number(event.currentTarget.value) })}
      />
    </div>
  );
}

/** Up and down by buttons: the way of a column that needs no dragging. */
function Mover(props: {
  label: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
}) {
  const { t } = useTranslation();
  return (
    <span className={styles.mover}>
      <button
        type="button"
        aria-label={t("lists.up", { label: props.label })}
        aria-disabled={props.isFirst}
        onClick={() => (props.isFirst ? undefined : props.onMove(-1))}
      >
        <IconChevronUp size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label={t("lists.down", { label: props.label })}
        aria-disabled={props.isLast}
        onClick={() => (props.isLast ? undefined : props.onMove(1))}
      >
        <IconChevronDown size={16} aria-hidden="true" />
      </button>
    </span>
  );
}
