import { Button, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { pagesQuery } from "@/api/forms";
import { recordQuery } from "@/api/records";
import { rightsQuery } from "@/api/rights";
import type { Lookup, WireRecord } from "@/api/wire";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./form.module.css";
import { LookupRows } from "./lookup-rows";
import { ofIds, question, recentOf, shownCodes } from "./lookup-search";
import { newRecordAddress, whenPicked } from "./picked";

const PAUSE = 200;

interface Props {
  label: string;
  lookup: Lookup;
  isOpen: boolean;
  typed: string;
  onChoose: (record: WireRecord) => void;
  onClose: () => void;
}

/** Finds a record of the other app by words and takes it; or makes a new one there. */
export function LookupDialog(props: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t("form.lookupTitle", { label: props.label })}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size="xl"
    >
      <Source {...props} />
    </Modal>
  );
}

function Source(props: Props) {
  const { data, error, refetch } = useQuery(definitionQuery(props.lookup.relatedApp.app));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={4} />;
  return <Picker {...props} source={data} />;
}

function Picker({ lookup, source, typed, onChoose }: Props & { source: AppDefinition }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(typed);
  const [settled] = useDebouncedValue(words, PAUSE);
  const { app } = lookup.relatedApp;
  const copied = lookup.fieldMappings.map((pair) => pair.relatedField);
  const codes = ["$id", ...new Set([...shownCodes(lookup), ...copied])];
  const found = useInfiniteQuery({
    ...pagesQuery(app, question(lookup, source, settled), codes),
    placeholderData: keepPreviousData,
  });
  const recent = recentOf(lookup);
  const lately = useInfiniteQuery({
    ...pagesQuery(app, ofIds(recent, lookup), codes),
    enabled: settled === "" && recent.length > 0,
  });
  const records = found.data?.pages.flatMap((page) => page.records) ?? [];
  const before = settled === "" ? (lately.data?.pages[0]?.records ?? []) : [];
  return (
    <div className={styles.picker}>
      <div className={styles.pickerHead}>
        <TextInput
          type="search"
          data-autofocus
          className={styles.pickerSearch ?? ""}
          aria-label={t("common.search")}
          placeholder={t("form.lookupLead")}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <NewRecord app={app} onMade={onChoose} />
      </div>
      {found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {before.length > 0 ? (
        <>
          <h3 className={styles.pickerTitle}>{t("form.lookupRecent")}</h3>
          <LookupRows source={source} lookup={lookup} records={before} onChoose={onChoose} />
          <h3 className={styles.pickerTitle}>{t("form.lookupAll")}</h3>
        </>
      ) : null}
      {found.data ? (
        <LookupRows source={source} lookup={lookup} records={records} onChoose={onChoose} />
      ) : null}
      {!found.data && !found.error ? <LoadingLines lines={4} /> : null}
      {found.hasNextPage ? (
        <Button
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("form.lookupNext")}
        </Button>
      ) : null}
    </div>
  );
}

/** 新規作成: opens a form of the other app in a tab, and takes what is saved there. */
function NewRecord({ app, onMade }: { app: string; onMade: (record: WireRecord) => void }) {
  const { t } = useTranslation();
  const { data: rights } = useQuery(rightsQuery(app));
  const [ticket, setTicket] = useState<string | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const { data: record } = useQuery({
    ...recordQuery(app, made ?? ""),
    enabled: made !== null,
  });
  useEffect(() => (ticket === null ? undefined : whenPicked(ticket, setMade)), [ticket]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken once, when it has been read
  useEffect(() => {
    if (record) onMade(record);
  }, [record]);
  if (!rights?.app.includes("add")) return null;
  const open = (): void => {
    const next = crypto.randomUUID();
    setTicket(next);
    window.open(newRecordAddress(app, next), "_blank");
  };
  return (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden="true" />}
      onClick={open}
    >
      {t(ticket === null ? "form.lookupNew" : "form.lookupWaiting")}
    </Button>
  );
}
