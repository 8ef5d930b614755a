package io.paz.orchestrator.live;

import java.nio.ByteBuffer;

/**
 * A message of the stream, written once for all clients, in memory beside the heap: connections send from there as it is, whereas
 * from the heap each one takes a copy of its own for as long as its client does not read.
 */
public final class Message {

    private final ByteBuffer bytes;

    private Message(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    public static Message of(byte[] json) {
        return new Message(ByteBuffer.allocateDirect(json.length).put(json).flip());
    }

    int size() {
        return bytes.remaining();
    }

    /** The same bytes, with a position of their own. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }
}
