import { useLocalStorage } from "@mantine/hooks";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import { DensitySwitch } from "@/grid/density-switch";
import { Grid } from "@/grid/grid";
import type { Density, GridColumn, GridLayout, RowHead } from "@/grid/types";
import { ErrorState, LoadingLines } from "@/ui/states";
import { GridFooter } from "./grid-footer";
import { type ListPlan, wholeQuery } from "./list-plan";
import type { SearchChange } from "./list-search";
import styles from "./records.module.css";
import { writeOrder } from "./sort-order";
import { useRecordRows } from "./use-record-rows";

interface Props {
  appId: string;
  plan: ListPlan;
  numberCode: string;
  titleCode: string | undefined;
  /** What is shown when there is nothing. */
  empty: ReactNode;
  onChange: (part: SearchChange) => void;
}

function asColumn(property: FieldProperty): GridColumn {
  const ui = fieldUi(property.type);
  return {
    code: property.code,
    label: property.label,
    property,
    isSortable: ui.isSortable === true,
    isNumeric: ui.isNumeric?.(property) === true,
  };
}

/** The list on a desk: every record there is, as in a spreadsheet. */
export function RecordGrid(props: Props) {
  const { appId, plan, numberCode, titleCode } = props;
  const { t } = useTranslation();
  const { rows, error, isTurning } = useRecordRows({
    appId,
    query: wholeQuery(plan),
    codes: [
      "$id",
      "$revision",
      numberCode,
      ...(titleCode ? [titleCode] : []),
      ...plan.columns.map(({ code }) => code),
    ],
  });
  useSyncExternalStore(rows.subscribe, rows.version);
  const columns = useMemo(() => plan.columns.map(asColumn), [plan.columns]);
  const { layout, onLayout } = useLayout(props);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((first: number, last: number) => setSight([first, last]), []);
  const head = useRowHead(appId, numberCode);
  if (error && rows.count() === 0)
    return <ErrorState error={error} onRetry={() => rows.reload()} />;
  if (rows.isEmptyHanded()) return <LoadingLines lines={10} height={28} />;
  if (rows.count() === 0) return props.empty;
  return (
    <div className={styles.rows} aria-busy={isTurning}>
      <Grid
        label={t("records.table")}
        columns={columns}
        rows={rows}
        layout={layout}
        onLayout={onLayout}
        head={head}
        chosen={chosen}
        onChoose={setChosen}
        onSight={onSight}
      />
      <GridFooter rows={rows} sight={sight} chosen={chosen.size}>
        <DensitySwitch layout={layout} onLayout={onLayout} />
      </GridFooter>
    </div>
  );
}

function useRowHead(appId: string, numberCode: string): RowHead {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      label: t("grid.number"),
      show: (record: WireRecord) => {
        const recordId = asText(record.$id?.value);
        const number = asText(record[numberCode]?.value) || recordId;
        return (
          <Link
            to="/apps/$appId/records/$recordId"
            params={{ appId, recordId }}
            tabIndex={-1}
            aria-label={t("records.openNumber", { number })}
          >
            {number}
          </Link>
        );
      },
      open: (record: WireRecord) =>
        void navigate({
          to: "/apps/$appId/records/$recordId",
          params: { appId, recordId: asText(record.$id?.value) },
        }),
    }),
    [t, navigate, appId, numberCode],
  );
}

interface Kept {
  widths?: { [code: string]: number };
  density?: Density;
}

/** Columns, order and what is frozen are the address's; how wide and how high, this machine's. */
function useLayout({ appId, plan, onChange }: Props) {
  const [kept, keep] = useLocalStorage<Kept>({
    key: `urakata.grid.${appId}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const layout: GridLayout = {
    codes: plan.columns.map(({ code }) => code),
    widths: kept.widths ?? {},
    frozen: plan.frozen,
    density: kept.density ?? "compact",
    sort: plan.sort,
  };
  const onLayout = ({ sort, codes, frozen, ...own }: Partial<GridLayout>): void => {
    if (sort) onChange({ sort: writeOrder(sort) });
    if (codes) onChange({ columns: codes.join(",") });
    if (frozen !== undefined) onChange({ frozen });
    if (Object.keys(own).length > 0) keep((now) => ({ ...now, ...own }));
  };
  return { layout, onLayout };
}
