import { Button, UnstyledButton } from "@mantine/core";
import { IconArrowRight, IconHistory } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "./choices";
import { HitView } from "./hit-view";
import styles from "./search.module.css";

interface Props {
  id: string;
  choices: readonly Choice[];
  active: number;
  onChoose: (choice: Choice) => void;
  onForget: () => void;
}

/** What the field's combobox offers, by kind. The focus stays in the field. */
export function SearchOptions({ id, choices, active, onChoose, onForget }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0)
      box.current
        ?.querySelector('[aria-selected="true"]')
        ?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const isRecent = choices[0]?.type === "recent";
  return (
    <>
      <div
        ref={box}
        id={id}
        role="listbox"
        aria-label={t(isRecent ? "search.recent" : "search.results")}
        className={styles.options}
        hidden={choices.length === 0}
      >
        {sectionsOf(choices).map(({ name, first, inside }) => (
          // biome-ignore lint/a11y/useSemanticElements: options are grouped by ARIA alone
          <div key={name} role="group" aria-label={nameOf(name)}>
            {name === "all" ? null : (
              <p className={styles.groupName} aria-hidden="true">
                {nameOf(name)}
              </p>
            )}
            {inside.map((choice, place) => (
              <Option
                key={keyOf(choice)}
                id={`${id}-${first + place}`}
                choice={choice}
                isActive={first + place === active}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
      </div>
      {isRecent ? (
        <Button variant="subtle" size="compact-sm" onClick={onForget}>
          {t("search.forget")}
        </Button>
      ) : null}
    </>
  );

  function nameOf(name: Section["name"]): string {
    if (name === "recent") return t("search.recent");
    return name === "all" ? t("search.all") : t(`search.kind.${name}`);
  }
}

type HitChoice = Extract<Choice, { type: "hit" }>;

interface Section {
  name: "recent" | "all" | HitChoice["kind"];
  /** The place of its first choice among all. */
  first: number;
  inside: Choice[];
}

function sectionsOf(choices: readonly Choice[]): Section[] {
  const sections: Section[] = [];
  choices.forEach((choice, first) => {
    const name = choice.type === "hit" ? choice.kind : choice.type;
    const last = sections.at(-1);
    if (last?.name === name) last.inside.push(choice);
    else sections.push({ name, first, inside: [choice] });
  });
  return sections;
}

function keyOf(choice: Choice): string {
  if (choice.type === "hit") return `${choice.kind} ${choice.hit.app?.id} ${choice.hit.id}`;
  return choice.type === "all" ? "all" : choice.words;
}

interface OptionProps {
  id: string;
  choice: Choice;
  isActive: boolean;
  onChoose: (choice: Choice) => void;
}

function Option({ id, choice, isActive, onChoose }: OptionProps) {
  const { t } = useTranslation();
  const shared = { id, role: "option", tabIndex: -1, "aria-selected": isActive } as const;
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onChoose(choice);
  };
  let inside: ReactNode;
  if (choice.type === "hit") inside = <HitView kind={choice.kind} hit={choice.hit} />;
  else
    inside = (
      <span className={styles.hit}>
        {choice.type === "recent" ? (
          <IconHistory size={20} stroke={1.6} aria-hidden="true" className={styles.icon} />
        ) : (
          <IconArrowRight size={20} stroke={1.6} aria-hidden="true" className={styles.icon} />
        )}
        <span className={styles.title}>
          {choice.type === "recent" ? choice.words : t("search.all")}
        </span>
      </span>
    );
  if (choice.type === "recent")
    return (
      <UnstyledButton {...shared} className={styles.option ?? ""} onClick={onClick}>
        {inside}
      </UnstyledButton>
    );
  return (
    <Link {...shared} {...choice.to} className={styles.option} onClick={onClick}>
      {inside}
    </Link>
  );
}
