export { AccountPage as AccountRoute } from "@/features/account/account-page";
