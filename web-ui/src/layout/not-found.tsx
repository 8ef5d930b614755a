import { Text } from "@mantine/core";
import { Link } from "react-router";
import { PageTitle } from "../components/page-title";

export function NotFound() {
  return (
    <>
      <PageTitle title="There is no such page" />
      <Text>
        The <Link to="/">dashboard</Link> shows what there is.
      </Text>
    </>
  );
}
