import { CloseButton, NativeSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./builder.module.css";
import { type FilterRow, type FilterText, newRow, withWording } from "./filters";
import { wordingsOf } from "./operators";
import { ValueEditor } from "./value-editor";
import { fieldLabel, type Speaker, wordingKey } from "./words";
import { writeCondition } from "./writer";

interface Props {
  n: number;
  item: FilterRow | FilterText;
  speaker: Speaker;
  states: readonly string[];
  onChange: (item: FilterRow) => void;
  onRemove: () => void;
}

/** One line: a field, how it compares, with what; or a part that is kept as text. */
export function FilterLine({ n, item, speaker, states, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      {item.kind === "text" ? (
        <div className={styles.kept}>
          <p className={styles.soft}>{t("filter.text")}</p>
          <code className={styles.code}>{writeCondition(item.expression)}</code>
          <p className={styles.soft}>{t("filter.textHint")}</p>
        </div>
      ) : (
        <Row row={item} speaker={speaker} states={states} onChange={onChange} />
      )}
      <CloseButton aria-label={t("filter.removeRow", { n })} onClick={onRemove} />
    </div>
  );
}

interface RowProps {
  row: FilterRow;
  speaker: Speaker;
  states: readonly string[];
  onChange: (row: FilterRow) => void;
}

function Row({ row, speaker, states, onChange }: RowProps) {
  const { t } = useTranslation();
  const { asked } = speaker;
  const field = asked.get(row.field);
  if (!field) return null;
  const label = fieldLabel(field);
  return (
    <>
      <Select
        aria-label={t("filter.field")}
        className={styles.field ?? ""}
        data={[...asked].map(([value, one]) => ({ value, label: fieldLabel(one) }))}
        value={row.field}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("form.nothingFound")}
        onChange={(code) => {
          const next = asked.get(code ?? "");
          if (next && code !== row.field) onChange(newRow(next));
        }}
      />
      <NativeSelect
        aria-label={t("filter.wordingOf", { label })}
        className={styles.wording ?? ""}
        data={wordingsOf(field).map((wording) => ({
          value: wording,
          label: t(`filter.word.${wordingKey(wording, field)}` as "filter.word.equal"),
        }))}
        value={row.wording}
        onChange={(event) => {
          const wording = wordingsOf(field).find((one) => one === event.currentTarget.value);
          if (wording) onChange(withWording(row, wording));
        }}
      />
      <div className={styles.value}>
        <ValueEditor
          key={row.field}
          field={field}
          wording={row.wording}
          values={row.values}
          states={states}
          label={t("filter.valueOf", { label })}
          onChange={(values) => onChange({ ...row, values })}
        />
      </div>
    </>
  );
}
