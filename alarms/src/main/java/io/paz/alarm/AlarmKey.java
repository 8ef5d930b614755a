package io.paz.alarm;

/** There is one alarm at most for a rule and a subject at a time. */
record AlarmKey(String rule, String subject) {}
