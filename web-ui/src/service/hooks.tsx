import { NativeSelect, Stack, Table, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { actions, reads, routes } from "../api/actions";
import type { CreateHook, Hook } from "../api/wire";
import { Ago } from "../components/ago";
import { Confirm } from "../components/confirm";
import { Copied } from "../components/copied";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { ShownOnce } from "../components/shown-once";
import { WideTable } from "../components/wide-table";

const REFRESH_MS = 5_000;

const SOURCES: Readonly<Record<Hook["source"], string>> = {
  dockerhub: "Docker Hub",
  github: "GitHub",
  gitlab: "GitLab",
  gitea: "Gitea or Forgejo",
  harbor: "Harbor",
  paz: "Standard Webhooks (your own CI)",
};

const IMAGE_TAGS: Readonly<Record<Hook["imageTag"], string>> = {
  service: "The tag that the configuration names",
  ref: "The branch or Git tag",
  "ref-slug": "The branch or Git tag, as CI_COMMIT_REF_SLUG",
  commit: "The commit",
  "short-commit": "The short commit",
};

const GIT: readonly Hook["source"][] = ["github", "gitlab", "gitea"];

/** By which registries and Git servers deploy a service. */
export function Hooks({ service }: { readonly service: string }) {
  const [created, setCreated] = useState<Hook>();
  const queries = useQueryClient();
  const hooks = useQuery({
    queryKey: ["hooks", service],
    queryFn: ({ signal }) => reads.hooks(service, signal),
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: ["hooks", service] });
  return (
    <Stack>
      {created && <Secret hook={created} onClose={() => setCreated(undefined)} />}
      <QueryResult query={hooks} what="hooks">
        {(found) => (
          <Panel
            title={`Hooks of ${service} (${found.length})`}
            flush={found.length > 0}
            actions={
              <Create
                service={service}
                onCreated={(hook) => {
                  setCreated(hook);
                  refresh();
                }}
              />
            }
          >
            {found.length === 0 ? (
              <Text c="dimmed">
                No hooks yet. A hook lets a registry or a Git server deploy this service after a push.
              </Text>
            ) : (
              <HookTable hooks={found} onRevoked={refresh} />
            )}
          </Panel>
        )}
      </QueryResult>
    </Stack>
  );
}

function HookTable(props: { readonly hooks: readonly Hook[]; readonly onRevoked: () => void }) {
  return (
    <WideTable label="Hooks" minWidth={720} heads={["From", "Deploys", "Created", "Last use", "Actions"]}>
      {props.hooks.map((hook) => (
        <Table.Tr key={hook.id}>
          <Table.Td>
            {SOURCES[hook.source]}
            <Text size="xs" c="dimmed">
              {hook.path}
            </Text>
          </Table.Td>
          <Table.Td>{hook.tags.length === 0 ? "by default" : hook.tags.join(", ")}</Table.Td>
          <Table.Td>
            <Ago at={hook.createdAt} />
          </Table.Td>
          <Table.Td style={{ overflowWrap: "anywhere" }}>
            {hook.lastUse ? (
              <>
                <Ago at={hook.lastUse.at} />: {hook.lastUse.result}
              </>
            ) : (
              "never"
            )}
          </Table.Td>
          <Table.Td>
            <Confirm
              label="Revoke"
              danger
              title={`Revoke the hook of ${SOURCES[hook.source]}?`}
              action={() => actions.deleteHook(hook.id)}
              route={routes.deleteHook(hook.id)}
              onDone={props.onRevoked}
            >
              <Text size="sm">Its address and secret stop working at once.</Text>
            </Confirm>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function Create(props: { readonly service: string; readonly onCreated: (hook: Hook) => void }) {
  const [source, setSource] = useState<Hook["source"]>("github");
  const [rules, setRules] = useState("");
  const [imageTag, setImageTag] = useState<Hook["imageTag"]>("service");
  const hook: CreateHook = {
    serviceName: props.service,
    source,
    tags: rules.split(/[\s,]+/).filter((rule) => rule !== ""),
    ...(GIT.includes(source) ? { imageTag } : {}),
  };
  return (
    <Confirm<Hook>
      label="Create"
      title="Create a hook"
      action={() => actions.createHook(hook)}
      route={routes.createHook}
      onDone={props.onCreated}
    >
      <NativeSelect
        label="From"
        value={source}
        data={Object.entries(SOURCES).map(([value, label]) => ({ value, label }))}
        onChange={(event) => setSource(event.currentTarget.value as Hook["source"])}
      />
      <TextInput
        label="Tags and branches that deploy"
        description="Such as main v*; @digest for images without a tag; empty for the default"
        spellCheck={false}
        value={rules}
        onChange={(event) => setRules(event.currentTarget.value)}
      />
      {GIT.includes(source) && (
        <NativeSelect
          label="Image of a Git push"
          value={imageTag}
          data={Object.entries(IMAGE_TAGS).map(([value, label]) => ({ value, label }))}
          onChange={(event) => setImageTag(event.currentTarget.value as Hook["imageTag"])}
        />
      )}
    </Confirm>
  );
}

/** What the other side needs, shown until it is closed and never again. */
function Secret({ hook, onClose }: { readonly hook: Hook; readonly onClose: () => void }) {
  return (
    <ShownOnce
      title={`Hook of ${SOURCES[hook.source]} created: copy this now`}
      hint={
        hook.source === "dockerhub"
          ? "The path ends with the secret, which is not shown again. It follows your public address."
          : "The secret is not shown again. The path follows your public address."
      }
      onClose={onClose}
    >
      <Copied label="Path" value={hook.path} />
      {hook.source !== "dockerhub" && <Copied label="Secret" value={hook.secret ?? ""} />}
    </ShownOnce>
  );
}
