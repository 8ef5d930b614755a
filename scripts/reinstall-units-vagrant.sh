#!/usr/bin/env bash
# Takes Paz's own units off the hosts of vagrant/, and starts those of this folder. Services go on; Paz keeps its data. It is run by
# fleetctl of the first host, as root, since fleet's API listens on each host's own loopback address and is for root.
set -euo pipefail
# shellcheck source=helpers.sh
. "$(dirname "$0")/helpers.sh"
cd "$CLUSTER_ROOT"
export SSH=${SSH:-ssh -F $(pwd)/vagrant/.vagrant/ssh-config -o BatchMode=yes}
first=$(sed -n 's/^HOSTS="\{0,1\}\([^=]*\)=.*/\1/p' vagrant/cluster.env)
[[ -e vagrant/.vagrant/ssh-config ]] || die 'The hosts of vagrant/ are not up (expected: scripts/install-vagrant.sh was run)'
# shellcheck disable=SC2086 # SSH holds a program and its options
tar -cz scripts units | $SSH "$first" "rm -rf paz && mkdir paz && tar -C paz -xz"
# shellcheck disable=SC2086
$SSH "$first" "sudo env FLEETCTL=/opt/bin/fleetctl PAZ_WAIT=$PAZ_WAIT DEBUG=${DEBUG:-} PAZ_WITHOUT='${PAZ_WITHOUT:-}' sh -c 'paz/scripts/stop-runlevel.sh 2 1 0 && paz/scripts/start-runlevel.sh 0 1 2'"
