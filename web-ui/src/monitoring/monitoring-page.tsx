import { PageTitle } from "../components/page-title";
export default function MonitoringPage() {
  return <PageTitle title="Monitoring" />;
}
