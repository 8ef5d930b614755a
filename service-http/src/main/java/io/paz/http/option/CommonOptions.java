package io.paz.http.option;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.stream.Stream;

/** The options that every service has. */
public final class CommonOptions {

    private static final OptionType ADDRESSES = new OptionType(
            "ADDRESSES",
            "IP addresses with commas between",
            value -> value.isEmpty()
                    || Stream.of(value.split(",", -1))
                            .allMatch(address -> NetUtil.createInetAddressFromIpAddressString(address) != null));

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
                        "origins of web pages that may call, with commas between; none when empty"),
                new Option(
                        "audit",
                        prefix + "_AUDIT",
                        OptionType.PATH,
                        null,
                        "folder of the audit log, which services of one process may share; none is kept if unset"),
                new Option(
                        "token-rate",
                        prefix + "_TOKEN_RATE",
                        OptionType.wholeNumber("REQUESTS", 1, 1_000_000),
                        "20",
                        "requests a second of each token but the administrator's; five times as many at once"),
                new Option(
                        "address-rate",
                        prefix + "_ADDRESS_RATE",
                        OptionType.wholeNumber("REQUESTS", 1, 1_000_000),
                        "20",
                        "writes a second without a credential, as hooks get them, of each address; five times as many at once"),
                new Option(
                        "trusted-hops",
                        prefix + "_TRUSTED_HOPS",
                        ADDRESSES,
                        "",
                        "addresses besides loopback whose X-Forwarded-For is believed, with commas between"));
    }
}
