package io.paz.orchestrator.persistence;

import io.paz.store.Table;
import java.util.Set;

/** Tables of the orchestrator's store. */
public final class AccessTables {

    /** Id to token. */
    static final Table TOKENS = new Table("tokens");

    /** Name to person. */
    static final Table PEOPLE = new Table("people");

    /** ID to certificate. */
    static final Table CERTIFICATES = new Table("certificates");

    /** Domain to what is known of its orders. */
    static final Table ACME_DOMAINS = new Table("acme-domains");

    /** The account at the ACME authority. */
    static final Table ACME_ACCOUNT = new Table("acme-account");

    /** Domain and value to the DNS record that was made for a challenge. */
    static final Table ACME_DNS_RECORDS = new Table("acme-dns-records");

    /** ID to alarm. */
    static final Table ALARMS = new Table("alarms");

    /** Name to who hears of alarms. */
    static final Table ALARM_TARGETS = new Table("alarm-targets");

    /** ID to what one target is still to hear of. */
    static final Table ALARM_DELIVERIES = new Table("alarm-deliveries");

    public static final Set<Table> ALL = Set.of(
            TOKENS,
            PEOPLE,
            CERTIFICATES,
            ACME_DOMAINS,
            ACME_ACCOUNT,
            ACME_DNS_RECORDS,
            ALARMS,
            ALARM_TARGETS,
            ALARM_DELIVERIES);

    private AccessTables() {}
}
