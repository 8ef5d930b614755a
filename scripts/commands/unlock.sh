# Removes the second factor of an account, for somebody who has lost authenticator and recovery codes: the only administrator, for instance.

command_unlock() {
  [[ $SECOND_WORD =~ ^[a-z0-9][a-z0-9._@-]{0,59}$ ]] || usage_error './paz unlock wants the name of an account, as Settings shows it.'
  ask_orchestrator DELETE "/people/$SECOND_WORD/second-factor"
  echo "$SECOND_WORD has no second factor any more; the password alone signs in."
}
