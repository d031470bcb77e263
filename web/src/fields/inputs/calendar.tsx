import { IconCalendar, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Dialog,
  Heading,
  Popover,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import styles from "./moment.module.css";

export function CalendarButton() {
  const { t } = useTranslation();
  return (
    <Button className={styles.open ?? ""} aria-label={t("form.chooseDate")}>
      <IconCalendar size={18} aria-hidden="true" />
    </Button>
  );
}

/** A month to choose a day from; the arrow keys move by day and week. */
export function CalendarPopover() {
  const { t } = useTranslation();
  return (
    <Popover className={styles.popover ?? ""}>
      <Dialog className={styles.dialog ?? ""}>
        <Calendar>
          <header className={styles.head}>
            <Button
              slot="previous"
              className={styles.turn ?? ""}
              aria-label={t("form.previousMonth")}
            >
              <IconChevronLeft size={18} aria-hidden="true" />
            </Button>
            <Heading className={styles.month ?? ""} />
            <Button slot="next" className={styles.turn ?? ""} aria-label={t("form.nextMonth")}>
              <IconChevronRight size={18} aria-hidden="true" />
            </Button>
          </header>
          <CalendarGrid className={styles.grid ?? ""}>
            {(day) => <CalendarCell date={day} className={styles.day ?? ""} />}
          </CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
  );
}
