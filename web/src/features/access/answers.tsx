import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  accessQuery,
  type OfApp,
  type OfPerson,
  type OfRecord,
  type Shown,
  type Together,
  type TokenShown,
} from "@/api/access";
import pageStyles from "@/ui/page.module.css";
import { folded } from "@/ui/people-filter";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import styles from "./access.module.css";
import { RightChips } from "./right-chips";
import { VerdictTable } from "./verdict-table";

interface Props {
  path: string;
  file: ReactNode;
}

function useAnswer<T>(path: string) {
  const { i18n } = useTranslation();
  const query = accessQuery<T>(path);
  return useQuery({ ...query, queryKey: [...query.queryKey, i18n.language] });
}

/** One person, app by app. */
export function PersonAnswer({ path, file }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAnswer<OfPerson>(path);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={32} />;
  const count = t("access.apps", { count: data.apps.length });
  return (
    <>
      <Head
        title={t("access.ofPerson", { name: data.person.name })}
        count={count}
        file={file}
      />
      {data.apps.length === 0 ? <EmptyState title={t("access.noApps")} /> : null}
      <VerdictTable
        label={t("access.ofPerson", { name: data.person.name })}
        subject={t("access.app")}
        lines={data.apps.map((each) => ({ ...each, key: each.app.id, who: appLink(each.app) }))}
      />
    </>
  );
}

function appLink(app: Shown): ReactNode {
  return (
    <Link to="/access" search={{ app: app.id }}>
      {app.name}
    </Link>
  );
}

/** Everybody in one app. */
export function AppAnswer({ path, file }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAnswer<OfApp>(path);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={32} />;
  const title = t("access.ofApp", { name: data.app.name });
  return (
    <>
      <Groups title={title} groups={data.groups} file={file} />
      {data.tokens.length > 0 ? <Tokens tokens={data.tokens} /> : null}
    </>
  );
}

/** Everybody over one record. */
export function RecordAnswer({ path, file }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAnswer<OfRecord>(path);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={32} />;
  const title = t("access.ofRecord", { name: data.app.name, number: data.id });
  return <Groups title={title} groups={data.groups} file={file} />;
}

interface GroupsProps {
  title: string;
  groups: Together[];
  file: ReactNode;
}

function Groups({ title, groups, file }: GroupsProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const total = groups.reduce((sum, group) => sum + group.people.length, 0);
  const found = matching(groups, words);
  return (
    <>
      <Head title={title} count={t("access.count", { count: total })} file={file}>
        {total > 1 ? (
          <TextInput
            type="search"
            aria-label={t("access.find")}
            placeholder={t("access.find")}
            leftSection={<IconSearch size={18} aria-hidden="true" />}
            className={styles.find ?? ""}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        ) : null}
      </Head>
      {found.length === 0 ? <EmptyState title={t("access.noMatch", { words })} /> : null}
      <VerdictTable
        label={title}
        subject={t("access.people")}
        lines={found.map((group) => ({
          ...group,
          key: group.people[0]?.id ?? "",
          who: <People people={group.people} />,
        }))}
      />
    </>
  );
}

/** Groups without those whom the words do not name. */
function matching(groups: Together[], words: string): Together[] {
  const wanted = folded(words.trim());
  if (!wanted) return groups;
  return groups
    .map((group) => {
      const people = group.people.filter((one) =>
        folded(`${one.name} ${one.code}`).includes(wanted),
      );
      return { ...group, people };
    })
    .filter((group) => group.people.length > 0);
}

const FIRST = 4;

/** Everybody of a group: the first few at once, all of them on request. */
function People({ people }: { people: Shown[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? people : people.slice(0, FIRST);
  const rest = people.length - shown.length;
  return (
    <>
      {shown.map((one, index) => (
        <span key={one.id}>
          {index > 0 ? "、" : ""}
          {one.name}
        </span>
      ))}
      {rest > 0 ? (
        <button type="button" className={styles.more} onClick={() => setOpen(true)}>
          {t("access.more", { count: rest })}
        </button>
      ) : null}
    </>
  );
}

function Tokens({ tokens }: { tokens: TokenShown[] }) {
  const { t } = useTranslation();
  return (
    <div className={`${pageStyles.card} ${styles.tokens}`}>
      <h2>{t("access.tokens")}</h2>
      <p className={styles.soft}>{t("access.tokensLead")}</p>
      <ul>
        {tokens.map((token) => (
          <li key={token.id}>
            <span>{`${token.hint}… ${token.memo}`.trim()}</span>
            <RightChips rights={token.rights} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface HeadProps {
  title: string;
  count: string;
  file: ReactNode;
  children?: ReactNode;
}

function Head({ title, count, file, children }: HeadProps) {
  return (
    <div className={styles.head}>
      <h2>{title}</h2>
      <span className={styles.soft}>{count}</span>
      <span className={styles.space} />
      {children}
      {file}
    </div>
  );
}
