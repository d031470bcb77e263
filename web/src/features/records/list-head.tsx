import { Button } from "@mantine/core";
import { IconEyeCheck, IconHistory, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { rightsQuery } from "@/api/rights";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";

/** The app's name, and where one goes from its list. */
export function ListHead({ appId, definition }: { appId: string; definition: AppDefinition }) {
  const { t } = useTranslation();
  const rights = useQuery(rightsQuery(appId));
  return (
    <>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{definition.app.name}</h1>
        </div>
        {rights.data?.app.includes("delete") ? (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/apps/$appId/trash" params={{ appId }} {...props} />
            )}
            leftSection={<IconTrash size={18} aria-hidden="true" />}
          >
            {t("lists.pages.trash")}
          </Button>
        ) : null}
        {rights.data?.explains ? (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/apps/$appId/versions" params={{ appId }} {...props} />
            )}
            leftSection={<IconHistory size={18} aria-hidden="true" />}
          >
            {t("lists.pages.versions")}
          </Button>
        ) : null}
        {rights.data?.explains ? (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/access" search={{ app: appId }} {...props} />}
            leftSection={<IconEyeCheck size={18} aria-hidden="true" />}
          >
            {t("lists.pages.access")}
          </Button>
        ) : null}
        {rights.data?.app.includes("add") ? (
          <Button
            renderRoot={(props) => <Link to="/apps/$appId/new" params={{ appId }} {...props} />}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
          >
            {t("records.add")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
