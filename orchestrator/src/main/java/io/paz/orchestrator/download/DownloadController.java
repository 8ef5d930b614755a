package io.paz.orchestrator.download;

import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The file of the command line, which says nothing of this platform. */
@RestController
final class DownloadController {

    private final Resource file;
    private final String etag;

    DownloadController(Resource file, String etag) {
        this.file = file;
        this.etag = etag;
    }

    @GetMapping("/cli/paz")
    ResponseEntity<Resource> file(@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known) {
        boolean isKnown = known.contains(etag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .header("X-Content-Type-Options", "nosniff");
        return isKnown
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"paz\"")
                        .body(file);
    }
}
