const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, "Microsoft Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/Linux/, "Linux"],
];

function first(list: readonly [RegExp, string][], agent: string): string | undefined {
  return list.find(([sign]) => sign.test(agent))?.[1];
}

/** "Chrome / Windows": what a person calls the program that calls itself so much more. */
export function agentName(agent: string): string | null {
  const known = [first(BROWSERS, agent), first(SYSTEMS, agent)].filter(Boolean);
  return known.length > 0 ? known.join(" / ") : null;
}
