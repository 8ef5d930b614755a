import { Table, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { actions, reads, routes } from "../api/actions";
import type { Domain } from "../api/wire";
import { Ago } from "../components/ago";
import { Confirm } from "../components/confirm";
import type { Health } from "../components/health";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { WideTable } from "../components/wide-table";
import { dateAndTime } from "../text/format";
import { DaysLeft, expiryHealth, panelHealth } from "./days-left";

export const DOMAINS_KEY = ["domains"];
const REFRESH_MS = 5_000;
/** Stands in the place of a service at the platform's own domain. */
const PLATFORM = "paz-orchestrator";
const HEADS = ["DNS", "Certificate", "Last attempt", "Next", "Actions"];

interface DomainsPanelProps {
  /** Of all services when it is absent. */
  readonly service?: string;
  /** What stands in the table's place when there are no domains. */
  readonly children: ReactNode;
}

/** Domains: where their DNS points, and their certificates. */
export function DomainsPanel({ service, children }: DomainsPanelProps) {
  const queries = useQueryClient();
  const domains = useQuery({
    queryKey: DOMAINS_KEY,
    queryFn: ({ signal }) => reads.domains(signal),
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: DOMAINS_KEY });
  return (
    <QueryResult query={domains} what="domains">
      {({ acme, domains: all }) => {
        const shown = all.filter((domain) => service === undefined || domain.service === service);
        return (
          <Panel
            title={`Domains (${shown.length})`}
            health={panelHealth(shown.map(healthOf))}
            flush={shown.length > 0}
          >
            {shown.length === 0 ? (
              children
            ) : (
              <WideTable
                label="Domains"
                minWidth={service === undefined ? 820 : 720}
                heads={["Domain", ...(service === undefined ? ["Service"] : []), ...HEADS]}
              >
                {shown.map((domain) => (
                  <Row
                    key={domain.domain}
                    domain={domain}
                    acme={acme}
                    showsService={service === undefined}
                    onTried={refresh}
                  />
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

function healthOf(domain: Domain): Health {
  if (hasFailed(domain)) return "unhealthy";
  return domain.certificate === undefined ? "none" : expiryHealth(domain.certificate.daysLeft);
}

interface RowProps {
  readonly domain: Domain;
  readonly acme: boolean;
  readonly showsService: boolean;
  readonly onTried: () => void;
}

function Row({ domain, acme, showsService, onTried }: RowProps) {
  const { dns, certificate, lastAttempt, next } = domain;
  return (
    <Table.Tr>
      <Table.Td className="mono" style={{ overflowWrap: "anywhere" }}>
        {domain.domain}
      </Table.Td>
      {showsService && (
        <Table.Td>
          {domain.service === PLATFORM ? (
            "this page"
          ) : (
            <Link to={`/services/${encodeURIComponent(domain.service)}/overview`}>{domain.service}</Link>
          )}
        </Table.Td>
      )}
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
            <DaysLeft days={certificate.daysLeft} />
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
