import { NativeSelect, SegmentedControl } from "@mantine/core";
import { IconCalendar, IconLayoutGrid, IconLayoutKanban, IconTable } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { boardField, boardFields } from "./board/board-plan";
import { calendarField, calendarFields } from "./calendar/calendar-plan";
import type { ListPlan } from "./list-plan";
import { type SearchChange, SHAPES } from "./list-search";
import styles from "./records.module.css";

interface Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

const ICONS = {
  table: IconTable,
  board: IconLayoutKanban,
  calendar: IconCalendar,
  cards: IconLayoutGrid,
};

/** 表, ボード, カレンダー or カード; and the field that a board or a calendar stands on. */
export function ShapeChoice({ definition, plan, onChange }: Props) {
  const { t } = useTranslation();
  const fields =
    plan.as === "board"
      ? boardFields(definition)
      : plan.as === "calendar"
        ? calendarFields(definition)
        : [];
  const chosen =
    plan.as === "board" ? boardField(definition, plan) : calendarField(definition, plan);
  return (
    <>
      <SegmentedControl
        aria-label={t("lists.show")}
        value={plan.as}
        data={SHAPES.map((shape) => {
          const Icon = ICONS[shape];
          return {
            value: shape,
            label: (
              <span className={styles.shape} title={t(`lists.as.${shape}`)}>
                <Icon size={18} aria-hidden="true" />
                <span className="visually-hidden">{t(`lists.as.${shape}`)}</span>
              </span>
            ),
          };
        })}
        onChange={(as) => {
          const shape = SHAPES.find((one) => one === as);
          onChange({ as: shape, group: undefined, at: undefined });
        }}
      />
      {fields.length > 1 ? (
        <NativeSelect
          aria-label={t(plan.as === "board" ? "board.by" : "dates.by")}
          data={fields.map(({ code, label }) => ({ value: code, label }))}
          value={chosen?.code ?? ""}
          onChange={(event) => onChange({ group: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}
