export { StuckPage } from "@/features/stuck/stuck-page";
