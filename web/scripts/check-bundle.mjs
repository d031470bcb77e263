// What the browser must fetch before the portal or a list is shown: script, compressed, per page.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const FOLDER = "../src/urakata/main/ui";
const BUDGET = 250 * 1024;
const PAGES = {
  portal: ["index.html", "src/app/portal-route.tsx"],
  list: ["index.html", "src/app/list-route.tsx"],
};

const manifest = JSON.parse(readFileSync(`${FOLDER}/.vite/manifest.json`, "utf8"));

function filesOf(entries) {
  const seen = new Set();
  const follow = (key) => {
    if (seen.has(key) || !manifest[key]) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) follow(next);
  };
  for (const entry of entries) follow(entry);
  return new Set(
    [...seen].map((key) => manifest[key].file).filter((file) => file.endsWith(".js")),
  );
}

let isOver = false;
for (const [page, entries] of Object.entries(PAGES)) {
  const sizes = [...filesOf(entries)].map(
    (file) => gzipSync(readFileSync(`${FOLDER}/${file}`)).length,
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(
    `${page}: ${(total / 1024).toFixed(1)} KiB of script, gzip, in ${sizes.length} files (at most ${BUDGET / 1024})`,
  );
  isOver ||= total > BUDGET;
}
process.exit(isOver ? 1 : 0);
