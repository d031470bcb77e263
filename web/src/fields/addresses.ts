/** Which fields of a form a postal code fills. */
import type { PostalAddress } from "@/api/forms";
import type { FieldProperty } from "@/api/wire";

const POSTAL = /郵便番号|〒|postal\s?code|zip/i;
const NOT_READ = /カナ|かな|フリガナ|ふりがな|kana|メール|mail/i;
const PARTS = {
  prefecture: /都道府県|prefecture/i,
  city: /市区町村|市町村|city/i,
  town: /町域|町名|番地|town|street/i,
  whole: /住所|所在地|address/i,
} as const;
type Part = keyof typeof PARTS;

export type AddressFields = Partial<Record<Part, string>>;

function reads(property: FieldProperty, pattern: RegExp): boolean {
  return pattern.test(property.label) || pattern.test(property.code);
}

export function isPostal(property: FieldProperty): boolean {
  return property.type === "SINGLE_LINE_TEXT" && !property.lookup && reads(property, POSTAL);
}

const TAKES: Record<Part, ReadonlySet<string>> = {
  prefecture: new Set(["SINGLE_LINE_TEXT", "DROP_DOWN"]),
  city: new Set(["SINGLE_LINE_TEXT"]),
  town: new Set(["SINGLE_LINE_TEXT"]),
  whole: new Set(["SINGLE_LINE_TEXT", "MULTI_LINE_TEXT"]),
};

/** The fields behind a postal code's, up to the next postal code's, that an address goes into. */
export function addressFields(
  among: readonly FieldProperty[],
  postal: FieldProperty,
): AddressFields | null {
  const from = among.indexOf(postal) + 1;
  const next = among.findIndex((one, index) => index >= from && isPostal(one));
  const near = among.slice(from, next === -1 ? undefined : next);
  const found: AddressFields = {};
  for (const [part, pattern] of Object.entries(PARTS) as [Part, RegExp][]) {
    const taken = new Set(Object.values(found));
    const field = near.find(
      (one) =>
        TAKES[part].has(one.type) &&
        !one.lookup &&
        !taken.has(one.code) &&
        !reads(one, NOT_READ) &&
        reads(one, pattern),
    );
    if (field) found[part] = field.code;
  }
  return Object.keys(found).length > 0 ? found : null;
}

/** What goes into which field: what has a field of its own is not said again in the next. */
export function filling(fields: AddressFields, address: PostalAddress): [string, string][] {
  const { prefecture, city, town, whole } = fields;
  const rest = [
    prefecture ? "" : address.prefecture,
    city ? "" : address.city,
    town ? "" : address.town,
  ].join("");
  const parts: [string | undefined, string][] = [
    [prefecture, address.prefecture],
    [
      city,
      city && !prefecture && !whole ? `${address.prefecture}${address.city}` : address.city,
    ],
    [town, address.town],
    [whole, rest],
  ];
  return parts.filter((one): one is [string, string] => one[0] !== undefined && one[1] !== "");
}

/** `〒１００ー０００１` → `1000001`; null where it is no whole code. */
export function digitsOf(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[^0-9]/g, "");
  return digits.length === 7 ? digits : null;
}
