/** What people and programs see: lines, tables, progress, JSON. */
@NullMarked
package io.paz.cli.output;

import org.jspecify.annotations.NullMarked;
