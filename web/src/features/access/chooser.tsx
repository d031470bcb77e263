import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import { peopleQuery } from "@/api/people";
import type { User } from "@/api/session";
import pageStyles from "@/ui/page.module.css";
import { folded, peopleFilter } from "@/ui/people-filter";
import styles from "./access.module.css";
import { type AccessSearch, type By, byOf } from "./access-search";

interface Props {
  search: AccessSearch;
  user: User;
  seesAll: boolean;
  onAsk: (search: AccessSearch) => void;
}

const SHOWN = 50;

/** Asks about whom or what. A person or an app that is chosen is answered at once. */
export function Chooser({ search, user, seesAll, onAsk }: Props) {
  const { t } = useTranslation();
  const [by, setBy] = useState<By>(byOf(search));
  const [app, setApp] = useState(search.app ?? null);
  const [record, setRecord] = useState(search.record ?? "");
  const choose = (next: string): void => {
    setBy(next as By);
    if (next === "person" && !seesAll) onAsk({ person: user.code });
  };
  const number = record.normalize("NFKC").trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (app && /^[1-9]\d*$/.test(number)) onAsk({ app, record: number });
  };
  return (
    <form className={`${pageStyles.card} ${styles.chooser}`} onSubmit={submit}>
      <SegmentedControl
        aria-label={t("access.by")}
        value={by}
        onChange={choose}
        data={[
          { value: "person", label: t("access.byPerson") },
          { value: "app", label: t("access.byApp") },
          { value: "record", label: t("access.byRecord") },
        ]}
      />
      {by === "person" && seesAll ? (
        <PersonChooser value={search.person} onChoose={(person) => onAsk({ person })} />
      ) : null}
      {by === "person" ? null : (
        <AppChooser
          value={app}
          onChoose={(next) => {
            setApp(next);
            if (by === "app") onAsk({ app: next });
          }}
        />
      )}
      {by === "record" ? (
        <>
          <TextInput
            label={t("access.record")}
            inputMode="numeric"
            className={styles.number ?? ""}
            value={record}
            onChange={(event) => setRecord(event.currentTarget.value)}
          />
          <Button type="submit">{t("access.show")}</Button>
        </>
      ) : null}
    </form>
  );
}

interface PersonChooserProps {
  value: string | undefined;
  onChoose: (code: string) => void;
}

function PersonChooser({ value, onChoose }: PersonChooserProps) {
  const { t } = useTranslation();
  const { data: people = [], isPending } = useQuery(peopleQuery("USER"));
  const search = useMemo(
    () => new Map(people.map((one) => [one.code, folded(one.search)])),
    [people],
  );
  return (
    <Select
      label={t("access.person")}
      className={styles.choice ?? ""}
      data={people.map((one) => ({ value: one.code, label: one.name }))}
      value={value ?? null}
      onChange={(code) => code && onChoose(code)}
      searchable
      limit={SHOWN}
      filter={peopleFilter(search)}
      placeholder={t("form.people")}
      nothingFoundMessage={isPending ? t("common.loading") : t("form.nothingFound")}
    />
  );
}

interface AppChooserProps {
  value: string | null;
  onChoose: (id: string) => void;
}

function AppChooser({ value, onChoose }: AppChooserProps) {
  const { t } = useTranslation();
  const { data: apps = [], isPending } = useQuery(appsQuery);
  return (
    <Select
      label={t("access.app")}
      className={styles.choice ?? ""}
      data={apps.map((one) => ({ value: one.appId, label: one.name }))}
      value={value}
      onChange={(id) => id && onChoose(id)}
      searchable
      limit={SHOWN}
      placeholder={t("access.choose")}
      nothingFoundMessage={isPending ? t("common.loading") : t("form.nothingFound")}
    />
  );
}
