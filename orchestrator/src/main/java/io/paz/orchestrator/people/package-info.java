/** Accounts of people: roles, passwords, invitations, and how often a password may be tried. */
@NullMarked
package io.paz.orchestrator.people;

import org.jspecify.annotations.NullMarked;
