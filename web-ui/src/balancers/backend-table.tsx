import { Table, Text } from "@mantine/core";
import type { Backend, LoadBalancer } from "../api/wire";
import { HealthBadge, type Health } from "../components/health";
import { isUp } from "../live/service-summary";
import { WideTable } from "../components/wide-table";

const HEADS = [
  "Version",
  "Share",
  "Instance",
  "Address",
  "Status",
  "Requests/s",
  "Errors/s",
  "Sessions",
  "Waiting",
  "Latency",
];

/** Each version of a service, each of its instances, and what HAProxy says of them. */
export function BackendTable({ balancer }: { readonly balancer: LoadBalancer }) {
  return (
    <WideTable label={`Instances of ${balancer.service}`} minWidth={1_080} heads={HEADS}>
      {balancer.versions.map((backend) => (
        <Rows key={backend.version} backend={backend} role={roleOf(balancer, backend)} />
      ))}
    </WideTable>
  );
}

function roleOf({ backends }: LoadBalancer, { version }: Backend): string {
  if (backends.current?.version === version) return "current";
  return backends.next?.version === version ? "next" : "leaving";
}

function Rows({ backend, role }: { readonly backend: Backend; readonly role: string }) {
  return backend.hosts.map((host) => (
    <Table.Tr key={host.unit} style={{ whiteSpace: "nowrap" }}>
      <Table.Td>
        {backend.version}{" "}
        <Text span size="xs" c="dimmed">
          {role}
        </Text>
      </Table.Td>
      <Table.Td>
        {backend.weighting.toFixed(0)} %, weight {host.weight}
      </Table.Td>
      <Table.Td className="mono">{host.unit}</Table.Td>
      <Table.Td className="mono">
        {host.host}:{host.port}
      </Table.Td>
      <Table.Td>
        <HealthBadge health={healthOf(host.status)}>{host.status}</HealthBadge>
      </Table.Td>
      <Table.Td>{host.requestRate.toFixed(1)}</Table.Td>
      <Table.Td>{host.errorRate.toFixed(1)}</Table.Td>
      <Table.Td>{host.sessions}</Table.Td>
      <Table.Td>{host.queuedRequests}</Table.Td>
      <Table.Td>{host.responseTime} ms</Table.Td>
    </Table.Tr>
  ));
}

function healthOf(status: string): Health {
  if (isUp(status)) return "healthy";
  return status.startsWith("DOWN") ? "unhealthy" : "starting";
}
