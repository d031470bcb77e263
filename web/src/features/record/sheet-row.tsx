import { Menu, UnstyledButton } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconGripVertical,
  IconTrash,
} from "@tabler/icons-react";
import { type DragEvent, memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import { useFormScope } from "./form-context";
import { FormField } from "./form-field";
import { whyReadOnly } from "./form-values";
import styles from "./sheet.module.css";
import { isNumeric } from "./shown-table";
import type { RowActs } from "./use-sheet";

const DRAGGED = "application/x-urakata-row";

interface Props {
  table: string;
  columns: readonly FieldProperty[];
  typed: readonly FieldProperty[];
  index: number;
  count: number;
  acts: RowActs;
  measure: (element: HTMLElement | null) => void;
}

/** One line of a table; drawn again only when it moves. */
export const SheetRow = memo(function SheetRow(props: Props) {
  const { table, columns, typed, index, acts, measure } = props;
  const { t } = useTranslation();
  const scope = useFormScope();
  const [isOver, setOver] = useState(false);
  const labelOf = (column: FieldProperty): string =>
    whyReadOnly(column, scope) === "locked"
      ? `${column.label} (${t("form.locked")})`
      : column.label;
  const drop = (event: DragEvent): void => {
    setOver(false);
    const [from, row] = event.dataTransfer.getData(DRAGGED).split("\n");
    if (from === table) acts.move(Number(row), index);
  };
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <td className={styles.number}>
        <RowMenu {...props} />
      </td>
      {columns.map((column) => {
        const place = typed.indexOf(column);
        return (
          <td
            key={column.code}
            data-label={labelOf(column)}
            data-kind={column.type}
            data-numeric={isNumeric(column) || undefined}
            data-cell={place < 0 ? undefined : `${index}:${place}`}
          >
            <FormField
              property={column}
              name={`${table}.${index}.value.${column.code}`}
              row={index}
            />
          </td>
        );
      })}
    </tr>
  );
});

/** The row's number: a menu, and a handle to drag it by. */
function RowMenu({ table, index, count, acts }: Props) {
  const { t } = useTranslation();
  const row = index + 1;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={styles.handle ?? ""}
          aria-label={t("form.rowMenu", { row })}
          draggable
          onDragStart={(event) => event.dataTransfer.setData(DRAGGED, `${table}\n${index}`)}
        >
          <IconGripVertical size={14} aria-hidden="true" className={styles.grip ?? ""} />
          {row}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden="true" />}
          onClick={() => acts.duplicate(index)}
        >
          {t("form.rowDuplicate")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp size={16} aria-hidden="true" />}
          disabled={index === 0}
          onClick={() => acts.move(index, index - 1)}
        >
          {t("form.rowUp")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} aria-hidden="true" />}
          disabled={index === count - 1}
          onClick={() => acts.move(index, index + 1)}
        >
          {t("form.rowDown")}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={() => acts.remove(index)}
        >
          {t("form.removeRow", { row })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
