/** The template's text as tokens, and as a tree of nodes and expressions. */
@NullMarked
package io.paz.confd.template.syntax;

import org.jspecify.annotations.NullMarked;
