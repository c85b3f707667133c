package org.eltor.payment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorSubscription;
import org.junit.jupiter.api.Test;

class TorLimitTest {
    private final TorLimit limit = new TorLimit();
    private Consumer<TorEvent> listener = event -> {};
    private boolean closed;

    @Test
    void theOptionIsRead() {
        limit.ask(tor(Map.of(TorLimit.OPTION, List.of("30000"))));

        assertThat(limit.limit()).contains(MilliSatoshi.of(30_000));
    }

    @Test
    void whatIsNoLimitLeavesTheDefault() {
        for (List<String> values :
                List.of(List.<String>of(), List.of("0"), List.of("12k"), List.of("-5"), List.of(""))) {
            limit.ask(tor(Map.of(TorLimit.OPTION, values)));
            assertThat(limit.limit()).as("%s", values).isEmpty();
        }
        limit.ask(tor(Map.of())); // stock tor: 552
        assertThat(limit.limit()).isEmpty();
    }

    @Test
    void aChangeIsFollowed() {
        limit.ask(tor(Map.of(TorLimit.OPTION, List.of("30000"))));
        listener.accept(new ConfChangedEvent(Map.of("SocksPort", List.of("9050"))));
        assertThat(limit.limit()).contains(MilliSatoshi.of(30_000));
        listener.accept(new ConfChangedEvent(Map.of("paymentcircuitmaxfee", List.of("40000"))));
        assertThat(limit.limit()).contains(MilliSatoshi.of(40_000));
        listener.accept(new ConfChangedEvent(Map.of(TorLimit.OPTION, List.of())));
        assertThat(limit.limit()).isEmpty();

        limit.close();
        assertThat(closed).isTrue();
    }

    @Test
    void aTorThatDoesNotAnswerChangesNothing() {
        limit.ask(tor(Map.of(TorLimit.OPTION, List.of("30000"))));
        limit.ask(tor(null));

        assertThat(limit.limit()).contains(MilliSatoshi.of(30_000));
    }

    @SuppressWarnings("unchecked")
    private TorControl tor(Map<String, List<String>> options) {
        return (TorControl) Proxy.newProxyInstance(
                TorControl.class.getClassLoader(), new Class<?>[] {TorControl.class}, (proxy, method, arguments) -> {
                    if (options == null) {
                        return CompletableFuture.failedStage(
                                new TorException(TorException.Failure.CONNECTION_LOST, 0, "gone"));
                    }
                    if (method.getName().equals("subscribe")) {
                        listener = (Consumer<TorEvent>) arguments[1];
                        return CompletableFuture.completedStage((TorSubscription) () -> closed = true);
                    }
                    return CompletableFuture.completedStage(options);
                });
    }
}
