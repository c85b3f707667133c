package org.eltor.devnet.internal.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.Hop;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/** Words for people. Pure. */
final class Texts {

    private Texts() {}

    static String path(CircuitInfo circuit) {
        return circuit.hops().stream().map(Hop::nickname).collect(Collectors.joining(" > "));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String sat(long msat) {
        return String.format(Locale.ROOT, "%.3f sat", msat / 1e3);
    }

    /** {@code relay1 1000+11, relay3 1250+12, exit0 1000+11 msat, settled}: amount, fee and outcome of each. */
    static String payments(RoundInfo round, List<CircuitInfo> circuits) {
        boolean allSettled =
                round.payments().stream().allMatch(payment -> payment.outcome().equals("settled"));
        String each = round.payments().stream()
                .map(payment -> nickname(payment.relay(), round.circuit(), circuits) + " "
                        + payment.amount().msat() + "+" + payment.fee().msat()
                        + (allSettled ? "" : " " + payment.outcome()))
                .collect(Collectors.joining(", "));
        return each + " msat"
                + (allSettled ? ", all settled within " + slowest(round).toMillis() + " ms" : "");
    }

    private static Duration slowest(RoundInfo round) {
        return round.payments().stream()
                .map(RoundInfo.Payment::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static String nickname(Fingerprint relay, CircuitId circuit, List<CircuitInfo> circuits) {
        return circuits.stream()
                .filter(info -> info.id().equals(circuit))
                .flatMap(info -> info.hops().stream())
                .filter(hop -> hop.relay().equals(relay))
                .map(Hop::nickname)
                .findFirst()
                .orElse(relay.hex().substring(0, 8));
    }

    /** {@code 5 x 3550 msat}-like prices are of no use to people: the sum of one interval. */
    static MilliSatoshi price(CircuitInfo circuit) {
        return circuit.hops().stream().map(Hop::rate).reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
    }
}
