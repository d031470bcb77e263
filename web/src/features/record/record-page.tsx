import { Button } from "@mantine/core";
import { IconCopy, IconEyeCheck, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { ofType } from "@/api/definition";
import { recordQuery } from "@/api/records";
import { type Rights, rightsQuery, seenFields } from "@/api/rights";
import type { WireRecord } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { asEntities, asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { StatusTones, statusTones } from "@/ui/status-tone";
import { useTitle } from "@/ui/use-title";
import { Comments } from "./comments";
import { DeleteButton } from "./delete-button";
import { drawing } from "./drawing";
import { HistoryPanel } from "./history-panel";
import { LayoutView } from "./layout-view";
import { recordName, recordNumber } from "./naming";
import { ProcessBar } from "./process-bar";
import styles from "./record.module.css";

interface Props {
  appId: string;
  recordId: string;
  user: { code: string; isAuditor: boolean };
}

/** One record, to read: its fields as laid out, its status, its comments. */
export function RecordPage(props: Props) {
  const definition = useQuery(definitionQuery(props.appId));
  const record = useQuery(recordQuery(props.appId, props.recordId));
  const rights = useQuery(rightsQuery(props.appId, props.recordId));
  const error = definition.error ?? record.error ?? rights.error;
  const retry = (): void => {
    void definition.refetch();
    void record.refetch();
    void rights.refetch();
  };
  if (error) return <ErrorState isPage error={error} onRetry={retry} />;
  if (!definition.data || !record.data || !rights.data)
    return <LoadingLines lines={8} height={28} />;
  const fields = seenFields(definition.data.fields, rights.data);
  return (
    <Loaded
      {...props}
      definition={{ ...definition.data, fields }}
      record={record.data}
      rights={rights.data}
    />
  );
}

interface LoadedProps extends Props {
  definition: AppDefinition;
  record: WireRecord;
  rights: Rights;
}

function Loaded({ appId, recordId, user, definition, record, rights }: LoadedProps) {
  const { t } = useTranslation();
  const tones = useMemo(() => statusTones(definition.process), [definition.process]);
  const number = recordNumber(definition, record);
  const name = recordName(definition, record);
  useTitle(name || t("record.title", { number }), definition.app.name);
  return (
    <StatusTones value={tones}>
      <div className={pageStyles.page}>
        <Crumbs
          items={[
            { key: "apps", node: <Link to="/">{t("shell.apps")}</Link> },
            {
              key: "app",
              node: (
                <Link to="/apps/$appId" params={{ appId }}>
                  {definition.app.name}
                </Link>
              ),
            },
          ]}
        />
        <div className={pageStyles.head}>
          <div className={pageStyles.title}>
            <h1>{name || t("record.title", { number })}</h1>
            {name ? <span className={styles.number}>{number}</span> : null}
          </div>
          <Actions
            appId={appId}
            recordId={recordId}
            rights={rights}
            revision={asText(record.$revision?.value)}
          />
        </div>
        <div className={styles.columns}>
          <div className={styles.main}>
            <ProcessBar
              appId={appId}
              recordId={recordId}
              userCode={user.code}
              definition={definition}
              record={record}
              rights={rights}
            />
            <div className={`${pageStyles.card} ${styles.sheet}`}>
              <LayoutView layout={definition.layout} drawing={drawing(definition, record)} />
              <History definition={definition} record={record} />
            </div>
            <HistoryPanel
              appId={appId}
              recordId={recordId}
              fields={definition.fields}
              revision={asText(record.$revision?.value)}
              mayEdit={rights.record?.includes("edit") ?? false}
            />
          </div>
          <Comments appId={appId} recordId={recordId} isAuditor={user.isAuditor} />
        </div>
      </div>
    </StatusTones>
  );
}

interface ActionsProps {
  appId: string;
  recordId: string;
  rights: Rights;
  revision: string;
}

function Actions({ appId, recordId, rights, revision }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <div className={pageStyles.actions}>
      {rights.explains ? (
        <Button
          variant="default"
          leftSection={<IconEyeCheck size={18} aria-hidden="true" />}
          renderRoot={(props) => (
            <Link to="/access" search={{ app: appId, record: recordId }} {...props} />
          )}
        >
          {t("access.title")}
        </Button>
      ) : null}
      {rights.record?.includes("delete") ? (
        <DeleteButton appId={appId} recordId={recordId} revision={revision} />
      ) : null}
      {rights.app.includes("add") ? (
        <Button
          variant="default"
          leftSection={<IconCopy size={18} aria-hidden="true" />}
          renderRoot={(props) => (
            <Link
              to="/apps/$appId/new"
              params={{ appId }}
              search={{ from: recordId }}
              {...props}
            />
          )}
        >
          {t("record.duplicate")}
        </Button>
      ) : null}
      {rights.record?.includes("edit") ? (
        <Button
          leftSection={<IconPencil size={18} aria-hidden="true" />}
          renderRoot={(props) => (
            <Link
              to="/apps/$appId/records/$recordId/edit"
              params={{ appId, recordId }}
              {...props}
            />
          )}
        >
          {t("record.edit")}
        </Button>
      ) : null}
    </div>
  );
}

function History({ definition, record }: { definition: AppDefinition; record: WireRecord }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const of = (who: "CREATOR" | "MODIFIER", when: "CREATED_TIME" | "UPDATED_TIME"): string => {
    const person = record[ofType(definition.fields, who)?.code ?? ""]?.value;
    const moment = asText(record[ofType(definition.fields, when)?.code ?? ""]?.value);
    return `${asEntities(person)[0]?.name ?? ""} ${showMoment(moment, locale)}`;
  };
  return (
    <p className={styles.history}>
      <span>
        {t("record.createdBy")}: {of("CREATOR", "CREATED_TIME")}
      </span>
      <span>
        {t("record.updatedBy")}: {of("MODIFIER", "UPDATED_TIME")}
      </span>
    </p>
  );
}
