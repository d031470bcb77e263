import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import type { Favourite } from "@/api/portal";
import { AppTile } from "@/ui/app-tile";
import { findApps } from "@/ui/find-apps";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { Block } from "./block";
import styles from "./portal.module.css";
import { StarButton } from "./star-button";

const SEARCHED_FROM = 9;

/** Every app that somebody may use, with its star; found as one types where there are many. */
export function AppsBlock({ favourites }: { favourites: readonly Favourite[] | undefined }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(appsQuery);
  const [words, setWords] = useState("");
  const starred = new Set(favourites?.filter((one) => !one.view).map((one) => one.app.id));
  const apps = findApps(data ?? [], words);
  return (
    <Block
      title={t("portal.apps")}
      aside={
        <Link to="/apps" className={styles.more}>
          {t("launcher.all")}
        </Link>
      }
    >
      {data && data.length >= SEARCHED_FROM ? (
        <TextInput
          type="search"
          aria-label={t("launcher.find")}
          placeholder={t("launcher.find")}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          className={styles.find ?? ""}
        />
      ) : null}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div className={styles.pad}>
          <LoadingLines lines={4} height={36} />
        </div>
      ) : null}
      {data?.length === 0 ? (
        <EmptyState title={t("apps.empty")} lead={t("apps.emptyLead")} />
      ) : null}
      {data && data.length > 0 && apps.length === 0 ? (
        <p className={styles.nothing} role="status">
          {t("launcher.noMatch", { words })}
        </p>
      ) : null}
      <ul className={styles.apps}>
        {apps.map((app) => (
          <li key={app.appId} className={styles.app}>
            <AppTile id={app.appId} name={app.name} />
            <Link to="/apps/$appId" params={{ appId: app.appId }} className={styles.appName}>
              {app.name}
            </Link>
            <StarButton
              app={{ id: app.appId, name: app.name }}
              isStarred={starred.has(app.appId)}
            />
          </li>
        ))}
      </ul>
    </Block>
  );
}
