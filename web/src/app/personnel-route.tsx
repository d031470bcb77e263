export { PersonnelPage } from "@/features/personnel/personnel-page";
