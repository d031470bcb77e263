import { ActionIcon, Button, Menu, Radio } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronUp,
  IconDots,
  IconStar,
  IconStarFilled,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SavedView, SavedViews, ViewChoices } from "@/api/views";
import { say } from "@/ui/said";
import styles from "./panels.module.css";
import { useViewChanges } from "./use-views";
import type { OwnView } from "./views";

interface Props {
  appId: string;
  saved: SavedViews;
  views: readonly OwnView[];
  onRename: (view: SavedView) => void;
  onDelete: (view: SavedView) => void;
}

/** The views, one a line: what can be done with each of them. */
export function ViewLines({ appId, saved, views, onRename, onDelete }: Props) {
  const { t } = useTranslation();
  const { choose, save } = useViewChanges(appId);
  const { choices } = saved;
  const put = (part: Partial<ViewChoices>): void => choose.mutate({ ...choices, ...part });
  const keys = views.map(({ key }) => key);
  const move = (key: string, by: 1 | -1): void => {
    const place = keys.indexOf(key);
    const order = keys.filter((one) => one !== key);
    order.splice(place + by, 0, key);
    put({ order });
  };
  const star = ({ key, isStarred }: OwnView): void =>
    put({
      starred: isStarred
        ? choices.starred.filter((one) => one !== key)
        : [...choices.starred, key],
    });
  const share = (view: SavedView): void =>
    save.mutate(
      { id: view.id, wish: { isShared: !view.isShared } },
      { onSuccess: () => say(t(view.isShared ? "views.unshared" : "views.sharedNow")) },
    );
  return (
    <div className={styles.panel}>
      <p className={styles.lead}>{t("views.lead")}</p>
      <ul className={styles.columns}>
        {views.map((view, place) => (
          <li key={view.key} className={styles.column}>
            <ActionIcon
              variant="subtle"
              aria-label={t("views.star", { name: view.name })}
              aria-pressed={view.isStarred}
              onClick={() => star(view)}
            >
              {view.isStarred ? (
                <IconStarFilled size={18} aria-hidden="true" />
              ) : (
                <IconStar size={18} aria-hidden="true" />
              )}
            </ActionIcon>
            <span className={styles.viewName}>
              <Radio
                name="first-view"
                label={view.name}
                description={describe(view)}
                checked={choices.default === view.key || (!choices.default && place === 0)}
                onChange={() => put({ default: view.key })}
              />
            </span>
            <span className={styles.mover}>
              <button
                type="button"
                aria-label={t("lists.up", { label: view.name })}
                aria-disabled={place === 0}
                onClick={() => (place === 0 ? undefined : move(view.key, -1))}
              >
                <IconChevronUp size={16} aria-hidden="true" />
              </button>
              <button
                type="button"
                aria-label={t("lists.down", { label: view.name })}
                aria-disabled={place === views.length - 1}
                onClick={() => (place === views.length - 1 ? undefined : move(view.key, 1))}
              >
                <IconChevronDown size={16} aria-hidden="true" />
              </button>
            </span>
            {view.saved && (view.saved.isMine || saved.mayShare) ? (
              <ViewMenu
                view={view.saved}
                mayShare={saved.mayShare}
                onRename={onRename}
                onShare={share}
                onDelete={onDelete}
              />
            ) : (
              <span className={styles.noMenu} />
            )}
          </li>
        ))}
      </ul>
      {choices.default ? (
        <Button
          variant="subtle"
          className={styles.add ?? ""}
          onClick={() => put({ default: "" })}
        >
          {t("views.noDefault")}
        </Button>
      ) : null}
    </div>
  );

  function describe({ saved: from }: OwnView): string {
    if (from === null) return t("views.ofApp");
    if (!from.isMine) return t("views.of", { name: from.owner.name });
    return t(from.isShared ? "views.mineShared" : "views.mineOnly");
  }
}

function ViewMenu(props: {
  view: SavedView;
  mayShare: boolean;
  onRename: (view: SavedView) => void;
  onShare: (view: SavedView) => void;
  onDelete: (view: SavedView) => void;
}) {
  const { t } = useTranslation();
  const { view } = props;
  return (
    <Menu withinPortal={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={t("views.menu", { name: view.name })}>
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => props.onRename(view)}>{t("views.rename")}</Menu.Item>
        {props.mayShare ? (
          <Menu.Item onClick={() => props.onShare(view)}>
            {t(view.isShared ? "views.unshare" : "views.share")}
          </Menu.Item>
        ) : null}
        <Menu.Item onClick={() => props.onDelete(view)}>{t("views.delete")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
