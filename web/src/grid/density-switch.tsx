import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Density, GridLayout } from "./types";

interface Props {
  layout: GridLayout;
  onLayout: (change: Partial<GridLayout>) => void;
}

/** How high the rows are. */
export function DensitySwitch({ layout, onLayout }: Props) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("grid.density")}
      value={layout.density}
      onChange={(density) => onLayout({ density: density as Density })}
      data={[
        { value: "compact", label: t("grid.compact") },
        { value: "roomy", label: t("grid.roomy") },
      ]}
    />
  );
}
