import { Button, Group, SegmentedControl, SimpleGrid, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { ActiveAlarms } from "../alarms/active-alarms";
import { routes } from "../api/actions";
import { Allowed } from "../session/allowed";
import { PageTitle } from "../components/page-title";
import { DriftPanel } from "../drift/drift-panel";
import { useLive } from "../live/live";
import { servicePictures } from "../live/service-summary";
import { useStates } from "../live/states";
import { Waiting } from "../live/waiting";
import { FirstVisit } from "./first-visit";
import { Glance } from "./glance";
import { HostCards } from "./host-cards";
import { LastDeployments } from "./last-deployments";
import { Problems } from "./problems";
import { ServiceCards } from "./service-cards";

type View = "units" | "hosts";

export default function DashboardPage() {
  const known = useLive((live) => live.known);
  const empty = useLive((live) => live.services.size === 0);
  return (
    <>
      <PageTitle title="Dashboard">
        {known && !empty && (
          <Allowed to={routes.createService}>
            <Button component={Link} to="/services/new" leftSection={<IconPlus size={16} aria-hidden />}>
              New service
            </Button>
          </Allowed>
        )}
      </PageTitle>
      {known ? <Stack gap="lg">{empty ? <FirstVisit /> : <Overview />}</Stack> : <Waiting />}
    </>
  );
}

function Overview() {
  const live = useLive((state) => state);
  const states = useStates();
  const summaries = useMemo(() => servicePictures(live, states), [live, states]);
  const [view, setView] = useState<View>("units");
  return (
    <>
      <Problems />
      <ActiveAlarms />
      <DriftPanel />
      <Glance summaries={summaries} />
      <Group justify="space-between">
        <SegmentedControl
          aria-label="What the cards show"
          value={view}
          onChange={(value) => setView(value as View)}
          data={[
            { value: "units", label: "Services" },
            { value: "hosts", label: "Hosts" },
          ]}
        />
      </Group>
      {view === "units" ? (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <ServiceCards summaries={summaries} />
        </SimpleGrid>
      ) : (
        <HostCards />
      )}
      <LastDeployments />
    </>
  );
}
