import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { SearchSearch } from "@/features/search/search-address";
import { SearchPage } from "@/features/search/search-page";

/** Everything that was found: fetched when somebody looks for it. */
export function SearchRoute() {
  const search = useSearch({ from: "/search" });
  const navigate = useNavigate();
  const change = useCallback(
    (next: SearchSearch, options?: { isTyping: boolean }) =>
      void navigate({ to: "/search", search: next, replace: options?.isTyping ?? false }),
    [navigate],
  );
  return <SearchPage search={search} onChange={change} />;
}
