import { NativeSelect, NumberInput, PasswordInput, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { actions, routes } from "../api/actions";
import { Confirm } from "../components/confirm";
import { EMPTY, isReady, KINDS, targetOf, type Kind, type TargetValues } from "./target-values";

const SEVERITIES = [
  { value: "warning", label: "all alarms" },
  { value: "critical", label: "critical alarms only" },
];
const SECURITIES = [
  { value: "starttls", label: "STARTTLS" },
  { value: "tls", label: "TLS" },
  { value: "none", label: "none" },
];
const URL_HINTS: Readonly<Record<Exclude<Kind, "email">, string>> = {
  webhook: "Gets each alarm as JSON",
  slack: "Of an incoming webhook; it is stored encrypted, and not shown again",
  ntfy: "Of a topic, such as https://ntfy.sh/my-topic; it is stored encrypted, and not shown again",
};

interface AddTargetProps {
  readonly taken: readonly string[];
  readonly onAdded: () => void;
}

/** Adds one who hears of alarms. Its secrets are in the fields until they are stored, and nowhere else. */
export function AddTarget({ taken, onAdded }: AddTargetProps) {
  const [values, setValues] = useState(EMPTY);
  const set = (some: Partial<TargetValues>) => setValues((before) => ({ ...before, ...some }));
  const name = values.name.trim();
  return (
    <Confirm
      label="Add"
      title="Add a target of alarms"
      ready={isReady(values) && !taken.includes(name)}
      route={routes.saveAlarmTarget("new")}
      action={() => actions.saveAlarmTarget(name, targetOf(values))}
      onDone={() => {
        setValues(EMPTY);
        onAdded();
      }}
    >
      <SimpleGrid cols={2}>
        <TextInput
          label="Name"
          spellCheck={false}
          maxLength={40}
          value={values.name}
          error={taken.includes(name) && "There is one of that name"}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Kind"
          value={values.kind}
          data={KINDS}
          onChange={(event) => set({ kind: event.currentTarget.value as Kind })}
        />
      </SimpleGrid>
      {values.kind === "email" ? (
        <MailFields values={values} set={set} />
      ) : (
        <TextInput
          label="URL"
          description={URL_HINTS[values.kind]}
          spellCheck={false}
          autoComplete="off"
          value={values.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
      )}
      {(values.kind === "webhook" || values.kind === "ntfy") && (
        <PasswordInput
          label={values.kind === "ntfy" ? "Token (optional)" : "Secret (optional)"}
          {...(values.kind === "webhook" && { description: "Signs each delivery: X-Paz-Signature" })}
          autoComplete="off"
          value={values.secret}
          onChange={(event) => set({ secret: event.currentTarget.value })}
        />
      )}
      <SimpleGrid cols={2}>
        <NativeSelect
          label="Hears of"
          value={values.minSeverity}
          data={SEVERITIES}
          onChange={(event) => set({ minSeverity: event.currentTarget.value as TargetValues["minSeverity"] })}
        />
      </SimpleGrid>
      <SimpleGrid cols={2}>
        <TextInput
          label="Warnings wait from (optional)"
          placeholder="22:00"
          value={values.quietFrom}
          onChange={(event) => set({ quietFrom: event.currentTarget.value })}
        />
        <TextInput
          label="to"
          placeholder="07:00"
          value={values.quietTo}
          onChange={(event) => set({ quietTo: event.currentTarget.value })}
        />
      </SimpleGrid>
    </Confirm>
  );
}

interface MailFieldsProps {
  readonly values: TargetValues;
  readonly set: (some: Partial<TargetValues>) => void;
}

function MailFields({ values, set }: MailFieldsProps) {
  return (
    <>
      <SimpleGrid cols={3}>
        <TextInput
          label="SMTP server"
          spellCheck={false}
          value={values.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <NumberInput
          label="Port"
          min={1}
          max={65_535}
          allowDecimal={false}
          value={values.port}
          onChange={(port) => set({ port: Number(port) })}
        />
        <NativeSelect
          label="Encryption"
          value={values.security}
          data={SECURITIES}
          onChange={(event) => set({ security: event.currentTarget.value as TargetValues["security"] })}
        />
      </SimpleGrid>
      <SimpleGrid cols={2}>
        <TextInput
          label="User (optional)"
          spellCheck={false}
          autoComplete="off"
          value={values.username}
          onChange={(event) => set({ username: event.currentTarget.value })}
        />
        <PasswordInput
          label="Password (optional)"
          autoComplete="off"
          value={values.secret}
          onChange={(event) => set({ secret: event.currentTarget.value })}
        />
      </SimpleGrid>
      <TextInput
        label="From"
        placeholder="paz@example.org"
        spellCheck={false}
        value={values.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        label="To"
        description="Addresses, with commas between"
        spellCheck={false}
        value={values.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
    </>
  );
}
