package io.paz.scheduler.drift;

/** Receives the outcome of each repair. */
public interface RepairListener {

    void begun(Finding finding);

    void failed(Finding finding, String why);
}
