import { Alert, Button, Drawer, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asText } from "@/fields/values";
import type { Editing, PastedBlock } from "@/grid/editing";
import type { RowPages } from "@/grid/row-pages";
import { isComposing } from "@/ui/composing";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import type { CellEdits } from "./cell-edits";
import styles from "./paste.module.css";
import { type BadCell, MOST_CELLS, type PastedRow } from "./paste-plan";
import { usePaste } from "./use-paste";

interface Props {
  appId: string;
  numberCode: string;
  block: PastedBlock;
  rows: RowPages;
  editing: Editing;
  edits: CellEdits;
  onGo: (row: number, code: string | null) => void;
  onClose: () => void;
}

/** 貼り付けの確認: what would be written, and every cell that cannot be, to be put right here. */
export function PasteDrawer(props: Props) {
  const { t } = useTranslation();
  const count = props.block.cells.reduce((sum, line) => sum + line.length, 0);
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size={560}
      title={t("grid.pasteTitle")}
      withOverlay={false}
      lockScroll={false}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {count > MOST_CELLS ? (
        <Alert color="red" role="alert">
          {t("grid.pasteTooMany", {
            most: MOST_CELLS.toLocaleString(),
            count: count.toLocaleString(),
          })}
        </Alert>
      ) : (
        <Body {...props} />
      )}
    </Drawer>
  );
}

function Body(props: Props) {
  const { t, i18n } = useTranslation();
  const textOf = useProblemText();
  const paste = usePaste(props);
  const { plan, bad, isBusy, error } = paste;
  const format = new Intl.NumberFormat(i18n.language);
  const write = async (): Promise<void> => {
    const count = paste.good;
    if (await paste.write()) {
      say(t("grid.pasteDone", { count }));
      props.onClose();
    }
  };
  const isNothing = plan !== null && plan.rows.length === 0 && paste.written === 0;
  const numbers = { good: format.format(paste.good), bad: format.format(paste.badTotal) };
  return (
    <div className={styles.body}>
      <p role="status" className={styles.summary}>
        {isBusy
          ? t("grid.pasteChecking")
          : t(bad.length > 0 ? "grid.pasteBad" : "grid.pasteGood", numbers)}
      </p>
      {error ? (
        <Alert color="red" role="alert">
          {textOf(error)}
        </Alert>
      ) : null}
      {isNothing ? <p>{t("grid.pasteNothing")}</p> : null}
      {plan ? <Scope {...plan} /> : null}
      {paste.written > 0 ? <p>{t("grid.pasteLeft")}</p> : null}
      {bad.length > 0 ? <Problems {...props} bad={bad} onCorrect={paste.correct} /> : null}
      <div className={styles.actions}>
        <Button variant="default" onClick={props.onClose}>
          {t("common.cancel")}
        </Button>
        {bad.length > 0 || error ? (
          <Button variant="default" loading={isBusy} onClick={() => void paste.check()}>
            {t("grid.pasteAgain")}
          </Button>
        ) : null}
        <Button
          data-autofocus
          loading={isBusy}
          disabled={paste.good === 0}
          onClick={() => void write()}
        >
          {t(bad.length > 0 ? "grid.pasteGoodOnly" : "grid.pasteAll")}
        </Button>
      </div>
    </div>
  );
}

function Scope({ rows, skipped, isCut }: NonNullable<ReturnType<typeof usePaste>["plan"]>) {
  const { t } = useTranslation();
  const changed = rows.filter(({ record }) => record !== null).length;
  return (
    <div className={styles.scope}>
      <p>{t("grid.pasteScope", { changed, added: rows.length - changed })}</p>
      {skipped.length > 0 ? (
        <p>{t("grid.pasteSkipped", { labels: skipped.map((one) => one.label).join("、") })}</p>
      ) : null}
      {isCut ? <p>{t("grid.pasteCut")}</p> : null}
    </div>
  );
}

interface ProblemsProps extends Props {
  bad: readonly BadCell[];
  onCorrect: (one: BadCell, text: string) => void;
}

function Problems({ bad, onCorrect, numberCode, rows, onGo }: ProblemsProps) {
  const { t } = useTranslation();
  const nameOf = ({ record, place }: PastedRow): string => {
    if (!record) return t("grid.newRow", { n: place - rows.count() + 1 });
    return `No.${asText(record[numberCode]?.value) || asText(record.$id?.value)}`;
  };
  return (
    <div className={styles.list}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("grid.row")}</th>
            <th>{t("grid.column")}</th>
            <th>{t("grid.typed")}</th>
          </tr>
        </thead>
        <tbody>
          {bad.map((one) => {
            const row = nameOf(one.row);
            const label = one.cell?.column.label ?? one.field ?? t("grid.wholeRow");
            return (
              <tr key={`${one.row.place} ${one.field}`}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.go}
                    aria-label={t("grid.goTo", { row })}
                    onClick={() => onGo(one.row.place, one.field)}
                  >
                    {row}
                  </button>
                </th>
                <td>{label}</td>
                <td>
                  {one.cell ? (
                    <Correction
                      one={one}
                      name={t("grid.correct", { row, label })}
                      onCorrect={onCorrect}
                    />
                  ) : null}
                  <p className={styles.message}>{one.messages.join(" ")}</p>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface CorrectionProps {
  one: BadCell;
  name: string;
  onCorrect: (one: BadCell, text: string) => void;
}

function Correction({ one, name, onCorrect }: CorrectionProps) {
  return (
    <TextInput
      size="xs"
      aria-label={name}
      defaultValue={one.cell?.text}
      autoComplete="off"
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isComposing(event)) event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const text = event.currentTarget.value;
        if (text !== one.cell?.text) onCorrect(one, text);
      }}
    />
  );
}
