import { Button, Center, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Navigate, useLocation } from "react-router";
import { Failure } from "../components/failure";
import { Mark } from "../layout/mark";
import { asksForCode, CodeInput, isMissingCode } from "./code-input";
import { useAcceptInvitation } from "./session";

const MIN_LENGTH = 12;

/** Chooses a password. The invitation stands behind `#`, which browsers send to no server. */
export function InvitationPage() {
  const { hash } = useLocation();
  const invitation = useRef(hash.replace(/^#/, ""));
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState(false);
  const accept = useAcceptInvitation();
  useEffect(() => {
    document.title = "Choose a password · Paz";
    window.history.replaceState(null, "", window.location.pathname);
  }, []);
  if (accept.isSuccess) return <Navigate to="/" replace />;
  const ready = password.length >= MIN_LENGTH && password === again && (!asked || code.trim() !== "");
  return (
    <Center component="main" mih="100vh" p="md">
      <form
        style={{ width: "100%", maxWidth: 460 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          accept.mutate(
            { invitation: invitation.current, password, ...(code.trim() ? { code: code.trim() } : {}) },
            { onError: (failure) => asksForCode(failure) && setAsked(true) },
          );
        }}
      >
        <Stack>
          <Mark size={64} />
          <Title order={1} size="h2">
            Choose a password
          </Title>
          <Text>At least {MIN_LENGTH} characters; several words are easy to remember and hard to guess.</Text>
          {accept.isError && !isMissingCode(accept.error) && (
            <Failure what="The password was not set" failure={accept.error} />
          )}
          <PasswordInput
            label="Password"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password again"
            autoComplete="new-password"
            value={again}
            error={again !== "" && again !== password ? "Differs from the first one" : undefined}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          {asked && <CodeInput value={code} onChange={setCode} />}
          <Button type="submit" loading={accept.isPending} disabled={!ready}>
            Set password and sign in
          </Button>
        </Stack>
      </form>
    </Center>
  );
}
