package io.paz.store;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Filter;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WALRecoveryMode;

/** RocksDB's options for a small store that shares its process with others, and the native handles they hold. */
final class RocksSettings implements AutoCloseable {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long BLOCK_CACHE = 8 * MEBIBYTE;
    private static final long WRITE_BUFFER = 4 * MEBIBYTE;
    private static final long WRITE_BUFFERS_TOGETHER = 8 * MEBIBYTE;
    private static final long WRITE_AHEAD_LOGS_TOGETHER = 16 * MEBIBYTE;
    private static final int BLOOM_BITS_PER_KEY = 10;

    private final Cache cache = new LRUCache(BLOCK_CACHE);
    private final Filter filter = new BloomFilter(BLOOM_BITS_PER_KEY);
    private final ColumnFamilyOptions tableOptions = new ColumnFamilyOptions()
            .setWriteBufferSize(WRITE_BUFFER)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setFilterPolicy(filter)
                    .setCacheIndexAndFilterBlocks(true));
    private final List<DBOptions> databaseOptions = new ArrayList<>();

    /**
     * Options to open a database with.
     *
     * <p>A write-ahead log may end in the middle of a record: that record was never answered. Damage anywhere else is a
     * reason not to open, because records after it were answered and would be lost without a word.
     */
    DBOptions database(boolean create) {
        DBOptions options = new DBOptions()
                .setCreateIfMissing(create)
                .setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setParanoidChecks(true)
                .setDbWriteBufferSize(WRITE_BUFFERS_TOGETHER)
                .setMaxTotalWalSize(WRITE_AHEAD_LOGS_TOGETHER)
                .setMaxOpenFiles(64)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(MEBIBYTE)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        databaseOptions.add(options);
        return options;
    }

    ColumnFamilyOptions table() {
        return tableOptions;
    }

    @Override
    public void close() {
        databaseOptions.forEach(DBOptions::close);
        tableOptions.close();
        filter.close();
        cache.close();
    }
}
