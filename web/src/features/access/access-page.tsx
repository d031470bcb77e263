import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { appPath, csvOf, EVERYTHING_CSV, personPath, recordPath } from "@/api/access";
import type { User } from "@/api/session";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { useTitle } from "@/ui/use-title";
import styles from "./access.module.css";
import type { AccessSearch } from "./access-search";
import { AppAnswer, PersonAnswer, RecordAnswer } from "./answers";
import { Chooser } from "./chooser";

interface Props {
  search: AccessSearch;
  user: User;
  onAsk: (search: AccessSearch) => void;
}

/** だれが何を見られるか: for a person, an app or a record, with the rule that decided. */
export function AccessPage({ search, user, onAsk }: Props) {
  const { t } = useTranslation();
  const seesAll = user.isAdministrator || user.isAuditor;
  const title = t(seesAll || search.app ? "access.title" : "access.own");
  useTitle(title);
  const path = pathOf(search);
  return (
    <div className={pageStyles.page}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{title}</h1>
        </div>
        {seesAll ? <File href={EVERYTHING_CSV} label={t("access.csvAll")} /> : null}
      </div>
      <p className={styles.lead}>{t(seesAll ? "access.lead" : "access.ownLead")}</p>
      <Chooser key={path ?? ""} search={search} user={user} seesAll={seesAll} onAsk={onAsk} />
      {path === null ? null : (
        <section className={styles.answer}>
          <Answer search={search} path={path} />
        </section>
      )}
    </div>
  );
}

function pathOf({ person, app, record }: AccessSearch): string | null {
  if (person) return personPath(person);
  if (!app) return null;
  return record ? recordPath(app, record) : appPath(app);
}

function Answer({ search, path }: { search: AccessSearch; path: string }) {
  const { t } = useTranslation();
  const file = <File href={csvOf(path)} label={t("access.csv")} />;
  if (search.record) return <RecordAnswer path={path} file={file} />;
  if (search.app) return <AppAnswer path={path} file={file} />;
  return <PersonAnswer path={path} file={file} />;
}

function File({ href, label }: { href: string; label: string }) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden="true" />}
    >
      {label}
    </Button>
  );
}
