/** What must hold when parts of the platform fail, and when clients and deployments are hostile. */
@NullMarked
package io.paz.test.fault;

import org.jspecify.annotations.NullMarked;
