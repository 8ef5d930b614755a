package io.paz.engine.key;

import io.paz.engine.DeployedName;
import io.paz.engine.ReleaseId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of what routing is configured by, below {@code /paz/config/}. */
public final class ConfigKeys {

    public static final String ROOT = "/paz/config/";

    /** Folder of the addresses that instances may have. */
    public static final String HOSTS = ROOT + "hosts/";

    /** Folder of the addresses that parts of Paz may have, and no service. */
    public static final String PART_HOSTS = ROOT + "part-hosts/";

    /** Folder of the hosts whose announcers have reported all that runs there. */
    public static final String ANNOUNCERS = ROOT + "announcers/";

    /** Key of the operator's own domain. */
    public static final String DOMAIN = ROOT + "domain";

    /** Folder of the services' settings. */
    public static final String SERVICES = ROOT + "services/";

    public static final String VISIBILITY = "visibility";
    public static final String RESPONSE_TIMEOUT = "response-timeout";
    public static final String DOMAINS = "domains";
    public static final String ROUTES = "routes";
    public static final String HTTPS_REDIRECT = "https-redirect";
    public static final String HSTS = "hsts";
    public static final String PROXY = "proxy";
    public static final String TCP_PORT = "tcp-port";
    public static final String VERSIONS = "versions";

    private static final Pattern VERSION_KEY =
            Pattern.compile(SERVICES + "(" + DeployedName.LENIENT_PATTERN + ")/" + VERSIONS + "/([1-9][0-9]{0,8})/.+");

    private ConfigKeys() {}

    /** Key that lets instances have an address. */
    public static String host(String address) {
        return HOSTS + address;
    }

    /** Key that lets parts of Paz have an address. */
    public static String partHost(String address) {
        return PART_HOSTS + address;
    }

    /** Key that marks a host whose announcer has reported. */
    public static String announcer(String address) {
        return ANNOUNCERS + address;
    }

    /** Folder of a service, with its slash. */
    public static String service(String service) {
        return SERVICES + service + "/";
    }

    /** Key of whether a service is public. */
    public static String visibility(String service) {
        return service(service) + VISIBILITY;
    }

    /** Key of how long an answer of a service may take. */
    public static String responseTimeout(String service) {
        return service(service) + RESPONSE_TIMEOUT;
    }

    /** Folder of a service's own domains, with its slash. */
    public static String domains(String service) {
        return service(service) + DOMAINS + "/";
    }

    /** Folder of a service's routes, with its slash. */
    public static String routes(String service) {
        return service(service) + ROUTES + "/";
    }

    /** Key that keeps the plain HTTP of a service from being redirected to HTTPS. */
    public static String httpsRedirect(String service) {
        return service(service) + HTTPS_REDIRECT;
    }

    /** Key of how long browsers are to use HTTPS alone for a service. */
    public static String hsts(String service) {
        return service(service) + HSTS;
    }

    /** Folder of what HAProxy does with the requests of a service beside routing them, with its slash. */
    public static String proxy(String service) {
        return service(service) + PROXY + "/";
    }

    /** Key of the public port of a TCP service. */
    public static String tcpPort(String service) {
        return service(service) + TCP_PORT;
    }

    /** Folder of a version, with its slash. */
    public static String version(ReleaseId release) {
        return service(release.service()) + VERSIONS + "/" + release.version() + "/";
    }

    /** Key of a setting of a version. */
    public static String of(ReleaseId release, VersionSetting setting) {
        return version(release) + setting.key();
    }

    /** Returns the version that a key lies below; empty where it lies below none. */
    public static Optional<ReleaseId> releaseOf(String key) {
        Matcher matcher = VERSION_KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new ReleaseId(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
