import { Group, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";

interface PageTitleProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** The page's one first-level heading, its name in the browser's tab, and its actions. */
export function PageTitle({ title, children }: PageTitleProps) {
  useEffect(() => {
    document.title = `${title} · Paz`;
  }, [title]);
  return (
    <Group justify="space-between" align="center" mb="md" gap="sm">
      <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
        {title}
      </Title>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
