import { PasswordInput, Text } from "@mantine/core";
import { useState } from "react";
import { actions } from "../api/actions";
import { Confirm } from "../components/confirm";
import { Panel } from "../components/panel";

const MIN_LENGTH = 12;

/** Who is signed in, and their password. */
export function Password({ person }: { readonly person: string }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [changed, setChanged] = useState(false);
  return (
    <Panel
      title={`Signed in as ${person}`}
      actions={
        <Confirm
          label="Change password"
          title="Change password"
          ready={current !== "" && password.length >= MIN_LENGTH}
          action={() => actions.changePassword({ current, password })}
          onDone={() => {
            setCurrent("");
            setPassword("");
            setChanged(true);
          }}
        >
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description={`At least ${MIN_LENGTH} characters`}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </Confirm>
      }
    >
      <Text c="dimmed" role="status">
        {changed
          ? "The password was changed, and your other sessions ended."
          : "Another password ends your other sessions."}
      </Text>
    </Panel>
  );
}
