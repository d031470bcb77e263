const PROBLEM = "signInProblem";
const PROBLEMS = ["failed", "unknown", "network"] as const;

export type SignInProblem = (typeof PROBLEMS)[number];

/** Why somebody came back from a service without being signed in; only what we know is shown. */
export function problemIn(search: string): SignInProblem | null {
  const told = new URLSearchParams(search).get(PROBLEM);
  return PROBLEMS.find((known) => known === told) ?? null;
}

/** The address of a service's door, which leads back to the page somebody wanted. */
export function doorOf(
  url: string,
  { pathname, search }: { pathname: string; search: string },
) {
  const parameters = new URLSearchParams(search);
  parameters.delete(PROBLEM);
  const rest = parameters.toString();
  const wanted = rest ? `${pathname}?${rest}` : pathname;
  return `${url}?${new URLSearchParams({ next: wanted })}`;
}
