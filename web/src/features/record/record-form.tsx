import { Button } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useMemo, useRef } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { copiedCodes, inFormOrder } from "@/api/definition";
import { Problem } from "@/api/problem";
import type { WireRecord, WireValue } from "@/api/wire";
import { isComposing } from "@/ui/composing";
import { LeaveGuard } from "@/ui/leave-guard";
import pageStyles from "@/ui/page.module.css";
import { useProblemText } from "@/ui/problem-text";
import { ConflictDialog } from "./conflict-dialog";
import { ErrorSummary } from "./error-summary";
import styles from "./form.module.css";
import { type FormScope, FormScopeProvider } from "./form-context";
import { FormField } from "./form-field";
import { changesOf, type Filler, type FormValues } from "./form-values";
import { LayoutView } from "./layout-view";
import { useSaving } from "./saving";
import { TableInput } from "./table-input";
import { tableOrder } from "./table-order";
import { useFieldOfAddress } from "./use-field-of-address";

interface Props {
  appId: string;
  definition: AppDefinition;
  user: Filler;
  /** What the form starts from; a change is whatever differs from `before`. */
  start: FormValues;
  before: FormValues;
  /** null: a new record. */
  record: WireRecord | null;
  locked: ReadonlySet<string>;
  cancel: ReactNode;
  onSaved: (recordId: string) => void;
}

/** A form for a record, new or not: every field, one save, nothing lost. */
export function RecordForm(props: Props) {
  const { definition, user, before, record, locked } = props;
  const { fields, layout } = definition;
  const form = useForm<FormValues>({ defaultValues: props.start });
  const isDone = useRef(false);
  useFieldOfAddress();
  const copied = useMemo(() => copiedCodes(fields), [fields]);
  const changes = () => changesOf(fields, before, form.getValues(), { user, copied, locked });
  const saving = useSaving({
    appId: props.appId,
    form: inFormOrder(fields, layout),
    record,
    onSaved: (recordId) => {
      isDone.current = true;
      props.onSaved(recordId);
    },
  });
  const scope: FormScope = useMemo(
    () => ({
      fields,
      user,
      copied,
      locked,
      errors: new Map(saving.problems.map((one) => [one.name, one.message])),
      touched: saving.forget,
      isNew: record === null,
    }),
    [fields, user, copied, locked, saving.problems, saving.forget, record],
  );
  const submit = (): void => {
    if (!saving.save.isPending) saving.save.mutate(changes());
  };
  return (
    <FormProvider {...form}>
      <FormScopeProvider value={scope}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          onKeyDown={(event) => onKey(event, submit)}
        >
          <Failure saving={saving} />
          <div className={`${pageStyles.card} ${styles.sheet}`}>
            <LayoutView
              layout={layout}
              drawing={{
                fields,
                field: (property) => <FormField property={property} name={property.code} />,
                table: (property) => (
                  <TableInput property={property} order={tableOrder(layout, property.code)} />
                ),
                related: () => null,
              }}
            />
          </div>
          <Foot
            isNew={record === null}
            isSaving={saving.save.isPending}
            cancel={props.cancel}
          />
        </form>
        <LeaveGuard hasChanges={() => !isDone.current && Object.keys(changes()).length > 0} />
        <ConflictDialog
          fields={fields}
          before={record ?? {}}
          latest={saving.latest}
          changes={changes()}
          mine={(code) => asShown(form.getValues(code))}
          isSaving={saving.save.isPending}
          onKeep={submit}
          onClose={saving.giveUp}
        />
      </FormScopeProvider>
    </FormProvider>
  );
}

function asShown(value: FormValues[string]): WireValue {
  return value as WireValue;
}

/** Enter in a line of text never saves by accident; Ctrl+Enter and Ctrl+S save on purpose. */
function onKey(event: KeyboardEvent<HTMLFormElement>, submit: () => void): void {
  if (isComposing(event)) return;
  const isShortcut = event.ctrlKey || event.metaKey;
  if (isShortcut && (event.key === "Enter" || event.key === "s")) {
    event.preventDefault();
    submit();
  } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
    event.preventDefault();
  }
}

function Failure({ saving }: { saving: ReturnType<typeof useSaving> }) {
  const textOf = useProblemText();
  const { error } = saving.save;
  const isTold = error instanceof Problem && error.isConflict && saving.latest !== null;
  const message = error && !isTold && saving.problems.length === 0 ? textOf(error) : null;
  const isSettled = error instanceof Problem && Object.keys(error.errors).length > 0;
  return (
    <ErrorSummary
      problems={saving.problems}
      message={isSettled ? null : message}
      attempt={saving.attempt}
    />
  );
}

function Foot(props: { isNew: boolean; isSaving: boolean; cancel: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.foot}>
      {props.cancel}
      <Button type="submit" loading={props.isSaving}>
        {t(props.isNew ? "form.add" : "form.save")}
      </Button>
    </div>
  );
}
