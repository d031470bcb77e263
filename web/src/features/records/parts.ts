/** What a list shows when it is asked for: fetched after the first page, before anybody asks. */
import { AnchoredOver } from "@/ui/anchored";
import { later } from "@/ui/later";
import { PanelSheet } from "@/ui/panel";

export const Columns = later(async () => (await import("./columns")).Columns);
export const SortLines = later(async () => (await import("./sort-lines")).SortLines);
export const ViewLines = later(async () => (await import("./view-lines")).ViewLines);
export const FilterOver = later(async () => (await import("./filter-over")).FilterOver);
export const ClashDialog = later(async () => (await import("./clash-dialog")).ClashDialog);
export const SaveViewDialog = later(
  async () => (await import("./view-dialogs")).SaveViewDialog,
);
export const RenameViewDialog = later(
  async () => (await import("./view-dialogs")).RenameViewDialog,
);
export const DeleteViewDialog = later(
  async () => (await import("./view-dialogs")).DeleteViewDialog,
);

export const WHEN_IDLE = [
  AnchoredOver,
  PanelSheet,
  Columns,
  SortLines,
  ViewLines,
  FilterOver,
  ClashDialog,
  SaveViewDialog,
  RenameViewDialog,
  DeleteViewDialog,
];
