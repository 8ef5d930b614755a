import { Stack } from "@mantine/core";
import { PageTitle } from "../components/page-title";
import { Tokens } from "./tokens";

/** Who and what may use the platform. */
export default function SettingsPage() {
  return (
    <>
      <PageTitle title="Settings" />
      <Stack>
        <Tokens />
      </Stack>
    </>
  );
}
