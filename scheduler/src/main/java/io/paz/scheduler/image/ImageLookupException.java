package io.paz.scheduler.image;

/** A registry did not say what a tag names; the message is for people, and names the registry. */
public final class ImageLookupException extends Exception {

    private static final long serialVersionUID = 1;

    public ImageLookupException(String message) {
        super(message);
    }
}
