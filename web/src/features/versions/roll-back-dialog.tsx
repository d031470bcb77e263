import { Alert, Button, Modal } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Impact, impactQuery, rollBack } from "@/api/versions";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import { ErrorState, LoadingLines } from "@/ui/states";
import { Sentences } from "./version-item";
import styles from "./versions.module.css";

interface Props {
  appId: string;
  version: string;
  onClose: () => void;
}

/** このバージョンに戻す: first says everything that it touches. */
export function RollBackDialog({ appId, version, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const textOf = useProblemText();
  const impact = useQuery(impactQuery(appId, version));
  const run = useMutation({
    mutationFn: () => rollBack(appId, version),
    onSuccess: async () => {
      onClose();
      say(t("versions.done", { version }));
      await client.invalidateQueries();
    },
  });
  const canRun = impact.data !== undefined && impact.data.obstacles.length === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("versions.backTitle", { version })}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size="lg"
      centered
    >
      <div className={styles.dialog}>
        <p>{t("versions.backLead")}</p>
        {impact.error ? <ErrorState error={impact.error} /> : null}
        {impact.isPending ? <LoadingLines lines={4} /> : null}
        {impact.data ? <Touched impact={impact.data} /> : null}
        {run.error ? (
          <Alert color="red" role="alert">
            {textOf(run.error)}
          </Alert>
        ) : null}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button disabled={!canRun} loading={run.isPending} onClick={() => run.mutate()}>
            {t("versions.back")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Touched({ impact }: { impact: Impact }) {
  const { t } = useTranslation();
  const { people, count } = impact.people;
  const rest = count - people.length;
  return (
    <>
      {impact.obstacles.length > 0 ? (
        <Alert color="red" role="alert" title={t("versions.obstacles")}>
          <Sentences texts={impact.obstacles.map((each) => each.message)} />
        </Alert>
      ) : null}
      <Part title={t("versions.changes")} texts={impact.changes} />
      <Part
        title={t("versions.values")}
        texts={impact.values.map(
          (each) => `${each.message} (${t("versions.valueRecords", { count: each.records })})`,
        )}
      />
      <Part
        title={t("versions.people", { count })}
        texts={[
          ...people.map((each) => `${each.name}: ${each.changes.join(" ")}`),
          ...(rest > 0 ? [t("versions.morePeople", { count: rest })] : []),
        ]}
      />
      <Part title={t("versions.apps")} texts={impact.apps.map((each) => appText(each, t))} />
    </>
  );
}

function appText(each: Impact["apps"][number], t: (key: "versions.broken") => string): string {
  const name = each.name === null ? "—" : `${each.name}: ${each.field ?? ""}`;
  return each.isBroken ? name + t("versions.broken") : name;
}

function Part({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <Sentences texts={[...new Set(texts)]} />
    </section>
  );
}
