package io.paz.alarm.delivery.channel;

import io.paz.alarm.delivery.DeliveryException;
import io.paz.client.AddressKind;
import io.paz.client.BoundedHttp;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Sends notifications over HTTP. Metadata services of clouds, which are reached on the own link, are no receivers. */
final class HttpSender {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int MAX_QUOTED = 200;
    private static final int FIRST_FAILURE = 300;

    private final BoundedHttp http = new BoundedHttp(new BoundedHttp.Limits(TIMEOUT, MAX_ANSWER_BYTES))
            .connectingTo(address -> AddressKind.of(address) != AddressKind.LINK_LOCAL);

    void send(OutgoingRequest request) throws DeliveryException {
        HttpHeaders headers = new HttpHeaders();
        request.headers().forEach(headers::set);
        BoundedHttp.Answer answer = await(http.send(HttpMethod.POST, request.url(), headers, request.body())
                .toFuture());
        if (answer.status() >= FIRST_FAILURE) {
            throw new DeliveryException(refusal(answer));
        }
    }

    /** On a thread that is the target's own. */
    private static BoundedHttp.Answer await(Future<BoundedHttp.Answer> call) throws DeliveryException {
        try {
            return call.get(TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DeliveryException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new DeliveryException("no whole answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException("the platform stops", e);
        }
    }

    private static String refusal(BoundedHttp.Answer answer) {
        String said = answer.body().strip();
        String quoted = said.length() <= MAX_QUOTED ? said : said.substring(0, MAX_QUOTED) + "...";
        return "it answered with status " + answer.status() + (quoted.isEmpty() ? "" : ": " + quoted);
    }
}
