package io.paz.alarm.delivery.channel;

import java.net.URI;
import java.util.SortedMap;

/** A POST of JSON. */
record OutgoingRequest(URI url, SortedMap<String, String> headers, String body) {}
