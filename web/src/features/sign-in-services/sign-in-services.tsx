import { Alert, Button, Divider } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { offeredQuery } from "@/api/sign-in-services";
import { doorOf, problemIn } from "./doors";
import styles from "./sign-in-services.module.css";

/** A button for each other service that may vouch for somebody, and why it did not last time. */
export function SignInServices() {
  const { t } = useTranslation();
  const { data } = useQuery(offeredQuery);
  const services = data?.services ?? [];
  const problem = problemIn(window.location.search);
  if (services.length === 0 && !problem) return null;
  return (
    <div className={styles.services}>
      {problem ? (
        <Alert color="red" variant="light" role="alert">
          {t(`signInServices.${problem}`)}
        </Alert>
      ) : null}
      {services.length > 0 ? <Divider label={t("signInServices.or")} /> : null}
      {services.map(({ name, url }) => (
        <Button
          key={url}
          component="a"
          href={doorOf(url, window.location)}
          variant="default"
          size="md"
          fullWidth
        >
          {t("signInServices.through", { name })}
        </Button>
      ))}
    </div>
  );
}
