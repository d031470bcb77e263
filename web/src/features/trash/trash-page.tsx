import { Alert, Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { ofType, titleField } from "@/api/definition";
import { restoreRecord, type Trash, type Trashed, trash } from "@/api/history";
import { Problem } from "@/api/problem";
import { showMoment } from "@/fields/moments";
import { asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import styles from "./trash.module.css";

/** ごみ箱: an app's deleted records, and the way back for each. */
export function TrashPage({ appId }: { appId: string }) {
  const definition = useQuery(definitionQuery(appId));
  if (definition.error)
    return (
      <ErrorState isPage error={definition.error} onRetry={() => void definition.refetch()} />
    );
  if (!definition.data) return <LoadingLines lines={8} height={28} />;
  return <Loaded appId={appId} definition={definition.data} />;
}

interface Props {
  appId: string;
  definition: AppDefinition;
}

function Loaded({ appId, definition }: Props) {
  const { t } = useTranslation();
  useTitle(t("trash.title"), definition.app.name);
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
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
        <h1>{t("trash.title")}</h1>
      </div>
      <p className={styles.lead}>{t("trash.lead")}</p>
      <Records appId={appId} definition={definition} />
    </div>
  );
}

function Records({ appId, definition }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ["trash", appId],
      queryFn: ({ pageParam }) => trash(appId, pageParam),
      initialPageParam: "",
      getNextPageParam: (last: Trash) => last.next ?? undefined,
      staleTime: 0,
    });
  const restore = useMutation({
    mutationFn: (id: string) => restoreRecord(appId, id),
    onSuccess: async () => {
      say(t("trash.restored"));
      await client.invalidateQueries({ queryKey: ["trash", appId] });
      await client.invalidateQueries({ queryKey: ["records", appId] });
    },
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={28} />;
  const all = data.pages.flatMap((page) => page.records);
  return (
    <>
      {restore.error ? <Refused error={restore.error} /> : null}
      {all.length === 0 && !hasNextPage ? (
        <EmptyState title={t("trash.empty")} lead={t("trash.emptyLead")} />
      ) : null}
      <ul className={styles.list}>
        {all.map((one) => {
          const id = asText(one.record.$id?.value);
          return (
            <Item
              key={id}
              one={one}
              definition={definition}
              isRestoring={restore.isPending && restore.variables === id}
              onRestore={() => restore.mutate(id)}
            />
          );
        })}
      </ul>
      {hasNextPage ? (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("trash.more")}
        </Button>
      ) : null}
    </>
  );
}

interface ItemProps {
  one: Trashed;
  definition: AppDefinition;
  isRestoring: boolean;
  onRestore: () => void;
}

function Item({ one, definition, isRestoring, onRestore }: ItemProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const number =
    asText(one.record[ofType(definition.fields, "RECORD_NUMBER")?.code ?? ""]?.value) ||
    asText(one.record.$id?.value);
  const name = asText(one.record[titleField(definition)?.code ?? ""]?.value);
  return (
    <li className={`${pageStyles.card} ${styles.item}`}>
      <div className={styles.about}>
        <strong>{name || number}</strong>
        {name ? <span className={styles.soft}>{number}</span> : null}
        <p className={styles.soft}>
          {t("trash.deletedBy", {
            name: one.deletedBy.name,
            time: showMoment(one.deletedAt, locale),
          })}
        </p>
        <p className={styles.soft}>
          {t("trash.expires", { time: showMoment(one.expiresAt, locale) })}
        </p>
      </div>
      <Button
        variant="default"
        loading={isRestoring}
        aria-label={t("trash.restoreOf", { name: name || number })}
        leftSection={<IconArrowBackUp size={18} aria-hidden="true" />}
        onClick={onRestore}
      >
        {t("trash.restore")}
      </Button>
    </li>
  );
}

function Refused({ error }: { error: unknown }) {
  const textOf = useProblemText();
  const places = error instanceof Problem ? Object.entries(error.errors) : [];
  return (
    <Alert color="red" role="alert" title={textOf(error)} className={styles.refused}>
      {places.map(([at, sentences]) => (
        <p key={at}>
          {at.replace(/^ids\[\d+\]\.?/, "")} {sentences.join(" ")}
        </p>
      ))}
    </Alert>
  );
}
