import { List, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { actions } from "../api/actions";
import { Confirm } from "../components/confirm";
import { Panel } from "../components/panel";

export function Remove({ name }: { readonly name: string }) {
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  return (
    <Panel title="Remove this service" health="unhealthy">
      <Stack align="flex-start">
        <Text>Removing a service cannot be undone:</Text>
        <List size="sm">
          <List.Item>its instances finish their requests, stop, and are removed;</List.Item>
          <List.Item>its name and domains are no longer routed;</List.Item>
          <List.Item>its configuration is deleted. Named volumes and the journal are kept.</List.Item>
        </List>
        <Confirm
          label="Remove"
          title={`Remove ${name}?`}
          danger
          variant="filled"
          ready={typed === name}
          action={() => actions.deleteService(name)}
          onDone={() => void navigate("/services")}
        >
          <TextInput
            label={`Type the service's name, ${name}, to remove it`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Confirm>
      </Stack>
    </Panel>
  );
}
