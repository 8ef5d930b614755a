import { NumberInput, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { Panel } from "../components/panel";
import type { Form } from "./configuration-fields";
import type { ConfigurationForm, HealthCheckField } from "./values";

const HEALTH_FIELDS: readonly [HealthCheckField, string, string][] = [
  ["intervalSeconds", "Interval (seconds)", "2"],
  ["timeoutSeconds", "Timeout (seconds)", "2"],
  ["healthyAfter", "Healthy after (successes)", "1"],
  ["unhealthyAfter", "Unhealthy after (failures)", "3"],
  ["startPeriodSeconds", "Start period (seconds)", "300"],
];

/** How the health of an instance is checked. */
export function HealthCheck({ form }: { readonly form: Form }) {
  return (
    <Panel title="Health check">
      <Stack>
        <TextInput
          label="Path"
          placeholder="/health; the port alone when empty"
          {...form.getInputProps("healthCheck.path")}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {HEALTH_FIELDS.map(([field, label, standard]) => (
            <NumberInput
              key={field}
              label={label}
              placeholder={standard}
              allowDecimal={false}
              {...form.getInputProps(`healthCheck.${field}`)}
            />
          ))}
          <TextInput
            label="Host header"
            placeholder="<service>.paz"
            spellCheck={false}
            {...form.getInputProps("healthCheck.host")}
          />
          <Select
            label="Method"
            placeholder="GET"
            data={["GET", "HEAD", "OPTIONS"]}
            clearable
            value={form.values.healthCheck.method || null}
            onChange={(method) =>
              form.setFieldValue(
                "healthCheck.method",
                (method ?? "") as ConfigurationForm["healthCheck"]["method"],
              )
            }
            error={form.errors["healthCheck.method"]}
          />
          <TextInput
            label="Healthy status codes"
            placeholder="200-399"
            {...form.getInputProps("healthCheck.expectedStatus")}
          />
        </SimpleGrid>
      </Stack>
    </Panel>
  );
}
