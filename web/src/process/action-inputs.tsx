import { Checkbox, Radio, Select, Stack, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RecordAction } from "@/api/routes";
import { type ActionDraft, type DraftPart, staysInRoute } from "./action-draft";
import styles from "./action-inputs.module.css";

interface Props {
  action: RecordAction;
  status: string;
  isOwnTurn: boolean;
  draft: ActionDraft;
  unfinished: ReadonlySet<DraftPart>;
  onChange: (part: Partial<ActionDraft>) => void;
}

/** The inputs of an action: only those that it has a use for. */
export function ActionInputs(props: Props) {
  const { t } = useTranslation();
  const { action, status, draft, onChange } = props;
  return (
    <>
      <Principal {...props} />
      {action.mustChoose ? <Assignee {...props} /> : null}
      {action.steps.length > 0 && staysInRoute(action, status) ? <ToStep {...props} /> : null}
      {action.reasons.length > 0 ? <ReasonChoice {...props} /> : null}
      {action.kind === "APPROVE" ? <Conditions {...props} /> : null}
      <Textarea
        label={t("act.comment")}
        description={t("act.commentHint")}
        autosize
        minRows={2}
        maxRows={8}
        value={draft.comment}
        onChange={(event) => onChange({ comment: event.currentTarget.value })}
      />
    </>
  );
}

/** 代理: said plainly before anything is done in somebody's name. */
function Principal({ action, isOwnTurn, draft, unfinished, onChange }: Props) {
  const { t } = useTranslation();
  const { onBehalfOf } = action;
  const [only] = onBehalfOf;
  if (!only) return null;
  if (!isOwnTurn && onBehalfOf.length === 1)
    return <p className={styles.behalf}>{t("act.behalf", { name: only.name })}</p>;
  return (
    <Radio.Group
      label={t("act.as")}
      value={draft.principal}
      onChange={(principal) => onChange({ principal })}
      error={unfinished.has("principal") ? t("act.asMissing") : null}
    >
      <Stack gap={6}>
        {isOwnTurn ? <Radio value="" label={t("act.asSelf")} /> : null}
        {onBehalfOf.map((one) => (
          <Radio key={one.code} value={one.code} label={t("act.asOther", { name: one.name })} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Assignee({ action, draft, unfinished, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("record.actionAssignee")}
      description={t("act.next", { status: action.to })}
      data={action.candidates.map((one) => ({ value: one.code, label: one.name }))}
      value={draft.assignee}
      onChange={(assignee) => onChange({ assignee })}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("form.nothingFound")}
      error={unfinished.has("assignee") ? t("record.assigneeMissing") : null}
    />
  );
}

function ToStep({ action, draft, unfinished, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t("act.toStep")}
      value={draft.toStep}
      onChange={(toStep) => onChange({ toStep })}
      error={unfinished.has("toStep") ? t("act.toStepMissing") : null}
    >
      <Stack gap={6}>
        {action.steps.map((step) => (
          <Radio
            key={step.number}
            value={String(step.number)}
            label={t("act.step", { number: step.number, name: step.name })}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function ReasonChoice({ action, draft, unfinished, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("act.reason")}
      placeholder={t("act.reasonChoose")}
      data-autofocus
      data={action.reasons.map((one) => ({
        value: one.code,
        label: `${one.code} ${one.text}`,
      }))}
      value={draft.reason}
      onChange={(reason) => onChange({ reason })}
      allowDeselect={false}
      error={unfinished.has("reason") ? t("act.reasonMissing") : null}
    />
  );
}

function Conditions({ draft, unfinished, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap={8}>
      <Checkbox
        label={t("act.conditional")}
        checked={draft.isConditional}
        onChange={(event) => onChange({ isConditional: event.currentTarget.checked })}
      />
      {draft.isConditional ? (
        <Textarea
          label={t("act.conditions")}
          description={t("act.conditionsHint")}
          autosize
          minRows={2}
          maxRows={8}
          value={draft.conditions}
          onChange={(event) => onChange({ conditions: event.currentTarget.value })}
          error={unfinished.has("conditions") ? t("act.conditionsMissing") : null}
        />
      ) : null}
    </Stack>
  );
}
