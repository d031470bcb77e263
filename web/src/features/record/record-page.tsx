import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
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
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { StatusTones, statusTones } from "@/ui/status-tone";
import { useTitle } from "@/ui/use-title";
import { Comments } from "./comments";
import { drawing } from "./drawing";
import { HistoryPanel } from "./history-panel";
import { involvedIn } from "./involved";
import { LayoutView } from "./layout-view";
import { recordName, recordNumber } from "./naming";
import { PeekProvider } from "./peek-provider";
import { ProcessBar } from "./process-bar";
import styles from "./record.module.css";
import { RecordActions } from "./record-actions";
import { RecordHead } from "./record-head";
import { RecordTabs, useOpenPanel } from "./record-tabs";
import { RoutePanel } from "./route-panel";
import { standingOf } from "./standing";
import { ThumbBar } from "./thumb-bar";
import { commentOfAddress } from "./use-comments";

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
  const isPhone = useIsPhone();
  const [open, setOpen] = useOpenPanel(isPhone, commentOfAddress() !== null);
  const tones = useMemo(() => statusTones(definition.process), [definition.process]);
  const number = recordNumber(definition, record);
  const revision = asText(record.$revision?.value);
  const warnings = useWarnings(definition, record);
  const where = { appId, recordId };
  useTitle(
    recordName(definition, record) || t("record.title", { number }),
    definition.app.name,
  );
  const actions = (
    <RecordActions
      {...where}
      rights={rights}
      revision={revision}
      isPhone={isPhone}
      warnings={warnings}
    />
  );
  return (
    <StatusTones value={tones}>
      <ThumbBar isPhone={isPhone} actions={actions}>
        <div className={pageStyles.page}>
          <RecordHead {...where} definition={definition} record={record}>
            {isPhone ? null : actions}
          </RecordHead>
          <RecordTabs
            isPhone={isPhone}
            open={open}
            onOpen={setOpen}
            standing={
              <ProcessBar
                {...where}
                userCode={user.code}
                definition={definition}
                record={record}
                rights={rights}
                onMore={() => setOpen("route")}
              />
            }
            panels={{
              fields: <Sheet definition={definition} record={record} />,
              comments: (
                <Comments
                  {...where}
                  isAuditor={user.isAuditor}
                  involved={involvedIn(definition.fields, record)}
                  isBare
                />
              ),
              history: (
                <HistoryPanel
                  {...where}
                  fields={definition.fields}
                  revision={revision}
                  mayEdit={rights.record?.includes("edit") ?? false}
                />
              ),
              route: definition.process.enable ? (
                <RoutePanel {...where} revision={revision} />
              ) : null,
            }}
          />
        </div>
      </ThumbBar>
    </StatusTones>
  );
}

function useIsPhone(): boolean {
  return (
    useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false }) ?? false
  );
}

function Sheet({ definition, record }: { definition: AppDefinition; record: WireRecord }) {
  const drawn = useMemo(() => drawing(definition, record), [definition, record]);
  return (
    <div className={`${pageStyles.card} ${styles.sheet}`}>
      <PeekProvider>
        <LayoutView layout={definition.layout} drawing={drawn} />
      </PeekProvider>
      <History definition={definition} record={record} />
    </div>
  );
}

/** What hangs on the record, told before it is deleted. */
function useWarnings(definition: AppDefinition, record: WireRecord): string[] {
  const { t } = useTranslation();
  const { status, assignees } = standingOf(record);
  if (!definition.process.enable || assignees.length === 0) return [];
  return [
    t("page.deleteOpen", { status, names: assignees.map(({ name }) => name).join("、") }),
  ];
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
