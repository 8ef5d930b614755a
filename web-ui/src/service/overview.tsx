import { Anchor, Grid, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { BackendTable } from "../balancers/backend-table";
import { Panel } from "../components/panel";
import { InstanceProblems } from "../components/instance-problems";
import { DeploymentTable } from "../dashboard/last-deployments";
import { WorkloadLine } from "../dashboard/service-cards";
import { DriftPanel } from "../drift/drift-panel";
import { useLive } from "../live/live";
import { Domains } from "./domains";
import { workloadsByService, type ServiceSummary } from "../live/service-summary";

/** What runs of a service, and where requests go. */
export function Overview({ summary }: { readonly summary: ServiceSummary }) {
  const { name } = summary.service;
  const units = useLive((live) => live.units);
  const own = useMemo(() => workloadsByService(units.values()).get(name) ?? [], [units, name]);
  const balancer = useLive((live) => live.loadBalancers.get(name));
  const deployments = useLive((live) => live.deployments);
  const last = useMemo(
    () =>
      [...deployments.values()]
        .filter(({ service }) => service === name)
        .sort((a, b) => b.version - a.version)
        .slice(0, 5),
    [deployments, name],
  );
  return (
    <Stack gap="md">
      <InstanceProblems problems={summary.problems} />
      <DriftPanel service={name} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Panel title="Facts">
            <Facts summary={summary} />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel title={`Instances (${own.length})`}>
            {own.length === 0 ? (
              <Text c="dimmed">
                Not running.{" "}
                {last.length > 0 ? "Press Start to start it again." : "Press Deploy to start it."}
              </Text>
            ) : (
              <Stack gap="xs">
                {own.map((unit) => (
                  <WorkloadLine key={`${unit.name}@${unit.machineID}`} unit={unit} />
                ))}
              </Stack>
            )}
          </Panel>
        </Grid.Col>
      </Grid>
      {summary.service.config.publicFacing && (summary.service.config.domains ?? []).length > 0 && (
        <Domains service={name} />
      )}
      {balancer && balancer.versions.length > 0 && (
        <Panel title="Traffic" flush>
          <BackendTable balancer={balancer} />
        </Panel>
      )}
      {last.length > 0 && (
        <Panel title="Last deployments" flush>
          <DeploymentTable deployments={last} />
        </Panel>
      )}
    </Stack>
  );
}

function Facts({ summary }: { readonly summary: ServiceSummary }) {
  const { service, version, instances, serving, traffic } = summary;
  return (
    <SimpleGrid cols={2} spacing="xs" verticalSpacing={6}>
      <Fact label="Image">
        <span className="mono">{service.dockerRepository}</span>
      </Fact>
      <Fact label="Version">{version ?? "none"}</Fact>
      <Fact label="Instances serving">
        {serving} of {instances}
      </Fact>
      <Fact label="Requests a second">{traffic.requestRate.toFixed(1)}</Fact>
      <Fact label="Errors a second">{traffic.errorRate.toFixed(1)}</Fact>
      <Fact label="Response time">
        {traffic.responseTime === undefined ? "no requests yet" : `${Math.round(traffic.responseTime)} ms`}
      </Fact>
      <Fact label="Reachable">{service.config.publicFacing ? "publicly and internally" : "internally"}</Fact>
      <Fact label="Address">
        <Address name={service.name} />
      </Fact>
    </SimpleGrid>
  );
}

function Address({ name }: { readonly name: string }) {
  const address = addressOf(name);
  if (address === undefined) return `${name}.localhost`;
  return (
    <Anchor href={address} target="_blank" rel="noreferrer">
      {new URL(address).host}
    </Anchor>
  );
}

/** Beside this page, when it is reached through the load balancer: `paz-web.example.com` makes `demo-api.example.com`. */
export function addressOf(
  name: string,
  page: Pick<Location, "protocol" | "hostname" | "port"> = window.location,
): string | undefined {
  const domain = /^paz-[^.]+\.(.+)$/.exec(page.hostname)?.[1];
  return domain && `${page.protocol}//${name}.${domain}${page.port ? `:${page.port}` : ""}/`;
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </>
  );
}
