import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";

/** Another service (OpenID Connect, SAML) through which people come in. */
export interface SignInService {
  name: string;
  url: string;
}

interface Offered {
  services: SignInService[];
  password: "everyone" | "administrators" | "nobody";
}

/** What the sign-in screen offers; set up in a file, so it does not change while somebody looks. */
export const offeredQuery = queryOptions({
  queryKey: ["sign-in-services"],
  queryFn: () => call<Offered>("GET", "/api/v1/sign-in-services"),
  staleTime: Number.POSITIVE_INFINITY,
});
