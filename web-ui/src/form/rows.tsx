import { ActionIcon, Button, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Form } from "./configuration-fields";
import type { ConfigurationForm } from "./values";
import classes from "./rows.module.css";

type RowsField = "ports" | "env" | "volume" | "labels" | "routes" | "users";

interface RowsProps {
  readonly form: Form;
  readonly field: RowsField;
  readonly legend: string;
  readonly row: ConfigurationForm[RowsField][number];
  readonly add: string;
  readonly children: (index: number) => ReactNode;
}

/** A list of which each row has two columns of fields. */
export function Rows({ form, field, legend, row, add, children }: RowsProps) {
  return (
    <fieldset className={classes.rows}>
      <legend className={classes.legend}>{legend}</legend>
      {form.errors[field] && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)" mb={4}>
          {form.errors[field]}
        </Text>
      )}
      {form.values[field].map((_, i) => (
        <div key={i} className={classes.row}>
          {children(i)}
          <ActionIcon
            className={classes.remove ?? ""}
            variant="subtle"
            size="lg"
            aria-label={`Remove row ${i + 1} of ${legend.toLowerCase()}`}
            onClick={() => form.removeListItem(field, i)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="light"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => form.insertListItem(field, { ...row })}
      >
        {add}
      </Button>
    </fieldset>
  );
}
