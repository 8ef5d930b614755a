/** Three hosts on one machine, each a container with an init system, etcd and a Docker engine of its own, and what Paz must bear there. */
@NullMarked
package io.paz.test.cluster;

import org.jspecify.annotations.NullMarked;
