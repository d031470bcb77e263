import { Alert, Button, Modal, Progress, Select } from "@mantine/core";
import { type FormEvent, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Which } from "@/api/bulk";
import type { FieldProperty, WireValue } from "@/api/wire";
import { inputOf } from "@/fields/inputs/registry";
import { fieldUi } from "@/fields/registry";
import { useProblemText } from "@/ui/problem-text";
import { SaidNo } from "@/ui/small-dialog";
import styles from "./bulk.module.css";
import { type BatchState, useBatch } from "./use-batch";

interface Props {
  appId: string;
  way: "edit" | "delete";
  which: Which;
  count: number;
  /** The fields that may be set in many records at once. */
  fields: readonly FieldProperty[];
  onDone: () => void;
  onClose: () => void;
}

/** 一括編集 or 一括削除: asks, runs with its progress, tells what was refused, and undoes. */
export function BulkDialog(props: Props) {
  const { t } = useTranslation();
  const { state, run, undo, stop } = useBatch(props.appId);
  const isRunning = state.phase === "running" || state.phase === "undoing";
  const close = (): void => {
    if (isRunning) return;
    if (state.phase !== "idle") props.onDone();
    props.onClose();
  };
  return (
    <Modal
      opened
      centered
      size="lg"
      onClose={close}
      title={t(`bulk.${props.way}Title`, { count: props.count })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {state.phase === "idle" ? (
        <Question {...props} onRun={(record) => void run(props.which, record)} />
      ) : (
        <Course state={state} way={props.way} onStop={stop} onUndo={undo} onClose={close} />
      )}
    </Modal>
  );
}

type Run = (record: { [code: string]: { value: WireValue } } | null) => void;

function Question(props: Props & { onRun: Run }) {
  const { t } = useTranslation();
  const id = useId();
  const { way, count, fields } = props;
  const [field, setField] = useState<FieldProperty | undefined>(fields[0]);
  const [value, setValue] = useState<WireValue>(field ? fieldUi(field.type).blank : "");
  const Input = field ? inputOf(field.type) : null;
  const choose = (code: string | null): void => {
    const next = fields.find((one) => one.code === code);
    if (!next) return;
    setField(next);
    setValue(fieldUi(next.type).blank);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (way === "delete") props.onRun(null);
    else if (field) props.onRun({ [field.code]: { value } });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>{t(`bulk.${way}Lead`, { count })}</p>
      {way === "edit" && field ? (
        <>
          <Select
            label={t("bulk.field")}
            data={fields.map(({ code, label }) => ({ value: code, label }))}
            value={field.code}
            searchable
            allowDeselect={false}
            onChange={choose}
          />
          <Suspense fallback={null}>
            {Input ? (
              <Input
                key={field.code}
                id={id}
                label={t("bulk.value", { label: field.label })}
                isLabelHidden={false}
                property={{ ...field, required: false }}
                value={value}
                error={undefined}
                onChange={setValue}
                onBlur={() => undefined}
              />
            ) : null}
          </Suspense>
        </>
      ) : null}
      <div className={styles.foot}>
        <Button variant="default" onClick={props.onClose}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" color={way === "delete" ? "red" : "blue"}>
          {t(`bulk.${way}Run`, { count })}
        </Button>
      </div>
    </form>
  );
}

interface CourseProps {
  state: BatchState;
  way: "edit" | "delete";
  onStop: () => void;
  onUndo: () => Promise<void>;
  onClose: () => void;
}

function Course({ state, way, onStop, onUndo, onClose }: CourseProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { phase, total, done, refused } = state;
  const isRunning = phase === "running" || phase === "undoing";
  const share = total === 0 ? 0 : (100 * done) / total;
  const good = done - refused.length;
  return (
    <div className={styles.form}>
      <Progress value={share} aria-label={t("bulk.progress")} />
      <p role="status">
        {isRunning
          ? t("bulk.running", { done, total })
          : t(`bulk.${phase === "undone" ? "undone" : way}Done`, { count: good })}
        {state.wasStopped ? t("bulk.stopped", { count: total - done }) : null}
      </p>
      {state.error ? <SaidNo error={state.error} /> : null}
      {refused.length > 0 ? (
        <Alert color="orange" title={t("bulk.refused", { count: refused.length })}>
          <ul className={styles.refused}>
            {refused.slice(0, 100).map(({ id, problem }) => (
              <li key={id}>
                {id}: {textOf(problem)}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <div className={styles.foot}>
        {isRunning ? (
          <Button variant="default" onClick={onStop}>
            {t("bulk.stop")}
          </Button>
        ) : null}
        {phase === "done" && good > 0 ? (
          <Button variant="default" onClick={() => void onUndo()}>
            {t("bulk.undo")}
          </Button>
        ) : null}
        {isRunning ? null : <Button onClick={onClose}>{t("common.close")}</Button>}
      </div>
    </div>
  );
}
