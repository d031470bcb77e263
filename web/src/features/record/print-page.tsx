import { Button } from "@mantine/core";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { recordQuery } from "@/api/records";
import { rightsQuery, seenFields } from "@/api/rights";
import { type Route, routeQuery } from "@/api/routes";
import type { WireRecord } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { recordName, recordNumber } from "./naming";
import styles from "./print.module.css";
import { PrintSheet } from "./print-sheet";
import { SealTable } from "./seal-table";
import { standingOf } from "./standing";

interface Props {
  appId: string;
  recordId: string;
  user: { name: string };
}

/** A record as a form on paper: A4, with the seals of those who decided; no buttons on paper. */
export function PrintPage({ appId, recordId, user }: Props) {
  const definition = useQuery(definitionQuery(appId));
  const record = useQuery(recordQuery(appId, recordId));
  const rights = useQuery(rightsQuery(appId, recordId));
  const route = useQuery(routeQuery(appId, recordId));
  useLightOnPaper();
  const error = definition.error ?? record.error ?? rights.error;
  if (error) return <ErrorState isPage error={error} />;
  if (!definition.data || !record.data || !rights.data || route.isPending)
    return <LoadingLines lines={10} />;
  const fields = seenFields(definition.data.fields, rights.data);
  return (
    <div className={styles.desk}>
      <Bar appId={appId} recordId={recordId} />
      <Paper
        definition={{ ...definition.data, fields }}
        record={record.data}
        route={route.data}
        by={user.name}
      />
    </div>
  );
}

function Bar({ appId, recordId }: { appId: string; recordId: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={18} aria-hidden="true" />}
        renderRoot={(props) => (
          <Link to="/apps/$appId/records/$recordId" params={{ appId, recordId }} {...props} />
        )}
      >
        {t("print.back")}
      </Button>
      <Button
        leftSection={<IconPrinter size={18} aria-hidden="true" />}
        onClick={() => window.print()}
      >
        {t("print.do")}
      </Button>
    </div>
  );
}

interface PaperProps {
  definition: AppDefinition;
  record: WireRecord;
  route: Route | undefined;
  /** Who prints it. */
  by: string;
}

function Paper({ definition, record, route, by }: PaperProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const number = recordNumber(definition, record);
  const name = recordName(definition, record);
  const status = definition.process.enable ? standingOf(record).status : "";
  useTitle([definition.app.name, number, name].filter(Boolean).join(" "));
  return (
    <article className={styles.paper}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <p className={styles.app}>{definition.app.name}</p>
          <h1>{name || t("record.title", { number })}</h1>
          <p className={styles.facts}>
            <span>{t("print.number", { number })}</span>
            {status ? <span>{t("print.status", { status })}</span> : null}
          </p>
        </div>
        {route ? <SealTable route={route} /> : null}
      </header>
      <PrintSheet definition={definition} record={record} />
      <footer className={styles.foot}>
        {t("print.printed", { name: by, at: showMoment(new Date().toISOString(), locale) })}
      </footer>
    </article>
  );
}

/** Paper is light, whatever the screen is. */
function useLightOnPaper(): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.mantineColorScheme;
    const lighten = (): void => void root.setAttribute("data-mantine-color-scheme", "light");
    const restore = (): void =>
      void root.setAttribute("data-mantine-color-scheme", before ?? "light");
    window.addEventListener("beforeprint", lighten);
    window.addEventListener("afterprint", restore);
    return () => {
      window.removeEventListener("beforeprint", lighten);
      window.removeEventListener("afterprint", restore);
    };
  }, []);
}
