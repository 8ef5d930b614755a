package io.paz.alarm.delivery;

/** Sends notifications. Silence of the other side ends it within 30 s. */
public interface Sender {

    /** @throws DeliveryException when it is not known to have arrived */
    void send(Channel channel, Notification notification) throws DeliveryException;
}
