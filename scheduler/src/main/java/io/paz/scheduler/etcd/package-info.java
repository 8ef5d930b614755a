/** What deployments read and write in etcd. */
@NullMarked
package io.paz.scheduler.etcd;

import org.jspecify.annotations.NullMarked;
