import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { type ActionRun, previewQuery, type RecordAction } from "@/api/routes";
import type { FieldMap, WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import { blankDraft, blankFields, runOf, unfinished } from "@/process/action-draft";
import { ActionInputs } from "@/process/action-inputs";
import styles from "./record.module.css";
import { MissingFields, Refusal } from "./refusal";
import { RoutePreview } from "./route-preview";
import { standingOf } from "./standing";

interface Props {
  appId: string;
  recordId: string;
  userCode: string;
  fields: FieldMap;
  record: WireRecord;
  /** null while nothing is asked. */
  action: RecordAction | null;
  error: unknown;
  isRunning: boolean;
  onRun: (run: ActionRun) => void;
  onClose: () => void;
}

/** Asks for what an action needs; where it starts a route, shows the route first. */
export function ActionDialog(props: Props) {
  const { t } = useTranslation();
  const { action } = props;
  // a dialog keeps its name while it closes
  const [name, setName] = useState("");
  if (action !== null && action.name !== name) setName(action.name);
  return (
    <Modal
      opened={action !== null}
      onClose={props.onClose}
      title={name}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size="lg"
      centered
    >
      {action ? <Form key={action.name} {...props} action={action} /> : null}
    </Modal>
  );
}

function Form(props: Props & { action: RecordAction }) {
  const { t } = useTranslation();
  const { action, record, appId, recordId } = props;
  const { status, assignees } = standingOf(record);
  const isOwnTurn = assignees.some((one) => one.code === props.userCode);
  const [draft, setDraft] = useState(() => blankDraft(action, isOwnTurn));
  const [isAsked, setAsked] = useState(false);
  const preview = useQuery({
    ...previewQuery(appId, recordId, action.name),
    enabled: action.kind === "PLAIN",
  });
  const missing = unfinished(action, draft, status);
  const blank = blankFields(action, record);
  const isOver = props.error instanceof Problem && props.error.isConflict;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (missing.size === 0) props.onRun(runOf(action, draft, asText(record.$revision?.value)));
  };
  return (
    <form className={styles.modalForm} onSubmit={submit} noValidate>
      {preview.data ? <RoutePreview route={preview.data} action={action} /> : null}
      <MissingFields {...props} codes={blank} />
      <ActionInputs
        action={action}
        status={status}
        isOwnTurn={isOwnTurn}
        draft={draft}
        unfinished={isAsked ? missing : new Set()}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
      {props.error ? <Refusal {...props} /> : null}
      <div className={styles.modalActions}>
        <Button variant="default" onClick={props.onClose}>
          {t(isOver ? "common.close" : "common.cancel")}
        </Button>
        {isOver ? null : (
          <Button
            type="submit"
            data-autofocus={action.reasons.length === 0 || undefined}
            loading={props.isRunning}
            disabled={blank.length > 0}
            aria-describedby={blank.length > 0 ? "missing-fields" : undefined}
          >
            {action.name}
          </Button>
        )}
      </div>
    </form>
  );
}
