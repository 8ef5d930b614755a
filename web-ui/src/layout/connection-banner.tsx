import { Alert, Button, Group, Text } from "@mantine/core";
import { IconPlugConnectedX, IconRefresh } from "@tabler/icons-react";
import { useConnection } from "../live/live";
import { useSession } from "../session/session";

const SESSION_CHECK_MS = 3_000;

/** Says that what is shown may be old, or that the page itself is. */
export function ConnectionBanner() {
  const { state, outdated, retry } = useConnection();
  // A session ends with the orchestrator, and a socket does not say why it was refused.
  useSession(state === "lost" ? SESSION_CHECK_MS : undefined);
  return (
    <div role="status" aria-live="polite">
      {state === "lost" && (
        <Banner icon={<IconPlugConnectedX aria-hidden />} action="Try now" onAction={retry}>
          Connection lost. The data shown may be out of date; reconnecting.
        </Banner>
      )}
      {outdated && (
        <Banner icon={<IconRefresh aria-hidden />} action="Reload" onAction={() => window.location.reload()}>
          Paz was updated. Reload to use the new page.
        </Banner>
      )}
    </div>
  );
}

interface BannerProps {
  readonly icon: React.ReactNode;
  readonly action: string;
  readonly onAction: () => void;
  readonly children: string;
}

function Banner({ icon, action, onAction, children }: BannerProps) {
  return (
    <Alert
      mb="md"
      p="xs"
      icon={icon}
      styles={{ root: { background: "var(--paz-starting)" }, icon: { color: "var(--paz-starting-text)" } }}
    >
      <Group justify="space-between">
        <Text size="sm" c="var(--paz-starting-text)">
          {children}
        </Text>
        <Button size="compact-sm" onClick={onAction}>
          {action}
        </Button>
      </Group>
    </Alert>
  );
}
