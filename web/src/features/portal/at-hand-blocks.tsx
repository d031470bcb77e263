import { IconApps, IconFileText, IconTable } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Favourite, Visit } from "@/api/portal";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { LoadingLines } from "@/ui/states";
import { Block } from "./block";
import styles from "./portal.module.css";

/** What somebody starred. */
export function FavouritesBlock({ favourites }: { favourites: Favourite[] | undefined }) {
  const { t } = useTranslation();
  return (
    <Block title={t("portal.favourites")}>
      <Waiting isOver={favourites !== undefined} />
      {favourites?.length === 0 ? (
        <p className={styles.nothing}>{t("portal.noFavourites")}</p>
      ) : null}
      <ul className={styles.links}>
        {favourites?.map((one) => (
          <li key={`${one.app.id}/${one.view}`} className={styles.link}>
            {one.view ? (
              <IconTable size={18} aria-hidden="true" className={styles.icon} />
            ) : (
              <IconApps size={18} aria-hidden="true" className={styles.icon} />
            )}
            <Link
              to="/apps/$appId"
              params={{ appId: one.app.id }}
              search={one.view ? { view: one.view } : {}}
            >
              {one.view ? `${one.app.name}: ${one.viewName}` : one.app.name}
            </Link>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** What somebody opened last. */
export function VisitsBlock({ visits }: { visits: Visit[] | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <Block title={t("portal.visits")}>
      <Waiting isOver={visits !== undefined} />
      {visits?.length === 0 ? <p className={styles.nothing}>{t("portal.noVisits")}</p> : null}
      <ul className={styles.links}>
        {visits?.map((one) => (
          <li key={`${one.app.id}/${one.record}`} className={styles.link}>
            {one.record ? (
              <IconFileText size={18} aria-hidden="true" className={styles.icon} />
            ) : (
              <IconApps size={18} aria-hidden="true" className={styles.icon} />
            )}
            <VisitLink visit={one} />
            <span className={styles.soft}>{showMoment(one.at, locale)}</span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function VisitLink({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const params = { appId: visit.app.id };
  if (!visit.record) {
    return (
      <Link to="/apps/$appId" params={params}>
        {visit.app.name}
      </Link>
    );
  }
  return (
    <span>
      <Link to="/apps/$appId/records/$recordId" params={{ ...params, recordId: visit.record }}>
        {visit.title || t("tasks.untitled", { id: visit.record })}
      </Link>{" "}
      <span className={styles.soft}>{visit.app.name}</span>
    </span>
  );
}

function Waiting({ isOver }: { isOver: boolean }) {
  return isOver ? null : (
    <div className={styles.pad}>
      <LoadingLines lines={2} height={24} />
    </div>
  );
}
