import { Alert, Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface ShownOnceProps {
  readonly title: string;
  readonly hint: string;
  readonly onClose: () => void;
  /** What is to be copied. */
  readonly children: ReactNode;
}

/** A secret that the platform shows once, until it is closed. */
export function ShownOnce({ title, hint, onClose, children }: ShownOnceProps) {
  return (
    <Alert title={title} color="yellow" styles={{ title: { color: "var(--mantine-color-text)" } }}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{hint}</Text>
        {children}
        <Button variant="default" onClick={onClose}>
          I have copied it
        </Button>
      </Stack>
    </Alert>
  );
}
