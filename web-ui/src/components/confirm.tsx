import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Route } from "../api/actions";
import { useAllowed } from "../session/allowed";
import { Failure } from "./failure";

interface ConfirmProps<T> {
  /** What the button says, and the question's title. */
  readonly label: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly action: () => Promise<T>;
  /** Who may not use it sees no button. */
  readonly route?: Route;
  readonly onDone: (answer: T) => void;
  /** While this is false the question cannot be answered with yes. */
  readonly ready?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly variant?: string;
}

/** A button that asks first, shows that it works, and says what went wrong where the question stands. */
export function Confirm<T>(props: ConfirmProps<T>) {
  const allowed = useAllowed();
  return props.route === undefined || allowed(props.route) ? <Asking {...props} /> : null;
}

function Asking<T>(props: ConfirmProps<T>) {
  const { label, title, children, action, onDone, ready = true, danger = false, disabled = false } = props;
  const [open, setOpen] = useState(false);
  const run = useMutation({
    mutationFn: action,
    onSuccess: (answer) => {
      setOpen(false);
      onDone(answer);
    },
  });
  const close = () => {
    run.reset();
    setOpen(false);
  };
  const colour = danger ? { color: "red.9" } : {};
  return (
    <>
      <Button
        variant={props.variant ?? "default"}
        disabled={disabled}
        onClick={() => setOpen(true)}
        {...colour}
      >
        {label}
      </Button>
      <Question opened={open} onClose={close} title={title}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) run.mutate();
          }}
        >
          <Stack>
            {children}
            {run.isError && <Failure what="Request failed" failure={run.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={run.isPending} disabled={!ready} {...colour}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Question>
    </>
  );
}

interface QuestionProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}

/** A dialog without a header of its own, which would be the page's second banner to a screen reader. */
function Question({ opened, onClose, title, children }: QuestionProps) {
  return (
    <Modal.Root opened={opened} onClose={onClose} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" wrap="nowrap" p="md">
          <Modal.Title fw={650} style={{ overflowWrap: "anywhere" }}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
