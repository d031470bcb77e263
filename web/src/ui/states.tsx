import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconInbox, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "./problem-text";
import styles from "./states.module.css";

/** Nothing to show: says why, and offers the next step. */
export function EmptyState(props: {
  title: string;
  lead?: string;
  /** Stands for a whole page, so its title is the page's. */
  isPage?: boolean;
  children?: ReactNode;
}) {
  const Title = props.isPage ? "h1" : "p";
  return (
    <div className={styles.state}>
      <IconInbox size={36} stroke={1.4} aria-hidden="true" className={styles.icon} />
      <Title className={styles.title}>{props.title}</Title>
      {props.lead ? <p className={styles.lead}>{props.lead}</p> : null}
      {props.children}
    </div>
  );
}

/** It could not be loaded: the server's words and a way to try again. */
export function ErrorState(props: {
  error: unknown;
  onRetry?: () => void;
  /** Stands for a whole page, so its title is the page's. */
  isPage?: boolean;
}) {
  const Title = props.isPage ? "h1" : "p";
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (
    <div className={styles.state} role="alert">
      <IconAlertTriangle size={36} stroke={1.4} aria-hidden="true" className={styles.warning} />
      <Title className={styles.title}>{t("problem.title")}</Title>
      <p className={styles.lead}>{textOf(props.error)}</p>
      {props.onRetry ? (
        <Button
          variant="default"
          onClick={props.onRetry}
          leftSection={<IconRefresh size={18} aria-hidden="true" />}
        >
          {t("common.retry")}
        </Button>
      ) : null}
    </div>
  );
}

/** The shape of what is coming, so that nothing jumps when it arrives. */
export function LoadingLines(props: { lines: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles.lines} role="status" aria-label={t("common.loading")}>
      {Array.from({ length: props.lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <Skeleton key={index} height={props.height ?? 20} radius="sm" />
      ))}
    </div>
  );
}
