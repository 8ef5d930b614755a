package io.paz.engine.fleet.space;

import java.util.List;

/** The file systems that a host's platform and its Docker write to. */
public record FileSystemList(List<FileSystem> fileSystems) {

    /**
     * A file system.
     *
     * @param path a folder on it
     * @param use what is there, for people
     */
    public record FileSystem(String path, String use, long total, long available) {}
}
