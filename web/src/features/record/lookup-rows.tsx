import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import type { Lookup, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import styles from "./form.module.css";
import { shownCodes } from "./lookup-search";

interface Props {
  source: AppDefinition;
  lookup: Lookup;
  records: readonly WireRecord[];
  onChoose: (record: WireRecord) => void;
}

/** Records of the other app: a line each, chosen by a click or by its first cell's button. */
export function LookupRows({ source, lookup, records, onChoose }: Props) {
  const { t } = useTranslation();
  const columns = shownCodes(lookup).flatMap((code) => source.fields[code] ?? []);
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
