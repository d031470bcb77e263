import type { FieldProperty, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText, isBlank } from "@/fields/values";
import { cardFields, nameOf } from "../card-fields";
import type { BoardProps } from "./board";
import styles from "./board.module.css";
import { RecordLink } from "./record-link";

interface Props extends BoardProps {
  record: WireRecord;
  field: FieldProperty;
  isLifted?: boolean;
}

/** What a card says: the record's name, and its first few values. */
export function CardFace(props: Props) {
  const { appId, record, field, numberCode, titleCode } = props;
  const shown = cardFields(props, field.code).filter(
    ({ code }) => !isBlank(record[code]?.value),
  );
  const number = asText(record[numberCode]?.value) || asText(record.$id?.value);
  return (
    <article className={styles.card} data-lifted={props.isLifted || undefined}>
      <RecordLink appId={appId} recordId={asText(record.$id?.value)} className={styles.title}>
        {nameOf(record, props)}
      </RecordLink>
      {titleCode ? <span className={styles.number}>{number}</span> : null}
      <dl className={styles.values}>
        {shown.map((property) => {
          const { Cell } = fieldUi(property.type);
          const value = record[property.code]?.value ?? null;
          return (
            <div key={property.code} className={styles.pair}>
              <dt>{property.label}</dt>
              <dd>
                <Cell value={value} property={property} isDense />
              </dd>
            </div>
          );
        })}
      </dl>
    </article>
  );
}
