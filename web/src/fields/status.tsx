import { Chip } from "@/ui/chip";
import { useStatusTone } from "@/ui/status-tone";
import type { CellProps, FieldUi } from "./field-ui";
import { asText } from "./values";

function ShowStatus({ value }: CellProps) {
  const name = asText(value);
  const tone = useStatusTone(name);
  if (name === "") return null;
  return (
    <Chip tone={tone} hasDot>
      {name}
    </Chip>
  );
}

export const status: FieldUi = { Cell: ShowStatus, blank: "", isSortable: true };
