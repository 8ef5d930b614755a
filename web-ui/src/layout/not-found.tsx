import { Text } from "@mantine/core";
import { Link } from "react-router";
import { PageTitle } from "../components/page-title";

export function NotFound() {
  return (
    <>
      <PageTitle title="Page not found" />
      <Text>
        The <Link to="/">dashboard</Link> shows what there is.
      </Text>
    </>
  );
}
