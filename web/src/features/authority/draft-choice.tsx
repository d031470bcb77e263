import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The matrix in force, or one of its drafts. */
export function DraftChoice(props: {
  drafts: readonly string[];
  value: string;
  onChange: (draft: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("authority.draft")}
      data={[
        { value: "", label: t("authority.inForce") },
        ...props.drafts.map((name) => ({ value: name, label: name })),
      ]}
      value={props.value}
      onChange={(next) => props.onChange(next ?? "")}
      allowDeselect={false}
    />
  );
}
