package io.paz.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands against answers that a test gives, on a server of its own, and keeps what was asked and printed. */
final class Terminal implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();

    /** What a command printed, and how it ended. */
    record Result(int status, String out, String err) {}

    Terminal(Path home) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        variables.put("HOME", home.toString());
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Terminal with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** @param answer a status, a space and a body */
    Terminal answering(String request, String answer) {
        answers.put(request, answer);
        return this;
    }

    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (asked) {
            asked.add(request + (body.isEmpty() ? "" : " " + body) + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
        }
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        String missing = answers.getOrDefault(request, "404 {\"message\":\"Not found.\"}");
        String[] answer =
                answers.getOrDefault(request + " as " + accepted, missing).split(" ", 2);
        byte[] bytes = answer[1].getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer[0]), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    Result run(String... words) {
        return typing("", words);
    }

    Result typing(String input, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Session session = new Session(new Session.Environment(
                Map.copyOf(variables),
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(input)),
                false,
                Clock.systemUTC()));
        int status = Commands.of(session, words).execute(words);
        session.out().flush();
        session.err().flush();
        return new Result(status, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
