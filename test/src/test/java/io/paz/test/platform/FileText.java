package io.paz.test.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** What is in a file, a character for each byte; behind it, what is compressed in a file of RocksDB or of gzip. */
final class FileText {

    private static final int GZIP = 0x1f8b;

    static {
        RocksDB.loadLibrary();
    }

    private FileText() {}

    /** Empty of what is gone meanwhile. */
    static String of(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new String(bytes, ISO_8859_1) + uncompressed(file, bytes);
        } catch (IOException e) {
            return "";
        }
    }

    private static String uncompressed(Path file, byte[] bytes) throws IOException {
        if (file.toString().endsWith(".sst")) {
            return table(file);
        }
        boolean isGzip = bytes.length > 2 && ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) == GZIP;
        return isGzip
                ? new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), ISO_8859_1)
                : "";
    }

    private static String table(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Options options = new Options();
                ReadOptions reading = new ReadOptions();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            try (SstFileReaderIterator entries = reader.newIterator(reading)) {
                for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                    text.append(new String(entries.key(), ISO_8859_1)).append('\n');
                    text.append(new String(entries.value(), ISO_8859_1)).append('\n');
                }
            }
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
        return text.toString();
    }
}
