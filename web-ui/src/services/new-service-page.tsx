import { Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { actions, routes } from "../api/actions";
import { Failure } from "../components/failure";
import { PageTitle } from "../components/page-title";
import { Panel } from "../components/panel";
import { Allowed } from "../session/allowed";
import { ConfigurationFields, type Form } from "../form/configuration-fields";
import { serverProblem } from "../form/server-problem";
import { problemsOfService } from "../form/validation";
import { EMPTY_FORM, toCreate, type NewServiceForm } from "../form/values";

export default function NewServicePage() {
  const navigate = useNavigate();
  const form = useForm<NewServiceForm>({
    initialValues: { name: "", description: "", dockerRepository: "", ...EMPTY_FORM },
    validate: problemsOfService,
    validateInputOnBlur: true,
  });
  const create = useMutation({
    mutationFn: (values: NewServiceForm) => actions.createService(toCreate(values)),
    onSuccess: ({ name }) => navigate(`/services/${name}/overview`),
    onError: (failure) => form.setErrors(serverProblem(failure)),
  });
  return (
    <>
      <PageTitle title="New service" />
      <Allowed to={routes.createService} otherwise={<Text>An administrator creates services.</Text>}>
        <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
          <Stack gap="md">
            <Panel title="What it is">
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <TextInput
                  label="Name"
                  placeholder="demo-api"
                  required
                  spellCheck={false}
                  {...form.getInputProps("name")}
                />
                <TextInput
                  label="Image"
                  placeholder="nginx:1.27"
                  required
                  spellCheck={false}
                  {...form.getInputProps("dockerRepository")}
                />
                <TextInput label="Description" {...form.getInputProps("description")} />
              </SimpleGrid>
            </Panel>
            <ConfigurationFields form={form as unknown as Form} />
            {create.isError && <Failure what="The service was not created" failure={create.error} />}
            <Group>
              <Button type="submit" loading={create.isPending}>
                Create
              </Button>
              <Button variant="default" component={Link} to="/services">
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      </Allowed>
    </>
  );
}
