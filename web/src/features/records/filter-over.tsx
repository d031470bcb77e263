import { Drawer, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { later, useTurned } from "@/ui/later";
import { LoadingLines } from "@/ui/states";

/** With its date fields it is as heavy as a form: fetched when somebody opens it. */
const FilterBuilder = later(
  async () => (await import("@/conditions/filter-builder")).FilterBuilder,
);

interface Props {
  definition: AppDefinition;
  filter: string;
  isOpen: boolean;
  onApply: (filter: string) => void;
  onClose: () => void;
}

/** The builder of conditions in a dialog; on a phone it comes up from below. */
export function FilterOver({ definition, filter, isOpen, onApply, onClose }: Props) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const states = Object.values(definition.process.states ?? {})
    .sort((a, b) => Number(a.index) - Number(b.index))
    .map(({ name }) => name);
  const shared = {
    opened: useTurned(isOpen),
    onClose,
    title: t("filter.title"),
    closeButtonProps: { "aria-label": t("common.close") },
  };
  const content = (
    <Suspense fallback={<LoadingLines lines={3} height={36} />}>
      <FilterBuilder
        fields={definition.fields}
        states={states}
        filter={filter}
        onApply={onApply}
      />
    </Suspense>
  );
  return isPhone ? (
    <Drawer {...shared} position="bottom" size="92dvh">
      {content}
    </Drawer>
  ) : (
    <Modal {...shared} size={820}>
      {content}
    </Modal>
  );
}
