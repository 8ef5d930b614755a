import { NumberInput, Stack, Switch, TagsInput, Textarea } from "@mantine/core";
import { Panel } from "../components/panel";
import type { Form } from "./configuration-fields";

/** What HAProxy does with the requests of the service beside routing them. */
export function ProxyOptions({ form }: { readonly form: Form }) {
  return (
    <Panel title="Proxy">
      <Stack>
        <NumberInput
          label="Longest request body (bytes)"
          placeholder="no limit"
          min={0}
          allowDecimal={false}
          {...form.getInputProps("proxy.maxBodyBytes")}
        />
        <TagsInput
          label="Allowed networks"
          description="Addresses and networks that may use the service, such as 10.0.0.0/8; all when empty"
          {...form.getInputProps("proxy.allowedNetworks")}
        />
        <Switch
          label="Maintenance"
          description="Answer every request with 503"
          {...form.getInputProps("proxy.maintenance.isOn", { type: "checkbox" })}
        />
        <Textarea
          label="Maintenance page (HTML)"
          autosize
          maxRows={10}
          maxLength={4096}
          {...form.getInputProps("proxy.maintenance.page")}
        />
        <NumberInput
          label="Come again after (seconds)"
          description="Sent with the maintenance page as Retry-After"
          placeholder="300"
          min={1}
          max={86_400}
          allowDecimal={false}
          {...form.getInputProps("proxy.maintenance.retryAfterSeconds")}
        />
      </Stack>
    </Panel>
  );
}
