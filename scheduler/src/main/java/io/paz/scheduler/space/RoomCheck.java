package io.paz.scheduler.space;

import io.paz.scheduler.request.DeploymentRefusedException;

/** Says whether there is room for another version. */
public interface RoomCheck {

    /** Where nothing is known of disks. */
    RoomCheck UNCHECKED = () -> {};

    /** @throws DeploymentRefusedException when there is too little */
    void require();
}
