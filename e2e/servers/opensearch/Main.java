import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One real OpenSearch node. Arguments: base folder, HTTP port, transport port, then settings as key=value. */
public final class Main {
  public static void main(String[] args) throws Exception {
    OpenSearchRunner runner = new OpenSearchRunner();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        runner.close();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }));
    runner.onBuild((number, settings) -> {
      settings.put("http.port", args[1]);
      settings.put("transport.port", args[2]);
      settings.put("network.host", "127.0.0.1");
      settings.put("discovery.type", "single-node");
      // A test machine's disk is often nearly full; that must not make the indices read-only.
      settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
      for (int i = 3; i < args.length; i++) {
        String[] setting = args[i].split("=", 2);
        settings.put(setting[0], setting[1]);
      }
    }).build(newConfigs().basePath(args[0]).clusterName("lapwing-test").numOfNode(1).useLogger());
    new CountDownLatch(1).await();
  }
}
