# The command line: one command, its options, the flags of the settings.

COMMAND_NAME=''
OPTION_DEMO=yes
OPTION_YES=no
OPTION_UNVERIFIED=no
OPTION_FOLLOW=no
OPTION_PART=''
OPTION_LINES=''
# Words after the command that concern one service: its name, and what the command wants besides.
SERVICE=''
SECOND_WORD=''
# Of backup and restore.
FOLDER=''
# Of token.
TOKEN_ACTION=''
TOKEN_ID=''
TOKEN_NAME=''
TOKEN_EXPIRES=90d
TOKEN_SCOPES=()
TOKEN_OVERLAP=''
# Of certificates: upload, remove or nothing, which lists them; and files.
CERTIFICATE_ACTION=''
CERTIFICATE_ID=''
CERTIFICATE_CHAIN=''
CERTIFICATE_KEY=''
# Of etcdctl: all that comes after it.
ETCDCTL_ARGUMENTS=()
# Of the command line for every machine, which is handed these words.
CLI_COMMANDS=(login logout contexts use services plan apply export promote abort environments env domains history diff events hosts drift tokens completion man)
CLI_ARGUMENTS=()
# Of test: a module, a test class or a shell test.
TEST_PART=''
# Of audit: verify or show, and the folder of a log elsewhere, or nothing.
AUDIT_WORD=''
AUDIT_FOLDER=''
# Of why: the X-Request-Id of an answer.
REQUEST_ID=''

read_arguments() {
  while (($# > 0)); do
    if [[ $COMMAND_NAME == etcdctl ]]; then
      ETCDCTL_ARGUMENTS=("$@")
      return
    fi
    if [[ $COMMAND_NAME == cli ]]; then
      CLI_ARGUMENTS+=("$@")
      return
    fi
    case $1 in
      -h | --help | help) show_help && exit 0 ;;
      --version) show_version && exit 0 ;;
      --no-demo) OPTION_DEMO=no ;;
      --yes | -y) OPTION_YES=yes ;;
      --unverified) OPTION_UNVERIFIED=yes ;;
      -f | --follow) OPTION_FOLLOW=yes ;;
      -n | --lines)
        (($# > 1)) || usage_error "$1 wants a value."
        OPTION_LINES=$2
        shift
        ;;
      --insecure) FLAG_VALUE[PAZ_INSECURE]=true ;;
      --acme-accept-terms) FLAG_VALUE[PAZ_ACME_ACCEPT_TERMS]=true ;;
      --chain | --key | --chain=* | --key=*) read_certificate_flag "$@" && shift "$FLAG_WORDS" ;;
      --scope | --expires | --name | --overlap | --scope=* | --expires=* | --name=* | --overlap=*) read_token_flag "$@" && shift "$FLAG_WORDS" ;;
      --*) read_flag "$@" && shift "$FLAG_WORDS" ;;
      *) read_word "$1" ;;
    esac
    shift
  done
  [[ -n $COMMAND_NAME ]] || usage_error 'Which command?'
}

# --flag VALUE or --flag=VALUE; the words after the flag's own that it took, in FLAG_WORDS.
read_flag() {
  local flag=${1%%=*} value
  FLAG_WORDS=0
  if [[ $flag == --home ]]; then
    SETTING=PAZ_HOME
  else
    setting_of "$flag" || usage_error "There is no option $flag."
  fi
  if [[ $1 == *=* ]]; then
    value=${1#*=}
  else
    (($# > 1)) || usage_error "$flag wants a value."
    value=$2
    FLAG_WORDS=1
  fi
  [[ -n $value ]] || usage_error "$flag wants a value."
  FLAG_VALUE[$SETTING]=$value
}

# read_own_flag COMMAND FLAG [VALUE]: as read_flag, for a flag of one command, which stands before it; the value in OWN_VALUE.
read_own_flag() {
  local command=$1
  shift
  FLAG_WORDS=0
  [[ $COMMAND_NAME == "$command" ]] || usage_error "There is no option ${1%%=*}."
  if [[ $1 == *=* ]]; then
    OWN_VALUE=${1#*=}
  else
    (($# > 1)) || usage_error "$1 wants a value."
    OWN_VALUE=$2
    FLAG_WORDS=1
  fi
  [[ -n $OWN_VALUE ]] || usage_error "${1%%=*} wants a value."
}

read_token_flag() {
  read_own_flag token "$@"
  case ${1%%=*} in
    --scope) TOKEN_SCOPES+=("$OWN_VALUE") ;;
    --expires) TOKEN_EXPIRES=$OWN_VALUE ;;
    --name) TOKEN_NAME=$OWN_VALUE ;;
    --overlap) TOKEN_OVERLAP=$OWN_VALUE ;;
  esac
}

read_certificate_flag() {
  read_own_flag certificates "$@"
  case ${1%%=*} in
    --chain) CERTIFICATE_CHAIN=$OWN_VALUE ;;
    --key) CERTIFICATE_KEY=$OWN_VALUE ;;
  esac
}

