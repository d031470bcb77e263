import { Notifications } from "@mantine/notifications";

/** Where `say` speaks; what was said before it came is kept for it. */
export function SaidLayer() {
  return <Notifications position="bottom-center" />;
}
