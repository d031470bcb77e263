import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { primaryOrganizationQuery } from "@/api/people";
import { recordQuery } from "@/api/records";
import {
  frozenCodes,
  lockedCodes,
  type Rights,
  rightsQuery,
  seenFields,
  withNeeded,
} from "@/api/rights";
import type { User } from "@/api/session";
import type { WireRecord } from "@/api/wire";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { say } from "@/ui/said";
import { ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { asksForOrganization, blankForm, type Filler, formOf, presetOf } from "./form-values";
import { recordNumber } from "./naming";
import { tellWaiting } from "./picked";
import { RecordForm } from "./record-form";

interface FrameProps {
  appId: string;
  app: string;
  title: string;
  children: ReactNode;
}

function Frame({ appId, app, title, children }: FrameProps) {
  const { t } = useTranslation();
  useTitle(title, app);
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <Crumbs
        items={[
          { key: "apps", node: <Link to="/">{t("shell.apps")}</Link> },
          {
            key: "app",
            node: (
              <Link to="/apps/$appId" params={{ appId }}>
                {app}
              </Link>
            ),
          },
        ]}
      />
      <div className={pageStyles.head}>
        <h1>{title}</h1>
      </div>
      {children}
    </div>
  );
}

/** The definition as far as the person may see it, and the fields that are only to be read. */
function useSeen(definition: AppDefinition, rights: Rights) {
  return useMemo(() => {
    const fields = withNeeded(seenFields(definition.fields, rights), rights);
    const seen = { ...definition, fields };
    return { definition: seen, locked: lockedCodes(rights), frozen: frozenCodes(rights) };
  }, [definition, rights]);
}

/** The person with their organisation, once it is known where the form asks for it. */
function useFiller(user: User, definition: AppDefinition | undefined): Filler | null {
  const isAsked = definition !== undefined && asksForOrganization(definition.fields);
  const found = useQuery({ ...primaryOrganizationQuery(user.code), enabled: isAsked });
  return useMemo(() => {
    if (definition === undefined || (isAsked && found.isPending)) return null;
    return { ...user, organization: found.data ?? null };
  }, [definition, isAsked, found.isPending, found.data, user]);
}

interface AddProps {
  appId: string;
  /** The record to start from, when one is duplicated. */
  from: string | undefined;
  /** Values to begin with, by code: texts and numbers. */
  preset: { [code: string]: string };
  user: User;
}

/** レコードの追加, empty or as a copy of another record. */
export function AddPage({ appId, from, preset, user }: AddProps) {
  const definition = useQuery(definitionQuery(appId));
  const rights = useQuery(rightsQuery(appId));
  const source = useQuery({ ...recordQuery(appId, from ?? ""), enabled: from !== undefined });
  const filler = useFiller(user, definition.data);
  const error = definition.error ?? rights.error ?? source.error;
  if (error)
    return <ErrorState isPage error={error} onRetry={() => void definition.refetch()} />;
  const isWaiting = from !== undefined && !source.data;
  if (!definition.data || !rights.data || !filler || isWaiting)
    return <LoadingLines lines={8} />;
  return (
    <AddForm
      appId={appId}
      user={filler}
      definition={definition.data}
      rights={rights.data}
      source={source.data ?? null}
      preset={preset}
    />
  );
}

interface AddFormProps {
  appId: string;
  user: Filler;
  definition: AppDefinition;
  rights: Rights;
  source: WireRecord | null;
  preset: { [code: string]: string };
}

function AddForm({ appId, user, source, preset, ...given }: AddFormProps) {
  const { t } = useTranslation();
  const { definition, locked, frozen } = useSeen(given.definition, given.rights);
  const navigate = useNavigate();
  const blank = useMemo(() => blankForm(definition.fields, user), [definition.fields, user]);
  const start = useMemo(
    () => ({
      ...blank,
      ...(source ? formOf(definition.fields, source, true) : {}),
      ...presetOf(definition.fields, preset),
    }),
    [blank, source, definition.fields, preset],
  );
  return (
    <Frame appId={appId} app={definition.app.name} title={t("form.addTitle")}>
      <RecordForm
        appId={appId}
        definition={definition}
        user={user}
        start={start}
        base={{ record: null, values: blank }}
        locked={locked}
        frozen={frozen}
        cancel={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/apps/$appId" params={{ appId }} {...props} />}
          >
            {t("common.cancel")}
          </Button>
        }
        onSaved={(recordId) => {
          say(t("form.added"));
          if (tellWaiting(recordId)) window.close();
          void navigate({ to: "/apps/$appId/records/$recordId", params: { appId, recordId } });
        }}
      />
    </Frame>
  );
}

interface EditProps {
  appId: string;
  recordId: string;
  user: User;
}

/** レコードの編集. */
export function EditPage({ appId, recordId, user }: EditProps) {
  const definition = useQuery(definitionQuery(appId));
  const record = useQuery({ ...recordQuery(appId, recordId), refetchOnMount: "always" });
  const rights = useQuery(rightsQuery(appId, recordId));
  const filler = useFiller(user, definition.data);
  const error = definition.error ?? rights.error ?? (record.data ? null : record.error);
  if (error) return <ErrorState isPage error={error} onRetry={() => void record.refetch()} />;
  // Editing begins with what is saved now, not with what was read a while ago.
  const isFresh = record.isFetchedAfterMount;
  if (!definition.data || !rights.data || !record.data || !filler || !isFresh)
    return <LoadingLines lines={8} />;
  return (
    <EditForm
      appId={appId}
      recordId={recordId}
      user={filler}
      definition={definition.data}
      rights={rights.data}
      record={record.data}
    />
  );
}

interface EditFormProps extends Omit<EditProps, "user"> {
  user: Filler;
  definition: AppDefinition;
  rights: Rights;
  record: WireRecord;
}

function EditForm({ appId, recordId, user, record: newest, ...given }: EditFormProps) {
  const { t } = useTranslation();
  const { definition, locked, frozen } = useSeen(given.definition, given.rights);
  const navigate = useNavigate();
  // What editing began with: a record fetched again meanwhile must not move under the person.
  // biome-ignore lint/correctness/useExhaustiveDependencies: fixed for as long as this form is open
  const record = useMemo(() => newest, [recordId]);
  const start = useMemo(() => formOf(definition.fields, record), [definition.fields, record]);
  const params = { appId, recordId };
  const title = t("form.editTitle", { number: recordNumber(definition, record) });
  return (
    <Frame appId={appId} app={definition.app.name} title={title}>
      <RecordForm
        appId={appId}
        definition={definition}
        user={user}
        start={start}
        base={{ record, values: start }}
        locked={locked}
        frozen={frozen}
        cancel={
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/apps/$appId/records/$recordId" params={params} {...props} />
            )}
          >
            {t("common.cancel")}
          </Button>
        }
        onSaved={() => {
          say(t("form.saved"));
          void navigate({ to: "/apps/$appId/records/$recordId", params });
        }}
      />
    </Frame>
  );
}
