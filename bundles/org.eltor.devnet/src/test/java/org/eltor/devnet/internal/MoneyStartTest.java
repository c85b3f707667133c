package org.eltor.devnet.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.devnet.internal.audit.InMemoryReceiver;
import org.junit.jupiter.api.Test;

class MoneyStartTest {
    @Test
    void getsReadyBesideWhatElseIsDone() throws Exception {
        LightningReceiver receiver = new InMemoryReceiver();
        CountDownLatch begun = new CountDownLatch(1);
        try (MoneyStart start = MoneyStart.begin(() -> {
            begun.countDown();
            return receiver;
        })) {
            begun.await(); // nobody has asked for it yet
            assertThat(start.await()).isSameAs(receiver);
        }
    }

    @Test
    void saysWhyThereIsNone() {
        DevnetException reason = new DevnetException("the wallet is missing");
        try (MoneyStart start = MoneyStart.begin(() -> {
            throw reason;
        })) {
            assertThatThrownBy(start::await)
                    .isInstanceOfSatisfying(
                            MoneyStart.FailedException.class,
                            failure -> assertThat(failure.reason()).isSameAs(reason));
        }
        try (MoneyStart start = MoneyStart.begin(() -> {
            throw new IOException("no disk");
        })) {
            assertThatThrownBy(start::await)
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("no disk");
        }
    }

    @Test
    void endsWithWhatWaitsForIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        MoneyStart start = MoneyStart.begin(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return null;
        });
        begun.await();

        start.close();

        assertThat(interrupted.getCount()).isZero();
    }
}
