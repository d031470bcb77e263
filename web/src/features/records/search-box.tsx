import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isComposing } from "@/ui/composing";
import styles from "./records.module.css";

const PAUSE = 250;
const ENOUGH = 2;

interface Props {
  words: string;
  onChange: (words: string) => void;
}

/** Searches as one types from two characters on (one with Enter), never while an IME composes. */
export function SearchBox({ words, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(words);
  const sent = useRef(words);
  const send = (next: string): void => {
    sent.current = next.trim();
    onChange(next.trim());
  };
  const sendSoon = useDebouncedCallback((next: string) => {
    if (next.trim().length >= ENOUGH || next.trim() === "") send(next);
  }, PAUSE);
  useEffect(() => {
    if (words !== sent.current) {
      sent.current = words;
      setTyped(words);
    }
  }, [words]);
  const clear = (): void => {
    setTyped("");
    send("");
  };
  return (
    <TextInput
      type="search"
      className={styles.search ?? ""}
      aria-label={t("records.search")}
      placeholder={`${t("records.search")}（${t("records.searchHint")}）`}
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      rightSection={
        typed === "" ? null : <CloseButton aria-label={t("common.clear")} onClick={clear} />
      }
      value={typed}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const native = event.nativeEvent;
        if (!(native instanceof InputEvent && native.isComposing)) sendSoon(next);
      }}
      onCompositionEnd={(event) => sendSoon(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isComposing(event)) send(typed);
      }}
    />
  );
}
