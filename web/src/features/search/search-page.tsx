import { Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import { isEnough, KINDS, KINDS_IN_APP } from "@/api/search";
import { isComposing } from "@/ui/composing";
import pageStyles from "@/ui/page.module.css";
import { EmptyState } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { KindResults } from "./kind-results";
import { Overview } from "./overview";
import styles from "./search.module.css";
import type { SearchSearch } from "./search-address";
import { useTypedWords } from "./use-typed-words";

interface Props {
  search: SearchSearch;
  onChange: (next: SearchSearch, options?: { isTyping: boolean }) => void;
}

/** 検索: everything that was found, by kind and by app, page by page. */
export function SearchPage({ search, onChange }: Props) {
  const { t } = useTranslation();
  const { q = "", kind, app } = search;
  useTitle(q, t("search.title"));
  const { data: apps } = useQuery(appsQuery);
  const { typed, settled, replace, input } = useTypedWords(q);
  const sent = useRef(q);
  useEffect(() => {
    if (settled !== sent.current) {
      sent.current = settled;
      onChange({ ...search, q: settled }, { isTyping: true });
    }
  }, [settled, search, onChange]);
  useEffect(() => {
    if (q !== sent.current) {
      sent.current = q;
      replace(q);
    }
  }, [q, replace]);
  const kinds = app === undefined ? KINDS : KINDS_IN_APP;
  const wanted = { words: q, app, kind };
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <div className={pageStyles.head}>
        <h1>{t("search.title")}</h1>
      </div>
      <search>
        <TextInput
          type="search"
          enterKeyHint="search"
          className={styles.field ?? ""}
          aria-label={t("search.label")}
          description={t("search.help")}
          inputWrapperOrder={["input", "description"]}
          leftSection={<IconSearch size={20} aria-hidden="true" />}
          size="md"
          maxLength={200}
          {...input}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !isComposing(event)) replace(typed);
          }}
        />
        <div className={styles.filters}>
          <nav aria-label={t("search.kinds")}>
            <ul className={styles.kinds}>
              {[undefined, ...kinds].map((one) => (
                <li key={one ?? "any"}>
                  <Link
                    to="/search"
                    search={{ ...search, kind: one }}
                    aria-current={one === kind ? "page" : undefined}
                    activeProps={{}}
                  >
                    {one === undefined ? t("search.anyKind") : t(`search.kind.${one}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <Select
            className={styles.apps ?? ""}
            aria-label={t("search.app")}
            placeholder={t("search.anyApp")}
            data={(apps ?? []).map((one) => ({ value: one.appId, label: one.name }))}
            value={app ?? null}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("common.clear") }}
            onChange={(next) => {
              const fits = next === null || kind === undefined || KINDS_IN_APP.includes(kind);
              onChange({ q, app: next ?? undefined, kind: fits ? kind : undefined });
            }}
          />
        </div>
      </search>
      {isEnough(q) ? null : (
        <EmptyState
          title={t(q === "" ? "search.start" : "search.shortest")}
          lead={t("search.startLead")}
        />
      )}
      {isEnough(q) && kind === undefined ? <Overview wanted={wanted} /> : null}
      {isEnough(q) && kind !== undefined ? (
        <KindResults key={kind} wanted={{ ...wanted, kind }} />
      ) : null}
    </div>
  );
}
