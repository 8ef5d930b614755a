package io.paz.directory.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;

/** Puts encoded documents into the envelope, without decoding them. */
final class Answers {

    private static final byte[] DOC = ascii("{\"doc\":");
    private static final byte[] DOCS = ascii(",\"docs\":");
    private static final byte[] END = ascii("}");

    private Answers() {}

    static byte[] doc(byte[] document) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(DOC.length + document.length + END.length);
        answer.writeBytes(DOC);
        answer.writeBytes(document);
        answer.writeBytes(END);
        return answer.toByteArray();
    }

    static byte[] doc(List<byte[]> documents) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(size(documents));
        answer.writeBytes(DOC);
        writeList(documents, answer);
        answer.writeBytes(END);
        return answer.toByteArray();
    }

    /** The first document as {@code doc}, and all of them as {@code docs}. */
    static byte[] firstAndAll(List<byte[]> documents) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(2 * size(documents));
        answer.writeBytes(DOC);
        answer.writeBytes(documents.get(0));
        answer.writeBytes(DOCS);
        writeList(documents, answer);
        answer.writeBytes(END);
        return answer.toByteArray();
    }

    private static void writeList(List<byte[]> documents, ByteArrayOutputStream answer) {
        answer.write('[');
        Iterator<byte[]> rest = documents.iterator();
        while (rest.hasNext()) {
            answer.writeBytes(rest.next());
            if (rest.hasNext()) {
                answer.write(',');
            }
        }
        answer.write(']');
    }

    private static int size(List<byte[]> documents) {
        return documents.stream().mapToInt(document -> document.length + 1).sum() + DOC.length + END.length + 1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
