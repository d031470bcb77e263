import { Loader, Modal, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isEnough, searchQuery } from "@/api/search";
import { type Choice, choicesOf } from "./choices";
import { forgetSearches, recentSearches, rememberSearch } from "./recent";
import styles from "./search.module.css";
import { SearchNotes } from "./search-notes";
import { SearchOptions } from "./search-options";
import { useChosen } from "./use-chosen";
import { useTypedWords } from "./use-typed-words";

const AT_ONCE = 5;

interface Props {
  person: string;
  onClose: () => void;
}

/** The search from anywhere: one field, and what is found below it, all by keyboard. */
export function SearchDialog({ person, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useId();
  const isNarrow = useMediaQuery("(max-width: 48em)") ?? false;
  const { typed, settled, replace, input } = useTypedWords("");
  const [recent, setRecent] = useState(() => recentSearches(person));
  const { groups, error, isAsked, isFetching } = useFound(settled);
  const choices = choicesOf(settled, groups, typed === "" ? recent : []);
  const leave = (words: string, to: Extract<Choice, { type: "all" }>["to"]): void => {
    rememberSearch(person, words);
    onClose();
    void navigate(to);
  };
  const choose = (choice: Choice): void => {
    if (choice.type === "recent") replace(choice.words);
    else leave(settled, choice.to);
  };
  const showAll = (): void => {
    const q = typed.trim();
    if (isEnough(q)) leave(q, { to: "/search", search: { q } });
  };
  const { place, onKeyDown, reset } = useChosen(choices, choose, showAll);
  const isEmpty = choices.length === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      yOffset="8dvh"
      fullScreen={isNarrow}
      title={t("search.open")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <TextInput
        type="text"
        role="combobox"
        data-autofocus
        enterKeyHint="search"
        autoComplete="off"
        maxLength={200}
        aria-label={t("search.label")}
        aria-expanded={!isEmpty}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={place < 0 ? undefined : `${list}-${place}`}
        placeholder={t("search.hint")}
        leftSection={<IconSearch size={20} aria-hidden="true" />}
        rightSection={isFetching ? <Loader size={18} /> : null}
        size="md"
        {...input}
        onChange={(event) => {
          reset();
          input.onChange(event);
        }}
        onKeyDown={onKeyDown}
      />
      <SearchOptions
        id={list}
        choices={choices}
        active={place}
        onChoose={choose}
        onForget={() => {
          forgetSearches(person);
          setRecent([]);
        }}
      />
      <SearchNotes words={settled} groups={groups} error={error} isFetching={isFetching} />
      {isEmpty && !isAsked ? <Help typed={typed.trim()} /> : null}
      {isEmpty || isNarrow ? null : <p className={styles.keys}>{t("search.keys")}</p>}
    </Modal>
  );
}

/** What words find, as soon as there are enough of them. */
function useFound(words: string) {
  const isAsked = isEnough(words);
  const { data, error, isFetching } = useQuery({
    ...searchQuery({ words, limit: AT_ONCE }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const groups = isAsked && !error ? data : undefined;
  return { groups, error: isAsked ? error : null, isAsked, isFetching: isAsked && isFetching };
}

function Help({ typed }: { typed: string }) {
  const { t } = useTranslation();
  return <p className={styles.help}>{t(typed === "" ? "search.help" : "search.shortest")}</p>;
}
