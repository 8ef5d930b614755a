package io.paz.scheduler.image;

/** A registry did not resolve a tag; the message is for people, and names the registry. */
public final class ImageLookupException extends Exception {

    private static final long serialVersionUID = 1;

    public ImageLookupException(String message) {
        super(message);
    }
}
