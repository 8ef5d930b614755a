import { Stack, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Drift, DriftFinding } from "../api/wire";
import { Ago } from "../components/ago";
import { HealthBadge } from "../components/health";
import { Panel } from "../components/panel";
import { WideTable } from "../components/wide-table";
import { count } from "../text/format";
import { useDrift } from "./drift";

const KINDS: Readonly<Record<string, string>> = {
  missing: "is missing",
  dead: "does not run",
  unplaced: "has no host",
  changed: "was changed",
  crowded: "shares its host",
  unannounced: "is not announced",
  not_serving: "does not serve",
  leftover: "is left over",
  stale_route: "is a stale route",
  unknown: "is not Paz's",
};

/** Says what differs from what should run, and what is done about it; nothing while all is as it should be. */
export function DriftPanel({ service }: { readonly service?: string }) {
  const { data } = useDrift();
  if (!data) return null;
  const findings = data.findings.filter((finding) => service === undefined || finding.service === service);
  const unknown = service === undefined ? unknownReason(data) : undefined;
  if (findings.length === 0 && unknown === undefined) return null;
  return (
    <Panel
      title={findings.length === 0 ? "Drift status unknown" : `Drift: ${count(findings.length, "finding")}`}
      health="starting"
      flush={findings.length > 0}
    >
      {unknown !== undefined && (
        <Text size="sm" p={findings.length > 0 ? "md" : 0}>
          {unknown}
        </Text>
      )}
      {findings.length > 0 && <Findings findings={findings} />}
    </Panel>
  );
}

function unknownReason({ state, problem, checkedAt, unknownSince }: Drift) {
  if (state !== "unknown" && state !== "partly_known") return undefined;
  return (
    <>
      {state === "unknown" ? "Unknown" : "Routes not compared"}
      {unknownSince !== undefined && (
        <>
          , since <Ago at={unknownSince} />
        </>
      )}
      {problem !== undefined && `: ${problem}`}
      {state === "unknown" && checkedAt !== undefined && (
        <>
          . Last check <Ago at={checkedAt} />.
        </>
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly DriftFinding[] }) {
  return (
    <WideTable label="Drift" minWidth={860} heads={["What", "Since", "Expected", "Actual", "Action"]}>
      {findings.map((finding) => (
        <Finding key={`${finding.kind} ${finding.unit}`} finding={finding} />
      ))}
    </WideTable>
  );
}

function Finding({ finding }: { readonly finding: DriftFinding }) {
  const { kind, service, unit, since, expected, actual, mended, advice, mendings, mendedAt, obstacle } =
    finding;
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={4} align="flex-start">
          <Link className="mono" to={`/services/${service}/overview`}>
            {unit}
          </Link>
          <HealthBadge health={mended ? "starting" : "unhealthy"}>{KINDS[kind] ?? kind}</HealthBadge>
        </Stack>
      </Table.Td>
      <Table.Td>
        <Ago at={since} />
      </Table.Td>
      <Table.Td>{expected}</Table.Td>
      <Table.Td>{actual}</Table.Td>
      <Table.Td>
        {advice}
        {mendedAt !== undefined && (
          <Text size="xs" c="dimmed">
            repaired {mendings === 1 ? "once" : `${mendings} times`} within the hour, last{" "}
            <Ago at={mendedAt} />
          </Text>
        )}
        {obstacle !== undefined && <Text size="xs">It could not be repaired: {obstacle}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}
