import { Button, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changesQuery, ordersQuery } from "@/api/personnel";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { CancelDialog } from "./cancel-dialog";
import { ChangeDialog } from "./change-dialog";
import { OrderDialog } from "./order-dialog";
import styles from "./personnel.module.css";
import { byDay, type Item } from "./timeline";
import { Day } from "./timeline-day";

/** 発令と組織改編: what is prepared for people and organizations, day by day. */
export function PersonnelPage() {
  const { t } = useTranslation();
  useTitle(t("personnel.title"));
  const [open, setOpen] = useState<"order" | "change" | null>(null);
  const close = (): void => setOpen(null);
  const plus = <IconPlus size={18} aria-hidden="true" />;
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{t("personnel.title")}</h1>
        </div>
        <div className={pageStyles.actions}>
          <Button leftSection={plus} onClick={() => setOpen("order")}>
            {t("personnel.addOrder")}
          </Button>
          <Button variant="default" leftSection={plus} onClick={() => setOpen("change")}>
            {t("personnel.addChange")}
          </Button>
        </div>
      </div>
      <p className={styles.lead}>{t("personnel.lead")}</p>
      <Timeline />
      {open === "order" ? <OrderDialog onClose={close} /> : null}
      {open === "change" ? <ChangeDialog onClose={close} /> : null}
    </div>
  );
}

function Timeline() {
  const { t } = useTranslation();
  const [past, setPast] = useState(false);
  const [leaving, setLeaving] = useState<Item | null>(null);
  const orders = useQuery(ordersQuery(past));
  const changes = useQuery(changesQuery(past));
  const error = orders.error ?? changes.error;
  const retry = (): void => {
    void orders.refetch();
    void changes.refetch();
  };
  if (error) return <ErrorState error={error} onRetry={retry} />;
  const days = orders.data && changes.data ? byDay(orders.data, changes.data) : null;
  return (
    <>
      <Switch
        label={t("personnel.past")}
        checked={past}
        onChange={(event) => setPast(event.currentTarget.checked)}
        className={styles.past ?? ""}
      />
      {days === null ? <LoadingLines lines={6} height={28} /> : null}
      {days?.length === 0 ? (
        <EmptyState title={t("personnel.empty")} lead={t("personnel.emptyLead")} />
      ) : null}
      {days?.map(([on, items]) => (
        <Day key={on} on={on} items={items} onCancel={setLeaving} />
      ))}
      {leaving ? <CancelDialog item={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}
