package io.paz.http.option;

import java.util.List;

/** The options that every service has. */
public final class CommonOptions {

    private CommonOptions() {}

    /**
     * @param prefix of the variables that belong to one service, {@code PAZ_SCHEDULER}
     */
    public static List<Option> of(String prefix, int port) {
        return List.of(
                new Option(
                        "port",
                        prefix + "_PORT",
                        OptionType.PORT,
                        String.valueOf(port),
                        "port to listen on; 0 takes a free one"),
                new Option("bind", prefix + "_BIND", OptionType.TEXT, "127.0.0.1", "address to listen on"),
                new Option(
                        "token-file",
                        "PAZ_TOKEN_FILE",
                        OptionType.PATH,
                        null,
                        "file with the token that every request must carry; needed unless --insecure"),
                new Option(
                        "insecure",
                        "PAZ_INSECURE",
                        OptionType.FLAG,
                        "false",
                        "ask for no token; only with a loopback address"),
                new Option(
                        "request-timeout",
                        prefix + "_REQUEST_TIMEOUT",
                        OptionType.wholeNumber("SECONDS", 1, 3_600),
                        "30",
                        "seconds that a client has to send a request"),
                new Option(
                        "cors-origins",
                        prefix + "_CORS_ORIGINS",
                        OptionType.TEXT,
                        "",
                        "origins of web pages that may call, with commas between; none when empty"));
    }
}
