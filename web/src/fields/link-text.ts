/** Telephone numbers, mail and web addresses as people type them, made what they meant. */
const DASHES = /[‐‑‒–—―−ー]/g;

function narrow(text: string): string {
  return text.normalize("NFKC").trim();
}

/** `０３ー１２３４ー５６７８` → `03-1234-5678`, `example.co.jp` → `https://example.co.jp`. */
export function kindly(protocol: "WEB" | "CALL" | "MAIL", typed: string): string {
  const text = narrow(typed);
  if (protocol === "CALL")
    return text.replace(DASHES, "-").replace(/[()]/g, "-").replace(/^-|\s/g, "");
  if (protocol === "MAIL") return text.replace(/^mailto:/i, "").replace(/\s/g, "");
  const isBare = /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(text);
  return isBare ? `https://${text}` : text;
}
