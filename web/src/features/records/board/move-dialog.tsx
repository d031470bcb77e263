import { Alert, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionRun, RecordAction } from "@/api/routes";
import type { FieldMap, WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import { blankDraft, blankFields, runOf, unfinished } from "@/process/action-draft";
import { ActionInputs } from "@/process/action-inputs";
import { SmallDialog } from "@/ui/small-dialog";
import { RecordLink } from "./record-link";

interface Props {
  appId: string;
  recordId: string;
  record: WireRecord;
  fields: FieldMap;
  status: string;
  isOwnTurn: boolean;
  actions: readonly RecordAction[];
  error: unknown;
  isRunning: boolean;
  onRun: (run: ActionRun) => void;
  onClose: () => void;
}

/** What a move into another status needs: which action, to whom, for which reason. */
export function MoveDialog(props: Props) {
  const { t } = useTranslation();
  const { actions, record, status, isOwnTurn } = props;
  const [name, setName] = useState(actions[0]?.name ?? "");
  const action = actions.find((one) => one.name === name) ?? actions[0];
  const [drafts, setDrafts] = useState(
    () => new Map(actions.map((one) => [one.name, blankDraft(one, isOwnTurn)])),
  );
  const [isAsked, setAsked] = useState(false);
  const draft = action && drafts.get(action.name);
  if (!action || !draft) return null;
  const missing = unfinished(action, draft, status);
  const blank = blankFields(action, record);
  return (
    <SmallDialog
      title={t("board.moveTo", { status: action.to })}
      button={action.name}
      error={props.error}
      isRunning={props.isRunning}
      onRun={() => {
        setAsked(true);
        if (missing.size === 0 && blank.length === 0)
          props.onRun(runOf(action, draft, asText(record.$revision?.value)));
      }}
      onClose={props.onClose}
    >
      {actions.length > 1 ? (
        <Radio.Group label={t("board.which")} value={name} onChange={setName}>
          <Stack gap={6}>
            {actions.map((one) => (
              <Radio key={one.name} value={one.name} label={one.name} />
            ))}
          </Stack>
        </Radio.Group>
      ) : null}
      {blank.length > 0 ? (
        <Alert color="orange" title={t("board.blank")}>
          <p>{blank.map((code) => props.fields[code]?.label ?? code).join("、")}</p>
          <RecordLink appId={props.appId} recordId={props.recordId} isEdit>
            {t("board.fill")}
          </RecordLink>
        </Alert>
      ) : null}
      <ActionInputs
        key={action.name}
        action={action}
        status={status}
        isOwnTurn={isOwnTurn}
        draft={draft}
        unfinished={isAsked ? missing : new Set()}
        onChange={(part) =>
          setDrafts((before) => new Map(before).set(action.name, { ...draft, ...part }))
        }
      />
    </SmallDialog>
  );
}
