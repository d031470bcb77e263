import { Button } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { parseCondition } from "@/conditions/parser";
import { comparisonsOf } from "@/conditions/syntax";
import { useEver } from "@/ui/later";
import type { ListPlan } from "./list-plan";
import type { SearchChange } from "./list-search";
import { FilterOver } from "./parts";

interface Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

/** 絞り込み: the button, and the builder in a dialog. */
export function FilterDialog({ definition, plan, onChange }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const wasOpen = useEver(isOpen);
  const count = comparisonsOf(parseCondition(plan.filter) ?? null).length;
  const close = (): void => setOpen(false);
  return (
    <>
      <Button
        variant={count > 0 ? "light" : "default"}
        leftSection={<IconFilter size={18} aria-hidden="true" />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {count > 0 ? t("filter.openCount", { count }) : t("filter.open")}
      </Button>
      {wasOpen ? (
        <Suspense fallback={null}>
          <FilterOver
            definition={definition}
            filter={plan.filter}
            isOpen={isOpen}
            onApply={(filter) => {
              onChange({ filter });
              close();
            }}
            onClose={close}
          />
        </Suspense>
      ) : null}
    </>
  );
}
