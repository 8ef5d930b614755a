import { Button, Center, Code, Loader, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Navigate, useLocation } from "react-router";
import { Failure } from "../components/failure";
import { Mark } from "../layout/mark";
import { asksForCode, CodeInput, isMissingCode } from "./code-input";
import { providerAnswer, ProviderButton, ProviderSignIn } from "./provider-sign-in";
import { usePasswordSignIn, useSignIn } from "./session";

/**
 * The link's ticket stands behind `#`, which browsers send to no server: it is in no log and in no referrer, and a program that
 * only looks at the link does not use it up.
 */
export function SignInPage() {
  const { hash, search } = useLocation();
  const ticket = hash.replace(/^#/, "");
  const signIn = useSignIn();
  const [answer] = useState(() => providerAnswer(search));
  const [failure, setFailure] = useState<unknown>(answer instanceof Error ? answer : undefined);
  const used = useRef("");
  useEffect(() => {
    if (ticket === "" || used.current === ticket) return;
    used.current = ticket;
    window.history.replaceState(null, "", window.location.pathname);
    signIn.mutate(ticket);
  }, [ticket, signIn]);

  // A code of the provider works once; it leaves the address all the same.
  useEffect(() => {
    if (answer !== undefined) window.history.replaceState(null, "", window.location.pathname);
  }, [answer]);

  if (answer !== undefined && failure === undefined && !(answer instanceof Error)) {
    return <ProviderSignIn answer={answer} onFailure={setFailure} />;
  }
  if (signIn.isSuccess) return <Navigate to="/" replace />;
  if (signIn.isPending) {
    return (
      <Center h="100vh">
        <Loader aria-label="Signing in" />
      </Center>
    );
  }
  return <SignInHelp failure={failure ?? signIn.error} />;
}

/** For people with an account. Whoever is signed in is shown the page that they asked for. */
function PasswordForm() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState(false);
  const signIn = usePasswordSignIn();
  if (signIn.isSuccess) return <Navigate to="/" replace />;
  return (
    <form
      style={{ alignSelf: "stretch", textAlign: "left" }}
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate(
          { name: name.trim(), password, ...(code.trim() ? { code: code.trim() } : {}) },
          { onError: (failure) => asksForCode(failure) && setAsked(true) },
        );
      }}
    >
      <Stack>
        {signIn.isError && !isMissingCode(signIn.error) && (
          <Failure what="Sign-in failed" failure={signIn.error} />
        )}
        <TextInput
          label="Name"
          autoComplete="username"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {asked && <CodeInput value={code} onChange={setCode} />}
        <Button
          type="submit"
          loading={signIn.isPending}
          disabled={name.trim() === "" || password === "" || (asked && code.trim() === "")}
        >
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

/** How to sign in. */
export function SignInHelp({ failure }: { readonly failure?: unknown }) {
  useEffect(() => {
    document.title = "Sign in · Paz";
  }, []);
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack align="center" maw={460} ta="center">
        <Mark size={64} />
        <Title order={1} size="h2">
          Sign in to Paz
        </Title>
        {failure !== undefined && failure !== null && <Failure what="Sign-in failed" failure={failure} />}
        <PasswordForm />
        <ProviderButton />
        <Text>Or, on the machine of the platform, run</Text>
        <Code fz="lg" px="md" py="xs">
          ./paz open
        </Code>
        <Text>It prints a link that signs you in. The link works once, and for a short time.</Text>
        <Button variant="default" component="a" href="/ui/">
          I am signed in already
        </Button>
      </Stack>
    </Center>
  );
}
