import { Button, Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { definitionQuery } from "@/api/apps";
import { recordQuery } from "@/api/records";
import { rightsQuery, seenFields } from "@/api/rights";
import { ErrorState, LoadingLines } from "@/ui/states";
import { drawing } from "./drawing";
import { LayoutView } from "./layout-view";
import { recordName, recordNumber } from "./naming";
import styles from "./record.module.css";

interface Props {
  appId: string;
  recordId: string;
  onClose: () => void;
}

/** Another record, read without leaving this one. */
export function RecordPeek({ appId, recordId, onClose }: Props) {
  const { t } = useTranslation();
  const definition = useQuery(definitionQuery(appId));
  const record = useQuery(recordQuery(appId, recordId));
  const rights = useQuery(rightsQuery(appId, recordId));
  const error = definition.error ?? record.error ?? rights.error;
  const seen =
    definition.data && rights.data
      ? { ...definition.data, fields: seenFields(definition.data.fields, rights.data) }
      : null;
  const title =
    seen && record.data
      ? recordName(seen, record.data) ||
        t("record.title", { number: recordNumber(seen, record.data) })
      : t("common.loading");
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={title}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={styles.disclosed}>
        <Button
          variant="default"
          renderRoot={(root) => (
            <Link to="/apps/$appId/records/$recordId" params={{ appId, recordId }} {...root} />
          )}
        >
          {t("page.openWhole")}
        </Button>
        {error ? <ErrorState error={error} /> : null}
        {seen && record.data ? (
          <LayoutView layout={seen.layout} drawing={drawing(seen, record.data)} />
        ) : null}
        {!error && !(seen && record.data) ? <LoadingLines lines={8} /> : null}
      </div>
    </Drawer>
  );
}
