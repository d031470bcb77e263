import type { AppDefinition } from "@/api/apps";
import type { WireRecord } from "@/api/wire";
import type { Drawing } from "./layout-view";
import { RelatedRecords } from "./related-records";
import { ShownField } from "./shown-field";
import { ShownTable } from "./shown-table";
import { tableOrder } from "./table-order";

/** How a record's form is drawn to be read. */
export function drawing({ fields, layout }: AppDefinition, record: WireRecord): Drawing {
  return {
    fields,
    field: (property) => (
      <ShownField property={property} value={record[property.code]?.value} />
    ),
    table: (property) => (
      <ShownTable
        property={property}
        value={record[property.code]?.value}
        order={tableOrder(layout, property.code)}
      />
    ),
    related: (property) => <RelatedRecords property={property} record={record} />,
  };
}
