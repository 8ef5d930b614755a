package io.paz.scheduler.web;

import io.paz.api.scheduler.DeployRequest;
import io.paz.api.scheduler.PromotionRequest;
import io.paz.engine.DeployedName;
import io.paz.http.error.ApiException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses and validates hook calls. */
final class HookRequests {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    private static final int SHOWN = 100;

    private HookRequests() {}

    /** A field that a record calls non-null is null all the same when the JSON lacks it. */
    static String requireServiceName(DeployRequest request) {
        @Nullable String name = request.serviceName();
        if (name == null) {
            throw ApiException.invalidField("serviceName", null, "the name of a service");
        }
        return name;
    }

    /** The deployed name in the environment of the one service that a promotion names. */
    static DeployedName promoted(String environment, PromotionRequest request) {
        String from = request.from();
        if (from == null || !DeployedName.isEnvironment(from) || from.equals(environment)) {
            throw ApiException.invalidField("from", from, "another environment, one of GET /environments");
        }
        List<String> services = request.services() == null ? List.of() : request.services();
        if (services.size() != 1 || services.get(0).contains(".")) {
            throw ApiException.invalidField(
                    "services", String.valueOf(services), "the name of one service, without its environment");
        }
        return new DeployedName(services.get(0), environment);
    }

    static DeploymentRequest order(DeployRequest request, @Nullable String key, Requester requester) {
        boolean pushed = request.pushedAt() != null;
        String evidence = "POST /hooks/deploy" + (pushed ? ", pushed at " + shortened(request.pushedAt()) : "");
        return new DeploymentRequest(request.dockerRepository(), pushed, key, evidence, requester);
    }

    static @Nullable String requireShort(@Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw ApiException.invalidField("Idempotency-Key", key, "1 to 200 visible ASCII characters");
        }
        return key;
    }

    static String shortened(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
