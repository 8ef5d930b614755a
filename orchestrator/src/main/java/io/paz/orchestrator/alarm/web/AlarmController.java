package io.paz.orchestrator.alarm.web;

import io.paz.alarm.Alarms;
import io.paz.api.Doc;
import io.paz.orchestrator.document.AlarmDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Lists alarms. */
@RestController
public final class AlarmController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final int SHOWN_ENDED = 100;

    private final Alarms alarms;

    public AlarmController(Alarms alarms) {
        this.alarms = alarms;
    }

    /**
     * Alarms as they are answered.
     *
     * @param active the worst first
     * @param ended the newest first
     */
    record AlarmLists(List<AlarmDocument> active, List<AlarmDocument> ended) {}

    /** Who accepts plain text gets it for a terminal; everybody else gets JSON. */
    @GetMapping("/alarms")
    ResponseEntity<Object> all(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        List<AlarmDocument> active =
                alarms.active().stream().map(AlarmDocument::of).toList();
        List<AlarmDocument> ended = alarms.ended().stream()
                .limit(SHOWN_ENDED)
                .map(AlarmDocument::of)
                .toList();
        boolean plain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
        return plain
                ? ResponseEntity.ok().contentType(TEXT).body(AlarmTable.of(active))
                : ResponseEntity.ok().body(new Doc<>(new AlarmLists(active, ended)));
    }
}
