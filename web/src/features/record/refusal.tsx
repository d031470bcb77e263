import { Alert } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { spotOf } from "@/api/problem-paths";
import type { FieldMap } from "@/api/wire";
import { useProblemText } from "@/ui/problem-text";
import { inputId } from "./form-context";
import styles from "./record.module.css";

interface Where {
  appId: string;
  recordId: string;
  fields: FieldMap;
}

/** Fields by name, each a way to where it can be filled in. */
export function FieldLinks({ codes, appId, recordId, fields }: Where & { codes: string[] }) {
  return (
    <ul className={styles.fieldLinks}>
      {codes.map((code) => (
        <li key={code}>
          <Link
            to="/apps/$appId/records/$recordId/edit"
            params={{ appId, recordId }}
            hash={inputId(code)}
          >
            {fields[code]?.label ?? code}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What must be filled in before an action can be run. */
export function MissingFields(props: Where & { codes: string[] }) {
  const { t } = useTranslation();
  if (props.codes.length === 0) return null;
  return (
    <Alert color="orange" role="alert" title={t("act.missing")} id="missing-fields">
      <FieldLinks {...props} />
      <p>{t("act.missingLead")}</p>
    </Alert>
  );
}

/** Why an action was refused: who was faster, or what is wrong and where. */
export function Refusal({ error, ...where }: Where & { error: unknown }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const isConflict = error instanceof Problem && error.isConflict;
  const entries = error instanceof Problem ? Object.entries(error.errors) : [];
  const codes = entries.flatMap(([path]) => spotOf(path)?.code ?? []);
  const others = entries.filter(([path]) => spotOf(path) === null);
  return (
    <Alert
      color={isConflict ? "orange" : "red"}
      role="alert"
      title={t(isConflict ? "act.conflict" : "act.failed")}
      className={styles.refused ?? ""}
    >
      <p>{textOf(error)}</p>
      {others.map(([path, sentences]) => (
        <p key={path}>{sentences.join(" ")}</p>
      ))}
      <FieldLinks {...where} codes={[...new Set(codes)]} />
      {isConflict ? <p>{t("act.conflictLead")}</p> : null}
    </Alert>
  );
}
