import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { reads } from "../api/actions";
import type { Deployment } from "../api/wire";
import { QueryResult } from "../components/query-result";
import { Ago } from "../components/ago";
import { Outcome } from "../components/outcome";
import { PageTitle } from "../components/page-title";
import { Requester } from "../components/requester";
import { Panel } from "../components/panel";
import { useNow } from "../components/now";
import { useLive } from "../live/live";
import { isCanary } from "../live/service-summary";
import { deploymentKey } from "../live/store";
import { LastLines } from "../logs/last-lines";
import { duration } from "../text/format";
import { Receipt } from "./receipt";
import { Abort, CanaryActions } from "./service-actions";
import { Timeline } from "./timeline";

const REASONS: Readonly<Record<string, string>> = {
  failed: "Why it failed",
  rolled_back: "Why it was rolled back",
  superseded: "Why it was superseded",
};

/** One deployment, live while it runs and readable long after. */
export default function DeploymentPage() {
  const { service = "", version = "" } = useParams();
  const number = Number(version);
  const live = useLive((state) => state.deployments.get(deploymentKey({ service, version: number })));
  const asked = useQuery({
    queryKey: ["deployment", service, number],
    queryFn: ({ signal }) => reads.deployment(service, number, signal),
    // The live state holds the newest only; what it does not hold has ended.
    enabled: live === undefined,
  });
  return (
    <>
      <PageTitle title={`${service} ${version}`}>
        <Button variant="default" component={Link} to={`/services/${service}/overview`}>
          Service
        </Button>
      </PageTitle>
      {live ? (
        <Details deployment={live} />
      ) : (
        <QueryResult query={asked} what="the deployment">
          {(found) => <Details deployment={found} />}
        </QueryResult>
      )}
    </>
  );
}

function Details({ deployment }: { readonly deployment: Deployment }) {
  const { service, version, image, state, reason, createdAt, requestedBy, lastLines = [] } = deployment;
  const running = state === "running" || state === "queued";
  return (
    <Stack gap="md">
      <Group gap="md" role="status">
        <Outcome state={state} />
        <Text size="sm">
          begun <Ago at={createdAt} /> by <Requester by={requestedBy} />, <Elapsed deployment={deployment} />
        </Text>
        <Text className="mono">{image}</Text>
      </Group>
      {running &&
        (isCanary(deployment) ? (
          <CanaryActions service={service} version={version} />
        ) : (
          <Group>
            <Abort service={service} version={version} />
          </Group>
        ))}
      {reason !== undefined && (
        <Panel
          title={REASONS[state] ?? "Why it ended"}
          health={state === "failed" || state === "rolled_back" ? "unhealthy" : "none"}
        >
          <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{reason}</Text>
          {state === "rolled_back" && (
            <Text size="sm" mt="xs">
              The previous version gets all requests again. This version does not run any more; its settings
              are still in the list of versions.
            </Text>
          )}
        </Panel>
      )}
      {lastLines.length > 0 && (
        <Panel title="Last lines of the container" flush>
          <LastLines lines={lastLines} />
        </Panel>
      )}
      <Receipt deployment={deployment} />
      <Panel title="Steps">
        <Timeline deployment={deployment} />
      </Panel>
    </Stack>
  );
}

function Elapsed({ deployment: { createdAt, finishedAt } }: { readonly deployment: Deployment }) {
  const now = useNow();
  return finishedAt === undefined
    ? `running for ${duration(Math.max(0, now - createdAt))}`
    : `took ${duration(finishedAt - createdAt)}`;
}
