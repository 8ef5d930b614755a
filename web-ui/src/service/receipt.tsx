import { SimpleGrid, Table, Text } from "@mantine/core";
import type { Deployment, Receipt as ReceiptDocument } from "../api/wire";
import { Panel } from "../components/panel";
import { duration, inWords } from "../text/format";

/** What the deployment cost those who used the service meanwhile. */
export function Receipt({ deployment }: { readonly deployment: Deployment }) {
  const { receipt } = deployment;
  if (!receipt) return null;
  const clean = receipt.errors + receipt.connectionErrors === 0;
  return (
    <Panel title="Receipt" health={clean ? "healthy" : "unhealthy"}>
      <SimpleGrid cols={{ base: 2, sm: 5 }} mb="md">
        {figures(receipt).map(([label, value]) => (
          <div key={label}>
            <Text size="sm" c="dimmed">
              {label}
            </Text>
            <Text fw={650} size="lg">
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {!receipt.complete && (
        <Text size="sm" mb="xs">
          Not all of the traffic is known: {receipt.gaps.join("; ")}
        </Text>
      )}
      <Table maw={480} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Gate</Table.Th>
            <Table.Th>Time</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {receipt.gates.map(({ gate, millis }, index) => (
            <Table.Tr key={index}>
              <Table.Td>{inWords(gate)}</Table.Td>
              <Table.Td>{duration(millis)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

function figures(receipt: ReceiptDocument): [string, string][] {
  return [
    ["Requests served", receipt.requests.toLocaleString("en")],
    ["5xx responses", receipt.errors.toLocaleString("en")],
    ["Failed connections", receipt.connectionErrors.toLocaleString("en")],
    ["Retries", (receipt.retries + receipt.redispatches).toLocaleString("en")],
    ["Drain time", duration(receipt.drainMillis)],
  ];
}
