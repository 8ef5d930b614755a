/** The announcer of one host: keeps the healthy instances that its sidekicks register announced in etcd. */
@NullMarked
package io.paz.announcer;

import org.jspecify.annotations.NullMarked;
