package io.paz.alarm.delivery;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Addresses of mail, as SMTP servers take them everywhere. Pure. */
public final class MailAddress {

    private static final int MAX_LENGTH = 254;

    private MailAddress() {}

    /** Whether it is one address of ASCII, {@code local@domain}, without a name. */
    public static boolean isValid(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            return false;
        }
        try {
            InternetAddress address = new InternetAddress(text, true);
            return address.getAddress().equals(text) && text.indexOf('@') > 0;
        } catch (AddressException e) {
            return false;
        }
    }
}
