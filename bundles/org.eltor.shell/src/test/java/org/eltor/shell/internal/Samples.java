package org.eltor.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.Hop;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.payment.CostReport;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.payment.RelayCost;
import org.eltor.api.payment.WalletCost;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;

/** Values as they usually are, for tests. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    /** Colours, a bell, a reversed word, a line break: what a hostile relay would say. */
    public static final String HOSTILE = "\u001b[2Jevil\u0007\u202e\r\nforged\u009b31m";

    private Samples() {}

    public static Fingerprint relay(int n) {
        return new Fingerprint(String.format("%040X", 0xABC00000L + n));
    }

    public static Hop hop(int n, String nickname) {
        return new Hop(relay(n), nickname, MilliSatoshi.of(1000));
    }

    public static CircuitInfo circuit(int id, CircuitState state, String nickname) {
        return new CircuitInfo(
                new CircuitId(Integer.toString(id)),
                new CircuitRole(id % 3),
                state,
                List.of(hop(1, nickname), hop(2, nickname), hop(3, nickname)),
                NOW.minusSeconds(185),
                Optional.of(Duration.ofMillis(1234)),
                3,
                12,
                131,
                12_000_000,
                345_000,
                MilliSatoshi.of(9090),
                state == CircuitState.CLOSED ? Optional.of("DESTROYED by " + HOSTILE) : Optional.empty());
    }

    public static RelayDescriptor relay(int n, String nickname, long bandwidth, PaymentTerms terms) {
        return new RelayDescriptor(
                relay(n),
                nickname,
                List.of("198.51.100." + n, "2001:db8::" + n),
                Set.of(RelayFlag.GUARD, RelayFlag.FAST, RelayFlag.STABLE, RelayFlag.RUNNING, RelayFlag.VALID),
                bandwidth,
                Set.of(),
                port -> true,
                true,
                terms);
    }

    public static PaymentTerms terms(long msat, long seconds) {
        return new PaymentTerms(
                MilliSatoshi.of(msat),
                Duration.ofSeconds(seconds),
                10,
                MilliSatoshi.ZERO,
                List.of(new Payee(PayeeKind.BOLT12_OFFER, "lno1secretoffersecretoffersecretoffer")));
    }

    public static SessionInfo session(SessionState state, String problem) {
        return new SessionInfo(
                state,
                Optional.ofNullable(problem),
                Optional.of(new TorInfo("0.4.9.11", TorMode.STOCK, "127.0.0.1:9051")),
                2,
                3,
                10,
                1);
    }

    public static PaymentTotals totals() {
        return new PaymentTotals(
                30, MilliSatoshi.of(45_000), MilliSatoshi.of(300), 2, MilliSatoshi.of(45_300), MilliSatoshi.of(45_300));
    }

    public static CostReport cost(Duration period) {
        return new CostReport(
                NOW.minus(period),
                NOW,
                Duration.ofMinutes(10),
                List.of(
                        new RelayCost(relay(1), 10, MilliSatoshi.of(10_000), MilliSatoshi.of(40_000)),
                        new RelayCost(relay(2), 10, MilliSatoshi.of(10_000), MilliSatoshi.of(100))),
                MilliSatoshi.of(1_500),
                MilliSatoshi.of(30_000),
                MilliSatoshi.of(2_000_000),
                MilliSatoshi.ZERO,
                MilliSatoshi.of(60_100),
                List.of(
                        new WalletCost("nwc", MilliSatoshi.of(10_100), MilliSatoshi.of(1_000_000)),
                        new WalletCost("phoenixd", MilliSatoshi.of(50_000), MilliSatoshi.ZERO)));
    }

    /** What a page prints without colours. */
    public static String text(Page page) {
        return text(page, false);
    }

    public static String text(Page page, boolean colour) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), colour);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What a page prints with {@code --json}. */
    public static String json(Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.printJson(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A view of these relays. */
    public static NetworkView view(Map<String, Integer> leftOut, RelayDescriptor... relays) {
        return new NetworkView() {
            @Override
            public long generation() {
                return 1;
            }

            @Override
            public List<RelayDescriptor> relays() {
                return List.of(relays);
            }

            @Override
            public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
                return relays().stream()
                        .filter(relay -> relay.fingerprint().equals(fingerprint))
                        .findFirst();
            }

            @Override
            public Map<String, Integer> leftOut() {
                return leftOut;
            }
        };
    }
}
