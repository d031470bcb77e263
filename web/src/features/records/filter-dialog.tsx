import { Button, Drawer, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { parseCondition } from "@/conditions/parser";
import { comparisonsOf } from "@/conditions/syntax";
import { LoadingLines } from "@/ui/states";
import type { ListPlan } from "./list-plan";
import type { SearchChange } from "./list-search";

/** With its date fields it is as heavy as a form: fetched when somebody opens it. */
const FilterBuilder = lazy(async () => ({
  default: (await import("@/conditions/filter-builder")).FilterBuilder,
}));

interface Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

/** 絞り込み: the button, and the builder in a dialog; on a phone it comes up from below. */
export function FilterDialog({ definition, plan, onChange }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const count = comparisonsOf(parseCondition(plan.filter) ?? null).length;
  const close = (): void => setOpen(false);
  const states = Object.values(definition.process.states ?? {})
    .sort((a, b) => Number(a.index) - Number(b.index))
    .map(({ name }) => name);
  const shared = {
    opened: isOpen,
    onClose: close,
    title: t("filter.title"),
    closeButtonProps: { "aria-label": t("common.close") },
  };
  const content = (
    <Suspense fallback={<LoadingLines lines={3} height={36} />}>
      <FilterBuilder
        fields={definition.fields}
        states={states}
        filter={plan.filter}
        onApply={(filter) => {
          onChange({ filter });
          close();
        }}
      />
    </Suspense>
  );
  return (
    <>
      <Button
        variant={count > 0 ? "light" : "default"}
        leftSection={<IconFilter size={18} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {count > 0 ? t("filter.openCount", { count }) : t("filter.open")}
      </Button>
      {isPhone ? (
        <Drawer {...shared} position="bottom" size="92dvh">
          {content}
        </Drawer>
      ) : (
        <Modal {...shared} size={820}>
          {content}
        </Modal>
      )}
    </>
  );
}
