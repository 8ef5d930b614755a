import { NumberInput, Stack, Switch, Text, TextInput } from "@mantine/core";
import { Panel } from "../components/panel";
import type { Form } from "./configuration-fields";
import { Rows } from "./rows";
import { EMPTY_ROUTE } from "./route-values";

/** Hosts and paths beside the service's own names, and how its HTTPS behaves. */
export function Routes({ form }: { readonly form: Form }) {
  return (
    <Panel title="Routes">
      <Stack>
        <Text size="sm" c="dimmed">
          Several services may share a host by path; the longest path wins. Without a host, all names of the
          service.
        </Text>
        <Rows form={form} field="routes" legend="Routes" row={EMPTY_ROUTE} add="Add a route">
          {(i) => (
            <>
              <Stack gap="xs">
                <TextInput
                  label="Host"
                  placeholder="its own names"
                  {...form.getInputProps(`routes.${i}.host`)}
                />
                <TextInput label="Path" placeholder="/api" {...form.getInputProps(`routes.${i}.path`)} />
                <Switch
                  label="Strip the path"
                  {...form.getInputProps(`routes.${i}.stripPrefix`, { type: "checkbox" })}
                />
              </Stack>
              <Stack gap="xs">
                <TextInput
                  label="Redirect to"
                  placeholder="no redirect"
                  {...form.getInputProps(`routes.${i}.redirect`)}
                />
                <Switch
                  label="Permanent redirect"
                  {...form.getInputProps(`routes.${i}.permanent`, { type: "checkbox" })}
                />
                <Switch
                  label="Redirect keeps the path"
                  {...form.getInputProps(`routes.${i}.keepPath`, { type: "checkbox" })}
                />
              </Stack>
            </>
          )}
        </Rows>
        <Switch
          label="Redirect HTTP to HTTPS"
          description="Once a certificate for the host is there"
          {...form.getInputProps("httpsRedirect", { type: "checkbox" })}
        />
        <NumberInput
          label="HSTS (seconds)"
          description="For how long browsers are to use HTTPS alone; 0 makes them forget it"
          placeholder="not sent"
          min={0}
          max={63_072_000}
          allowDecimal={false}
          {...form.getInputProps("hstsSeconds")}
        />
      </Stack>
    </Panel>
  );
}
