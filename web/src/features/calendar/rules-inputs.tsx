import { Chip, Group, Input, Select } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { BASES, type CalendarRules, WEEKDAYS } from "@/api/calendar";
import { OpeningInputs } from "./opening-inputs";

interface Props {
  value: CalendarRules;
  onChange: (part: Partial<CalendarRules>) => void;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const ZONES = Intl.supportedValuesOf("timeZone");
const ZONES_SHOWN = 50;

/** The rules for administrators. */
export function RulesInputs({ value, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <Input.Wrapper label={t("calendar.closedWeekdays")} labelElement="div" id={id}>
        <Chip.Group
          multiple
          value={value.closedWeekdays}
          onChange={(days) =>
            onChange({ closedWeekdays: WEEKDAYS.filter((day) => days.includes(day)) })
          }
        >
          <Group gap={6} role="group" aria-label={t("calendar.closedWeekdays")}>
            {WEEKDAYS.map((day) => (
              <Chip key={day} value={day} size="sm">
                {t(`calendar.week.${day}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Select
        label={t("calendar.base")}
        data={BASES.map((base) => ({ value: base, label: t(`calendar.bases.${base}`) }))}
        value={value.base}
        onChange={(next) =>
          onChange({ base: BASES.find((base) => base === next) ?? value.base })
        }
        allowDeselect={false}
      />
      <OpeningInputs value={value.opening} onChange={(opening) => onChange({ opening })} />
      <Select
        label={t("calendar.fiscalMonth")}
        data={MONTHS.map((month) => ({
          value: String(month),
          label: t("calendar.month", { month }),
        }))}
        value={String(value.fiscalMonth)}
        onChange={(next) => onChange({ fiscalMonth: Number(next) })}
        allowDeselect={false}
      />
      <Select
        label={t("calendar.timezone")}
        data={ZONES.includes(value.timezone) ? ZONES : [value.timezone, ...ZONES]}
        value={value.timezone}
        onChange={(next) => next && onChange({ timezone: next })}
        searchable
        limit={ZONES_SHOWN}
        allowDeselect={false}
        nothingFoundMessage={t("form.nothingFound")}
      />
    </>
  );
}
