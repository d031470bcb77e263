import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { rightsQuery } from "@/api/rights";
import { draftQuery, type Versions, versions } from "@/api/versions";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { RollBackDialog } from "./roll-back-dialog";
import { Sentences, VersionItem } from "./version-item";
import styles from "./versions.module.css";

/** バージョン: every definition of an app that went live, and the way back to each. */
export function VersionsPage({ appId }: { appId: string }) {
  const { data, error, refetch } = useQuery(definitionQuery(appId));
  if (error) return <ErrorState isPage error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} height={28} />;
  return <Loaded appId={appId} definition={data} />;
}

interface Props {
  appId: string;
  definition: AppDefinition;
}

function Loaded({ appId, definition }: Props) {
  const { t } = useTranslation();
  const { name } = definition.app;
  useTitle(t("versions.title"), name);
  const app = (
    <Link to="/apps/$appId" params={{ appId }}>
      {name}
    </Link>
  );
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <Crumbs
        items={[
          { key: "apps", node: <Link to="/">{t("shell.apps")}</Link> },
          { key: "app", node: app },
        ]}
      />
      <div className={pageStyles.head}>
        <h1>{t("versions.title")}</h1>
      </div>
      <p className={styles.lead}>{t("versions.lead")}</p>
      <Draft appId={appId} />
      <History appId={appId} />
    </div>
  );
}

function Draft({ appId }: { appId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(draftQuery(appId));
  if (!data || data.isSame) return null;
  return (
    <section
      className={`${pageStyles.card} ${styles.item}`}
      style={{ marginBottom: 12 }}
      aria-labelledby="draft"
    >
      <h2 id="draft">{t("versions.draft")}</h2>
      <Sentences texts={data.changes} />
    </section>
  );
}

function History({ appId }: { appId: string }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  const rights = useQuery(rightsQuery(appId));
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ["versions", appId, "list"],
      queryFn: ({ pageParam }) => versions(appId, pageParam),
      initialPageParam: "",
      getNextPageParam: (last: Versions) => last.next ?? undefined,
      staleTime: 0,
    });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={28} />;
  const mayGoBack = rights.data?.app.includes("manage") === true;
  return (
    <>
      <ol className={styles.list}>
        {data.pages
          .flatMap((page) => page.versions)
          .map((one) => (
            <VersionItem
              key={one.version}
              appId={appId}
              one={one}
              onBack={mayGoBack && !one.isLive ? () => choose(one.version) : undefined}
            />
          ))}
      </ol>
      {hasNextPage ? (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("versions.more")}
        </Button>
      ) : null}
      {chosen === null ? null : (
        <RollBackDialog appId={appId} version={chosen} onClose={() => choose(null)} />
      )}
    </>
  );
}
