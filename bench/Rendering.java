import io.paz.confd.resource.ConfFiles;
import io.paz.confd.resource.Renderer;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Rendering SERVICES INSTANCES: time to render the files of so many services of so many instances, the first time, and after one key changed. */
public final class Rendering {

    private static final int ROUNDS = 30;
    private static final String ADDRESS = "127.0.0.1:2379";

    private Rendering() {}

    public static void main(String[] args) {
        int services = Integer.parseInt(args[0]);
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put("/paz/config/hosts/127.0.0.1", "");
        for (int service = 1; service <= services; service++) {
            for (int instance = 1; instance <= Integer.parseInt(args[1]); instance++) {
                keys.put("/paz/services/sim-" + service + "/1/" + instance, ADDRESS);
            }
        }
        Renderer renderer = new Renderer(ConfFiles.builtIn(), Map.of());
        print("rendered the first time", new long[] {time(renderer, keys)});
        print("rendered after a new instance", LongStream.range(0, ROUNDS)
                .map(round -> {
                    keys.put("/paz/services/sim-" + (1 + round % services) + "/2/1", ADDRESS);
                    return time(renderer, keys);
                })
                .toArray());
        print("rendered after a new service", LongStream.range(0, ROUNDS)
                .map(round -> {
                    keys.put("/paz/services/new-" + round + "/1/1", ADDRESS);
                    return time(renderer, keys);
                })
                .toArray());
        print("rendered with nothing changed", LongStream.range(0, ROUNDS)
                .map(round -> time(renderer, keys))
                .toArray());
    }

    /** Processor time, which other load on the machine does not change. */
    private static long time(Renderer renderer, SortedMap<String, String> keys) {
        SortedMap<String, String> copy = new TreeMap<>(keys);
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        renderer.render(copy);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
    }

    private static void print(String what, long[] nanos) {
        long[] sorted = LongStream.of(nanos).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "  %-46s n=%-4d median %8.1f ms   max %8.1f ms of a processor%n",
                what,
                sorted.length,
                sorted[(sorted.length - 1) / 2] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }
}
