import { Tabs } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import pageStyles from "@/ui/page.module.css";
import styles from "./record.module.css";

export const PANELS = ["fields", "comments", "history", "route"] as const;
export type PanelName = (typeof PANELS)[number];

interface Props {
  isPhone: boolean;
  open: PanelName;
  onOpen: (name: PanelName) => void;
  /** Above the fields: where the record stands. */
  standing: ReactNode;
  /** A panel that is not there has no tab. */
  panels: { [K in PanelName]: ReactNode | null };
}

/** Fields at the left and one panel at the right on a desk; all of them behind tabs on a phone. */
export function RecordTabs({ isPhone, open, onOpen, standing, panels }: Props) {
  const names = PANELS.filter((name) => panels[name] !== null);
  if (isPhone)
    return (
      <div className={styles.main}>
        {standing}
        <Switch names={names} open={open} onOpen={onOpen} panels={panels} />
      </div>
    );
  const side = names.filter((name) => name !== "fields");
  return (
    <div className={styles.columns} data-panel={open}>
      <div className={styles.main}>
        {standing}
        {panels.fields}
      </div>
      <aside className={`${pageStyles.card} ${styles.side}`}>
        <Switch names={side} open={open} onOpen={onOpen} panels={panels} />
      </aside>
    </div>
  );
}

interface SwitchProps {
  names: readonly PanelName[];
  open: PanelName;
  onOpen: (name: PanelName) => void;
  panels: Props["panels"];
}

function Switch({ names, open, onOpen, panels }: SwitchProps) {
  const { t } = useTranslation();
  const shown = names.includes(open) ? open : (names[0] ?? "fields");
  return (
    <Tabs
      value={shown}
      onChange={(name) => onOpen((name ?? shown) as PanelName)}
      keepMounted={false}
    >
      <Tabs.List aria-label={t("page.panels")} className={styles.tabs ?? ""}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`page.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {names.map((name) => (
        <Tabs.Panel key={name} value={name} className={styles.tabPanel ?? ""}>
          {panels[name]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** Which panel is open: the comments where the address names one, on a phone the fields first. */
export function useOpenPanel(isPhone: boolean, isComment: boolean) {
  return useState<PanelName>(isPhone && !isComment ? "fields" : "comments");
}
