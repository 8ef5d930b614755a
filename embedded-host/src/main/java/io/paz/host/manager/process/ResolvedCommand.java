package io.paz.host.manager.process;

import java.util.List;
import java.util.Map;

/** A command as its process would see it: the argument vector, and the whole environment. */
public record ResolvedCommand(List<String> argv, Map<String, String> environment) {}
