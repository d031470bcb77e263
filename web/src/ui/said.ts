import { notifications } from "@mantine/notifications";
import i18next from "i18next";

/** Says briefly that something was done; screen readers hear it too. */
export function say(message: string): void {
  show(message, "green", "status", 4000);
}

/** Says why something was not done: longer, for it has to be read. */
export function sayNo(message: string): void {
  show(message, "red", "alert", 10_000);
}

function show(
  message: string,
  color: string,
  role: "status" | "alert",
  autoClose: number,
): void {
  const closeButtonProps = { "aria-label": i18next.t("common.close") };
  notifications.show({
    message,
    color,
    autoClose,
    role,
    closeButtonProps,
  });
}
