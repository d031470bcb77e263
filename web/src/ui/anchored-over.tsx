import { Popover } from "@mantine/core";
import { type Ref, type RefObject, useImperativeHandle } from "react";
import type { OverProps } from "./anchored";
import { useTurned } from "./later";

/** The heavy half of `Anchored`: it finds its place, takes the focus and gives it back. */
export function AnchoredOver({ place, label, className, children, ...props }: OverProps) {
  const isOpen = useTurned(props.isOpen);
  return (
    <Popover
      opened={isOpen}
      onChange={props.onChange}
      position={props.position}
      {...(props.width === undefined ? {} : { width: props.width })}
      shadow="md"
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Anchor place={place} />
      </Popover.Target>
      <Popover.Dropdown
        role="dialog"
        tabIndex={-1}
        aria-label={label}
        className={className ?? ""}
      >
        {isOpen ? children() : null}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Stands for a button that was there before: the popover holds on to it, but does not draw it. */
function Anchor(props: { place: RefObject<HTMLElement | null>; ref?: Ref<Element> }) {
  const { place, ref } = props;
  useImperativeHandle(ref, () => place.current?.firstElementChild as Element, [place]);
  return null;
}
