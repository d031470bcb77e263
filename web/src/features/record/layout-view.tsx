import { lazy, type ReactNode, Suspense } from "react";
import type { FieldMap, FieldProperty, LayoutField, LayoutItem, LayoutRow } from "@/api/wire";
import styles from "./layout.module.css";

const SafeHtml = lazy(async () => ({ default: (await import("@/ui/safe-html")).SafeHtml }));

export interface Drawing {
  fields: FieldMap;
  /** null leaves the field out. */
  field: (property: FieldProperty) => ReactNode;
  table: (property: FieldProperty) => ReactNode;
  related: (property: FieldProperty) => ReactNode;
}

/** An app's form as it was laid out; what a field looks like is the caller's. */
export function LayoutView(props: { layout: readonly LayoutItem[]; drawing: Drawing }) {
  return (
    <div className={styles.layout}>
      {props.layout.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a layout never changes while it is shown
        <Item key={index} item={item} drawing={props.drawing} />
      ))}
    </div>
  );
}

function Item({ item, drawing }: { item: LayoutItem; drawing: Drawing }) {
  if (item.type === "ROW") return <Row row={item} drawing={drawing} />;
  const property = drawing.fields[item.code];
  if (!property) return null;
  if (item.type === "SUBTABLE") return <div>{drawing.table(property)}</div>;
  return (
    <details className={styles.group} open={property.openGroup !== false}>
      <summary className={styles.summary}>{property.label}</summary>
      <div className={styles.layout}>
        {item.layout.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a layout never changes while it is shown
          <Row key={index} row={row} drawing={drawing} />
        ))}
      </div>
    </details>
  );
}

function Row({ row, drawing }: { row: LayoutRow; drawing: Drawing }) {
  const cells = row.fields.flatMap((field, index) => {
    const node = place(field, drawing);
    return node === null ? [] : [{ key: field.code ?? `${field.type}-${index}`, field, node }];
  });
  if (cells.length === 0) return null;
  return (
    <div className={styles.row}>
      {cells.map(({ key, field, node }) => (
        <div
          key={key}
          className={styles.cell}
          data-kind={field.type}
          style={{ flexBasis: basis(field) }}
        >
          {node}
        </div>
      ))}
    </div>
  );
}

const NARROWEST = 160;

function basis(field: LayoutField): string {
  if (field.type === "HR" || field.type === "REFERENCE_TABLE") return "100%";
  if (field.type === "LABEL") return "auto";
  const width = Number(field.size?.width);
  return width > 0 ? `${Math.max(width, NARROWEST)}px` : "260px";
}

function place(field: LayoutField, drawing: Drawing): ReactNode {
  if (field.type === "HR") return <hr className={styles.line} />;
  if (field.type === "SPACER") return <span aria-hidden="true" />;
  if (field.type === "LABEL") return <Words html={field.label ?? ""} />;
  const property = drawing.fields[field.code ?? ""];
  if (!property) return null;
  return field.type === "REFERENCE_TABLE" ? drawing.related(property) : drawing.field(property);
}

function Words({ html }: { html: string }) {
  return (
    <Suspense fallback={null}>
      <SafeHtml html={html} />
    </Suspense>
  );
}
