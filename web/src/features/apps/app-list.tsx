import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import type { App } from "@/api/wire";
import pageStyles from "@/ui/page.module.css";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import styles from "./apps.module.css";

function plainText(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent?.trim() ?? "";
}

function matching(apps: readonly App[], words: string): App[] {
  const wanted = words.normalize("NFKC").toLowerCase().trim();
  return apps.filter((app) =>
    `${app.name} ${app.code} ${app.description}`
      .normalize("NFKC")
      .toLowerCase()
      .includes(wanted),
  );
}

/** アプリの一覧: the first page after sign-in. */
export function AppList() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(appsQuery);
  const [words, setWords] = useState("");
  useTitle(t("apps.title"));
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{t("apps.title")}</h1>
          {data ? (
            <span className={styles.count}>{t("apps.count", { count: data.length })}</span>
          ) : null}
        </div>
        <TextInput
          type="search"
          aria-label={t("apps.find")}
          placeholder={t("apps.find")}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          className={styles.find ?? ""}
        />
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={4} height={72} /> : null}
      {data ? <Cards apps={matching(data, words)} words={words} /> : null}
    </div>
  );
}

function Cards({ apps, words }: { apps: App[]; words: string }) {
  const { t } = useTranslation();
  if (apps.length === 0) {
    return words ? (
      <EmptyState title={t("apps.noMatch", { words })} />
    ) : (
      <EmptyState title={t("apps.empty")} lead={t("apps.emptyLead")} />
    );
  }
  return (
    <ul className={styles.cards}>
      {apps.map((app) => (
        <li key={app.appId} className={styles.card}>
          <span
            className={styles.mark}
            data-hue={Number(app.appId) % 6}
            data-letter={app.name.slice(0, 1)}
            aria-hidden="true"
          />
          <div className={styles.words}>
            <h2 className={styles.name}>
              <Link to="/apps/$appId" params={{ appId: app.appId }} className={styles.link}>
                {app.name}
              </Link>
            </h2>
            <p className={styles.description}>
              {plainText(app.description) || t("apps.noDescription")}
            </p>
            {app.code ? <span className={styles.code}>{app.code}</span> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
