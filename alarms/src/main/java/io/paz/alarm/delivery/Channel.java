package io.paz.alarm.delivery;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a target hears of alarms, with the secrets that it takes. */
public sealed interface Channel {

    /** As it is written in documents. */
    String kind();

    /** What may be shown of it. */
    String address();

    /** One that takes requests at a URL, of which the path and the query may be secret. */
    sealed interface Http extends Channel {

        URI url();

        @Override
        default String address() {
            return url().getScheme() + "://" + url().getHost() + (url().getPort() < 0 ? "" : ":" + url().getPort());
        }
    }

    /** JSON to a URL, signed where there is a secret. */
    record Webhook(URI url, @Nullable String secret) implements Http {

        public static final String KIND = "webhook";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String toString() {
            return KIND + " " + address();
        }
    }

    /** An incoming webhook of Slack, or of what takes the same, as Mattermost does. Its URL is its secret. */
    record Slack(URI url) implements Http {

        public static final String KIND = "slack";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String toString() {
            return KIND + " " + address();
        }
    }

    /** A topic of an ntfy server. Its name may be the only secret that it has. */
    record Ntfy(URI url, @Nullable String token) implements Http {

        public static final String KIND = "ntfy";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String toString() {
            return KIND + " " + address();
        }
    }

    /**
     * Mail over SMTP.
     *
     * @param username empty where the server asks for none
     */
    record Email(
            String host,
            int port,
            MailSecurity security,
            String username,
            @Nullable String password,
            String from,
            List<String> to)
            implements Channel {

        public static final String KIND = "email";

        public Email {
            to = List.copyOf(to);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String address() {
            return String.join(", ", to);
        }

        @Override
        public String toString() {
            return KIND + " " + address();
        }
    }
}
