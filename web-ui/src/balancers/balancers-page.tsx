import { Alert, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { Link, useLocation } from "react-router";
import type { LoadBalancer } from "../api/wire";
import { HealthBadge, type Health } from "../components/health";
import { PageTitle } from "../components/page-title";
import { Panel } from "../components/panel";
import { useLive } from "../live/live";
import { isCanary, isUp, newestDeployments } from "../live/service-summary";
import { Waiting } from "../live/waiting";
import { CanaryActions } from "../service/service-actions";
import { count } from "../text/format";
import { BackendTable } from "./backend-table";

/** Shown at once; more are a click away, so that a thousand services do not make a page of a thousand tables. */
const STEP = 20;

export default function BalancersPage() {
  const known = useLive((live) => live.known);
  const balancers = useLive((live) => live.loadBalancers);
  const { hash } = useLocation();
  const [search, setSearch] = useState(decodeURIComponent(hash.slice(1)));
  const [shown, setShown] = useState(STEP);
  const found = useMemo(
    () =>
      [...balancers.values()]
        .filter(({ service }) => service.includes(search))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    [balancers, search],
  );
  return (
    <>
      <PageTitle title="Load balancers" />
      {!known && <Waiting />}
      <Stack>
        {balancers.size > 1 || search !== "" ? (
          <TextInput
            type="search"
            maw={420}
            aria-label="Search load balancers"
            placeholder="Name of a service"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        ) : null}
        <OldProcesses balancers={balancers.values().next().value?.balancers ?? []} />
        {known && found.length === 0 && (
          <Text>{search ? `No backend matches “${search}”.` : "No backends yet."}</Text>
        )}
        {found.slice(0, shown).map((balancer) => (
          <BalancerCard key={balancer.id} balancer={balancer} />
        ))}
        {found.length > shown && (
          <Button variant="default" onClick={() => setShown(shown + STEP)}>
            Show more of {count(found.length, "service")}
          </Button>
        )}
      </Stack>
    </>
  );
}

/** Every service's balancers are the same HAProxys. */
function OldProcesses({ balancers }: { readonly balancers: LoadBalancer["balancers"] }) {
  const living = balancers.filter(({ oldProcesses }) => oldProcesses > 0);
  return (
    living.length > 0 && (
      <Text size="sm" c="dimmed">
        Connections of earlier configurations are still open:{" "}
        {living
          .map(({ id, oldProcesses }) => `${count(oldProcesses, "old process", "old processes")} at ${id}`)
          .join(", ")}
      </Text>
    )
  );
}

function BalancerCard({ balancer }: { readonly balancer: LoadBalancer }) {
  const { service, versions, balancers, skipped, publicFacing, domains } = balancer;
  const deployment = useLive((live) => newestDeployments(live.deployments.values()).get(service));
  const hosts = versions.flatMap((backend) => backend.hosts);
  const up = hosts.filter((host) => isUp(host.status)).length;
  const health: Health =
    hosts.length === 0 ? "none" : up === hosts.length ? "healthy" : up > 0 ? "starting" : "unhealthy";
  const canary = deployment?.state === "running" && isCanary(deployment);
  const silent = balancers.filter(({ answers }) => !answers);
  return (
    <Panel
      health={health}
      title={<Link to={`/services/${service}/overview`}>{service}</Link>}
      actions={
        <HealthBadge health={health}>
          {up} of {hosts.length} up
        </HealthBadge>
      }
      flush
    >
      <Group px="md" py="xs" justify="space-between">
        <Text size="sm" c="dimmed">
          {publicFacing ? "public" : "internal"}
          {domains.length > 0 && `, ${domains.join(", ")}`}, {count(balancers.length, "balancer")}
        </Text>
        {canary && <CanaryActions service={service} version={deployment.version} />}
      </Group>
      {silent.length > 0 && (
        <Text px="md" pb="xs" size="sm">
          No answer from{" "}
          {silent.map(({ id, problem }) => `${id}${problem ? ` (${problem})` : ""}`).join(", ")}
        </Text>
      )}
      {versions.length > 0 && <BackendTable balancer={balancer} />}
      {skipped.length > 0 && <Skipped balancer={balancer} />}
    </Panel>
  );
}

function Skipped({ balancer }: { readonly balancer: LoadBalancer }) {
  return (
    <Alert title="Ignored keys in etcd" m="md">
      <List size="sm">
        {balancer.skipped.map(({ key, value, reason }) => (
          <List.Item key={key}>
            <span className="mono">
              {key} = {value}
            </span>
            : {reason}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
