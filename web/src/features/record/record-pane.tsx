import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { definitionQuery } from "@/api/apps";
import { recordQuery } from "@/api/records";
import { rightsQuery, seenFields } from "@/api/rights";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { StatusTones, statusTones } from "@/ui/status-tone";
import { Comments } from "./comments";
import { drawing } from "./drawing";
import { LayoutView } from "./layout-view";
import { recordName, recordNumber } from "./naming";
import { ProcessBar } from "./process-bar";
import styles from "./record.module.css";
import type { Moved } from "./use-process";

interface Props {
  appId: string;
  recordId: string;
  user: { code: string; isAuditor: boolean };
  onMoved: (moved: Moved) => void;
}

/** A record beside something else: all that somebody needs who decides about it, on one screen. */
export function RecordPane({ appId, recordId, user, onMoved }: Props) {
  const { t } = useTranslation();
  const definition = useQuery(definitionQuery(appId));
  const record = useQuery(recordQuery(appId, recordId));
  const rights = useQuery(rightsQuery(appId, recordId));
  const process = definition.data?.process;
  const tones = useMemo(() => (process ? statusTones(process) : new Map()), [process]);
  const error = definition.error ?? record.error ?? rights.error;
  if (error) return <ErrorState error={error} />;
  if (!definition.data || !record.data || !rights.data)
    return <LoadingLines lines={10} height={28} />;
  const fields = seenFields(definition.data.fields, rights.data);
  const seen = { ...definition.data, fields };
  const number = recordNumber(seen, record.data);
  return (
    <StatusTones value={tones}>
      <div className={styles.paneHead}>
        <h2>
          <Link to="/apps/$appId/records/$recordId" params={{ appId, recordId }}>
            {recordName(seen, record.data) || t("record.title", { number })}
          </Link>
        </h2>
        <span className={styles.soft}>
          {definition.data.app.name} {number}
        </span>
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <ProcessBar
            appId={appId}
            recordId={recordId}
            userCode={user.code}
            definition={seen}
            record={record.data}
            rights={rights.data}
            onMoved={onMoved}
          />
          <div className={`${pageStyles.card} ${styles.sheet}`}>
            <LayoutView layout={seen.layout} drawing={drawing(seen, record.data)} />
          </div>
        </div>
        <Comments appId={appId} recordId={recordId} isAuditor={user.isAuditor} />
      </div>
    </StatusTones>
  );
}
