import { IconSitemap, IconUser, IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Mention } from "@/api/comments";
import styles from "./comments.module.css";
import { isSame, type Mentionable } from "./mentioning";

const ICONS = { USER: IconUser, ORGANIZATION: IconSitemap, GROUP: IconUsers };

interface Props {
  id: string;
  found: readonly Mentionable[];
  involved: readonly Mention[];
  /** Which one Enter chooses. */
  active: number;
  onChoose: (one: Mentionable) => void;
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Whom an @ may mean. The caret stays in the text; the arrows move here. */
export function MentionList({ id, found, involved, active, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.choices}>
      <p role="status" className={found.length > 0 ? "visually-hidden" : styles.nobody}>
        {found.length > 0 ? t("talk.found", { count: found.length }) : t("talk.none")}
      </p>
      <div id={id} role="listbox" aria-label={t("talk.mention")}>
        {found.map((one, index) => (
          <Choice
            key={`${one.type} ${one.code}`}
            id={optionId(id, index)}
            one={one}
            isActive={index === active}
            isInvolved={involved.some((other) => isSame(one, other))}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

interface ChoiceProps {
  id: string;
  one: Mentionable;
  isActive: boolean;
  isInvolved: boolean;
  onChoose: (one: Mentionable) => void;
}

function Choice({ id, one, isActive, isInvolved, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const Icon = ICONS[one.type];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, as aria-activedescendant says
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text's own keys choose
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.choice}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(one)}
    >
      <Icon size={18} aria-hidden="true" />
      <span className={styles.choiceName}>{one.name}</span>
      <span className={styles.choiceNote}>
        {isInvolved
          ? t("talk.involved")
          : one.type === "USER"
            ? one.code
            : t(`talk.kind.${one.type}`)}
      </span>
    </div>
  );
}
