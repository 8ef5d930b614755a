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
  unannounced: "gets no requests",
  not_serving: "does not serve",
  leftover: "is left over",
  stale_route: "leads nowhere",
  unknown: "is not Paz's",
};

/** Says what differs from what should run, and what is done about it; nothing while all is as it should be. */
export function DriftPanel({ service }: { readonly service?: string }) {
  const { data } = useDrift();
  if (!data) return null;
  const findings = data.findings.filter((finding) => service === undefined || finding.service === service);
  const blind = service === undefined ? blindness(data) : undefined;
  if (findings.length === 0 && blind === undefined) return null;
  return (
    <Panel
      title={
        findings.length === 0
          ? "Whether all runs as it should is not known"
          : `${count(findings.length, "thing")} ${findings.length === 1 ? "is" : "are"} not as deployed`
      }
      health="starting"
      flush={findings.length > 0}
    >
      {blind !== undefined && (
        <Text size="sm" p={findings.length > 0 ? "md" : 0}>
          {blind}
        </Text>
      )}
      {findings.length > 0 && <Findings findings={findings} />}
    </Panel>
  );
}

function blindness({ state, problem, checkedAt, unknownSince }: Drift) {
  if (state !== "unknown" && state !== "partly_known") return undefined;
  return (
    <>
      {state === "unknown" ? "Not known now" : "Routes are not compared"}
      {unknownSince !== undefined && (
        <>
          , since <Ago at={unknownSince} />
        </>
      )}
      {problem !== undefined && `: ${problem}`}
      {state === "unknown" && checkedAt !== undefined && (
        <>
          . Last looked at <Ago at={checkedAt} />.
        </>
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly DriftFinding[] }) {
  return (
    <WideTable
      label="Not as deployed"
      minWidth={860}
      heads={["What", "Since", "Should be", "Is", "What is done"]}
    >
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
          <HealthBadge health={mended ? "starting" : "unwell"}>{KINDS[kind] ?? kind}</HealthBadge>
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
            mended {mendings === 1 ? "once" : `${mendings} times`} within the hour, last <Ago at={mendedAt} />
          </Text>
        )}
        {obstacle !== undefined && <Text size="xs">It could not be mended: {obstacle}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}
