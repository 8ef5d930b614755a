import { Group, NumberInput, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useNavigate } from "react-router";
import { actions, routes } from "../api/actions";
import type { DeployAnswer } from "../api/wire";
import { Confirm } from "../components/confirm";
import type { ServiceSummary } from "../live/service-summary";

/** What a person does to a service as a whole. */
export function ServiceActions({ summary }: { readonly summary: ServiceSummary }) {
  const { name } = summary.service;
  const runs = summary.instances > 0;
  const deployed = summary.version !== undefined || summary.deployment !== undefined;
  const told = (message: string) => () => {
    notifications.show({ message, color: "mint" });
  };
  return (
    <Group gap="xs">
      <Deploy summary={summary} />
      <Scale summary={summary} />
      <Confirm
        label="Restart"
        title={`Restart ${name}?`}
        disabled={!runs}
        action={() => actions.restart(name)}
        route={routes.restart(name)}
        onDone={told(`${name} restarts.`)}
      >
        <Text size="sm">
          Its instances are replaced by fresh ones of the same version; no request is dropped.
        </Text>
      </Confirm>
      {runs ? (
        <Confirm
          label="Stop"
          title={`Stop ${name}?`}
          action={() => actions.stop(name)}
          route={routes.stop(name)}
          onDone={told(`${name} stops.`)}
        >
          <Text size="sm">
            Its instances finish their requests and stop. Until you start it, requests get 503.
          </Text>
        </Confirm>
      ) : (
        <Confirm
          label="Start"
          title={`Start ${name}?`}
          disabled={!deployed}
          action={() => actions.start(name)}
          route={routes.start(name)}
          onDone={told(`${name} starts.`)}
        >
          <Text size="sm">The stopped version starts again with its configuration.</Text>
        </Confirm>
      )}
    </Group>
  );
}

function Deploy({ summary }: { readonly summary: ServiceSummary }) {
  const { name, dockerRepository } = summary.service;
  const [image, setImage] = useState("");
  const navigate = useNavigate();
  return (
    <Confirm<DeployAnswer>
      label="Deploy"
      variant="filled"
      title={`Deploy ${name}`}
      action={() => actions.deploy(name, image.trim())}
      route={routes.deploy(name)}
      onDone={({ version }) => void navigate(`/deployments/${name}/${version}`)}
    >
      <TextInput
        label="Image"
        description="Same repository; another tag or digest is allowed"
        placeholder={dockerRepository}
        spellCheck={false}
        value={image}
        onChange={(event) => setImage(event.currentTarget.value)}
      />
    </Confirm>
  );
}

function Scale({ summary }: { readonly summary: ServiceSummary }) {
  const { name, config } = summary.service;
  const [instances, setInstances] = useState<number | string>("");
  const wanted = instances === "" ? config.numInstances : Number(instances);
  return (
    <Confirm
      label="Scale"
      title={`Scale ${name}`}
      disabled={summary.instances === 0}
      ready={Number.isInteger(wanted) && wanted >= 1 && wanted <= 100}
      action={() => actions.scale(name, wanted)}
      route={routes.scale(name)}
      onDone={() => notifications.show({ message: `${name} goes to ${wanted} instances.`, color: "mint" })}
    >
      <NumberInput
        data-autofocus
        label="Instances"
        min={1}
        max={100}
        allowDecimal={false}
        value={instances === "" ? config.numInstances : instances}
        onChange={setInstances}
      />
    </Confirm>
  );
}

/** Of a canary that is being judged. */
export function CanaryActions({ service, version }: { readonly service: string; readonly version: number }) {
  return (
    <Group gap="xs">
      <Confirm
        label="Promote"
        variant="filled"
        title={`Promote version ${version} of ${service}?`}
        action={() => actions.promote(service, version)}
        route={routes.promote(service, version)}
        onDone={() => notifications.show({ message: "It now gets all requests.", color: "mint" })}
      >
        <Text size="sm">The canary is no longer judged; it takes over at once.</Text>
      </Confirm>
      <Abort service={service} version={version} />
    </Group>
  );
}

export function Abort({ service, version }: { readonly service: string; readonly version: number }) {
  return (
    <Confirm
      label="Abort"
      danger
      title={`Abort the deployment of ${service} ${version}?`}
      action={() => actions.abort(service, version)}
      route={routes.abort(service, version)}
      onDone={() => notifications.show({ message: "Rolling back." })}
    >
      <Text size="sm">The new version is removed, and the old one gets all requests again.</Text>
    </Confirm>
  );
}
