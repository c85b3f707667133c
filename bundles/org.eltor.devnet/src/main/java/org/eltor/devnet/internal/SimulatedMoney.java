package org.eltor.devnet.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eltor.api.lightning.LightningReceiver;

/**
 * The simulated Lightning network, as fast in proportion to the network's interval as a real one is to 60 s: else a
 * payment that takes four seconds would be late where an interval takes six. Where the user has not set the latencies,
 * one payment in a hundred takes a thirtieth of an interval.
 */
final class SimulatedMoney {

    private static final String PID = MoneyKind.SIMULATED.pid();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Map<String, Long> LATENCIES = Map.of("latency.median.ms", 400L, "latency.p99.ms", 2000L);
    private static final int USUAL_SECONDS = 60;
    /** Above a real Lightning network that is there too: nobody there knows the simulated payees. */
    private static final int RANKING = 1000;

    private final Platform platform;
    private final Overrides overrides;

    SimulatedMoney(Platform platform, Overrides overrides) {
        this.platform = platform;
        this.overrides = overrides;
    }

    /** Waits for the wallet and adapts it to intervals of so many seconds. */
    LightningReceiver adapt(int seconds) throws IOException, InterruptedException, DevnetException {
        LightningReceiver before = await(null);
        Map<String, Object> configured = overrides.values(PID);
        Map<String, Object> scaled = new HashMap<>();
        LATENCIES.forEach((key, usual) -> {
            Object value = configured.getOrDefault(key, usual);
            scaled.put(key, Math.max(1, Long.parseLong(value.toString().strip()) * seconds / USUAL_SECONDS));
        });
        scaled.put("service.ranking", RANKING);
        overrides.set(PID, scaled);
        return await(before);
    }

    /** The wallet that is there, but not the one before the change. */
    private LightningReceiver await(LightningReceiver before) throws InterruptedException, DevnetException {
        boolean there = platform.await(
                () -> platform.find(LightningReceiver.class, MoneyKind.SIMULATED)
                        .filter(found -> found != before)
                        .isPresent(),
                PATIENCE);
        if (!there) {
            throw new DevnetException(
                    "The simulated wallet is missing: feature:install eltor-wallet-simulated" + Problems.of(platform));
        }
        return platform.find(LightningReceiver.class, MoneyKind.SIMULATED)
                .orElseThrow(() -> new DevnetException("The simulated wallet went away; try again"));
    }
}
