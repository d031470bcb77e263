import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import styles from "./records.module.css";
import { type SortKey, turned } from "./sort-order";

interface Props {
  appId: string;
  records: WireRecord[];
  columns: FieldProperty[];
  numberCode: string;
  sort: readonly SortKey[];
  onSort: (sort: readonly SortKey[]) => void;
}

/** The list on a desk: one line a record, numbers to the right, heads that sort. */
export function ListTable({ appId, records, columns, numberCode, sort, onSort }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t("records.table")}</caption>
        <thead>
          <tr>
            <Head code={numberCode} label="No." isNumeric={false} sort={sort} onSort={onSort} />
            {columns.map((property) => (
              <Head
                key={property.code}
                code={fieldUi(property.type).isSortable ? property.code : undefined}
                label={property.label}
                isNumeric={isNumeric(property)}
                sort={sort}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <Row
              key={asText(record.$id?.value)}
              appId={appId}
              record={record}
              columns={columns}
              numberCode={numberCode}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isNumeric(property: FieldProperty): boolean {
  return fieldUi(property.type).isNumeric?.(property) === true;
}

interface HeadProps {
  code: string | undefined;
  label: string;
  isNumeric: boolean;
  sort: readonly SortKey[];
  onSort: (sort: readonly SortKey[]) => void;
}

const ARIA = { asc: "ascending", desc: "descending" } as const;

function Head({ code, label, isNumeric: isRight, sort, onSort }: HeadProps) {
  const { t } = useTranslation();
  const place = sort.findIndex((key) => key.code === code);
  const direction = sort[place]?.direction;
  if (code === undefined) return <th data-numeric={isRight || undefined}>{label}</th>;
  const Icon = direction
    ? { asc: IconArrowUp, desc: IconArrowDown }[direction]
    : IconArrowsSort;
  const next = { none: "sortAscending", asc: "sortDescending", desc: "sortClear" } as const;
  const hint = t(`records.${next[direction ?? "none"]}`, { label });
  return (
    <th
      aria-sort={direction && place === 0 ? ARIA[direction] : "none"}
      data-numeric={isRight || undefined}
    >
      <button
        type="button"
        className={styles.sort}
        data-active={direction}
        title={`${hint}（${t("lists.sortMore")}）`}
        onClick={(event) => onSort(turned(sort, code, event.shiftKey))}
      >
        {label}
        <Icon size={14} aria-hidden="true" />
        {direction && sort.length > 1 ? (
          <span className={styles.sortPlace} aria-hidden="true">
            {place + 1}
          </span>
        ) : null}
      </button>
    </th>
  );
}

interface RowProps {
  appId: string;
  record: WireRecord;
  columns: FieldProperty[];
  numberCode: string;
}

const Row = memo(function Row({ appId, record, columns, numberCode }: RowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const recordId = asText(record.$id?.value);
  const number = asText(record[numberCode]?.value) || recordId;
  const open = (event: MouseEvent): void => {
    const isLink = (event.target as Element).closest("a, button") !== null;
    const hasSelection = (getSelection()?.toString() ?? "") !== "";
    if (isLink || hasSelection) return;
    void navigate({ to: "/apps/$appId/records/$recordId", params: { appId, recordId } });
  };
  return (
    <tr onClick={open}>
      <th scope="row">
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId, recordId }}
          aria-label={t("records.openNumber", { number })}
        >
          {number}
        </Link>
      </th>
      {columns.map((property) => {
        const { Cell } = fieldUi(property.type);
        const field = record[property.code];
        return (
          <td key={property.code} data-numeric={isNumeric(property) || undefined}>
            {field ? <Cell value={field.value} property={property} isDense /> : null}
          </td>
        );
      })}
    </tr>
  );
});
