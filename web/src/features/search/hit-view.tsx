import {
  IconFileText,
  IconLayoutGrid,
  IconMessage,
  IconNotes,
  IconUser,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Hit, Kind, Piece } from "@/api/search";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import styles from "./search.module.css";

const ICONS = {
  app: IconLayoutGrid,
  person: IconUser,
  record: IconNotes,
  comment: IconMessage,
  file: IconFileText,
};

/** A text with the words that were found marked. */
function Snippet({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, place) =>
    piece.isFound ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces never change their places
      <mark key={place} className={styles.found}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

/** One hit: what it is, where it is, and the words in their place. */
export function HitView({ kind, hit }: { kind: Kind; hit: Hit }) {
  const Icon = ICONS[kind];
  const isTitle = isItsName(kind, hit);
  return (
    <span className={styles.hit}>
      <Icon size={20} stroke={1.6} aria-hidden="true" className={styles.icon} />
      <span className={styles.about}>
        <span className={styles.title}>
          {isTitle ? <Snippet pieces={hit.snippet} /> : <Title kind={kind} hit={hit} />}
        </span>
        <Where kind={kind} hit={hit} />
        {isTitle || hit.snippet.length === 0 ? null : (
          <span className={styles.snippet}>
            <Label kind={kind} hit={hit} />
            <Snippet pieces={hit.snippet} />
          </span>
        )}
        <Unread kind={kind} hit={hit} />
      </span>
    </span>
  );
}

/** Whether the words were found in the name itself, which need not be said twice. */
function isItsName(kind: Kind, hit: Hit): boolean {
  if (kind === "comment" || kind === "file" || hit.snippet.length === 0) return false;
  return hit.snippet.map((piece) => piece.text).join("") === hit.title.normalize("NFKC").trim();
}

function Title({ kind, hit }: { kind: Kind; hit: Hit }) {
  const { t } = useTranslation();
  if (kind === "file") return hit.name;
  if (kind === "app" || kind === "person") return hit.title;
  return hit.title || t("search.untitled", { id: hit.record ?? "" });
}

function Where({ kind, hit }: { kind: Kind; hit: Hit }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const parts = [
    hit.app && kind !== "app" ? hit.app.name : "",
    kind === "file" ? hit.title || t("search.untitled", { id: hit.record ?? "" }) : "",
    kind === "person" ? hit.id : "",
    ...hit.also,
    hit.at ? showMoment(hit.at, locale) : "",
  ].filter(Boolean);
  return parts.length > 0 ? (
    <span className={styles.where}>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </span>
  ) : null;
}

function Label({ kind, hit }: { kind: Kind; hit: Hit }) {
  const { t } = useTranslation();
  let label = hit.field?.label ?? "";
  if (kind === "comment") label = t("search.by", { name: hit.name });
  if (kind === "file") label = hit.page === null ? "" : t("search.page", { page: hit.page });
  return label ? <span className={styles.label}>{label}</span> : null;
}

const REASONS = ["no_text", "locked", "damaged", "too_large", "too_long"] as const;

/** A file that was found by its name alone may have more in it than could be read. */
function Unread({ kind, hit }: { kind: Kind; hit: Hit }) {
  const { t } = useTranslation();
  const reason = REASONS.find((one) => one === hit.unread);
  if (kind !== "file" || reason === undefined || hit.snippet.length > 0) return null;
  return <span className={styles.where}>{t(`search.unread.${reason}`)}</span>;
}
