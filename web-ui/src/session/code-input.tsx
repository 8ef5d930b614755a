import { TextInput } from "@mantine/core";
import { ApiFailure } from "../api/failure";

/** Whether only a code of the second factor was missing or wrong. */
export function asksForCode(failure: unknown): boolean {
  return failure instanceof ApiFailure && ["second_factor_required", "wrong_code"].includes(failure.code);
}

/** A missing code is the next step, and no failure. */
export function isMissingCode(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === "second_factor_required";
}

interface CodeInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A code of the second factor. */
export function CodeInput({ value, onChange }: CodeInputProps) {
  return (
    <TextInput
      label="Code"
      description="The six digits that your authenticator shows now, or a recovery code"
      autoComplete="one-time-code"
      spellCheck={false}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
