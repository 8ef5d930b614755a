import { Table, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { actions, reads, routes } from "../api/actions";
import type { Domain } from "../api/wire";
import { Ago } from "../components/ago";
import { Confirm } from "../components/confirm";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { WideTable } from "../components/wide-table";
import { dateAndTime } from "../text/format";

const KEY = ["domains"];
const REFRESH_MS = 5_000;
const WARNING_DAYS = 14;

/** The domains of a service: where their DNS points, and their certificates. */
export function Domains({ service }: { readonly service: string }) {
  const queries = useQueryClient();
  const domains = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => reads.domains(signal),
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: KEY });
  return (
    <QueryResult query={domains} what="domains">
      {({ acme, domains: all }) => {
        const own = all.filter((domain) => domain.service === service);
        return (
          <Panel
            title={`Domains (${own.length})`}
            health={own.some(isInTrouble) ? "unhealthy" : "none"}
            flush={own.length > 0}
          >
            {own.length === 0 ? (
              <Text c="dimmed">The orchestrator does not know the domains of this service yet.</Text>
            ) : (
              <WideTable
                label="Domains"
                minWidth={720}
                heads={["Domain", "DNS", "Certificate", "Last attempt", "Next", "Actions"]}
              >
                {own.map((domain) => (
                  <Row key={domain.domain} domain={domain} acme={acme} onTried={refresh} />
                ))}
              </WideTable>
            )}
          </Panel>
        );
      }}
    </QueryResult>
  );
}

const hasFailed = ({ lastAttempt }: Domain) => lastAttempt !== undefined && !lastAttempt.succeeded;

const isInTrouble = (domain: Domain) =>
  hasFailed(domain) || (domain.certificate !== undefined && domain.certificate.daysLeft < WARNING_DAYS);

interface RowProps {
  readonly domain: Domain;
  readonly acme: boolean;
  readonly onTried: () => void;
}

function Row({ domain, acme, onTried }: RowProps) {
  const { dns, certificate, lastAttempt, next } = domain;
  return (
    <Table.Tr>
      <Table.Td className="mono" style={{ overflowWrap: "anywhere" }}>
        {domain.domain}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {dns === undefined ? "not looked up" : (dns.problem ?? dns.addresses.join(", "))}
        {dns !== undefined && dns.problem === undefined && (
          <Text size="xs" c="dimmed">
            {dns.pointsHere ? "this platform" : "no known address of this platform"}
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {certificate === undefined ? (
          "none"
        ) : (
          <>
            {certificate.daysLeft} days left
            <Text size="xs" c="dimmed">
              {certificate.source === "OWN" ? "your own, of " : ""}
              {certificate.issuer}
            </Text>
          </>
        )}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {lastAttempt === undefined ? (
          "none"
        ) : (
          <>
            <Ago at={lastAttempt.time} />: {lastAttempt.succeeded ? "succeeded" : lastAttempt.reason}
          </>
        )}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {domain.running ? "ordering now" : nextWords(next)}
      </Table.Td>
      <Table.Td>
        {acme && hasFailed(domain) && (
          <Confirm
            label="Try now"
            title={`Order a certificate for ${domain.domain} now?`}
            action={() => actions.retryDomain(domain.domain)}
            route={routes.retryDomain(domain.domain)}
            onDone={onTried}
          >
            <Text size="sm">
              At most once a minute, and within the authority&apos;s limits. It helps once the cause is
              mended.
            </Text>
          </Confirm>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function nextWords(next: Domain["next"]): string {
  if (next === undefined) return "nothing";
  return next.time === undefined ? next.reason : `${dateAndTime(next.time)}: ${next.reason}`;
}
