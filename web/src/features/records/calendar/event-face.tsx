import { IconCalendarShare } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import { RecordLink } from "../board/record-link";
import { nameOf } from "../card-fields";
import type { ListPlan } from "../list-plan";
import styles from "./calendar.module.css";

interface Props {
  appId: string;
  plan: ListPlan;
  numberCode: string;
  titleCode: string | undefined;
  record: WireRecord;
  /** Asks for another day; null where it cannot be changed. */
  onMove: ((record: WireRecord) => void) | null;
}

/** A record on its day: its name leads to it, and the button is the way without dragging. */
export function EventFace(props: Props) {
  const { t } = useTranslation();
  const { appId, record, onMove } = props;
  const name = nameOf(record, props);
  return (
    <span className={styles.event}>
      <RecordLink appId={appId} recordId={asText(record.$id?.value)} className={styles.name}>
        {name}
      </RecordLink>
      {onMove ? (
        <button
          type="button"
          className={styles.move}
          aria-label={`${t("dates.move")}: ${name}`}
          title={t("dates.move")}
          onClick={() => onMove(record)}
        >
          <IconCalendarShare size={14} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  );
}
