import { Button, FileButton, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { actions } from "../api/actions";
import { fieldOf, messageOf } from "../api/failure";
import { Failure } from "../components/failure";
import { Panel } from "../components/panel";
import { bytes } from "../text/format";
import { isId, MAX_ID_LENGTH, suggestedId } from "./names";

const EMPTY = { id: "", chain: "", key: "" };
const FIELDS = ["id", "chain", "key"] as const;
const MAX_FILE_BYTES = 65_536;

type Field = (typeof FIELDS)[number];
type Fields = UseFormReturnType<typeof EMPTY>;

const idOf = ({ id, chain }: typeof EMPTY) => id.trim() || (suggestedId(chain) ?? "");

/** Uploads a certificate of one's own. Its key is in the field until it is stored, and nowhere else. */
export function AddCertificate({ onAdded }: { readonly onAdded: () => void }) {
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      id: (_, values) =>
        isId(idOf(values)) ? null : "Lower-case letters, digits, dots and hyphens, such as a host name",
      chain: (chain) => (chain.trim() ? null : "The certificate in PEM is needed"),
      key: (key) => (key.trim() ? null : "The key in PEM is needed"),
    },
  });
  const focus = (field?: Field) => field && form.getInputNode(field)?.focus();
  const upload = useMutation({
    // Reads the fields itself: what a mutation is given stays in its cache.
    mutationFn: () => {
      const values = form.getValues();
      return actions.uploadCertificate(idOf(values), { chain: values.chain, key: values.key });
    },
    onSuccess: () => {
      form.reset();
      onAdded();
    },
    onError: (failure) => {
      const field = fieldAt(failure);
      if (field) form.setFieldError(field, messageOf(failure));
      focus(field);
    },
  });
  const suggested = suggestedId(form.values.chain);
  return (
    <Panel title="Add a certificate">
      <form
        noValidate
        autoComplete="off"
        onSubmit={form.onSubmit(
          () => upload.mutate(),
          (errors) => focus(FIELDS.find((field) => errors[field] !== undefined)),
        )}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <PemField
              form={form}
              field="chain"
              label="Chain"
              description="PEM: the certificate, and those that signed it"
            />
            <PemField
              form={form}
              field="key"
              label="Key"
              description="PEM, without a passphrase. It is stored encrypted, and never shown again."
            />
          </SimpleGrid>
          <TextInput
            label="ID"
            description={`${suggested ? `${suggested} when left empty.` : "The first name of the certificate when left empty."} A certificate of the same ID is replaced.`}
            spellCheck={false}
            maxLength={MAX_ID_LENGTH}
            maw={480}
            {...form.getInputProps("id")}
          />
          {upload.isError && !fieldAt(upload.error) && (
            <Failure what="The certificate was not added" failure={upload.error} />
          )}
          <Text role="status" size="sm" style={{ overflowWrap: "anywhere" }}>
            {upload.data && `Added ${upload.data.id}, for ${upload.data.names.join(", ")}.`}
          </Text>
          <div>
            <Button type="submit" loading={upload.isPending}>
              Add
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}

function fieldAt(failure: unknown): Field | undefined {
  const named = fieldOf(failure, FIELDS);
  return FIELDS.find((field) => field === named);
}

interface PemFieldProps {
  readonly form: Fields;
  readonly field: "chain" | "key";
  readonly label: string;
  readonly description: string;
}

/** Text that is typed, pasted, or read from a file. */
function PemField({ form, field, label, description }: PemFieldProps) {
  const reset = useRef<() => void>(null);
  const read = (file: File | null) => {
    // So that the same file can be chosen again, and the browser does not keep it.
    reset.current?.();
    if (!file) return;
    textOf(file).then(
      (text) => form.setFieldValue(field, text),
      (failure: unknown) => form.setFieldError(field, `${file.name}: ${messageOf(failure)}`),
    );
  };
  return (
    <Stack gap="xs" align="stretch">
      <Textarea
        label={label}
        description={description}
        required
        rows={8}
        autoComplete="off"
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
        {...form.getInputProps(field)}
      />
      <div>
        <FileButton resetRef={reset} onChange={read}>
          {(props) => (
            <Button {...props} variant="default" size="xs">
              Read {label.toLowerCase()} from a file
            </Button>
          )}
        </FileButton>
      </div>
    </Stack>
  );
}

function textOf(file: File): Promise<string> {
  if (file.size > MAX_FILE_BYTES) {
    return Promise.reject(new Error(`${bytes(file.size)} (expected: PEM, at most ${bytes(MAX_FILE_BYTES)})`));
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error("cannot be read"));
    reader.readAsText(file);
  });
}
