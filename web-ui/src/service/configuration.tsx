import { Button, Grid, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { actions, reads, routes } from "../api/actions";
import type { Service } from "../api/wire";
import { DiffView } from "../components/diff-view";
import { Failure } from "../components/failure";
import { Panel } from "../components/panel";
import { ConfigurationFields } from "../form/configuration-fields";
import { serverProblem } from "../form/server-problem";
import { problemsOfConfiguration } from "../form/validation";
import { changedFields, toForm, type ConfigurationForm } from "../form/values";
import { useAllowed } from "../session/allowed";
import { diffValues } from "../text/diff";

interface ConfigurationProps {
  readonly service: Service;
  readonly version: string | undefined;
}

/** The next configuration as a form, beside what changes against the last one. */
export function Configuration({ service, version }: ConfigurationProps) {
  const allowed = useAllowed();
  // Who may not change it sees it.
  if (!allowed(routes.changeConfig(service.name))) return <Difference service={service} version={version} />;
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Editor key={service.name} service={service} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Difference service={service} version={version} />
      </Grid.Col>
    </Grid>
  );
}

function Editor({ service }: { readonly service: Service }) {
  const form = useForm<ConfigurationForm>({
    initialValues: toForm(service.config),
    validate: problemsOfConfiguration,
    validateInputOnBlur: true,
  });
  const save = useMutation({
    mutationFn: (values: ConfigurationForm) =>
      actions.changeConfig(service.name, changedFields(service.config, values)),
    onSuccess: (config) => {
      const values = toForm(config);
      form.setInitialValues(values);
      form.setValues(values);
      notifications.show({ message: "Saved. The next deployment uses it.", color: "mint" });
    },
    onError: (failure) => form.setErrors(serverProblem(failure)),
  });
  // Somebody else may have saved meanwhile: what this person has not touched is shown as it is now.
  const elsewhere = !form.isDirty() && JSON.stringify(toForm(service.config)) !== JSON.stringify(form.values);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {elsewhere && (
          <Group>
            <Text size="sm">The configuration was changed by someone else.</Text>
            <Button
              size="xs"
              onClick={() => {
                form.setInitialValues(toForm(service.config));
                form.reset();
              }}
            >
              Show it
            </Button>
          </Group>
        )}
        <ConfigurationFields form={form} />
        {save.isError && <Failure what="The configuration was not saved" failure={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            Save for the next deployment
          </Button>
          <Button variant="default" disabled={!form.isDirty()} onClick={() => form.reset()}>
            Discard changes
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Difference({ service, version }: ConfigurationProps) {
  const history = useQuery({
    queryKey: ["history", service.name, version],
    queryFn: ({ signal }) => reads.history(service.name, signal),
  });
  const last = version === undefined ? undefined : history.data?.[version];
  const lines = useMemo(() => diffValues(last, service.config), [last, service.config]);
  const title =
    last === undefined ? "Next configuration" : `Next configuration against version ${version ?? ""}`;
  const changed = lines.some(({ kind }) => kind !== "same");
  return (
    <Panel title={title} flush>
      {last !== undefined && !changed && (
        <Text size="sm" px="md" pt="sm">
          No changes from the running configuration.
        </Text>
      )}
      <DiffView
        lines={last === undefined ? lines.map((line) => ({ ...line, kind: "same" })) : lines}
        label={title}
      />
    </Panel>
  );
}
