import { Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { actions, reads, routes } from "../api/actions";
import type { Certificate } from "../api/wire";
import { Confirm } from "../components/confirm";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { WideTable } from "../components/wide-table";
import { dateAndTime } from "../text/format";
import { DaysLeft, expiryHealth, panelHealth } from "./days-left";
import { namesLostWithout } from "./names";

export const CERTIFICATES_KEY = ["certificates"];
const REFRESH_MS = 10_000;
const HEADS = ["Names", "Issuer", "Source", "Valid", "Key", "ID", "Actions"];
const SOURCES: Readonly<Record<Certificate["source"], string>> = { own: "own", acme: "ACME" };

/** The certificates that HTTPS is served with. */
export function CertificatesPanel({ onDeleted }: { readonly onDeleted: () => void }) {
  const certificates = useQuery({
    queryKey: CERTIFICATES_KEY,
    queryFn: ({ signal }) => reads.certificates(signal),
    refetchInterval: REFRESH_MS,
  });
  return (
    <QueryResult query={certificates} what="the certificates">
      {(all) => (
        <Panel
          title={`Certificates (${all.length})`}
          health={panelHealth(all.map(({ daysLeft }) => expiryHealth(daysLeft)))}
          flush={all.length > 0}
        >
          {all.length === 0 ? (
            <Text c="dimmed">No certificates yet: each TLS handshake is refused.</Text>
          ) : (
            <WideTable label="Certificates" minWidth={980} heads={HEADS}>
              {all.map((certificate) => (
                <Row
                  key={certificate.id}
                  certificate={certificate}
                  lost={namesLostWithout(certificate, all)}
                  onDeleted={onDeleted}
                />
              ))}
            </WideTable>
          )}
        </Panel>
      )}
    </QueryResult>
  );
}

interface RowProps {
  readonly certificate: Certificate;
  readonly lost: readonly string[];
  readonly onDeleted: () => void;
}

function Row({ certificate, lost, onDeleted }: RowProps) {
  const { id, names, servedNames, issuer, source, daysLeft, notAfter, keyKind } = certificate;
  const elsewhere = names.filter((name) => !servedNames.includes(name));
  return (
    <Table.Tr>
      <Table.Td className="mono" style={{ overflowWrap: "anywhere" }}>
        {names.join(", ")}
        {elsewhere.length > 0 && (
          <Text size="xs" c="dimmed">
            served by another certificate: {elsewhere.join(", ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>{issuer}</Table.Td>
      <Table.Td>{SOURCES[source]}</Table.Td>
      <Table.Td>
        <DaysLeft days={daysLeft} />
        <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          until <time dateTime={new Date(notAfter).toISOString()}>{dateAndTime(notAfter)}</time>
        </Text>
      </Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>{keyKind}</Table.Td>
      <Table.Td className="mono" style={{ overflowWrap: "anywhere", minWidth: 140 }}>
        {id}
      </Table.Td>
      <Table.Td>
        <Confirm
          label="Delete"
          danger
          title={`Delete the certificate ${id}?`}
          action={() => actions.deleteCertificate(id)}
          route={routes.deleteCertificate(id)}
          onDone={onDeleted}
        >
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {lost.length === 0
              ? "All its names stay served over HTTPS, with other certificates."
              : `No longer served over HTTPS, from the next connection on: ${lost.join(", ")}.`}
          </Text>
          <Text size="sm">Its key is deleted too, and cannot be shown or brought back.</Text>
        </Confirm>
      </Table.Td>
    </Table.Tr>
  );
}
