import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../field-ui";
import styles from "./inputs.module.css";

/** A field's name with 必須 beside it where it is asked for. */
export function LabelText(props: { label: string; isRequired: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {props.label}
      {props.isRequired ? (
        <span className={styles.required} aria-hidden="true">
          {t("common.required")}
        </span>
      ) : null}
    </>
  );
}

/** What every Mantine input takes from the form. */
export function framed(props: InputProps) {
  const isRequired = props.property.required === true;
  const name = props.isLabelHidden
    ? { "aria-label": props.label }
    : { label: <LabelText label={props.label} isRequired={isRequired} /> };
  return {
    id: props.id,
    "aria-required": isRequired,
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
        <LabelText
          label={input.label}
          isRequired={!input.isLabelHidden && input.property.required === true}
        />
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
