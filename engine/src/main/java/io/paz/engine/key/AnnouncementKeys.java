package io.paz.engine.key;

import io.paz.engine.DeployedName;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of what is announced, below {@code /paz/services/}. */
public final class AnnouncementKeys {

    public static final String ROOT = "/paz/services/";

    /** Form of an instance's key, for people. */
    public static final String FORM = ROOT + "<service>/<version>/<instance>";

    private static final String NUMBER = "([1-9][0-9]{0,8})";
    private static final String VERSION = ROOT + "(" + DeployedName.LENIENT_PATTERN + ")/" + NUMBER + "/";
    private static final Pattern INSTANCE_KEY = Pattern.compile(VERSION + NUMBER);
    private static final Pattern VERSION_KEY = Pattern.compile(VERSION + ".+");

    private AnnouncementKeys() {}

    /** Key of an instance. */
    public static String of(InstanceId id) {
        return folder(id.release()) + id.instance();
    }

    /** Key of a part of Paz. */
    public static String ofPart(String name) {
        return ROOT + name;
    }

    /** Folder of a version, with its slash. */
    public static String folder(ReleaseId release) {
        return folder(release.service()) + release.version() + "/";
    }

    /** Folder of a service, with its slash. */
    public static String folder(String service) {
        return ROOT + service + "/";
    }

    /** Whether it is the key of an instance. */
    public static boolean isInstance(String key) {
        return INSTANCE_KEY.matcher(key).matches();
    }

    /** Parses the key of an instance; empty for every other text. */
    public static Optional<InstanceId> parse(String key) {
        Matcher matcher = INSTANCE_KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new ReleaseId(matcher.group(1), Integer.parseInt(matcher.group(2)))
                        .instance(Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** Returns the version that a key lies below; empty where it lies below none. */
    public static Optional<ReleaseId> releaseOf(String key) {
        Matcher matcher = VERSION_KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new ReleaseId(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
