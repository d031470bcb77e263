import { Alert, Button, Modal } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { useProblemText } from "./problem-text";
import styles from "./small-dialog.module.css";

interface Props {
  title: string;
  lead?: string;
  /** What the button says that does it. */
  button: string;
  error: unknown;
  isRunning: boolean;
  onRun: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A few inputs, one button that does it, and the server's words when it cannot be done. */
export function SmallDialog(props: Props) {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onRun();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        {props.lead ? <p>{props.lead}</p> : null}
        {props.children}
        {props.error ? <SaidNo error={props.error} /> : null}
        <div className={styles.buttons}>
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={props.isRunning}>
            {props.button}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Why it could not be done: the sentence of the whole, then those of its parts. */
export function SaidNo({ error }: { error: unknown }) {
  const textOf = useProblemText();
  const parts = error instanceof Problem ? Object.values(error.errors).flat() : [];
  return (
    <Alert color="red" role="alert" title={textOf(error)}>
      {[...new Set(parts)].map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Alert>
  );
}
