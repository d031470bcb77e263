import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./form.module.css";

export function Foot(props: { isNew: boolean; isSaving: boolean; cancel: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.foot}>
      {props.cancel}
      <Button type="submit" loading={props.isSaving}>
        {t(props.isNew ? "form.add" : "form.save")}
      </Button>
    </div>
  );
}
