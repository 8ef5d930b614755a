import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AllowedRoute, Role } from "../api/wire";
import { doc, call, setCsrfToken } from "../api/client";

export interface Session {
  /** Empty when the platform runs without a token; then nobody signs in or out. */
  readonly csrfToken: string;
  /** Name of the account, or at the identity provider; undefined for a session that a link began. */
  readonly person?: string;
  readonly role?: Role;
  /** Whether the account asks for a code at sign-in; undefined without an account. */
  readonly secondFactor?: boolean;
  /** What the session may do; undefined where everybody may do everything. */
  readonly allowed?: readonly AllowedRoute[];
}

const KEY = ["session"];

function remembered(session: Session): Session {
  setCsrfToken(session.csrfToken);
  return session;
}

/**
 * Who this page acts for; fails with status 401 for nobody.
 *
 * @param again how often to ask again, in milliseconds; once unless said
 */
export function useSession(again?: number) {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => remembered(await doc<Session>("GET", "/session", undefined, signal)),
    staleTime: Infinity,
    refetchInterval: again ?? false,
  });
}

/** Trades the ticket of a link, which works once, for a session. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (ticket: string) => remembered(await doc<Session>("POST", "/session", { ticket })),
    onSuccess: (session) => queries.setQueryData(KEY, session),
  });
}

/** Trades name and password for a session. */
export function usePasswordSignIn() {
  return useNewSession((entry: { name: string; password: string; code?: string }) =>
    doc<Session>("POST", "/session", entry),
  );
}

/** Chooses the password of an account with its invitation, which works once, and signs in. */
export function useAcceptInvitation() {
  return useNewSession((entry: { invitation: string; password: string; code?: string }) =>
    doc<Session>("POST", "/session/invitation", entry),
  );
}

/** Name of the identity provider; undefined where there is none, and until it is known. */
export function useIdentityProvider(): string | undefined {
  const { data } = useQuery({
    queryKey: ["identity-provider"],
    queryFn: ({ signal }) => doc<{ provider?: string }>("GET", "/session/oidc", undefined, signal),
    staleTime: Infinity,
  });
  return data?.provider;
}

/** Leaves the page for the identity provider. */
export function useBeginProviderSignIn() {
  return useMutation({
    mutationFn: () => doc<{ url: string }>("POST", "/session/oidc"),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

/** Trades what the identity provider answered with for a session. */
export function useFinishProviderSignIn() {
  return useNewSession((entry: { state: string; code: string; oneTimeCode?: string }) =>
    doc<Session>("POST", "/session/oidc/answer", entry),
  );
}

function useNewSession<T>(begin: (entry: T) => Promise<Session>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (entry: T) => remembered(await begin(entry)),
    onSuccess: (session) => queries.setQueryData(KEY, session),
  });
}

/** Has the session asked for again, after something about its account changed. */
export function useRefreshedSession(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: KEY });
}

/** Undefined where there is nothing to sign out of. */
export function useSignOut(): (() => void) | undefined {
  const session = useSession();
  const { mutate } = useMutation({
    mutationFn: () => call("DELETE", "/session"),
    // Loaded anew, so that nothing of the session stays in memory.
    onSuccess: () => window.location.assign("/ui/"),
  });
  return session.data?.csrfToken ? () => mutate() : undefined;
}
