import { Text } from "@mantine/core";
import { DomainsPanel } from "../certificates/domains-panel";

/** The domains of a service. */
export function Domains({ service }: { readonly service: string }) {
  return (
    <DomainsPanel service={service}>
      <Text c="dimmed">The orchestrator does not know the domains of this service yet.</Text>
    </DomainsPanel>
  );
}
