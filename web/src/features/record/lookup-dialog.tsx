import { Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import {
  allOf,
  quote,
  searchableCodes,
  searchCondition,
  toQueryText,
} from "@/api/kintone-query";
import { recordsQuery } from "@/api/records";
import type { FieldMap, Lookup, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./form.module.css";

const SHOWN = 30;
const PAUSE = 200;

interface Props {
  label: string;
  lookup: Lookup;
  isOpen: boolean;
  typed: string;
  onChoose: (record: WireRecord) => void;
  onClose: () => void;
}

/** Finds a record of the other app by words and takes it. */
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

/** The columns a person chooses by: the key, then the picker's own. */
function shownCodes(lookup: Lookup): string[] {
  return [...new Set([lookup.relatedKeyField, ...lookup.lookupPickerFields])];
}

function pick(fields: FieldMap, codes: readonly string[]): FieldMap {
  return Object.fromEntries(
    codes.flatMap((code) => (fields[code] ? [[code, fields[code]]] : [])),
  );
}

function question(lookup: Lookup, source: AppDefinition, words: string): string {
  const shown = pick(source.fields, shownCodes(lookup));
  const searched = searchableCodes(shown).length > 0 ? shown : source.fields;
  const key = source.fields[lookup.relatedKeyField];
  const isNumber = key?.type === "NUMBER" || key?.type === "RECORD_NUMBER";
  const number = words.normalize("NFKC").trim();
  const found =
    isNumber && /^\d+$/.test(number)
      ? `${key.code} = ${quote(number)}`
      : searchCondition(words, searched);
  return toQueryText(allOf([found, lookup.filterCond]), {
    sort: lookup.sort,
    limit: SHOWN,
    offset: 0,
  });
}

function Picker({ lookup, source, typed, onChoose }: Props & { source: AppDefinition }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(typed);
  const [settled] = useDebouncedValue(words, PAUSE);
  const copied = lookup.fieldMappings.map((pair) => pair.relatedField);
  const codes = ["$id", ...new Set([...shownCodes(lookup), ...copied])];
  const { data, error, refetch } = useQuery({
    ...recordsQuery(lookup.relatedApp.app, question(lookup, source, settled), codes),
    placeholderData: keepPreviousData,
  });
  return (
    <div className={styles.picker}>
      <TextInput
        type="search"
        data-autofocus
        aria-label={t("common.search")}
        placeholder={t("form.lookupLead")}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={4} /> : null}
      {data ? (
        <Found
          fields={source.fields}
          codes={shownCodes(lookup)}
          records={data.records}
          onChoose={onChoose}
        />
      ) : null}
      {data && data.total > SHOWN ? (
        <p className={styles.none}>{t("form.lookupMore", { count: SHOWN })}</p>
      ) : null}
    </div>
  );
}

interface FoundProps {
  fields: FieldMap;
  codes: string[];
  records: WireRecord[];
  onChoose: (record: WireRecord) => void;
}

function Found({ fields, codes, records, onChoose }: FoundProps) {
  const { t } = useTranslation();
  const columns = codes.flatMap((code) => fields[code] ?? []);
  if (records.length === 0) return <p className={styles.none}>{t("form.lookupEmpty")}</p>;
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.code}>{column.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr
              key={asText(record.$id?.value)}
              className={styles.pickRow}
              onClick={() => onChoose(record)}
            >
              {columns.map((column, index) => {
                const { Cell } = fieldUi(column.type);
                const field = record[column.code];
                const cell = field ? (
                  <Cell value={field.value} property={column} isDense />
                ) : null;
                return (
                  <td key={column.code}>
                    {index === 0 ? (
                      <button type="button" className={styles.pick}>
                        {cell}
                      </button>
                    ) : (
                      cell
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
