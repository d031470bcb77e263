export { AppList } from "@/features/apps/app-list";
