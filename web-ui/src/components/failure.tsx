import { Alert, Button, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiFailure, messageOf } from "../api/failure";

interface FailureProps {
  readonly what: string;
  readonly failure: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** Says what did not work and why, with the id under which the services' logs tell more. */
export function Failure({ what, failure, onRetry }: FailureProps) {
  return (
    <Alert
      role="alert"
      title={what}
      icon={<IconAlertTriangle aria-hidden />}
      styles={{
        root: { background: "var(--paz-unhealthy)", textAlign: "left" },
        title: { color: "var(--paz-unhealthy-text)" },
        icon: { color: "var(--paz-unhealthy-text)" },
        message: { color: "var(--paz-unhealthy-text)" },
      }}
    >
      <Text size="sm" c="inherit" style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
        {messageOf(failure)}
      </Text>
      {failure instanceof ApiFailure && failure.uuid !== undefined && (
        <Text size="xs" c="inherit" mt={4}>
          Request {failure.uuid}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" mt="xs" variant="white" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
