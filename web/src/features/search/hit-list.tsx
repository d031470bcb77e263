import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Hit, Kind } from "@/api/search";
import { HitView } from "./hit-view";
import { placeOf } from "./places";
import styles from "./search.module.css";

interface Props {
  kind: Kind;
  hits: readonly Hit[];
  words: string;
}

/** Hits as links; a record's app can be looked through further with the same words. */
export function HitList({ kind, hits, words }: Props) {
  const { t } = useTranslation();
  const named = new Set<string>();
  return (
    <ul className={styles.hits}>
      {hits.map((hit) => {
        const app = kind === "record" ? hit.app : null;
        const isFirst = app !== null && !named.has(app.id);
        if (app) named.add(app.id);
        return (
          <li key={`${hit.app?.id} ${hit.id}`}>
            <Link {...placeOf(kind, hit)} className={styles.option}>
              <HitView kind={kind} hit={hit} />
            </Link>
            {app && isFirst ? (
              <Link
                to="/apps/$appId"
                params={{ appId: app.id }}
                search={{ q: words, view: "all" }}
                className={styles.filterLink}
              >
                {t("search.inApp", { app: app.name })}
              </Link>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
