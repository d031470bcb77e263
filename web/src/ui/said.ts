import { notifications } from "@mantine/notifications";
import i18next from "i18next";

/** Says briefly that something was done; screen readers hear it too. */
export function say(message: string): void {
  const closeButtonProps = { "aria-label": i18next.t("common.close") };
  notifications.show({
    message,
    color: "green",
    autoClose: 4000,
    role: "status",
    closeButtonProps,
  });
}
