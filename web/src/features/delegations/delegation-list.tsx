import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  DELEGATIONS_KEY,
  type Delegation,
  delegationsQuery,
  deleteDelegation,
} from "@/api/delegations";
import type { User } from "@/api/session";
import { groupDigits } from "@/fields/numbers";
import pageStyles from "@/ui/page.module.css";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import { ErrorState, LoadingLines } from "@/ui/states";
import { DelegationDialog } from "./delegation-dialog";
import styles from "./delegations.module.css";
import { usePeriod } from "./period";

/** 代理の設定: those that are, a new one, and the end of one. */
export function DelegationList({ user }: { user: User }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(
    delegationsQuery(user.isAdministrator || user.isAuditor),
  );
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Delegation | null>(null);
  return (
    <section className={styles.section} aria-labelledby="delegations">
      <div className={styles.head}>
        <h2 id="delegations">{t("delegations.list")}</h2>
        <Button
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => setAdding(true)}
        >
          {t("delegations.add")}
        </Button>
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={3} height={28} /> : null}
      {data?.length === 0 ? <p className={styles.soft}>{t("delegations.empty")}</p> : null}
      <ul className={styles.list}>
        {data?.map((one) => (
          <Item
            key={one.id}
            one={one}
            onDelete={
              user.isAdministrator || one.principal.code === user.code
                ? () => setLeaving(one)
                : undefined
            }
          />
        ))}
      </ul>
      {isAdding ? <DelegationDialog user={user} onClose={() => setAdding(false)} /> : null}
      {leaving ? <DeleteDialog one={leaving} onClose={() => setLeaving(null)} /> : null}
    </section>
  );
}

function Item(props: { one: Delegation; onDelete: (() => void) | undefined }) {
  const { t } = useTranslation();
  const period = usePeriod();
  const { one } = props;
  const apps = one.apps.map((app) => app.name || t("delegations.unknownApp")).join("、");
  return (
    <li className={`${pageStyles.card} ${styles.item}`}>
      <div className={styles.about}>
        <strong>
          {t("delegations.sentence", {
            principal: one.principal.name,
            delegates: one.delegates.map((each) => each.name).join("、"),
          })}
        </strong>
        <p className={styles.soft}>
          <span>{period(one.from, one.to)}</span>
          <span>{apps || t("delegations.allApps")}</span>
          <span>
            {one.amountCap === null
              ? t("delegations.noCap")
              : t("delegations.upTo", { amount: groupDigits(one.amountCap) })}
          </span>
          {one.note ? <span>{one.note}</span> : null}
        </p>
      </div>
      {props.onDelete ? (
        <Button
          variant="default"
          aria-label={t("delegations.deleteOf", { name: one.principal.name })}
          onClick={props.onDelete}
        >
          {t("delegations.delete")}
        </Button>
      ) : null}
    </li>
  );
}

function DeleteDialog({ one, onClose }: { one: Delegation; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteDelegation(one.id),
    onSuccess: async () => {
      onClose();
      say(t("delegations.deleted"));
      await client.invalidateQueries({ queryKey: DELEGATIONS_KEY });
    },
  });
  return (
    <SmallDialog
      title={t("delegations.deleteTitle")}
      lead={t("delegations.deleteLead")}
      button={t("delegations.delete")}
      error={remove.error}
      isRunning={remove.isPending}
      onRun={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {t("delegations.sentence", {
          principal: one.principal.name,
          delegates: one.delegates.map((each) => each.name).join("、"),
        })}
      </p>
    </SmallDialog>
  );
}
