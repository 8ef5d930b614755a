import { Button, Code, CopyButton, Group, Text } from "@mantine/core";

/** A value that is to be copied elsewhere, with a button that does. */
export function Copied({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Code style={{ overflowWrap: "anywhere" }}>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            onClick={copy}
            aria-label={`Copy the ${label.toLowerCase()}`}
          >
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
