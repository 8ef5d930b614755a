# Rotates the keys of what is stored secret: a new one encrypts from now on, all secrets are encrypted with it again, and the older keys
# still decrypt. One that was interrupted is run again, or is gone on with at the next start of a service.

command_secrets() {
  [[ $SECOND_WORD == rotate ]] || usage_error './paz secrets wants the word rotate.'
  load_running_settings
  part_alive paz || fail 'Paz is down; ./paz up starts it, and keys are rotated while it runs.'
  lock_home
  make_secrets_key
  step 'Make a new key' write_secrets_key || fail_without_room
  step 'Encrypt the secrets of the catalogue' encrypt_again directory "$PAZ_SERVICE_DIRECTORY_PORT"
  step 'Encrypt the secrets of the scheduler' encrypt_again scheduler "$PAZ_SCHEDULER_PORT"
  step 'Encrypt keys of certificates and second factors' encrypt_again orchestrator "$PAZ_ORCHESTRATOR_PORT"
  printf '%s\n' "Secrets are encrypted with key $KEY_ID. Keep a copy of $PAZ_HOME/secrets.key apart from the backups; those of before need its older keys."
}

# encrypt_again PART PORT
encrypt_again() {
  give_home
  API_SECONDS=300 api POST "http://127.0.0.1:$2/secrets/rotation"
  [[ $API_STATUS == 200 ]] ||
    fail "The $1 did not encrypt its secrets again (status $API_STATUS): $(json_text message "$API_BODY"). ./paz secrets rotate goes on." "$(part_log paz)"
  KEY_ID=$(json_text key "$API_BODY")
}
