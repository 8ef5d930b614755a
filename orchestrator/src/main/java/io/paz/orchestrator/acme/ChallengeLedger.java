package io.paz.orchestrator.acme;

import java.util.List;

/** Durable list of the records that were made for challenges, so that those of an earlier run are removed too. For several threads. */
public interface ChallengeLedger {

    List<ChallengeRecord> all();

    /** What was added is on disk; again it does no harm. */
    void add(ChallengeRecord record);

    /** One that is not there is no failure. */
    void remove(ChallengeRecord record);
}
