import { Link } from "@tanstack/react-router";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText, isBlank } from "@/fields/values";
import styles from "./cards.module.css";

interface Props {
  appId: string;
  records: WireRecord[];
  columns: FieldProperty[];
  numberCode: string;
  titleCode: string | undefined;
}

const SHOWN = 5;

/** The list on a phone: one card a record, its name first, the whole card to touch. */
export function ListCards(props: Props) {
  return (
    <ul className={styles.cards}>
      {props.records.map((record) => (
        <Card key={asText(record.$id?.value)} {...props} record={record} />
      ))}
    </ul>
  );
}

function Card({
  appId,
  record,
  columns,
  numberCode,
  titleCode,
}: Props & { record: WireRecord }) {
  const recordId = asText(record.$id?.value);
  const number = asText(record[numberCode]?.value) || recordId;
  const title = titleCode ? asText(record[titleCode]?.value) : "";
  const status = columns.find((property) => property.type === "STATUS");
  const details = columns
    .filter(({ code, type }) => code !== titleCode && type !== "STATUS")
    .filter(({ code }) => !isBlank(record[code]?.value))
    .slice(0, SHOWN);
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId, recordId }}
          className={styles.link}
        >
          {title || number}
        </Link>
        {status ? <Value record={record} property={status} /> : null}
      </div>
      {title ? <p className={styles.number}>{number}</p> : null}
      <dl className={styles.details}>
        {details.map((property) => (
          <div key={property.code} className={styles.pair}>
            <dt>{property.label}</dt>
            <dd>
              <Value record={record} property={property} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Value({ record, property }: { record: WireRecord; property: FieldProperty }) {
  const { Cell } = fieldUi(property.type);
  const field = record[property.code];
  return field ? <Cell value={field.value} property={property} isDense /> : null;
}
