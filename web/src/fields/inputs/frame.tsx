import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import type { InputProps } from "../field-ui";
import styles from "./inputs.module.css";

/** 必須 where a field is asked for to save; where only to go on in the process, that. */
export function Asked({ property }: { property: FieldProperty }) {
  const { t } = useTranslation();
  if (property.required)
    return (
      <span className={styles.required} aria-hidden="true">
        {t("common.required")}
      </span>
    );
  if (property.isNeededNext)
    return <span className={styles.needed}>{t("common.neededNext")}</span>;
  return null;
}

/** A field's name with what is asked of it beside. */
export function LabelText(props: { label: string; property: FieldProperty }) {
  return (
    <>
      {props.label}
      <Asked property={props.property} />
    </>
  );
}

/** What every Mantine input takes from the form. */
export function framed(props: InputProps) {
  const name = props.isLabelHidden
    ? { "aria-label": props.label }
    : { label: <LabelText label={props.label} property={props.property} /> };
  return {
    id: props.id,
    "aria-required": props.property.required === true,
    error: props.error ?? null,
    onBlur: props.onBlur,
    ...name,
  };
}

/** The same frame for inputs that Mantine does not draw: a labelled group with its error. */
export function GroupFrame(props: {
  input: InputProps;
  children: ReactNode;
  hint?: ReactNode;
}) {
  const { input } = props;
  const labelId = `${input.id}-label`;
  const errorId = `${input.id}-error`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a table cell
    <div
      id={input.id}
      role="group"
      aria-labelledby={labelId}
      aria-describedby={input.error ? errorId : undefined}
    >
      <div id={labelId} className={input.isLabelHidden ? "visually-hidden" : styles.label}>
        {input.isLabelHidden ? (
          input.label
        ) : (
          <LabelText label={input.label} property={input.property} />
        )}
      </div>
      {props.children}
      {props.hint}
      {input.error ? (
        <p id={errorId} className={styles.error}>
          {input.error}
        </p>
      ) : null}
    </div>
  );
}
