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
    <Panel title="Remove this service" health="unwell">
      <Stack align="flex-start">
        <Text>Removing takes the service off the platform for good:</Text>
        <List size="sm">
          <List.Item>its instances end what they are doing, stop, and are taken away;</List.Item>
          <List.Item>its name and domains answer no more;</List.Item>
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
