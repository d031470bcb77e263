import type { AppDefinition } from "@/api/apps";
import type { FieldProperty, LayoutItem, LayoutRow, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asRows, isBlank } from "@/fields/values";
import styles from "./print.module.css";
import { RelatedRecords } from "./related-records";
import { columnsIn, isNumeric } from "./shown-table";
import { tableOrder } from "./table-order";

interface Props {
  definition: AppDefinition;
  record: WireRecord;
}

/** The fields in the order of the form: names in grey boxes, values beside them. */
export function PrintSheet({ definition, record }: Props) {
  return (
    <div className={styles.sheet}>
      {definition.layout.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a layout never changes while it is shown
        <Item key={index} item={item} definition={definition} record={record} />
      ))}
    </div>
  );
}

function Item({ item, definition, record }: Props & { item: LayoutItem }) {
  if (item.type === "ROW") return <Row row={item} definition={definition} record={record} />;
  const property = definition.fields[item.code];
  if (!property) return null;
  if (item.type === "SUBTABLE")
    return (
      <Table
        property={property}
        order={tableOrder(definition.layout, property.code)}
        record={record}
      />
    );
  return (
    <section>
      <h2 className={styles.group}>{property.label}</h2>
      {item.layout.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a layout never changes while it is shown
        <Row key={index} row={row} definition={definition} record={record} />
      ))}
    </section>
  );
}

function Row({ row, definition, record }: Props & { row: LayoutRow }) {
  const shown = row.fields.flatMap(({ code }) => definition.fields[code ?? ""] ?? []);
  const related = shown.filter(({ type }) => type === "REFERENCE_TABLE");
  const fields = shown.filter(({ type }) => type !== "REFERENCE_TABLE");
  return (
    <>
      {fields.length > 0 ? (
        <dl className={styles.row}>
          {fields.map((property) => (
            <div key={property.code} className={styles.cell}>
              <dt>{property.label}</dt>
              <dd data-numeric={isNumeric(property) || undefined}>
                <Value property={property} record={record} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {related.map((property) => (
        <div key={property.code} className={styles.related}>
          <RelatedRecords property={property} record={record} />
        </div>
      ))}
    </>
  );
}

function Value({ property, record }: { property: FieldProperty; record: WireRecord }) {
  const value = record[property.code]?.value;
  const { Cell } = fieldUi(property.type);
  if (value === undefined || isBlank(value)) return null;
  return <Cell value={value} property={property} isDense={false} />;
}

interface TableProps {
  property: FieldProperty;
  order: readonly string[];
  record: WireRecord;
}

/** A table that may go over several pages: its head is repeated, no row is cut. */
function Table({ property, order, record }: TableProps) {
  const columns = columnsIn(property, order);
  const rows = asRows(record[property.code]?.value);
  return (
    <table className={styles.table}>
      <caption>{property.label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.code} scope="col">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.id ?? index}>
            {columns.map((column) => (
              <td key={column.code} data-numeric={isNumeric(column) || undefined}>
                <Value property={column} record={row.value} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