read_word() {
  if [[ -z $COMMAND_NAME ]]; then
    case $1 in
      up | open | token | unlock | status | logs | why | audit | down | destroy | test) COMMAND_NAME=$1 ;;
      deploy | scale | restart | stop | start | rollback | preview | backup | restore | secrets | certificates | space | etcdctl) COMMAND_NAME=$1 ;;
      *) hand_over "$1" || usage_error "There is no command \"$1\"." ;;
    esac
  elif [[ $COMMAND_NAME == logs && -z $OPTION_PART ]]; then
    OPTION_PART=$1
  elif [[ $COMMAND_NAME == token && -z $TOKEN_ACTION ]]; then
    TOKEN_ACTION=$1
  elif [[ $COMMAND_NAME == token && -z $TOKEN_ID ]]; then
    TOKEN_ID=$1
  elif [[ $COMMAND_NAME == certificates && -z $CERTIFICATE_ACTION ]]; then
    CERTIFICATE_ACTION=$1
  elif [[ $COMMAND_NAME == certificates && -z $CERTIFICATE_ID ]]; then
    CERTIFICATE_ID=$1
  elif [[ $COMMAND_NAME == test && -z $TEST_PART ]]; then
    TEST_PART=$1
  elif [[ $COMMAND_NAME == audit && -z $AUDIT_WORD ]]; then
    AUDIT_WORD=$1
  elif [[ $COMMAND_NAME == audit && -z $AUDIT_FOLDER ]]; then
    AUDIT_FOLDER=$1
  elif [[ $COMMAND_NAME == why && -z $REQUEST_ID ]]; then
    REQUEST_ID=$1
  elif [[ $COMMAND_NAME =~ ^(backup|restore)$ && -z $FOLDER ]]; then
    FOLDER=$1
  elif [[ $COMMAND_NAME == secrets && $1 =~ ^(list|set|unset)$ && -z $SECOND_WORD ]]; then
    COMMAND_NAME=cli CLI_ARGUMENTS=(secrets "$1")
  elif [[ -z $SERVICE ]] && takes_service; then
    SERVICE=$1
  elif [[ -z $SECOND_WORD ]] && takes_second_word; then
    SECOND_WORD=$1
  else
    usage_error "\"$1\" is one word too many."
  fi
}

# hand_over WORD: whether it is a command of the command line for every machine, which then reads what follows.
hand_over() {
  [[ " ${CLI_COMMANDS[*]} " == *" $1 "* ]] || return 1
  COMMAND_NAME=cli CLI_ARGUMENTS=("$1")
}

takes_service() {
  [[ $COMMAND_NAME =~ ^(deploy|scale|restart|stop|start|rollback|preview)$ ]]
}

takes_second_word() {
  [[ $COMMAND_NAME =~ ^(deploy|scale|rollback|preview|secrets|unlock|space)$ ]]
}

