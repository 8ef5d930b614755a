package io.paz.directory.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options as values.
 *
 * @param data folder of the store
 */
@ConfigurationProperties("paz")
record DirectoryProperties(
        Path data,
        Set<Integer> reservedPorts,
        Set<Integer> lowPorts,
        String tcpPorts,
        List<String> volumePaths,
        List<String> platformDomains) {}
