import { ActionIcon, Button } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Anchored } from "@/ui/anchored";
import type { CellEdits } from "./cell-edits";
import styles from "./edit-bar.module.css";
import type { State } from "./edit-steps";

interface Props {
  edits: CellEdits;
  state: State;
  labelOf: (code: string) => string;
  onGo: (id: string, code: string) => void;
}

/** Whether what was edited is saved; what is not, and the way back. */
export function EditBar({ edits, state, labelOf, onGo }: Props) {
  const { t } = useTranslation();
  const undo = state.mayUndo ? t("grid.undo") : t("grid.nothingToUndo");
  const redo = state.mayRedo ? t("grid.redo") : t("grid.nothingToRedo");
  return (
    <div className={styles.bar}>
      <p role="status" className={styles.said} data-phase={state.phase}>
        {state.phase === "saving" ? t("grid.saving") : null}
        {state.phase === "saved" ? (
          <>
            <IconCheck size={16} aria-hidden="true" />
            {t("grid.saved")}
          </>
        ) : null}
        {state.problems > 0 ? t("grid.unsaved", { count: state.problems }) : null}
      </p>
      {state.problems > 0 ? <Unsaved edits={edits} labelOf={labelOf} onGo={onGo} /> : null}
      <ActionIcon
        variant="default"
        size={32}
        title={undo}
        aria-label={t("grid.undo")}
        disabled={!state.mayUndo}
        onClick={edits.undo}
      >
        <IconArrowBackUp size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={32}
        title={redo}
        aria-label={t("grid.redo")}
        disabled={!state.mayRedo}
        onClick={edits.redo}
      >
        <IconArrowForwardUp size={18} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

function Unsaved({ edits, labelOf, onGo }: Omit<Props, "state">) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Anchored
      isOpen={isOpen}
      onChange={setOpen}
      label={t("grid.showUnsaved")}
      position="top-end"
      button={
        <Button
          size="xs"
          variant="default"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t("grid.showUnsaved")}
        </Button>
      }
    >
      {() => (
        <ul className={styles.list}>
          {edits.marked().map(({ id, code, mark }) => (
            <li key={`${id} ${code}`}>
              <button
                type="button"
                className={styles.go}
                onClick={() => {
                  setOpen(false);
                  onGo(id, code);
                }}
              >
                {labelOf(code)}「{mark.text}」
              </button>
              <p className={styles.message}>{mark.message}</p>
              <Button size="compact-xs" variant="subtle" onClick={() => edits.forget(id, code)}>
                {t("grid.giveUp")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Anchored>
  );
}
