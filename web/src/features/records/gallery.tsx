import { Button } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { inFormOrder } from "@/api/definition";
import { keysetPage, type Start } from "@/api/record-pages";
import { fileUrl } from "@/api/records";
import type { Attachment, FieldProperty, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asFiles, asText, isBlank } from "@/fields/values";
import { ErrorState, LoadingLines } from "@/ui/states";
import { RecordLink } from "./board/record-link";
import { cardCodes, cardFields, nameOf } from "./card-fields";
import styles from "./gallery.module.css";
import { type ListPlan, wholeQuery } from "./list-plan";

interface Props {
  appId: string;
  definition: AppDefinition;
  plan: ListPlan;
  numberCode: string;
  titleCode: string | undefined;
  empty: ReactNode;
}

const AT_ONCE = 60;
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

/** カード: a picture where a record has one, its name and a few values. */
export function Gallery(props: Props) {
  const { t } = useTranslation();
  const { appId, definition, plan } = props;
  const files = inFormOrder(definition.fields, definition.layout).find(
    ({ type, enabled }) => type === "FILE" && enabled !== false,
  );
  const query = wholeQuery(plan);
  const codes = cardCodes(props, files ? [files.code] : []);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery({
      queryKey: ["records", appId, "gallery", query, codes],
      initialPageParam: { offset: 0 } as Start,
      queryFn: ({ pageParam }) => keysetPage(appId, query, codes, pageParam, AT_ONCE),
      getNextPageParam: ({ next }): Start | null => (next === null ? null : { after: next }),
    });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={10} height={28} />;
  const records = data.pages.flatMap((page) => page.records);
  if (records.length === 0) return props.empty;
  return (
    <div className={styles.scroll}>
      <ul className={styles.gallery}>
        {records.map((record) => (
          <Card key={asText(record.$id?.value)} {...props} record={record} files={files} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("board.more")}
        </Button>
      ) : null}
    </div>
  );
}

function pictureOf(record: WireRecord, files: FieldProperty | undefined): Attachment | null {
  const all = files ? asFiles(record[files.code]?.value) : [];
  return all.find(({ contentType }) => PICTURE.test(contentType)) ?? null;
}

function Card(props: Props & { record: WireRecord; files: FieldProperty | undefined }) {
  const { appId, record, files, numberCode, titleCode } = props;
  const picture = pictureOf(record, files);
  const shown = cardFields(props, files?.code ?? "").filter(
    ({ code }) => !isBlank(record[code]?.value),
  );
  const number = asText(record[numberCode]?.value) || asText(record.$id?.value);
  return (
    <li className={styles.card}>
      {files ? (
        <div className={styles.frame}>
          {picture ? (
            <img src={fileUrl(picture.fileKey)} alt="" loading="lazy" />
          ) : (
            <IconPhoto size={32} stroke={1.3} aria-hidden="true" />
          )}
        </div>
      ) : null}
      <div className={styles.body}>
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
      </div>
    </li>
  );
}
