import { Button } from "@mantine/core";
import { IconMessageQuestion, IconRoute, IconUserShare } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Route } from "@/api/routes";
import { RouteFlow } from "@/process/route-flow";
import { RouteProblems } from "@/process/route-problems";
import { Conditions } from "./conditions";
import { OpinionDialog } from "./opinion-dialog";
import { Opinions } from "./opinions";
import { ReassignDialog } from "./reassign-dialog";
import styles from "./record.module.css";
import { RouteInFull } from "./route-panel";
import type { Standing } from "./standing";

interface Props {
  appId: string;
  recordId: string;
  userCode: string;
  standing: Standing;
  route: Route;
  mayAsk: boolean;
  mayReassign: boolean;
  /** Shows everything in a place of its own; absent: below. */
  onMore?: (() => void) | undefined;
}

/** The route at a glance, what hangs on it, and one step further everything that happened. */
export function ProcessCourse(props: Props) {
  const { t } = useTranslation();
  const { appId, recordId, userCode, route } = props;
  const hasMore = route.steps.length + route.past.length > 0 || route.visits.length > 1;
  const where = { appId, recordId };
  if (!hasMore && route.opinions.length + route.conditions.length + route.problems.length === 0)
    return null;
  return (
    <div className={styles.course}>
      <RouteProblems texts={route.problems} />
      {route.steps.length > 0 ? <RouteFlow steps={route.steps} /> : null}
      {route.state === "open" ? <Further {...props} /> : null}
      <Conditions {...where} conditions={route.conditions} />
      <Opinions {...where} userCode={userCode} opinions={route.opinions} />
      {hasMore && props.onMore ? (
        <Button
          variant="subtle"
          size="compact-sm"
          className={styles.more ?? ""}
          leftSection={<IconRoute size={18} aria-hidden="true" />}
          onClick={props.onMore}
        >
          {t("route.more")}
        </Button>
      ) : null}
      {hasMore && !props.onMore ? (
        <details className={styles.disclosure}>
          <summary>{t("route.more")}</summary>
          <RouteInFull route={route} />
        </details>
      ) : null}
    </div>
  );
}

/** What may be done beside the actions: somebody else's opinion, somebody else's turn. */
function Further({ appId, recordId, standing, mayAsk, mayReassign }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"ask" | "reassign" | null>(null);
  const close = (): void => setOpen(null);
  if (!mayAsk && !mayReassign) return null;
  return (
    <div className={styles.further}>
      {mayAsk ? (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconMessageQuestion size={18} aria-hidden="true" />}
          onClick={() => setOpen("ask")}
        >
          {t("act.ask")}
        </Button>
      ) : null}
      {mayReassign ? (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconUserShare size={18} aria-hidden="true" />}
          onClick={() => setOpen("reassign")}
        >
          {t("act.reassign")}
        </Button>
      ) : null}
      {open === "ask" ? (
        <OpinionDialog appId={appId} recordId={recordId} onClose={close} />
      ) : null}
      {open === "reassign" ? (
        <ReassignDialog
          appId={appId}
          recordId={recordId}
          assignees={standing.assignees}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
