package io.paz.alarm.delivery;

import io.paz.alarm.Delivery;
import java.util.Collection;
import java.util.List;

/** Keeps deliveries on disk until they are made, or given up. */
public interface DeliveryRepository {

    /** In the order of their IDs. */
    List<Delivery> pending();

    void remove(Collection<Delivery> deliveries);
}
