import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import type { WireRecord } from "@/api/wire";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { trailOf } from "@/ui/trail";
import { recordName, recordNumber } from "./naming";
import { Neighbours } from "./neighbours";
import styles from "./record.module.css";

interface Props {
  appId: string;
  recordId: string;
  definition: AppDefinition;
  record: WireRecord;
  children: ReactNode;
}

/** What the record is called, where it stands, and the way back to the list and on to the next. */
export function RecordHead({ appId, recordId, definition, record, children }: Props) {
  const { t } = useTranslation();
  const number = recordNumber(definition, record);
  const name = recordName(definition, record);
  const search = trailOf(appId)?.search ?? {};
  return (
    <>
      <div className={styles.way}>
        <Crumbs
          items={[
            { key: "apps", node: <Link to="/">{t("shell.apps")}</Link> },
            {
              key: "app",
              node: (
                <Link to="/apps/$appId" params={{ appId }} search={search}>
                  {definition.app.name}
                </Link>
              ),
            },
          ]}
        />
        <Neighbours appId={appId} recordId={recordId} />
      </div>
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{name || t("record.title", { number })}</h1>
          {name ? <span className={styles.number}>{number}</span> : null}
        </div>
        <div className={pageStyles.actions}>{children}</div>
      </div>
    </>
  );
}
