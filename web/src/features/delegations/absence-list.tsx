import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ABSENCES_KEY, type Absence, absencesQuery, deleteAbsence } from "@/api/delegations";
import type { User } from "@/api/session";
import pageStyles from "@/ui/page.module.css";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import { ErrorState, LoadingLines } from "@/ui/states";
import { AbsenceDialog } from "./absence-dialog";
import styles from "./delegations.module.css";
import { usePeriod } from "./period";

/** 不在の予定: those that are known, a new one, and the end of one. */
export function AbsenceList({ user }: { user: User }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(
    absencesQuery(user.isAdministrator || user.isAuditor),
  );
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Absence | null>(null);
  return (
    <section className={styles.section} aria-labelledby="absences">
      <div className={styles.head}>
        <h2 id="absences">{t("delegations.absences")}</h2>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => setAdding(true)}
        >
          {t("delegations.addAbsence")}
        </Button>
      </div>
      <p className={styles.soft}>{t("delegations.absencesLead")}</p>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={3} height={28} /> : null}
      {data?.length === 0 ? <p className={styles.soft}>{t("delegations.noAbsences")}</p> : null}
      <ul className={styles.list}>
        {data?.map((one) => (
          <Item
            key={one.id}
            one={one}
            onDelete={
              user.isAdministrator || one.person.code === user.code
                ? () => setLeaving(one)
                : undefined
            }
          />
        ))}
      </ul>
      {isAdding ? <AbsenceDialog user={user} onClose={() => setAdding(false)} /> : null}
      {leaving ? <DeleteDialog one={leaving} onClose={() => setLeaving(null)} /> : null}
    </section>
  );
}

function Item(props: { one: Absence; onDelete: (() => void) | undefined }) {
  const { t } = useTranslation();
  const period = usePeriod();
  const { one } = props;
  return (
    <li className={`${pageStyles.card} ${styles.item}`}>
      <div className={styles.about}>
        <strong>{one.person.name}</strong>
        <p className={styles.soft}>
          <span>{period(one.from, one.to)}</span>
          <span>{one.note}</span>
        </p>
      </div>
      {props.onDelete ? (
        <Button
          variant="default"
          aria-label={t("delegations.absenceDeleteOf", { name: one.person.name })}
          onClick={props.onDelete}
        >
          {t("delegations.delete")}
        </Button>
      ) : null}
    </li>
  );
}

function DeleteDialog({ one, onClose }: { one: Absence; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const period = usePeriod();
  const remove = useMutation({
    mutationFn: () => deleteAbsence(one.id),
    onSuccess: async () => {
      onClose();
      say(t("delegations.absenceDeleted"));
      await client.invalidateQueries({ queryKey: ABSENCES_KEY });
    },
  });
  return (
    <SmallDialog
      title={t("delegations.absenceDeleteTitle")}
      button={t("delegations.delete")}
      error={remove.error}
      isRunning={remove.isPending}
      onRun={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {one.person.name} {period(one.from, one.to)}
      </p>
    </SmallDialog>
  );
}
