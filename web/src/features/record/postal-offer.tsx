import { Button } from "@mantine/core";
import { IconMapPin } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { addressesQuery, type PostalAddress } from "@/api/forms";
import type { FieldProperty } from "@/api/wire";
import { addressFields, digitsOf, filling } from "@/fields/addresses";
import { asText } from "@/fields/values";
import styles from "./form.module.css";
import { useFormScope } from "./form-context";
import { type FormValues, whyReadOnly } from "./form-values";

interface Props {
  property: FieldProperty;
  name: string;
  /** The fields beside it: those of the form, or the columns of its table. */
  among: readonly FieldProperty[];
}

/** Offers the address that a postal code stands for; where several places share it, all of them. */
export function PostalOffer({ property, name, among }: Props) {
  const { t } = useTranslation();
  const scope = useFormScope();
  const form = useFormContext<FormValues>();
  const typed = useWatch({ control: form.control, name });
  const fields = useMemo(() => {
    const open = among.filter((one) => one === property || whyReadOnly(one, scope) === null);
    return addressFields(open, property);
  }, [among, property, scope]);
  const digits = digitsOf(asText(typed as string));
  const { data } = useQuery({
    ...addressesQuery(digits ?? ""),
    enabled: fields !== null && digits !== null,
  });
  if (fields === null || digits === null || !data) return null;
  const home = name.slice(0, name.length - property.code.length);
  const take = (address: PostalAddress): void => {
    for (const [code, value] of filling(fields, address)) {
      form.setValue(`${home}${code}`, value, { shouldDirty: true });
      scope.changed(`${home}${code}`);
    }
  };
  const isThere = (address: PostalAddress): boolean =>
    filling(fields, address).every(([code, value]) =>
      asText(form.getValues(`${home}${code}`) as string).startsWith(value),
    );
  if (data.some(isThere)) return null;
  return (
    <div className={styles.places} role="status">
      {data.length === 0 ? <span>{t("form.postalNone")}</span> : null}
      {data.map((address) => {
        const { prefecture, city, town, office } = address;
        return (
          <Button
            key={`${city}${town}${office}`}
            size="compact-md"
            variant="light"
            leftSection={<IconMapPin size={16} aria-hidden="true" />}
            onClick={() => take(address)}
          >
            {t("form.postalTake", { address: `${prefecture}${city}${town}` })}
            {office ? ` (${office})` : null}
          </Button>
        );
      })}
    </div>
  );
}
