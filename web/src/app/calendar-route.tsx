import { CalendarPage } from "@/features/calendar/calendar-page";
import { useCurrentUser } from "./signed-in";

/** When the company works: fetched when somebody asks. */
export function CalendarRoute() {
  return <CalendarPage user={useCurrentUser()} />;
}
