package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.json.Json;
import io.paz.cli.output.Output;
import io.paz.cli.output.Table;

/** What all commands have. */
abstract class Group {

    /** Label of a parameter that is the name of a service, which is completed and suggested from the platform. */
    static final String SERVICE = "SERVICE";

    private final Session session;

    Group(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    Api api() {
        return session.api();
    }

    Output out() {
        return session.output();
    }

    /** As JSON, or as a table. */
    void show(Json json, Table table, String whenEmpty) {
        if (out().isJson()) {
            out().json(json);
        } else {
            out().table(table, whenEmpty);
        }
    }

    /** As JSON, or as a sentence. */
    void done(Json json, String sentence) {
        if (out().isJson()) {
            out().json(json);
        } else {
            out().line(sentence);
        }
    }

    static String service(String name) {
        return Api.path("services", name);
    }
}
