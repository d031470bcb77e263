import { Fieldset, Radio, SegmentedControl, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANDINGS, type Preferences, TEXT_SIZES, THEMES } from "@/api/preferences";
import styles from "./settings.module.css";

interface Props {
  preferences: Preferences;
  onChange: (changes: Partial<Preferences>) => void;
}

/** 表示の設定: each choice holds at once, and on every device. */
export function DisplaySettings(props: Props) {
  const { t } = useTranslation();
  const { preferences, onChange } = props;
  return (
    <section className={styles.card} aria-labelledby="display-settings">
      <h2 id="display-settings">{t("settings.title")}</h2>
      <p className={styles.lead}>{t("settings.lead")}</p>
      <div className={styles.settings}>
        <QuickSettings {...props} />
        <Radio.Group
          label={t("settings.landing")}
          value={preferences.landing}
          onChange={(value) => onChange({ landing: value as Preferences["landing"] })}
        >
          <div className={styles.choices}>
            {LANDINGS.map((one) => (
              <Radio key={one} value={one} label={t(`settings.landings.${one}`)} />
            ))}
          </div>
        </Radio.Group>
        <Switch
          label={t("settings.shortcuts")}
          description={t("settings.shortcutsLead")}
          checked={preferences.shortcuts}
          onChange={(event) => onChange({ shortcuts: event.currentTarget.checked })}
        />
      </div>
    </section>
  );
}

/** What is changed most: brightness, size of text, language. */
export function QuickSettings({ preferences, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        label={t("settings.theme")}
        value={preferences.theme}
        choices={THEMES.map((one) => ({ value: one, label: t(`settings.themes.${one}`) }))}
        onChoose={(value) => onChange({ theme: value as Preferences["theme"] })}
      />
      <Choice
        label={t("settings.textSize")}
        value={preferences.textSize}
        choices={TEXT_SIZES.map((one) => ({
          value: one,
          label: t(`settings.textSizes.${one}`),
        }))}
        onChoose={(value) => onChange({ textSize: value as Preferences["textSize"] })}
      />
    </>
  );
}

function Choice(props: {
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  onChoose: (value: string) => void;
}) {
  return (
    <Fieldset legend={props.label} variant="unstyled" className={styles.choice ?? ""}>
      <SegmentedControl
        fullWidth
        aria-label={props.label}
        data={props.choices}
        value={props.value}
        onChange={props.onChoose}
      />
    </Fieldset>
  );
}
