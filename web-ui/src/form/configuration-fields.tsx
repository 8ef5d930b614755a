import {
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  TextInput,
} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { Panel } from "../components/panel";
import { Environment } from "./environment-fields";
import { HealthCheck } from "./health-check-fields";
import { ProxyOptions } from "./proxy-fields";
import { Routes } from "./routes-fields";
import { Ports } from "./port-fields";
import { Rows } from "./rows";
import { EMPTY_FORM, type ConfigurationForm, type StrategyField } from "./values";

/** Both forms hold these fields; a form of more fields is passed as one of these. */
export type Form = UseFormReturnType<ConfigurationForm>;

const CANARY_FIELDS: readonly [StrategyField, string, string][] = [
  ["stepSeconds", "Step duration (seconds)", "60"],
  ["minRequests", "Min requests before judging", "50"],
  ["maxErrorIncrease", "Max error-rate increase (0-1)", "0.01"],
  ["maxSlowdown", "Max slowdown (factor)", "2"],
];

const STRATEGIES = [
  { value: "rolling", label: "Rolling: batch by batch" },
  { value: "blue-green", label: "Blue-green: all new ones, then switch" },
  { value: "canary", label: "Canary: a small share first, judged" },
  { value: "recreate", label: "Recreate: stop the old ones first" },
];

const CAPABILITIES = ["AUDIT_WRITE", "IPC_LOCK", "MKNOD", "NET_RAW", "SETFCAP", "SYS_NICE"];

const PULLS = [
  { value: "always", label: "Always" },
  { value: "if-missing", label: "Only if the host does not have the image" },
];

/** Every field of a configuration, in groups. */
export function ConfigurationFields({ form }: { readonly form: Form }) {
  return (
    <Stack gap="md">
      <Basics form={form} />
      <Routes form={form} />
      <ProxyOptions form={form} />
      <Environment form={form} />
      <HealthCheck form={form} />
      <Deploying form={form} />
      <More form={form} />
    </Stack>
  );
}

function Basics({ form }: { readonly form: Form }) {
  return (
    <Panel title="Instances and ports">
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label="Instances"
            min={1}
            max={100}
            allowDecimal={false}
            required
            {...form.getInputProps("numInstances")}
          />
          <TagsInput
            label="Domains"
            description="Additional host names; press Enter to add"
            {...form.getInputProps("domains")}
          />
          <NumberInput
            label="Response timeout (seconds)"
            placeholder="300"
            allowDecimal={false}
            {...form.getInputProps("responseTimeoutSeconds")}
          />
          <TagsInput
            label="Upstreams"
            description="Services that this one calls; press Enter to add"
            {...form.getInputProps("upstreams")}
          />
        </SimpleGrid>
        <Switch
          label="Public: also reachable through the public front end"
          {...form.getInputProps("publicFacing", { type: "checkbox" })}
        />
        <Ports form={form} />
      </Stack>
    </Panel>
  );
}

function Deploying({ form }: { readonly form: Form }) {
  return (
    <Panel title="Rollout strategy">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label="Strategy"
          placeholder="chosen by Paz"
          data={STRATEGIES}
          clearable
          value={form.values.strategy.type || null}
          onChange={(type) => form.setFieldValue("strategy", strategyOf(type))}
          error={form.errors.strategy}
        />
        {form.values.strategy.type === "rolling" && (
          <NumberInput
            label="Instances at a time"
            placeholder="a third of them, at least 1"
            allowDecimal={false}
            {...form.getInputProps("strategy.batchSize")}
          />
        )}
        {form.values.strategy.type === "canary" && <Canary form={form} />}
        <NumberInput
          label="Stop timeout (seconds)"
          placeholder="10"
          allowDecimal={false}
          {...form.getInputProps("stopTimeoutSeconds")}
        />
        <Select
          label="Pull policy"
          placeholder="always"
          data={PULLS}
          clearable
          value={form.values.pull || null}
          onChange={(pull) => form.setFieldValue("pull", (pull ?? "") as ConfigurationForm["pull"])}
          error={form.errors.pull}
        />
      </SimpleGrid>
    </Panel>
  );
}

/** Of another type nothing of the old one is kept. */
function strategyOf(type: string | null): ConfigurationForm["strategy"] {
  return { ...EMPTY_FORM.strategy, type: (type ?? "") as ConfigurationForm["strategy"]["type"] };
}

/** How far a canary is trusted, and what it is judged by. */
function Canary({ form }: { readonly form: Form }) {
  return (
    <>
      <TextInput
        label="Traffic steps (percent)"
        placeholder="5, 25, 50"
        {...form.getInputProps("strategy.steps")}
      />
      {CANARY_FIELDS.map(([field, label, standard]) => (
        <NumberInput
          key={field}
          label={label}
          placeholder={standard}
          decimalScale={3}
          {...form.getInputProps(`strategy.${field}`)}
        />
      ))}
    </>
  );
}

function More({ form }: { readonly form: Form }) {
  return (
    <Panel title="Limits and command">
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label="Memory (such as 256m)"
            placeholder="1g"
            {...form.getInputProps("resources.memory")}
          />
          <NumberInput
            label="CPUs (such as 0.5)"
            placeholder="no limit"
            decimalScale={2}
            {...form.getInputProps("resources.cpus")}
          />
          <TextInput label="User" placeholder="1000:1000" {...form.getInputProps("user")} />
          <NumberInput
            label="Processes and threads"
            placeholder="2048"
            allowDecimal={false}
            {...form.getInputProps("confinement.pids")}
          />
          <MultiSelect
            label="Additional capabilities"
            data={CAPABILITIES}
            clearable
            {...form.getInputProps("confinement.addCapabilities")}
          />
        </SimpleGrid>
        <Switch
          label="No new privileges: programs gain none by set-user-ID, such as sudo"
          {...form.getInputProps("confinement.noNewPrivileges", { type: "checkbox" })}
        />
        <TagsInput
          label="Command"
          description="One argument each; press Enter to add"
          acceptValueOnBlur
          allowDuplicates
          splitChars={[]}
          {...form.getInputProps("command")}
        />
        <Rows form={form} field="labels" legend="Labels" row={{ key: "", value: "" }} add="Add a label">
          {(i) => (
            <>
              <TextInput label="Label" spellCheck={false} {...form.getInputProps(`labels.${i}.key`)} />
              <TextInput label="Value" spellCheck={false} {...form.getInputProps(`labels.${i}.value`)} />
            </>
          )}
        </Rows>
      </Stack>
    </Panel>
  );
}
