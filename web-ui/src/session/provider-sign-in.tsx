import { Button, Center, Loader, Stack, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Navigate } from "react-router";
import { Failure } from "../components/failure";
import { Mark } from "../layout/mark";
import { asksForCode, CodeInput, isMissingCode } from "./code-input";
import { useBeginProviderSignIn, useFinishProviderSignIn, useIdentityProvider } from "./session";

/** Goes to the identity provider; nothing where there is none. */
export function ProviderButton() {
  const provider = useIdentityProvider();
  const begin = useBeginProviderSignIn();
  if (provider === undefined) return null;
  return (
    <>
      {begin.isError && <Failure what="Sign-in failed" failure={begin.error} />}
      <Button variant="default" fullWidth loading={begin.isPending} onClick={() => begin.mutate()}>
        Sign in with {provider}
      </Button>
    </>
  );
}

/** What the identity provider sent the browser back with. */
export interface ProviderAnswer {
  readonly state: string;
  readonly code: string;
}

/** Undefined where the page was not opened by a provider. */
export function providerAnswer(search: string): ProviderAnswer | Error | undefined {
  const query = new URLSearchParams(search);
  const [state, code, error] = [query.get("state"), query.get("code"), query.get("error")];
  if (state === null) return undefined;
  return code === null
    ? new Error(`The identity provider did not sign you in: ${(error ?? "no code").slice(0, 100)}`)
    : { state, code };
}

interface ProviderSignInProps {
  readonly answer: ProviderAnswer;
  /** Shows how to sign in otherwise. */
  readonly onFailure: (failure: unknown) => void;
}

/** Finishes a sign-in that the provider has answered; asks for the code of the account's second factor where it has one. */
export function ProviderSignIn({ answer, onFailure }: ProviderSignInProps) {
  const [oneTimeCode, setOneTimeCode] = useState("");
  const [asked, setAsked] = useState(false);
  const finish = useFinishProviderSignIn();
  const sent = useRef(false);
  const send = (entry: ProviderAnswer & { readonly oneTimeCode?: string }) =>
    finish.mutate(entry, {
      onError: (failure) => (asksForCode(failure) ? setAsked(true) : onFailure(failure)),
    });
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    send(answer);
  });
  if (finish.isSuccess) return <Navigate to="/" replace />;
  if (!asked) {
    return (
      <Center h="100vh">
        <Loader aria-label="Signing in" />
      </Center>
    );
  }
  return (
    <Center component="main" mih="100vh" p="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send({ ...answer, oneTimeCode: oneTimeCode.trim() });
        }}
      >
        <Stack align="center" maw={460}>
          <Mark size={64} />
          <Title order={1} size="h2">
            Sign in to Paz
          </Title>
          {finish.isError && !isMissingCode(finish.error) && (
            <Failure what="Sign-in failed" failure={finish.error} />
          )}
          <CodeInput value={oneTimeCode} onChange={setOneTimeCode} />
          <Button type="submit" loading={finish.isPending} disabled={oneTimeCode.trim() === ""}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Center>
  );
}
