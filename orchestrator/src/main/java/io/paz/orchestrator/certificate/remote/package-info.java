/** Publishes certificates to the proxies of all hosts, through etcd. */
@NullMarked
package io.paz.orchestrator.certificate.remote;

import org.jspecify.annotations.NullMarked;
