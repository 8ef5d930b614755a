import { Text } from "@mantine/core";
export function ServiceCharts({ name }: { readonly name: string }) {
  return <Text>{name}</Text>;
}
