import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import { AppTile } from "@/ui/app-tile";
import { isComposing } from "@/ui/composing";
import { findApps } from "@/ui/find-apps";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./launcher.module.css";

interface Props {
  /** What happens with the app that is chosen: it is opened, or a record is added to it. */
  purpose: "open" | "new";
  onChoose: (appId: string) => void;
  onClose: () => void;
}

/** All apps that somebody may use, found as they type; Enter takes the first. */
export function LauncherDialog({ purpose, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(appsQuery);
  const [words, setWords] = useState("");
  const apps = findApps(data ?? [], words);
  const takeFirst = (event: KeyboardEvent): void => {
    const [first] = apps;
    if (event.key !== "Enter" || isComposing(event) || !first) return;
    event.preventDefault();
    onChoose(first.appId);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(purpose === "new" ? "launcher.new" : "launcher.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size="lg"
      yOffset="8vh"
    >
      <div className={styles.body}>
        <TextInput
          type="search"
          aria-label={t("launcher.find")}
          placeholder={t("launcher.find")}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={takeFirst}
          data-autofocus
        />
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <LoadingLines lines={4} height={44} /> : null}
        <ul className={styles.apps}>
          {apps.map((app) => (
            <li key={app.appId}>
              <Link
                to={purpose === "new" ? "/apps/$appId/new" : "/apps/$appId"}
                params={{ appId: app.appId }}
                className={styles.app}
                onClick={onClose}
              >
                <AppTile id={app.appId} name={app.name} />
                <span>{app.name}</span>
              </Link>
            </li>
          ))}
        </ul>
        {data && apps.length === 0 ? (
          <p role="status" className={styles.soft}>
            {t("launcher.noMatch", { words })}
          </p>
        ) : null}
        <Link to="/apps" className={styles.all} onClick={onClose}>
          {t("launcher.all")}
        </Link>
      </div>
    </Modal>
  );
}
