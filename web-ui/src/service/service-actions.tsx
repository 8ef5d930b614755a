import { Group, NumberInput, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useNavigate } from "react-router";
import { actions } from "../api/actions";
import type { DeployAnswer } from "../api/wire";
import { Confirm } from "../components/confirm";
import type { ServicePicture } from "../live/picture";

/** What a person does to a service as a whole. */
export function ServiceActions({ picture }: { readonly picture: ServicePicture }) {
  const { name } = picture.service;
  const runs = picture.instances > 0;
  const deployed = picture.version !== undefined || picture.deployment !== undefined;
  const told = (message: string) => () => {
    notifications.show({ message, color: "mint" });
  };
  return (
    <Group gap="xs">
      <Deploy picture={picture} />
      <Scale picture={picture} />
      <Confirm
        label="Restart"
        title={`Restart ${name}?`}
        disabled={!runs}
        action={() => actions.restart(name)}
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
          onDone={told(`${name} stops.`)}
        >
          <Text size="sm">
            Its instances end what they are doing and stop. Until you start it, it answers 503.
          </Text>
        </Confirm>
      ) : (
        <Confirm
          label="Start"
          title={`Start ${name}?`}
          disabled={!deployed}
          action={() => actions.start(name)}
          onDone={told(`${name} starts.`)}
        >
          <Text size="sm">The version that was stopped comes back as it was.</Text>
        </Confirm>
      )}
    </Group>
  );
}

function Deploy({ picture }: { readonly picture: ServicePicture }) {
  const { name, dockerRepository } = picture.service;
  const [image, setImage] = useState("");
  const navigate = useNavigate();
  return (
    <Confirm<DeployAnswer>
      label="Deploy"
      variant="filled"
      title={`Deploy ${name}`}
      action={() => actions.deploy(name, image.trim())}
      onDone={({ version }) => void navigate(`/deployments/${name}/${version}`)}
    >
      <TextInput
        label="Image"
        description="Of the same repository, with another tag or digest perhaps"
        placeholder={dockerRepository}
        spellCheck={false}
        value={image}
        onChange={(event) => setImage(event.currentTarget.value)}
      />
    </Confirm>
  );
}

function Scale({ picture }: { readonly picture: ServicePicture }) {
  const { name, config } = picture.service;
  const [instances, setInstances] = useState<number | string>("");
  const wanted = instances === "" ? config.numInstances : Number(instances);
  return (
    <Confirm
      label="Scale"
      title={`Scale ${name}`}
      disabled={picture.instances === 0}
      ready={Number.isInteger(wanted) && wanted >= 1 && wanted <= 100}
      action={() => actions.scale(name, wanted)}
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
        onDone={() => notifications.show({ message: "It gets all requests now.", color: "mint" })}
      >
        <Text size="sm">It is judged no longer and takes over at once.</Text>
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
      onDone={() => notifications.show({ message: "The deployment goes back." })}
    >
      <Text size="sm">The new version is taken away, and the old one serves alone again.</Text>
    </Confirm>
  );
}
