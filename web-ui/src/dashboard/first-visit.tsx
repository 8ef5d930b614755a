import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { actions, routes } from "../api/actions";
import { Failure } from "../components/failure";
import { Panel } from "../components/panel";
import { Allowed } from "../session/allowed";

/** The image that `./paz up` makes on the machine, so that the demo needs no registry. */
const DEMO = {
  name: "demo-api",
  description: "The demo: says its message, version and instance",
  dockerRepository: "paz/demo-api:1",
  ports: [{ container: 8080 }],
  env: { MESSAGE: "Hello from Paz" },
  healthCheck: { path: "/health" },
};

/** What an empty platform shows: how to get the first service running. */
export function FirstVisit() {
  const navigate = useNavigate();
  const demo = useMutation({
    mutationFn: async () => {
      await actions.createService(DEMO);
      return actions.deploy(DEMO.name);
    },
    onSuccess: ({ version }) => navigate(`/deployments/${DEMO.name}/${version}`),
  });
  return (
    <Panel title="Welcome. Nothing runs here yet.">
      <Stack maw={680}>
        <Text>
          A service is a container image with what it needs: ports, environment, volumes, a health check. Paz
          runs as many instances of it as you say, makes them reachable under its name, and replaces them
          without dropping a request.
        </Text>
        <List type="ordered" spacing="xs">
          <List.Item>Name an image, and the port on which it answers.</List.Item>
          <List.Item>Deploy it, and watch each step.</List.Item>
          <List.Item>Open it under its own name.</List.Item>
        </List>
        {demo.isError && <Failure what="The demo could not be started" failure={demo.error} />}
        <Allowed to={routes.createService} otherwise={<Text>An administrator creates services.</Text>}>
          <Group>
            <Button loading={demo.isPending} onClick={() => demo.mutate()}>
              Run the demo
            </Button>
            <Button variant="default" component={Link} to="/services/new">
              New service
            </Button>
          </Group>
        </Allowed>
      </Stack>
    </Panel>
  );
}
