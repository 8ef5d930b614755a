import { NumberInput, PasswordInput, Stack, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { Panel } from "../components/panel";
import type { Form } from "./configuration-fields";
import { Rows } from "./rows";

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
        <NumberInput
          label="Requests per client"
          description="More of one address within the seconds below get 429"
          placeholder="no limit"
          min={1}
          allowDecimal={false}
          {...form.getInputProps("proxy.rateLimit.requests")}
        />
        <NumberInput
          label="Seconds of the limit"
          min={1}
          max={3600}
          allowDecimal={false}
          {...form.getInputProps("proxy.rateLimit.seconds")}
        />
        <NumberInput
          label="Requests of one instance at a time"
          description="Others wait"
          placeholder="no limit"
          min={1}
          max={10_000}
          allowDecimal={false}
          {...form.getInputProps("proxy.maxConnections")}
        />
        <NumberInput
          label="Longest wait for an instance (seconds)"
          placeholder="10"
          min={1}
          max={300}
          allowDecimal={false}
          {...form.getInputProps("proxy.queueTimeoutSeconds")}
        />
        <NumberInput
          label="WebSocket idle timeout (seconds)"
          placeholder="3600"
          min={1}
          max={86_400}
          allowDecimal={false}
          {...form.getInputProps("proxy.idleTimeoutSeconds")}
        />
        <Switch
          label="Compression"
          description="Texts that the instance did not compress itself (gzip)"
          {...form.getInputProps("proxy.compression", { type: "checkbox" })}
        />
        <Switch
          label="Sticky sessions"
          description="A client stays with its instance, by a cookie, until that leaves"
          {...form.getInputProps("proxy.stickySessions", { type: "checkbox" })}
        />
        <TagsInput
          label="Request headers to set"
          description="Name: value; press Enter to add"
          splitChars={[]}
          {...form.getInputProps("proxy.requestHeaders.set")}
        />
        <TagsInput
          label="Request headers to remove"
          description="Names; press Enter to add"
          {...form.getInputProps("proxy.requestHeaders.remove")}
        />
        <ResponseHeaders form={form} />
        <Textarea
          label="Page for 503 (HTML)"
          description="Where no instance can answer"
          autosize
          maxRows={10}
          maxLength={4096}
          {...form.getInputProps("proxy.errorPages.503")}
        />
        <Textarea
          label="Page for 504 (HTML)"
          description="Where no answer came in time"
          autosize
          maxRows={10}
          maxLength={4096}
          {...form.getInputProps("proxy.errorPages.504")}
        />
        <BasicAuth form={form} />
      </Stack>
    </Panel>
  );
}

function ResponseHeaders({ form }: { readonly form: Form }) {
  return (
    <>
      <TagsInput
        label="Response headers to set"
        description="Name: value; press Enter to add"
        splitChars={[]}
        {...form.getInputProps("proxy.responseHeaders.set")}
      />
      <TagsInput
        label="Response headers to add"
        description="Name: value, beside what the instance sends under the name; press Enter to add"
        splitChars={[]}
        {...form.getInputProps("proxy.responseHeaders.add")}
      />
      <TagsInput
        label="Response headers to remove"
        description="Names; press Enter to add"
        {...form.getInputProps("proxy.responseHeaders.remove")}
      />
    </>
  );
}

/** Passwords go in and are never shown. */
function BasicAuth({ form }: { readonly form: Form }) {
  return (
    <>
      <Rows
        form={form}
        field="users"
        legend="Users (basic authentication)"
        row={{ name: "", password: "" }}
        add="Add a user"
      >
        {(i) => (
          <>
            <TextInput label="User" spellCheck={false} {...form.getInputProps(`users.${i}.name`)} />
            <PasswordInput
              label="Password"
              placeholder={form.values.users[i]?.stored && "kept if empty"}
              autoComplete="new-password"
              {...form.getInputProps(`users.${i}.password`)}
            />
          </>
        )}
      </Rows>
      {form.values.users.length > 0 && (
        <>
          <TextInput
            label="Realm"
            description="What a browser asks for"
            placeholder="the service's name"
            {...form.getInputProps("proxy.basicAuth.realm")}
          />
          <Switch
            label="Pass credentials on"
            description="Let the instance see the header Authorization; it has the user's name in X-Forwarded-User either way"
            {...form.getInputProps("proxy.basicAuth.passCredentials", { type: "checkbox" })}
          />
        </>
      )}
    </>
  );
}
