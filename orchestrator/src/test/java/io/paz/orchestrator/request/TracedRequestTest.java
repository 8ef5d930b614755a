package io.paz.orchestrator.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TracedRequestTest {

    private static final String DIRECT =
            "paz1 request-0001 1767225600123 front_public shop shop-3-1 200 ---- 0 1 34 35 0 120 4096 203.0.113.7 GET shop.example.com /cart";
    private static final String OUTER =
            "paz1 request-0002 1767225600500 front_internal shop again 200 ---- 0 0 200 201 1 120 4096 10.0.0.9 GET shop.paz /";
    private static final String FIRST =
            "paz1 request-0002 1767225600390 front_first shop shop-3-1 502 SH-- 0 1 -1 90 0 120 0 unix GET - /";
    private static final String AGAIN =
            "paz1 request-0002 1767225600499 front_again shop shop-3-2 200 ---- 0 1 100 101 0 120 4096 unix GET - /";

    private static RequestPass pass(String line) {
        return RequestPass.parse(line).orElseThrow();
    }

    @Test
    void a_line_is_read_field_by_field() {
        assertThat(pass(DIRECT))
                .isEqualTo(new RequestPass(
                        "request-0001",
                        Instant.ofEpochMilli(1767225600123L),
                        "front_public",
                        "shop",
                        "shop-3-1",
                        200,
                        "----",
                        0,
                        1,
                        34,
                        35,
                        0,
                        false,
                        120,
                        4096,
                        "203.0.113.7",
                        "GET",
                        "shop.example.com",
                        "/cart"));
    }

    @Test
    void secrets_in_addresses_of_hooks_are_not_kept() {
        String services = DIRECT.replace("/cart", "/hooks/in/1/secret");
        assertThat(pass(services).kept(services)).isEqualTo(services);
        for (String service : List.of("paz-orchestrator", "paz-web", "-")) {
            String hook = services.replace(" shop ", " " + service + " ");
            assertThat(pass(hook).kept(hook))
                    .isEqualTo(hook.replace("/hooks/in/1/secret", "/hooks/***"))
                    .doesNotContain("secret");
            String plain = DIRECT.replace(" shop ", " " + service + " ");
            assertThat(pass(plain).kept(plain)).isEqualTo(plain);
        }
    }

    @Test
    void what_is_no_line_of_this_format_is_left_out() {
        for (String line : List.of(
                "",
                "paz1",
                DIRECT + " more",
                DIRECT.replace("paz1", "paz2"),
                DIRECT.replace("1767225600123", "soon"),
                DIRECT.replace(" 4096 ", " 99999999999999999999 "),
                "Server shop/shop-3-1 is DOWN, reason: Layer4 connection problem, info: \"Connection refused\"")) {
            assertThat(RequestPass.parse(line)).as(line).isEmpty();
        }
    }

    @Test
    void a_request_that_went_straight_to_an_instance() {
        TracedRequest request = TracedRequest.join(List.of(pass(DIRECT))).get(0);
        assertThat(request.instances()).containsExactly("shop-3-1");
        assertThat(request.start()).isEqualTo(Instant.ofEpochMilli(1767225600088L));
        assertThat(request.story())
                .containsExactly(
                        "GET shop.example.com/cart came from 203.0.113.7, for shop",
                        "shop-3-1 was asked and gave 200 after 34 ms",
                        "The client got 200 after 35 ms");
    }

    @Test
    void a_request_that_a_second_instance_answered() {
        List<TracedRequest> requests = TracedRequest.join(List.of(pass(FIRST), pass(AGAIN), pass(OUTER)));
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).instances()).containsExactly("shop-3-1", "shop-3-2");
        assertThat(requests.get(0).story())
                .containsExactly(
                        "GET shop.paz/ came from 10.0.0.9, for shop",
                        "shop-3-1 was asked and gave no answer: the instance closed or refused the connection before the head of the answer was"
                                + " complete",
                        "shop-3-2 was asked and gave 200 after 100 ms",
                        "The client got 200 after 201 ms");
    }

    @Test
    void requests_that_share_an_id_stay_apart() {
        String later = DIRECT.replace("request-0001", "request-0002");
        List<TracedRequest> requests = TracedRequest.join(List.of(pass(FIRST), pass(AGAIN), pass(OUTER), pass(later)));
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).instances()).containsExactly("shop-3-1");
    }

    @Test
    void a_request_that_no_instance_could_take() {
        String line =
                "paz1 request-0003 1767225600123 front_internal shop <NOSRV> 503 SC-- 0 -1 -1 12 +3 120 200 10.0.0.9 POST shop.paz /order";
        TracedRequest request = TracedRequest.join(List.of(pass(line))).get(0);
        assertThat(request.instances()).isEmpty();
        assertThat(request.story())
                .containsExactly(
                        "POST shop.paz/order came from 10.0.0.9, for shop",
                        "No instance was asked: the instance closed or refused the connection while HAProxy connected to the instance",
                        "The client got 503 after 12 ms: the instance closed or refused the connection while HAProxy connected to the instance");
    }

    @Test
    void a_host_that_no_service_has() {
        String line =
                "paz1 request-0004 1767225600123 front_public - <NOSRV> 404 LR-- -1 -1 -1 0 0 120 200 10.0.0.9 GET nobody.example /";
        assertThat(TracedRequest.join(List.of(pass(line))).get(0).story().get(0))
                .isEqualTo("GET nobody.example/ came from 10.0.0.9; no service has this host name there");
    }

    @Test
    void an_inner_pass_without_an_outer_one_is_no_request() {
        assertThat(TracedRequest.join(List.of(pass(FIRST)))).isEmpty();
    }
}
