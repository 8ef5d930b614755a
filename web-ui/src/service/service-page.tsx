import { Tabs, Text } from "@mantine/core";
import { useNavigate, useParams } from "react-router";
import { HealthBadge } from "../components/health";
import { PageTitle } from "../components/page-title";
import { routes, type Route } from "../api/actions";
import { useLive } from "../live/live";
import { servicePicture } from "../live/service-summary";
import { useStates } from "../live/states";
import { Waiting } from "../live/waiting";
import { LogView } from "../logs/log-view";
import { ServiceCharts } from "../monitoring/service-charts";
import { useAllowed } from "../session/allowed";
import { Configuration } from "./configuration";
import { Hooks } from "./hooks";
import { Overview } from "./overview";
import { Remove } from "./remove";
import { ServiceActions } from "./service-actions";
import { Versions } from "./versions";
import { Preview } from "./preview";

const TABS = [
  ["overview", "Overview"],
  ["configuration", "Configuration"],
  ["preview", "Preview"],
  ["versions", "Versions"],
  ["hooks", "Hooks"],
  ["logs", "Logs"],
  ["charts", "Charts"],
  ["remove", "Remove"],
] as const;

/** Tabs of which the whole is one route. */
const ROUTES: Readonly<Partial<Record<(typeof TABS)[number][0], (name: string) => Route>>> = {
  preview: routes.preview,
  remove: routes.deleteService,
};

export default function ServicePage() {
  const { name = "", tab = "overview" } = useParams();
  const navigate = useNavigate();
  const allowed = useAllowed();
  const live = useLive((state) => state);
  const summary = servicePicture(live, useStates(), name);
  if (!summary) {
    return (
      <>
        <PageTitle title={name} />
        {live.known ? <Text>There is no service of this name. It may have been removed.</Text> : <Waiting />}
      </>
    );
  }
  return (
    <>
      <PageTitle title={name}>
        <HealthBadge health={summary.health}>{summary.status}</HealthBadge>
        <ServiceActions summary={summary} />
      </PageTitle>
      {summary.service.description && (
        <Text c="dimmed" mb="sm" style={{ overflowWrap: "anywhere" }}>
          {summary.service.description}
        </Text>
      )}
      <Tabs
        value={tab}
        onChange={(next) => void navigate(`/services/${name}/${next ?? "overview"}`)}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.filter(([value]) => {
            const route = ROUTES[value];
            return route === undefined || allowed(route(name));
          }).map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview summary={summary} />
        </Tabs.Panel>
        <Tabs.Panel value="configuration">
          <Configuration service={summary.service} version={summary.version} />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <Preview name={name} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <Versions name={name} current={summary.version} />
        </Tabs.Panel>
        <Tabs.Panel value="hooks">
          <Hooks service={name} />
        </Tabs.Panel>
        <Tabs.Panel value="logs">
          <LogView path={`/services/${encodeURIComponent(name)}/logs`} name={name} />
        </Tabs.Panel>
        <Tabs.Panel value="charts">
          <ServiceCharts name={name} />
        </Tabs.Panel>
        <Tabs.Panel value="remove">
          <Remove name={name} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
