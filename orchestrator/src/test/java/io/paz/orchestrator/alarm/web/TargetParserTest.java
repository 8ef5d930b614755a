package io.paz.orchestrator.alarm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.alarm.delivery.AlarmTarget;
import io.paz.alarm.delivery.Channel;
import io.paz.http.error.ApiException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Targets as they are asked for, right and wrong. */
final class TargetParserTest {

    private static AlarmTarget parse(String json, Optional<AlarmTarget> before) {
        TargetRequest request = JsonMapper.shared().readValue(json.replace('\'', '"'), TargetRequest.class);
        return TargetParser.parse("ops", request, before);
    }

    private static AlarmTarget parse(String json) {
        return parse(json, Optional.empty());
    }

    @Test
    void secrets_that_are_absent_stay_and_empty_ones_go() {
        AlarmTarget stored = parse("{'kind':'webhook','url':'https://a.example/hook?key=1','secret':'s1'}");
        AlarmTarget kept = parse("{'kind':'webhook','minSeverity':'critical'}", Optional.of(stored));
        assertThat(kept.channel()).isEqualTo(stored.channel());
        AlarmTarget without = parse("{'kind':'webhook','secret':''}", Optional.of(stored));
        assertThat(without.channel()).isEqualTo(new Channel.Webhook(URI.create("https://a.example/hook?key=1"), null));
    }

    @Test
    void a_secret_does_not_go_to_another_kind_or_mail_server() {
        AlarmTarget stored = parse("{'kind':'webhook','url':'https://a.example/hook','secret':'s1'}");
        assertThatThrownBy(() -> parse("{'kind':'slack'}", Optional.of(stored))).hasMessageContaining("url");

        String mail =
                "{'kind':'email','mail':{'host':'%s','username':'u',%s'from':'a@b.example','to':['c@d.example']}}";
        AlarmTarget first = parse(mail.formatted("one.example", "'password':'p1',"));
        AlarmTarget same = parse(mail.formatted("one.example", ""), Optional.of(first));
        assertThat(((Channel.Email) same.channel()).password()).isEqualTo("p1");
        AlarmTarget other = parse(mail.formatted("two.example", ""), Optional.of(first));
        assertThat(((Channel.Email) other.channel()).password()).isNull();
    }

    @Test
    void a_secret_does_not_go_to_another_address() {
        AlarmTarget stored = parse("{'kind':'ntfy','url':'https://a.example/topic','token':'t1'}");
        AlarmTarget moved = parse("{'kind':'ntfy','url':'https://b.example/topic'}", Optional.of(stored));
        assertThat(((Channel.Ntfy) moved.channel()).token()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind       | {}",
                "kind       | {'kind':'pager'}",
                "url        | {'kind':'webhook'}",
                "url        | {'kind':'webhook','url':'ftp://a.example/x'}",
                "url        | {'kind':'webhook','url':'file:///etc/passwd'}",
                "url        | {'kind':'webhook','url':'https:///x'}",
                "url        | {'kind':'webhook','url':'https://user:word@a.example/x'}",
                "url        | {'kind':'webhook','url':'https://a.example/x y'}",
                "url        | {'kind':'webhook','url':'https://a.example/\\r\\nHost: b'}",
                "url        | {'kind':'ntfy','url':'https://ntfy.example'}",
                "url        | {'kind':'ntfy','url':'https://ntfy.example/'}",
                "url        | {'kind':'ntfy','url':'https://ntfy.example/t?x=1'}",
                "secret     | {'kind':'webhook','url':'https://a.example/x','secret':'a\\nb'}",
                "token      | {'kind':'ntfy','url':'https://a.example/x','token':'a\\r\\nX: 1'}",
                "mail       | {'kind':'email'}",
                "mail.host  | {'kind':'email','mail':{'host':'-x','from':'a@b.example','to':['c@d.example']}}",
                "mail.port  | {'kind':'email','mail':{'host':'m','port':0,'from':'a@b.example','to':['c@d.example']}}",
                "mail.security | {'kind':'email','mail':{'host':'m','security':'ssl','from':'a@b.example','to':['c@d.example']}}",
                "mail.from  | {'kind':'email','mail':{'host':'m','from':'a@b.example\\nBcc: x@y.example','to':['c@d.example']}}",
                "mail.to    | {'kind':'email','mail':{'host':'m','from':'a@b.example','to':[]}}",
                "mail.to    | {'kind':'email','mail':{'host':'m','from':'a@b.example','to':['all']}}",
                "minSeverity | {'kind':'slack','url':'https://a.example/x','minSeverity':'info'}",
                "quietHours.from | {'kind':'slack','url':'https://a.example/x','quietHours':{'from':'25:00','to':'07:00'}}",
                "quietHours.to | {'kind':'slack','url':'https://a.example/x','quietHours':{'from':'07:00','to':'07:00'}}",
                "quietHours.timeZone | {'kind':'slack','url':'https://a.example/x','quietHours':{'from':'22:00','to':'07:00','timeZone':'Mars'}}"
            })
    void refuses(String field, String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith(field + ": ")
                .hasMessageNotContaining("user:word");
    }
}
