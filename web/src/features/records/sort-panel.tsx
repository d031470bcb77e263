import { Button } from "@mantine/core";
import { IconArrowsSort } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { Panel } from "@/ui/panel";
import type { ListPlan } from "./list-plan";
import type { SearchChange } from "./list-search";
import { SortLines } from "./parts";

interface Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

/** 並べ替え: several keys, the first counts first. */
export function SortPanel(props: Props) {
  const { t } = useTranslation();
  const count = props.plan.sort.length;
  return (
    <Panel
      title={t("lists.sort")}
      width={440}
      button={({ isOpen, toggle }) => (
        <Button
          variant="default"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={toggle}
          leftSection={<IconArrowsSort size={18} aria-hidden="true" />}
        >
          {count > 1 ? t("lists.sortCount", { count }) : t("lists.sort")}
        </Button>
      )}
    >
      {() => <SortLines {...props} />}
    </Panel>
  );
}
