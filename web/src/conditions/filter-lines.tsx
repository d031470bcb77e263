import { Button, CloseButton, SegmentedControl } from "@mantine/core";
import { IconFolderPlus, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./builder.module.css";
import { FilterLine } from "./filter-line";
import { type Filter, type FilterGroup, type FilterItem, newRow } from "./filters";
import type { Speaker } from "./words";

interface Props {
  filter: Filter;
  speaker: Speaker;
  states: readonly string[];
  onChange: (filter: Filter) => void;
}

/** The lines of a filter, and its groups: one level, as deep as anybody reads. */
export function FilterLines(props: Props) {
  const { filter, speaker, states, onChange } = props;
  const { t } = useTranslation();
  const [first] = speaker.asked.values();
  const { items } = filter;
  const send = (next: readonly FilterItem[]): void => onChange({ ...filter, items: next });
  const put = (place: number, item: FilterItem): void =>
    send(items.map((one, n) => (n === place ? item : one)));
  const remove = (place: number): void => send(items.filter((_, n) => n !== place));
  const group = (): FilterGroup => ({
    kind: "group",
    joint: filter.joint === "all" ? "any" : "all",
    items: first ? [newRow(first)] : [],
  });
  return (
    <div className={styles.lines}>
      {items.length > 1 ? (
        <Joint
          label={t("filter.joint")}
          joint={filter.joint}
          onChange={(joint) => onChange({ ...filter, joint })}
        />
      ) : null}
      {items.map((item, place) =>
        item.kind === "group" ? (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            key={place}
            group={item}
            speaker={speaker}
            states={states}
            onChange={(next) => (next ? put(place, next) : remove(place))}
          />
        ) : (
          <FilterLine
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            key={place}
            n={place + 1}
            item={item}
            speaker={speaker}
            states={states}
            onChange={(next) => put(place, next)}
            onRemove={() => remove(place)}
          />
        ),
      )}
      <div className={styles.adders}>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => (first ? send([...items, newRow(first)]) : undefined)}
        >
          {t("filter.addRow")}
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconFolderPlus size={16} aria-hidden="true" />}
          onClick={() => send([...items, group()])}
        >
          {t("filter.addGroup")}
        </Button>
      </div>
    </div>
  );
}

function Joint(props: {
  label: string;
  joint: "all" | "any";
  onChange: (joint: "all" | "any") => void;
}) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={props.label}
      className={styles.joint ?? ""}
      value={props.joint}
      data={[
        { value: "all", label: t("filter.all") },
        { value: "any", label: t("filter.any") },
      ]}
      onChange={(joint) => props.onChange(joint === "any" ? "any" : "all")}
    />
  );
}

interface GroupProps extends Omit<Props, "filter" | "onChange"> {
  group: FilterGroup;
  /** null: the group goes. */
  onChange: (group: FilterGroup | null) => void;
}

function Group({ group, speaker, states, onChange }: GroupProps) {
  const { t } = useTranslation();
  const [first] = speaker.asked.values();
  const { items } = group;
  const send = (next: FilterGroup["items"]): void =>
    onChange(next.length === 0 ? null : { ...group, items: next });
  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">{t("filter.group")}</legend>
      <div className={styles.groupHead}>
        <Joint
          label={t("filter.jointOfGroup")}
          joint={group.joint}
          onChange={(joint) => onChange({ ...group, joint })}
        />
        <CloseButton aria-label={t("filter.removeGroup")} onClick={() => onChange(null)} />
      </div>
      {items.map((item, place) => (
        <FilterLine
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          key={place}
          n={place + 1}
          item={item}
          speaker={speaker}
          states={states}
          onChange={(next) => send(items.map((one, n) => (n === place ? next : one)))}
          onRemove={() => send(items.filter((_, n) => n !== place))}
        />
      ))}
      <Button
        variant="subtle"
        className={styles.adder ?? ""}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => (first ? send([...items, newRow(first)]) : undefined)}
      >
        {t("filter.addRow")}
      </Button>
    </fieldset>
  );
}
