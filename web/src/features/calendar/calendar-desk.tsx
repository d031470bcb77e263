import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  CALENDAR_KEY,
  type CalendarRules,
  type CompanyCalendar,
  calendarQuery,
  saveCalendar,
} from "@/api/calendar";
import type { User } from "@/api/session";
import { today } from "@/fields/moments";
import { LeaveGuard } from "@/ui/leave-guard";
import pageStyles from "@/ui/page.module.css";
import { say } from "@/ui/said";
import { BusinessDays } from "./business-days";
import styles from "./calendar.module.css";
import { RulesInputs } from "./rules-inputs";
import { RulesShown } from "./rules-shown";
import { SaveBar } from "./save-bar";
import { SpecialDaysList } from "./special-days";
import { useYear } from "./use-year";
import { YearGlance } from "./year-glance";

/** What holds at the left, the year that follows at the right; a draft is seen before it is saved. */
export function CalendarDesk({ saved, user }: { saved: CompanyCalendar; user: User }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<CalendarRules>(saved);
  const [year, setYear] = useState(Number(today(saved.timezone).slice(0, 4)));
  const isChanged = told(draft) !== told(saved);
  const change = (part: Partial<CalendarRules>): void => setDraft({ ...draft, ...part });
  const days = useYear(year, draft);
  const before = useYear(year, saved);
  const save = useMutation({
    mutationFn: () => saveCalendar(draft),
    onSuccess: (after) => {
      setDraft(after);
      client.setQueryData(calendarQuery.queryKey, after);
      void client.invalidateQueries({ queryKey: CALENDAR_KEY });
      say(t("calendar.saved"));
    },
  });
  const mayChange = user.isAdministrator;
  return (
    <div className={styles.desk}>
      <div className={styles.side}>
        <section className={`${pageStyles.card} ${styles.panel}`} aria-labelledby="rules">
          <h2 id="rules">{t("calendar.rules")}</h2>
          {mayChange ? (
            <RulesInputs value={draft} onChange={change} />
          ) : (
            <RulesShown rules={saved} />
          )}
        </section>
        <SpecialDaysList
          days={draft.days}
          onChange={mayChange ? (next) => change({ days: next }) : undefined}
        />
        <BusinessDays rules={draft} known={saved.years} />
      </div>
      <YearGlance
        year={year}
        days={days}
        before={isChanged ? before : null}
        known={saved.years}
        onYear={setYear}
      />
      {isChanged ? (
        <SaveBar
          year={year}
          days={days}
          before={before}
          error={save.error}
          isSaving={save.isPending}
          onSave={() => save.mutate()}
          onUndo={() => {
            save.reset();
            setDraft(saved);
          }}
        />
      ) : null}
      <LeaveGuard hasChanges={() => isChanged && !save.isPending} />
    </div>
  );
}

/** The rules as text, so that two can be compared; the order of weekdays says nothing. */
function told(rules: CalendarRules): string {
  const { base, closedWeekdays, opening, timezone, fiscalMonth, days } = rules;
  return JSON.stringify([
    base,
    [...closedWeekdays].sort(),
    opening,
    timezone,
    fiscalMonth,
    days,
  ]);
}
