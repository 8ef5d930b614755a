import { Checkbox, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { Panel } from "../components/panel";
import { readable } from "../text/secret";
import type { Form } from "./configuration-fields";
import { Rows } from "./rows";
import classes from "./rows.module.css";

/** Variables, plain and secret ones, and volumes. */
export function Environment({ form }: { readonly form: Form }) {
  return (
    <Panel title="Environment and volumes">
      <Stack>
        <Rows form={form} field="env" legend="Environment" row={{ key: "", value: "" }} add="Add a variable">
          {(i) => (
            <>
              <TextInput label="Variable" spellCheck={false} {...form.getInputProps(`env.${i}.key`)} />
              <VariableValue form={form} row={i} />
            </>
          )}
        </Rows>
        <Text size="sm" c="dimmed">
          A host path must be within a folder that the operator allows (--volume-paths of ./paz up).
        </Text>
        <Rows form={form} field="volume" legend="Volumes" row={{ source: "", target: "" }} add="Add a volume">
          {(i) => (
            <>
              <TextInput
                label="Volume or host path"
                spellCheck={false}
                {...form.getInputProps(`volume.${i}.source`)}
              />
              <TextInput
                label="Path in the container"
                spellCheck={false}
                {...form.getInputProps(`volume.${i}.target`)}
              />
            </>
          )}
        </Rows>
        <TagsInput
          label="Shared volumes"
          description="Named volumes that several instances may share; press Enter to add"
          {...form.getInputProps("sharedVolumes")}
        />
      </Stack>
    </Panel>
  );
}

/** A secret one is masked and may have several lines; a stored one is never shown. */
function VariableValue({ form, row }: { readonly form: Form; readonly row: number }) {
  const { secret = false, stored } = form.values.env[row] ?? {};
  const value = form.getInputProps(`env.${row}.value`);
  return (
    <div>
      {secret ? (
        <Textarea
          label="Value"
          placeholder={stored && `${readable(stored.shown)}, kept if empty`}
          classNames={{ input: classes.masked ?? "" }}
          autoComplete="off"
          spellCheck={false}
          autosize
          maxRows={4}
          {...value}
        />
      ) : (
        <TextInput label="Value" spellCheck={false} {...value} />
      )}
      <Checkbox
        label="Secret"
        size="xs"
        mt={6}
        {...form.getInputProps(`env.${row}.secret`, { type: "checkbox" })}
      />
    </div>
  );
}