usage_error() {
  printf '%s\nCommands: up, open, token, unlock, status, logs, why, audit, deploy, scale, restart, stop, start, rollback, preview, backup, restore, secrets, certificates, space, etcdctl, down, destroy, test, %s. More: ./paz --help\n' "$1" "$(printf '%s, ' "${CLI_COMMANDS[@]:0:${#CLI_COMMANDS[@]}-1}")${CLI_COMMANDS[-1]}" >&2
  exit 2
}

show_version() {
  if [[ -n $PACKAGE_USER ]]; then
    # shellcheck disable=SC2016  # dpkg-query replaces it
    dpkg-query -W -f 'paz ${Version}\n' paz
    return
  fi
  if [[ -e $ROOT/version ]]; then
    echo "paz $(<"$ROOT/version")"
    return
  fi
  sed -n '/<parent>/,/<\/parent>/d; s|.*<version>\(.*\)</version>.*|paz \1|p; /<version>/q' "$ROOT/pom.xml" | head -n 1
}

show_help() {
  cat <<HELP
Paz runs container images on this machine and keeps them reachable under a name.

  ./paz up               set up what is missing, start the platform, deploy the demo service; --no-demo leaves that out
  ./paz open             a link to the web page, which signs a browser in once
  ./paz token create --scope read|admin|deploy:SERVICE [--scope ...] [--expires 90d] [--name NAME]   an API token, shown once
  ./paz token list       the API tokens, without their texts
  ./paz token revoke ID  end one
  ./paz token rotate [--overlap 10m]   another administrator's token at once, without a restart; the old one works so long (0m: ends at once)
  ./paz unlock NAME      remove the second factor of an account whose owner has lost it
  ./paz status           what runs and serves, where the data is (exit status 0: all well, 1: trouble, 3: down)
  ./paz logs [PART]      last lines of a part: etcd, haproxy, paz, dockerd, supervisor; -f follows, -n N gives so many
  ./paz logs SERVICE     the same of all instances of a service
  ./paz why ID           what became of a request, by the X-Request-Id of its answer: instances, times, their lines, deployments
  ./paz audit [verify]   who changed what, and who was refused, -n N gives so many; verify [FOLDER] checks that nobody changed the log
  ./paz deploy SERVICE [IMAGE]      deploy it, and show each step (exit status 0: done, 1: it failed)
  ./paz scale SERVICE INSTANCES     run it with so many instances
  ./paz restart SERVICE             replace what runs by the same, without dropping a request
  ./paz stop SERVICE                take its instances away; its host names answer 503
  ./paz start SERVICE               bring them back
  ./paz rollback SERVICE VERSION    deploy an earlier version again: image, configuration and scale
  ./paz preview SERVICE [IMAGE]     what a deployment would change; changes nothing
  ./paz backup FOLDER    save catalogue, deployments, routes, token and settings while all runs; the newest 7 are kept
  ./paz restore FOLDER   put the newest backup of the folder in place of a platform that is not there; --unverified takes one that the
                         keys in secrets.key did not sign
  ./paz secrets rotate   encrypt what is stored secret with a new key
  ./paz certificates     the certificates of public host names, with their days left
  ./paz certificates upload ID --chain FILE --key FILE   serve one of your own, or a renewed one in its place
  ./paz certificates remove ID      serve it no more
  ./paz space            free space, and the images and containers that a cleanup would remove
  ./paz space cleanup    remove them: images that Paz pulled and that no kept version needs
  ./paz etcdctl WORD...  etcdctl as the user root of this platform's etcd
  ./paz down             stop everything, keep the data
  ./paz destroy          stop everything and remove the data; asks first, unless --yes
  ./paz test [PART]      set up what is missing and run every test, or those of a module, a test class or a shell test
  ./paz --version, --help

Further commands are those of the command line for every machine, docs/command-line.md, which speaks to this platform here:
  ./paz WORD --help      of ${CLI_COMMANDS[*]}
                         and of secrets list, set and unset

Settings: a flag, the environment, or a line NAME=value in the file config under PAZ_HOME; the first of these wins.

  --home FOLDER                   PAZ_HOME                    data, logs, pid files ($DEFAULT_HOME)
$(settings_help)
HELP
}

on_exit() {
  local status=$?
  stop_clock
  [[ $status != 130 || -z $STEP ]] || printf '%s: interrupted. ./paz up goes on, ./paz down stops what runs.\n' "$STEP" >&2
  release_services
  [[ -z ${HOME_LOCK:-} ]] || give_home
}
