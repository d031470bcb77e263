import { Button } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { Panel } from "@/ui/panel";
import type { ListPlan } from "./list-plan";
import type { SearchChange } from "./list-search";
import { Columns } from "./parts";

interface Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

/** 列: which are there, in which order, how many stay in sight on the left. */
export function ColumnsPanel(props: Props) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("lists.columns")}
      button={({ isOpen, toggle }) => (
        <Button
          variant="default"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={toggle}
          leftSection={<IconColumns3 size={18} aria-hidden="true" />}
        >
          {t("lists.columns")}
        </Button>
      )}
    >
      {() => <Columns {...props} />}
    </Panel>
  );
}
