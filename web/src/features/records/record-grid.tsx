import { useLocalStorage } from "@mantine/hooks";
import { Link, useNavigate } from "@tanstack/react-router";
import {
  type ReactNode,
  Suspense,
  useCallback,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import type { FieldMap, FieldProperty, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import { DensitySwitch } from "@/grid/density-switch";
import { Grid } from "@/grid/grid";
import type { Density, GridColumn, GridLayout, RowHead } from "@/grid/types";
import { later } from "@/ui/later";
import { ErrorState, LoadingLines } from "@/ui/states";
import { BulkBar } from "./bulk/bulk-bar";
import { EditBar } from "./edit-bar";
import { GridFooter } from "./grid-footer";
import { type ListPlan, wholeQuery } from "./list-plan";
import type { SearchChange } from "./list-search";
import { ClashDialog } from "./parts";
import styles from "./records.module.css";
import { writeOrder } from "./sort-order";
import { useEditing } from "./use-editing";
import { useRecordRows } from "./use-record-rows";

const PasteDrawer = later(async () => (await import("./paste-drawer")).PasteDrawer);

/** Of a record's number: enough for all but the largest ledgers. */
const DIGITS = 6;

interface Props {
  appId: string;
  fields: FieldMap;
  plan: ListPlan;
  numberCode: string;
  /** What the records' numbers begin with, where the app has a code. */
  appCode: string;
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
  const { appId, fields, plan, numberCode, titleCode } = props;
  const { t } = useTranslation();
  const codes = [
    "$id",
    "$revision",
    numberCode,
    ...(titleCode ? [titleCode] : []),
    ...plan.columns.map(({ code }) => code),
  ];
  const { rows, error, isTurning } = useRecordRows({ appId, query: wholeQuery(plan), codes });
  useSyncExternalStore(rows.subscribe, rows.version);
  const columns = useMemo(() => plan.columns.map(asColumn), [plan.columns]);
  const { layout, onLayout } = useLayout(props);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((first: number, last: number) => setSight([first, last]), []);
  const head = useRowHead(props);
  const work = useEditing({ appId, fields, rows, columns, codes });
  const { editing, edits, state, block } = work;
  const { jump, goTo } = useJumps(columns);
  if (error && rows.count() === 0)
    return <ErrorState error={error} onRetry={() => rows.reload()} />;
  if (rows.isEmptyHanded()) return <LoadingLines lines={10} height={28} />;
  if (rows.count() === 0) return props.empty;
  return (
    <div className={styles.rows} aria-busy={isTurning}>
      <BulkBar
        appId={appId}
        plan={plan}
        chosen={chosen}
        total={rows.isCounted() ? rows.count() : null}
        onClear={() => setChosen(new Set())}
      />
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
        editing={editing}
        jump={jump}
      />
      <GridFooter rows={rows} sight={sight} chosen={chosen.size}>
        <EditBar
          edits={edits}
          state={state}
          labelOf={(code) => fields[code]?.label ?? code}
          onGo={(id, code) => goTo(rows.indexOf(id), code)}
        />
        <DensitySwitch layout={layout} onLayout={onLayout} />
      </GridFooter>
      {state.clashes.length > 0 ? (
        <Suspense fallback={null}>
          <ClashDialog
            edits={edits}
            clashes={state.clashes}
            propertyOf={(code) => fields[code]}
          />
        </Suspense>
      ) : null}
      {block ? (
        <Suspense fallback={null}>
          <PasteDrawer
            appId={appId}
            numberCode={numberCode}
            block={block}
            rows={rows}
            editing={editing}
            edits={edits}
            onGo={goTo}
            onClose={work.closeBlock}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Going to a cell by its row's place and its column's code. */
function useJumps(columns: readonly GridColumn[]) {
  const [jump, setJump] = useState<{ row: number; col: number; at: number }>();
  const goTo = (row: number, code: string | null): void => {
    const col = columns.findIndex((one) => one.code === code) + 1;
    if (row >= 0) setJump((before) => ({ row, col, at: (before?.at ?? 0) + 1 }));
  };
  return { jump, goTo };
}

function useRowHead({ appId, appCode, numberCode }: Props): RowHead {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      label: t("grid.number"),
      characters: appCode ? appCode.length + 1 + DIGITS : DIGITS,
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
    [t, navigate, appId, appCode, numberCode],
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
