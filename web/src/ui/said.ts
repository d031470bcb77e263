import { notifications } from "@mantine/notifications";

/** Says briefly that something was done; screen readers hear it too. */
export function say(message: string): void {
  notifications.show({ message, color: "green", autoClose: 4000, role: "status" });
}
