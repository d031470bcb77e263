import { Button } from "@mantine/core";
import { IconEdit, IconTrash, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { definitionQuery } from "@/api/apps";
import { inFormOrder } from "@/api/definition";
import { rightsQuery } from "@/api/rights";
import type { FieldProperty } from "@/api/wire";
import { later } from "@/ui/later";
import type { ListPlan } from "../list-plan";
import styles from "./bulk.module.css";

const BulkDialog = later(async () => (await import("./bulk-dialog")).BulkDialog);

interface Props {
  appId: string;
  plan: ListPlan;
  chosen: ReadonlySet<string>;
  /** How many the condition finds; null while they are counted. */
  total: number | null;
  onClear: () => void;
}

const SET = new Set<string>([
  "SINGLE_LINE_TEXT",
  "MULTI_LINE_TEXT",
  "RICH_TEXT",
  "NUMBER",
  "CHECK_BOX",
  "RADIO_BUTTON",
  "MULTI_SELECT",
  "DROP_DOWN",
  "DATE",
  "TIME",
  "DATETIME",
  "LINK",
  "USER_SELECT",
  "ORGANIZATION_SELECT",
  "GROUP_SELECT",
]);
const MOST = 10_000;

function editable(
  { fields, layout }: AppDefinition,
  writes: (code: string) => boolean,
): FieldProperty[] {
  return inFormOrder(fields, layout).filter(
    ({ type, code, enabled, numbering }) =>
      SET.has(type) && enabled !== false && !numbering && writes(code),
  );
}

/** What can be done with the records that were chosen, or with all that the condition finds. */
export function BulkBar({ appId, plan, chosen, total, onClear }: Props) {
  const { t } = useTranslation();
  const [isAll, setAll] = useState(false);
  const [way, setWay] = useState<"edit" | "delete" | null>(null);
  const rights = useQuery(rightsQuery(appId)).data;
  const definition = useQuery(definitionQuery(appId)).data;
  if (!rights || !definition || (chosen.size === 0 && way === null)) return null;
  const takesAll = isAll && total !== null && total <= MOST;
  const count = takesAll ? (total ?? 0) : chosen.size;
  const which = takesAll ? { query: plan.condition } : { ids: [...chosen] };
  const fields = editable(definition, (code) => rights.fields[code]?.writes !== false);
  return (
    <section className={styles.bar} aria-label={t("bulk.bar")}>
      <p role="status">{t("bulk.chosen", { count })}</p>
      {takesAll ? null : (
        <ChooseAll total={total} chosen={chosen.size} onChoose={() => setAll(true)} />
      )}
      <span className={styles.space} />
      {rights.app.includes("edit") && fields.length > 0 ? (
        <Button
          variant="default"
          leftSection={<IconEdit size={16} aria-hidden="true" />}
          onClick={() => setWay("edit")}
        >
          {t("bulk.edit")}
        </Button>
      ) : null}
      {rights.app.includes("delete") ? (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={() => setWay("delete")}
        >
          {t("bulk.delete")}
        </Button>
      ) : null}
      <Button
        variant="subtle"
        leftSection={<IconX size={16} aria-hidden="true" />}
        onClick={() => {
          setAll(false);
          onClear();
        }}
      >
        {t("bulk.clear")}
      </Button>
      {way ? (
        <Suspense fallback={null}>
          <BulkDialog
            appId={appId}
            way={way}
            which={which}
            count={count}
            fields={fields}
            onDone={onClear}
            onClose={() => {
              setWay(null);
              setAll(false);
            }}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

/** From those on the screen to all that the condition finds, told how many they are. */
function ChooseAll(props: { total: number | null; chosen: number; onChoose: () => void }) {
  const { t } = useTranslation();
  const { total, chosen, onChoose } = props;
  if (total === null || total <= chosen) return null;
  const isTooMany = total > MOST;
  return (
    <Button
      variant="subtle"
      size="compact-md"
      disabled={isTooMany}
      title={isTooMany ? t("bulk.tooMany", { count: MOST }) : ""}
      onClick={onChoose}
    >
      {t("bulk.all", { count: total })}
    </Button>
  );
}
