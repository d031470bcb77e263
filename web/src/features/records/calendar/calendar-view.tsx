import FullCalendar, { type EventDropInfo, type EventInput } from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import listPlugin from "@fullcalendar/react/list";
import jaLocale from "@fullcalendar/react/locales/ja";
import classicTheme from "@fullcalendar/react/themes/classic";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { keysetPage } from "@/api/record-pages";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { today } from "@/fields/moments";
import { asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import { EmptyState, ErrorState } from "@/ui/states";
import { cardCodes, nameOf } from "../card-fields";
import type { ListPlan } from "../list-plan";
import type { SearchChange } from "../list-search";
import styles from "./calendar.module.css";
import { CalendarBar } from "./calendar-bar";
import { calendarField, daysQuery, isWritable } from "./calendar-plan";
import { dayOf, later, monthSpan, movedValue, weekSpan } from "./days";
import { EventFace } from "./event-face";
import { MoveDayDialog } from "./move-day-dialog";
import { useDaysOff } from "./use-days-off";
import { useMoveDay } from "./use-move-day";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "@fullcalendar/react/themes/classic/palette.css";

interface Props {
  appId: string;
  definition: AppDefinition;
  plan: ListPlan;
  numberCode: string;
  titleCode: string | undefined;
  at: string | undefined;
  onChange: (part: SearchChange) => void;
}

const MOST = 1_000;

/** カレンダー: records on the days of a field; a month (`2026-04`) or a week (`2026-04-06`). */
export function CalendarView(props: Props) {
  const { t } = useTranslation();
  const field = calendarField(props.definition, props.plan);
  if (!field) return <EmptyState title={t("dates.noField")} lead={t("dates.noFieldLead")} />;
  return <Days {...props} field={field} />;
}

function Days(props: Props & { field: FieldProperty }) {
  const { appId, plan, field, onChange } = props;
  const { t } = useTranslation();
  const { language, timezone } = useLocale();
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const now = today(timezone);
  const at = props.at ?? now.slice(0, 7);
  const isMonth = at.length === 7;
  const [first, after] = isMonth ? monthSpan(at) : weekSpan(at);
  const codes = cardCodes(props, [field.code]);
  const query = daysQuery(plan, field, first, after);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["records", appId, "days", query, codes],
    queryFn: () => keysetPage(appId, query, codes, { offset: 0 }, MOST),
  });
  const daysOff = useDaysOff(first, later(after, -1));
  const move = useMoveDay(appId, field);
  const [asked, setAsked] = useState<WireRecord | null>(null);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const records = data?.records ?? [];
  const events = records.map((record) => asEvent(record, props, timezone));
  const onDrop = (info: EventDropInfo): void => {
    const record = info.event.extendedProps.record as WireRecord;
    const value = movedValue(asText(record[field.code]?.value), field, info.delta.days ?? 0);
    move.mutate({ record, value }, { onError: () => info.revert() });
  };
  return (
    <section
      className={styles.calendar}
      aria-label={t("dates.title", { label: field.label })}
      aria-busy={isFetching}
    >
      <CalendarBar at={at} now={now} onChange={(next) => onChange({ at: next })} />
      {data?.next ? <p className={styles.note}>{t("dates.tooMany", { count: MOST })}</p> : null}
      {isWritable(field) ? null : <p className={styles.note}>{t("dates.stamp")}</p>}
      <div className={styles.sheet}>
        <FullCalendar
          key={`${at} ${isPhone}`}
          plugins={[dayGridPlugin, listPlugin, interactionPlugin, classicTheme]}
          locales={[jaLocale]}
          locale={language === "ja" ? "ja" : "en"}
          timeZone="UTC"
          initialView={`${isPhone ? "list" : "dayGrid"}${isMonth ? "Month" : "Week"}`}
          initialDate={isMonth ? `${at}-01` : at}
          now={now}
          headerToolbar={false}
          firstDay={1}
          height={isPhone ? "auto" : "100%"}
          dayMaxEvents={isMonth}
          moreLinkContent={({ num }) => t("dates.more", { count: num })}
          editable={isWritable(field)}
          eventDurationEditable={false}
          eventInteractive={false}
          events={[...events, ...daysOff]}
          eventContent={({ event }) =>
            event.display === "background" ? (
              <span className={styles.dayOff}>{event.title}</span>
            ) : (
              <EventFace
                {...props}
                record={event.extendedProps.record as WireRecord}
                onMove={isWritable(field) ? setAsked : null}
              />
            )
          }
          eventDrop={onDrop}
        />
      </div>
      {asked ? (
        <MoveDayDialog
          name={nameOf(asked, props)}
          field={field}
          value={asText(asked[field.code]?.value)}
          error={move.error}
          isRunning={move.isPending}
          onMove={(value) =>
            move.mutate({ record: asked, value }, { onSuccess: () => setAsked(null) })
          }
          onClose={() => setAsked(null)}
        />
      ) : null}
    </section>
  );
}

function asEvent(
  record: WireRecord,
  props: Props & { field: FieldProperty },
  timezone: string,
): EventInput {
  const value = asText(record[props.field.code]?.value);
  return {
    id: asText(record.$id?.value),
    title: nameOf(record, props),
    start: dayOf(value, timezone),
    allDay: true,
    extendedProps: { record },
  };
}
