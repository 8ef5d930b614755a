import { Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { routes } from "../api/actions";
import { PageTitle } from "../components/page-title";
import { Allowed } from "../session/allowed";
import { AddCertificate } from "./add-certificate";
import { CERTIFICATES_KEY, CertificatesPanel } from "./certificates-panel";
import { DOMAINS_KEY, DomainsPanel } from "./domains-panel";

/** HTTPS: the domains of all services, the certificates, and a form for one's own. */
export default function CertificatesPage() {
  const queries = useQueryClient();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: CERTIFICATES_KEY });
    void queries.invalidateQueries({ queryKey: DOMAINS_KEY });
  };
  return (
    <>
      <PageTitle title="Certificates" />
      <Stack>
        <DomainsPanel>
          <NoDomains />
        </DomainsPanel>
        <Allowed to={routes.certificates}>
          <CertificatesPanel onDeleted={refresh} />
        </Allowed>
        <Allowed to={routes.uploadCertificate("new")}>
          <AddCertificate onAdded={refresh} />
        </Allowed>
      </Stack>
    </>
  );
}

function NoDomains() {
  return (
    <Text c="dimmed">
      No domains yet. Give the platform a TLS port with <code>./paz up --tls-port 443</code>, and make one of
      the <Link to="/services">services</Link> public under a domain. Paz orders and renews its certificate
      with <code>--acme-email</code> and <code>--acme-accept-terms</code>, or you add your own on this page.
      Each step is in <code>docs/https.md</code>, in the folder of <code>./paz</code>.
    </Text>
  );
}
