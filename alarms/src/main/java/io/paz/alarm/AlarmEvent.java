package io.paz.alarm;

import java.util.Locale;

/** A change that somebody may want to hear of. */
public record AlarmEvent(Kind kind, Alarm alarm) {

    /** What happened. */
    public enum Kind {
        RAISED,
        /** It matters more than when it was raised. */
        WORSENED,
        ENDED;

        /** As it is written in documents. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
