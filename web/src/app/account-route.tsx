import { AccountPage } from "@/features/account/account-page";
import { DisplaySettings } from "@/features/settings/display-settings";
import { usePreferences } from "./preferences";

/** アカウント: how one signs in, and how one likes the screen. */
export function AccountRoute() {
  const { preferences, change } = usePreferences();
  return (
    <AccountPage>
      <DisplaySettings preferences={preferences} onChange={change} />
    </AccountPage>
  );
}
