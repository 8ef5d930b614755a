package io.paz.orchestrator.session;

/**
 * A browser that is signed in.
 *
 * @param id what its cookie holds; a secret
 * @param csrfToken what its changing requests must carry besides, and no other site can know
 */
record Session(String id, String csrfToken) {}
