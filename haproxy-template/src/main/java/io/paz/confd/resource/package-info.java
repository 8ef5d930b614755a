/** confd's own files: the template resources of conf.d, read from TOML, and what they render from one tree of keys. */
@NullMarked
package io.paz.confd.resource;

import org.jspecify.annotations.NullMarked;
