import { NumberInput, Select, Stack, Switch } from "@mantine/core";
import type { Form } from "./configuration-fields";
import { EMPTY_PORT } from "./port-values";
import { Rows } from "./rows";

const PROTOCOLS = [
  { value: "http", label: "HTTP/1.1" },
  { value: "h2c", label: "HTTP/2 in clear text, gRPC" },
  { value: "tcp", label: "TCP" },
];

/** Ports of the container; what is spoken at the first one is what HAProxy routes. */
export function Ports({ form }: { readonly form: Form }) {
  return (
    <Rows form={form} field="ports" legend="Ports" row={EMPTY_PORT} add="Add a port">
      {(i) => (
        <>
          <Stack gap="xs">
            <NumberInput
              label="Container port"
              min={1}
              max={65535}
              allowDecimal={false}
              {...form.getInputProps(`ports.${i}.container`)}
            />
            <NumberInput
              label="Host port"
              placeholder="assigned at start"
              min={1}
              max={65535}
              allowDecimal={false}
              {...form.getInputProps(`ports.${i}.host`)}
            />
          </Stack>
          {i === 0 && <Protocol form={form} />}
        </>
      )}
    </Rows>
  );
}

function Protocol({ form }: { readonly form: Form }) {
  return (
    <Stack gap="xs">
      <Select
        label="Protocol"
        placeholder="HTTP/1.1"
        data={PROTOCOLS}
        clearable
        {...form.getInputProps("ports.0.protocol")}
        value={form.values.ports[0]?.protocol || null}
        onChange={(value) => form.setFieldValue("ports.0.protocol", (value ?? "") as "")}
      />
      <NumberInput
        label="Public TCP port"
        description="Only with TCP: one of those that the operator gave"
        min={1024}
        max={32767}
        allowDecimal={false}
        {...form.getInputProps("ports.0.publicPort")}
      />
      <Switch
        label="PROXY protocol to the instance (TCP)"
        {...form.getInputProps("ports.0.proxyProtocol", { type: "checkbox" })}
      />
    </Stack>
  );
}
