import { Autocomplete } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { peopleQuery } from "@/api/people";

const SHOWN = 50;

interface Props {
  label: string;
  /** A code. */
  value: string;
  onChange: (code: string) => void;
  error?: string | null;
  description?: string;
}

/** An organization by its code: one of those that are, or one that will be there by then. */
export function OrganizationInput({ value, onChange, description, ...rest }: Props) {
  const { t } = useTranslation();
  const { data: organizations = [] } = useQuery(peopleQuery("ORGANIZATION"));
  const name = organizations.find((one) => one.code === value)?.name;
  return (
    <Autocomplete
      {...rest}
      description={name ?? description ?? t("personnel.organizationHint")}
      data={organizations.map((one) => one.code)}
      filter={({ options, search, limit }) =>
        options
          .filter((option) => {
            const code = "value" in option ? option.value : "";
            const found = organizations.find((one) => one.code === code);
            return `${code} ${found?.search ?? ""}`.includes(search.trim());
          })
          .slice(0, limit)
      }
      renderOption={({ option }) =>
        `${organizations.find((one) => one.code === option.value)?.name ?? ""}（${option.value}）`
      }
      limit={SHOWN}
      value={value}
      onChange={onChange}
    />
  );
}
