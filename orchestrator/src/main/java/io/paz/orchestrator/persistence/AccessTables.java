package io.paz.orchestrator.persistence;

import io.paz.store.Table;
import java.util.Set;

/** Tables of the orchestrator's store. */
public final class AccessTables {

    /** Id to token. */
    static final Table TOKENS = new Table("tokens");

    /** Name to person. */
    static final Table PEOPLE = new Table("people");

    public static final Set<Table> ALL = Set.of(TOKENS, PEOPLE);

    private AccessTables() {}
}
