import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.config.Precision;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Amazon's random cut forest as OpenSearch's anomaly detection sets it up: 50 trees of 256 samples, shingles of 8.
 *
 * <pre>
 * throughput FILE SIGNALS CACHE WARM TIMED   a forest a signal; prints one line of JSON
 * bare FILE SIGNALS CACHE WARM TIMED         the same without the thresholding round the forest: scores alone
 * score FILE COLUMNS CACHE                   one forest over all columns; prints "score grade" for each row
 * </pre>
 *
 * FILE holds little-endian doubles, row by row. CACHE is the share of bounding boxes that are kept: 0 in OpenSearch's
 * real-time detectors, 1 in its historical ones.
 */
public final class Main {
    private static final int TREES = 50;
    private static final int SAMPLES = 256;
    private static final int SHINGLE = 8;
    private static final int OUTPUT_AFTER = 32;
    private static final double TIME_DECAY = 0.0001;
    private static final double ANOMALY_RATE = 0.005;
    private static final long MINUTE = 60;

    public static void main(String[] args) throws IOException {
        DoubleBuffer values = ByteBuffer.wrap(Files.readAllBytes(Path.of(args[1]))).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        int width = Integer.parseInt(args[2]);
        double cache = Double.parseDouble(args[3]);
        if (args[0].equals("score")) {
            score(values, width, cache);
        } else {
            throughput(args[0].equals("bare"), values, width, cache, Integer.parseInt(args[4]), Integer.parseInt(args[5]));
        }
    }

    /** Takes a reading, gives its score. */
    private interface Scorer {
        double score(double reading, long time);
    }

    private static Scorer thresholded(double cache, long seed) {
        ThresholdedRandomCutForest forest = forest(1, cache, seed);
        return (reading, time) -> forest.process(new double[] {reading}, time).getRCFScore();
    }

    private static Scorer bare(double cache, long seed) {
        RandomCutForest forest = RandomCutForest.builder()
            .dimensions(SHINGLE)
            .shingleSize(SHINGLE)
            .internalShinglingEnabled(true)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLES)
            .timeDecay(TIME_DECAY)
            .outputAfter(OUTPUT_AFTER)
            .precision(Precision.FLOAT_32)
            .boundingBoxCacheFraction(cache)
            .parallelExecutionEnabled(false)
            .compact(true)
            .randomSeed(seed)
            .build();
        return (reading, time) -> {
            double[] point = {reading};
            double score = forest.getAnomalyScore(point);
            forest.update(point);
            return score;
        };
    }

    private static ThresholdedRandomCutForest forest(int columns, double cache, long seed) {
        return ThresholdedRandomCutForest.builder()
            .dimensions(columns * SHINGLE)
            .shingleSize(SHINGLE)
            .internalShinglingEnabled(true)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLES)
            .timeDecay(TIME_DECAY)
            .outputAfter(OUTPUT_AFTER)
            .initialAcceptFraction(OUTPUT_AFTER * 1.0 / SAMPLES)
            .anomalyRate(ANOMALY_RATE)
            .transformMethod(TransformMethod.NORMALIZE)
            .precision(Precision.FLOAT_32)
            .boundingBoxCacheFraction(cache)
            .parallelExecutionEnabled(false)
            .compact(true)
            .autoAdjust(true)
            .alertOnce(true)
            .randomSeed(seed)
            .build();
    }

    private static void throughput(boolean bare, DoubleBuffer values, int signals, double cache, int warm, int timed) {
        long before = heap();
        Scorer[] scorers = new Scorer[signals];
        for (int s = 0; s < signals; s++) {
            scorers[s] = bare ? bare(cache, s + 1) : thresholded(cache, s + 1);
        }
        double sum = run(scorers, values, 0, warm);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long from = system.getProcessCpuTime();
        sum += run(scorers, values, warm, warm + timed);
        double seconds = (system.getProcessCpuTime() - from) / 1e9;
        long bytes = (heap() - before) / signals;
        // The last reading once more: the forests are in use up to here, so that they are counted.
        sum += run(scorers, values, warm + timed - 1, warm + timed);
        System.out.println(String.format(Locale.ROOT,
            "{\"readingsPerSecond\": %f, \"bytesPerSignal\": %d, \"sum\": %f}", (double) signals * timed / seconds, bytes, sum));
    }

    private static double run(Scorer[] scorers, DoubleBuffer values, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            for (int s = 0; s < scorers.length; s++) {
                sum += scorers[s].score(values.get(k * scorers.length + s), k * MINUTE);
            }
        }
        return sum;
    }

    private static void score(DoubleBuffer values, int columns, double cache) {
        ThresholdedRandomCutForest forest = forest(columns, cache, 1);
        PrintStream out = new PrintStream(new java.io.BufferedOutputStream(System.out, 1 << 16), false);
        double[] row = new double[columns];
        for (int k = 0; (k + 1) * columns <= values.limit(); k++) {
            for (int c = 0; c < columns; c++) {
                row[c] = values.get(k * columns + c);
            }
            AnomalyDescriptor said = forest.process(row.clone(), k * MINUTE);
            out.println(said.getRCFScore() + " " + said.getAnomalyGrade());
        }
        out.flush();
    }

    /** Bytes in use once all that is not needed has gone. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
