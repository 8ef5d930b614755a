import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface WideTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  /** In pixels; on a narrower screen the table scrolls by itself. */
  readonly minWidth: number;
  /** The rows. */
  readonly children: ReactNode;
}

/** A table that is wider than a phone. What scrolls must be reachable with the keyboard, and have a name there. */
export function WideTable({ label, heads, minWidth, children }: WideTableProps) {
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="region" aria-label={label}>
      <Table verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
