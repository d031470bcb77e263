import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changePassword } from "@/api/account";
import { say } from "@/ui/said";
import styles from "./account.module.css";
import { useAccountMessage } from "./messages";

const EMPTY = { present: "", next: "", again: "" };
type Place = keyof typeof EMPTY;

/** パスワードの変更. */
export function PasswordSection({ shortest }: { shortest: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const message = useAccountMessage();
  const [values, setValues] = useState(EMPTY);
  const [isAsked, setAsked] = useState(false);
  const attempt = useMutation({
    mutationFn: () => changePassword(values.present, values.next),
    onSuccess: () => {
      setValues(EMPTY);
      setAsked(false);
      say(t("account.password.done"));
      void client.invalidateQueries({ queryKey: ["account"] });
    },
  });
  const flaw = (place: Place): string | null => {
    if (isAsked && values[place] === "") return t("account.password.missing");
    if (isAsked && place === "again" && values.again !== values.next)
      return t("account.password.differs");
    if (place === "present") return message(attempt.error, "present");
    return place === "next" ? message(attempt.error, "password") : null;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    attempt.reset();
    const isWhole = Object.values(values).every(Boolean) && values.again === values.next;
    if (isWhole) attempt.mutate();
  };
  const box = (place: Place, complete: string, description?: string) => (
    <PasswordInput
      label={t(`account.password.${place}`)}
      description={description}
      value={values[place]}
      onChange={(event) => setValues({ ...values, [place]: event.currentTarget.value })}
      error={flaw(place)}
      autoComplete={complete}
      visibilityToggleButtonProps={{ "aria-label": t("account.password.show") }}
    />
  );
  const general =
    attempt.error && !message(attempt.error, "present") && !message(attempt.error, "password")
      ? message(attempt.error)
      : null;
  return (
    <section className={styles.section} aria-labelledby="password-title">
      <h2 id="password-title">{t("account.password.title")}</h2>
      <form className={styles.form} onSubmit={submit} noValidate>
        {box("present", "current-password")}
        {box("next", "new-password", t("account.password.rule", { count: shortest }))}
        {box("again", "new-password")}
        {general ? <p role="alert">{general}</p> : null}
        <div>
          <Button type="submit" loading={attempt.isPending}>
            {t("account.password.submit")}
          </Button>
        </div>
      </form>
    </section>
  );
}
