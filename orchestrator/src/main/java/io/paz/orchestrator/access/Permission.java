package io.paz.orchestrator.access;

/** What a caller needs for a route. */
public enum Permission {
    /** Nothing: the route has a secret of its own, or reveals nothing. */
    OPEN,
    /** Any credential. */
    SIGNED_IN,
    /** To read the platform, or to deploy the service that the request names. */
    READ,
    /** To deploy the service that the request names; every service where it names none. */
    DEPLOY,
    /** An administrator. */
    ADMINISTER,
    /** An administrator who is there in person: what is made outlives the credential that made it. */
    ADMINISTER_IN_PERSON,
    /** The administrator's token itself. */
    ADMINISTRATOR_TOKEN
}
