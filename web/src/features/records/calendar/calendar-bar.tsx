import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./calendar.module.css";
import { later, mondayOf, monthLater } from "./days";

interface Props {
  at: string;
  now: string;
  onChange: (at: string) => void;
}

/** Which month or week, and the ways to others. */
export function CalendarBar({ at, now, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const isMonth = at.length === 7;
  const go = (by: 1 | -1): void =>
    onChange(isMonth ? monthLater(at, by) : later(mondayOf(at), 7 * by));
  const format = new Intl.DateTimeFormat(i18n.language, {
    year: "numeric",
    month: "long",
    timeZone: "UTC",
    ...(isMonth ? {} : { day: "numeric" }),
  });
  const day = isMonth ? `${at}-01` : mondayOf(at);
  return (
    <div className={styles.bar}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t("dates.previous")}
        onClick={() => go(-1)}
      >
        <IconChevronLeft size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t("dates.next")}
        onClick={() => go(1)}
      >
        <IconChevronRight size={18} aria-hidden="true" />
      </ActionIcon>
      <Button variant="default" onClick={() => onChange(isMonth ? now.slice(0, 7) : now)}>
        {t("dates.today")}
      </Button>
      <h2 className={styles.when} aria-live="polite">
        {format.format(new Date(`${day}T00:00:00Z`))}
        {isMonth ? "" : " –"}
      </h2>
      <SegmentedControl
        aria-label={t("lists.show")}
        value={isMonth ? "month" : "week"}
        data={[
          { value: "month", label: t("dates.month") },
          { value: "week", label: t("dates.week") },
        ]}
        onChange={(shape) => {
          const month = day.slice(0, 7);
          const inMonth = now.startsWith(month) ? now : `${month}-01`;
          onChange(shape === "week" ? mondayOf(inMonth) : later(day, 3).slice(0, 7));
        }}
      />
    </div>
  );
}
