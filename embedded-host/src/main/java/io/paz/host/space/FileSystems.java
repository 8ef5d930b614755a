package io.paz.host.space;

import io.paz.host.space.HostSpace.FileSystem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how much room file systems have; two folders on one file system are one line. */
public final class FileSystems {

    private FileSystems() {}

    /** @param folders with what is kept there, for people */
    public static List<FileSystem> read(Map<Path, String> folders) throws IOException {
        Map<Object, FileSystem> found = new LinkedHashMap<>();
        for (Map.Entry<Path, String> folder : folders.entrySet()) {
            Object device = Files.getAttribute(folder.getKey(), "unix:dev");
            FileSystem here = read(folder.getKey(), folder.getValue());
            found.merge(device, here, FileSystems::joined);
        }
        return new ArrayList<>(found.values());
    }

    private static FileSystem read(Path folder, String use) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return new FileSystem(folder.toString(), use, store.getTotalSpace(), store.getUsableSpace());
    }

    private static FileSystem joined(FileSystem one, FileSystem other) {
        return new FileSystem(one.path(), one.use() + ", " + other.use(), one.total(), one.available());
    }
}
