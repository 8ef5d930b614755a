import { Button, Code, PasswordInput, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { QRCodeSVG } from "qrcode.react";
import { useState } from "react";
import { actions } from "../api/actions";
import type { Seed } from "../api/wire";
import { Confirm } from "../components/confirm";
import { Copied } from "../components/copied";
import { Failure } from "../components/failure";
import { Panel } from "../components/panel";
import { ShownOnce } from "../components/shown-once";
import { CodeInput } from "../session/code-input";
import { useRefreshedSession } from "../session/session";

/** The second factor of whoever is signed in. */
export function SecondFactor({ active }: { readonly active: boolean }) {
  const [seed, setSeed] = useState<Seed>();
  const [codes, setCodes] = useState<readonly string[]>();
  const refresh = useRefreshedSession();
  return (
    <Panel
      title="Second factor"
      actions={active ? <Remove onRemoved={refresh} /> : <Begin onBegun={setSeed} />}
    >
      <Stack>
        <Text c="dimmed">
          {active
            ? "Signing in asks for a code of your authenticator besides the password."
            : "Signing in asks for the password only. An authenticator on your phone makes it safer."}
        </Text>
        {seed && !active && (
          <Enrolment
            seed={seed}
            onConfirmed={(made) => {
              setSeed(undefined);
              setCodes(made);
              refresh();
            }}
          />
        )}
        {codes && (
          <ShownOnce
            title="Recovery codes: copy these now"
            hint="Each signs you in once, in place of your authenticator. They are not shown again."
            onClose={() => setCodes(undefined)}
          >
            <SimpleGrid cols={2}>
              {codes.map((code) => (
                <Code key={code}>{code}</Code>
              ))}
            </SimpleGrid>
          </ShownOnce>
        )}
      </Stack>
    </Panel>
  );
}

function Begin({ onBegun }: { readonly onBegun: (seed: Seed) => void }) {
  const [password, setPassword] = useState("");
  return (
    <Confirm<Seed>
      label="Set up"
      title="Set up a second factor"
      ready={password !== ""}
      action={() => actions.beginSecondFactor(password)}
      onDone={(seed) => {
        setPassword("");
        onBegun(seed);
      }}
    >
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </Confirm>
  );
}

interface EnrolmentProps {
  readonly seed: Seed;
  readonly onConfirmed: (recoveryCodes: readonly string[]) => void;
}

/** Nothing is asked for until a code has shown that the authenticator has the secret. */
function Enrolment({ seed, onConfirmed }: EnrolmentProps) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => actions.confirmSecondFactor(code.trim()),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <Stack align="flex-start">
        <Text size="sm">Scan this with your authenticator, or type the secret into it.</Text>
        <QRCodeSVG value={seed.uri} size={192} marginSize={4} title="QR code of the secret" />
        <Copied label="Secret" value={seed.secret} />
        {confirm.isError && <Failure what="The code was not accepted" failure={confirm.error} />}
        <CodeInput value={code} onChange={setCode} />
        <Button type="submit" loading={confirm.isPending} disabled={code.trim() === ""}>
          Turn on
        </Button>
      </Stack>
    </form>
  );
}

function Remove({ onRemoved }: { readonly onRemoved: () => void }) {
  const [code, setCode] = useState("");
  return (
    <Confirm
      label="Remove second factor"
      danger
      title="Remove the second factor?"
      ready={code.trim() !== ""}
      action={() => actions.removeSecondFactor(code.trim())}
      onDone={() => {
        setCode("");
        onRemoved();
      }}
    >
      <Text size="sm">The password alone signs you in then.</Text>
      <CodeInput value={code} onChange={setCode} />
    </Confirm>
  );
}
