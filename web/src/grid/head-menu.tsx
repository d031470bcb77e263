import { Popover } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowsHorizontal,
  IconArrowUp,
  IconEyeOff,
  IconPin,
  IconPinnedOff,
  IconPlus,
} from "@tabler/icons-react";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./head-menu.module.css";
import { type HeadCellProps, movedCode } from "./head-types";
import { withKey } from "./sort-keys";

interface Props extends HeadCellProps {
  button: ReactElement;
  setWidth: (width: number) => void;
  onClose: () => void;
}

const WIDER = 40;

/** Everything that a drag or a click with Shift does to a column, by name. */
export function HeadMenu(props: Props) {
  const { t } = useTranslation();
  const { one, column, layout, onLayout, columns, setWidth } = props;
  const { code } = column;
  const place = one.col - 1;
  const sorted = (direction: "asc" | "desc", isMore: boolean) => () =>
    onLayout({ sort: withKey(layout.sort, { code, direction }, isMore) });
  const isOnlyFrozen = layout.frozen === one.col;
  return (
    <Popover
      opened
      onChange={props.onClose}
      position="bottom-end"
      withinPortal
      trapFocus
      shadow="md"
    >
      <Popover.Target>{props.button}</Popover.Target>
      <Popover.Dropdown
        p={4}
        aria-label={t("grid.columnMenu", { label: column.label })}
        onKeyDown={onArrow}
      >
        {column.isSortable ? (
          <>
            <Item
              onClose={props.onClose}
              icon={<IconArrowUp size={16} aria-hidden="true" />}
              onClick={sorted("asc", false)}
            >
              {t("grid.ascending")}
            </Item>
            <Item
              onClose={props.onClose}
              icon={<IconArrowDown size={16} aria-hidden="true" />}
              onClick={sorted("desc", false)}
            >
              {t("grid.descending")}
            </Item>
            {layout.sort.length > 0 && layout.sort[0]?.code !== code ? (
              <>
                <Item
                  onClose={props.onClose}
                  icon={<IconPlus size={16} aria-hidden="true" />}
                  onClick={sorted("asc", true)}
                >
                  {t("grid.thenAscending")}
                </Item>
                <Item
                  onClose={props.onClose}
                  icon={<IconPlus size={16} aria-hidden="true" />}
                  onClick={sorted("desc", true)}
                >
                  {t("grid.thenDescending")}
                </Item>
              </>
            ) : null}
            <hr className={styles.line} />
          </>
        ) : null}
        <Item
          onClose={props.onClose}
          icon={
            isOnlyFrozen ? (
              <IconPinnedOff size={16} aria-hidden="true" />
            ) : (
              <IconPin size={16} aria-hidden="true" />
            )
          }
          onClick={() => onLayout({ frozen: isOnlyFrozen ? 0 : one.col })}
        >
          {t(isOnlyFrozen ? "grid.unfreeze" : "grid.freeze")}
        </Item>
        <Item
          onClose={props.onClose}
          icon={<IconArrowLeft size={16} aria-hidden="true" />}
          disabled={place === 0}
          onClick={() => onLayout({ codes: movedCode(layout.codes, code, place - 1) })}
        >
          {t("grid.moveLeft")}
        </Item>
        <Item
          onClose={props.onClose}
          icon={<IconArrowRight size={16} aria-hidden="true" />}
          disabled={place === columns.length - 1}
          onClick={() => onLayout({ codes: movedCode(layout.codes, code, place + 1) })}
        >
          {t("grid.moveRight")}
        </Item>
        <Item
          onClose={props.onClose}
          icon={<IconArrowsHorizontal size={16} aria-hidden="true" />}
          staysOpen
          onClick={() => setWidth(one.width + WIDER)}
        >
          {t("grid.wider")}
        </Item>
        <Item
          onClose={props.onClose}
          icon={<IconArrowsHorizontal size={16} aria-hidden="true" />}
          staysOpen
          onClick={() => setWidth(one.width - WIDER)}
        >
          {t("grid.narrower")}
        </Item>
        <hr className={styles.line} />
        <Item
          onClose={props.onClose}
          icon={<IconEyeOff size={16} aria-hidden="true" />}
          disabled={columns.length === 1}
          onClick={() => onLayout({ codes: layout.codes.filter((one) => one !== code) })}
        >
          {t("grid.hide")}
        </Item>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ItemProps {
  icon: ReactElement;
  children: ReactNode;
  disabled?: boolean;
  staysOpen?: boolean;
  onClick: () => void;
  onClose: () => void;
}

function Item({ icon, children, disabled, staysOpen, onClick, onClose }: ItemProps) {
  const choose = (): void => {
    onClick();
    if (!staysOpen) onClose();
  };
  return (
    <button type="button" className={styles.item} disabled={disabled} onClick={choose}>
      {icon}
      {children}
    </button>
  );
}

/** The arrows go from one to the next, as in a menu. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button:enabled")];
  const now = items.indexOf(document.activeElement as HTMLElement);
  items.at((now + way) % items.length)?.focus();
  event.preventDefault();
}
