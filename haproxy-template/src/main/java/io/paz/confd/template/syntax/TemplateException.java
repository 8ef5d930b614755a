package io.paz.confd.template.syntax;

/** A template that cannot be loaded or rendered; the message names the template and the line. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateException(String template, int line, String message) {
        super(template + ":" + line + ": " + message);
    }
}
