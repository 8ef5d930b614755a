package io.paz.cli.manifest;

/** A platform as a plan sees it. A change that others must come before is refused with 409, as the platform does. */
public interface Platform {

    Catalogue read();

    void apply(Change change);
}
