import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { AppDefinition } from "@/api/apps";
import { copiedCodes, inFormOrder } from "@/api/definition";
import type { Target } from "@/api/forms";
import { asText } from "@/fields/values";
import { LeaveGuard } from "@/ui/leave-guard";
import pageStyles from "@/ui/page.module.css";
import { ConflictDialog } from "./conflict-dialog";
import { DraftOffer } from "./draft-offer";
import { Failure } from "./error-summary";
import styles from "./form.module.css";
import { type FormScope, FormScopeProvider } from "./form-context";
import { FormField } from "./form-field";
import { Foot } from "./form-foot";
import { onFormKey } from "./form-keys";
import { type Base, changesOf, type Filler, type FormValues } from "./form-values";
import { LayoutView } from "./layout-view";
import { useLive } from "./live";
import { useSaving } from "./saving";
import { StaleNote } from "./stale-note";
import { TableInput } from "./table-input";
import { tableOrder } from "./table-order";
import { useConflict } from "./use-conflict";
import { useDraft } from "./use-draft";
import { useFieldOfAddress } from "./use-field-of-address";

interface Props {
  appId: string;
  definition: AppDefinition;
  user: Filler;
  start: FormValues;
  base: Base;
  locked: ReadonlySet<string>;
  frozen: ReadonlySet<string>;
  cancel: ReactNode;
  onSaved: (recordId: string) => void;
}

function targetOf({ record }: Base): Target | null {
  if (record === null) return null;
  return { id: asText(record.$id?.value), revision: asText(record.$revision?.value) };
}

/** A form for a record, new or not: every field, one save, nothing lost. */
export function RecordForm(props: Props) {
  const { appId, definition, user, locked, frozen } = props;
  const { fields, layout } = definition;
  const form = useForm<FormValues>({ defaultValues: props.start });
  const [base, setBase] = useState(props.base);
  const isDone = useRef(false);
  useFieldOfAddress();
  const inOrder = useMemo(() => inFormOrder(fields, layout), [fields, layout]);
  const untyped = useMemo(
    () => ({ copied: copiedCodes(fields), locked, frozen }),
    [fields, locked, frozen],
  );
  const changesSince = (before: FormValues) =>
    changesOf(fields, before, form.getValues(), { user, ...untyped });
  const changes = () => changesSince(base.values);
  const hasChanges = () => !isDone.current && Object.keys(changes()).length > 0;
  const target = useMemo(() => targetOf(base), [base]);
  const live = useLive({ appId, form, fields, inOrder, untyped, target, changes });
  const conflict = useConflict({ form, fields, untyped, base, setBase });
  const saving = useSaving({
    appId,
    form: inOrder,
    base,
    values: form.getValues,
    changesSince,
    onSaved: (recordId) => {
      isDone.current = true;
      draft.drop();
      props.onSaved(recordId);
    },
    onRefused: live.refused,
    onConflict: conflict.found,
  });
  const draft = useDraft({
    user: user.code,
    appId,
    recordId: target?.id ?? null,
    form,
    hasChanges,
    kept: () => ({ values: form.getValues(), base, pending: saving.pending.current }),
  });
  const submit = (): void => {
    if (saving.save.isPending) return;
    draft.keep();
    saving.save.mutate(changes());
  };
  const settled = useRef(0);
  useEffect(() => {
    if (conflict.settled === settled.current || saving.save.isPending) return;
    settled.current = conflict.settled;
    submit();
  });
  const { forget } = saving;
  const scope: FormScope = useMemo(
    () => ({
      fields,
      user,
      ...untyped,
      errors: live.errors,
      changed: (name) => {
        live.changed(name);
        forget(name);
      },
      left: live.left,
      isNew: target === null,
    }),
    [fields, user, untyped, live.errors, live.changed, live.left, forget, target],
  );
  const drawing = useMemo(
    () => ({
      fields,
      field: (property: (typeof inOrder)[number]) => (
        <FormField property={property} name={property.code} />
      ),
      table: (property: (typeof inOrder)[number]) => (
        <TableInput property={property} order={tableOrder(layout, property.code)} />
      ),
      related: () => null,
    }),
    [fields, layout],
  );
  return (
    <FormProvider {...form}>
      <FormScopeProvider value={scope}>
        <DraftOffer
          offered={draft.offered}
          onDecline={draft.decline}
          onAccept={(kept) => {
            setBase(kept.base);
            saving.pending.current = kept.pending;
            form.reset(kept.values);
            draft.accepted();
          }}
        />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          onKeyDown={(event) => onFormKey(event, submit)}
        >
          <StaleNote isStale={live.isStale} />
          <Failure saving={saving} isSettled={conflict.isOpen} />
          <div className={`${pageStyles.card} ${styles.sheet}`}>
            <LayoutView layout={layout} drawing={drawing} />
          </div>
          <Foot
            isNew={target === null}
            isSaving={saving.save.isPending}
            cancel={props.cancel}
          />
        </form>
        <LeaveGuard hasChanges={hasChanges} onKeep={draft.keep} onDiscard={draft.drop} />
        <ConflictDialog conflict={conflict} isSaving={saving.save.isPending} />
      </FormScopeProvider>
    </FormProvider>
  );
}
