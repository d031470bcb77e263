import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ALL } from "./list-plan";
import styles from "./records.module.css";
import type { OwnView } from "./views";

interface Props {
  views: readonly OwnView[];
  value: string;
  onChange: (key: string) => void;
}

/** 一覧: starred ones first, then one's own, then everybody's. */
export function ViewChoice({ views, value, onChange }: Props) {
  const { t } = useTranslation();
  const item = (view: OwnView) => ({ value: view.key, label: view.name });
  const isMine = ({ saved }: OwnView): boolean => saved?.isMine === true;
  const groups = [
    { group: t("views.starred"), items: views.filter((view) => view.isStarred).map(item) },
    {
      group: t("views.mine"),
      items: views.filter((view) => !view.isStarred && isMine(view)).map(item),
    },
    {
      group: t("views.shared"),
      items: views.filter((view) => !view.isStarred && !isMine(view)).map(item),
    },
  ].filter(({ items }) => items.length > 0);
  const all = { value: ALL, label: t("records.all") };
  const data = groups.length > 1 ? [...groups, all] : [...views.map(item), all];
  return (
    <NativeSelect
      aria-label={t("records.view")}
      className={styles.view ?? ""}
      data={data}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
