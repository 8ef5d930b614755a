/** Configurations of services as texts and differences. */
@NullMarked
package io.paz.cli.config;

import org.jspecify.annotations.NullMarked;
