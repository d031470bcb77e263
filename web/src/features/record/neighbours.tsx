import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keysetPage } from "@/api/record-pages";
import { asText } from "@/fields/values";
import { trailOf } from "@/ui/trail";
import styles from "./record.module.css";

/** So many records of the list are looked through; who came from further down goes back to it. */
const MOST = 500;

function useIds(appId: string) {
  const trail = trailOf(appId);
  const query = trail?.query ?? "";
  return useQuery({
    queryKey: ["trail", appId, query],
    queryFn: async () => {
      const page = await keysetPage(appId, query, ["$id"], { offset: 0 }, MOST);
      const ids = page.records.map((record) => asText(record.$id?.value));
      return { ids, hasMore: page.next !== null };
    },
    enabled: trail !== null,
    staleTime: 60_000,
    retry: false,
  });
}

/** The record before and the one behind, in the list that somebody came from. */
export function Neighbours({ appId, recordId }: { appId: string; recordId: string }) {
  const { t } = useTranslation();
  const { data } = useIds(appId);
  const at = data?.ids.indexOf(recordId) ?? -1;
  if (!data || at < 0) return null;
  const count = data.ids.length;
  return (
    <nav className={styles.neighbours} aria-label={t("page.place", { place: at + 1, count })}>
      <Neighbour
        appId={appId}
        recordId={data.ids[at - 1]}
        label={t("page.previous")}
        end={t("page.first")}
        icon={<IconChevronLeft size={20} aria-hidden="true" />}
      />
      <span className={styles.soft} aria-hidden="true">
        {t(data.hasMore ? "page.placeMore" : "page.place", { place: at + 1, count })}
      </span>
      <Neighbour
        appId={appId}
        recordId={data.ids[at + 1]}
        label={t("page.next")}
        end={t("page.last")}
        icon={<IconChevronRight size={20} aria-hidden="true" />}
      />
    </nav>
  );
}

interface NeighbourProps {
  appId: string;
  /** undefined at the end of the list. */
  recordId: string | undefined;
  label: string;
  end: string;
  icon: React.ReactNode;
}

function Neighbour({ appId, recordId, label, end, icon }: NeighbourProps) {
  if (recordId === undefined)
    return (
      <Tooltip label={end}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-disabled="true"
          data-disabled
          aria-label={`${label}（${end}）`}
        >
          {icon}
        </ActionIcon>
      </Tooltip>
    );
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      renderRoot={(props) => (
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId, recordId }}
          title={label}
          {...props}
        />
      )}
    >
      {icon}
    </ActionIcon>
  );
}
