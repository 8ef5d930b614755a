import { Table, Text } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "react-router";
import type { Deployment } from "../api/wire";
import { Ago } from "../components/ago";
import { Outcome } from "../components/outcome";
import { Panel } from "../components/panel";
import { useLive } from "../live/live";
import { WideTable } from "../components/wide-table";

const SHOWN = 8;

export function LastDeployments() {
  const deployments = useLive((live) => live.deployments);
  const last = useMemo(
    () => [...deployments.values()].sort((a, b) => b.createdAt - a.createdAt).slice(0, SHOWN),
    [deployments],
  );
  return (
    <Panel title="Last deployments" flush={last.length > 0}>
      {last.length === 0 ? (
        <Text c="dimmed">No deployments yet.</Text>
      ) : (
        <DeploymentTable deployments={last} />
      )}
    </Panel>
  );
}

export function DeploymentTable({ deployments }: { readonly deployments: readonly Deployment[] }) {
  return (
    <WideTable label="Last deployments" minWidth={520} heads={["Deployment", "Image", "Outcome", "When"]}>
      {deployments.map(({ service, version, image, state, createdAt }) => (
        <Table.Tr key={`${service}/${version}`}>
          <Table.Td>
            <Link to={`/deployments/${service}/${version}`}>
              {service} {version}
            </Link>
          </Table.Td>
          <Table.Td className="mono">{image}</Table.Td>
          <Table.Td>
            <Outcome state={state} />
          </Table.Td>
          <Table.Td>
            <Ago at={createdAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
