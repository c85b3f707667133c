package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.Test;

class BrokenPayeesTest {
    private static final Payee PAYEE = new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@pay.example");

    private final SettableClock clock = new SettableClock();
    private final BrokenPayees broken = new BrokenPayees(clock);

    @Test
    void aServerThatFailsAgainAndAgainIsLeftOutLongerAndLonger() {
        for (long seconds : new long[] {30, 60, 120, 240, 240}) {
            broken.failed(PAYEE, new PayeeException("its server cannot be asked", true));
            isLeftOutFor(seconds);
        }
        broken.worked(PAYEE);
        broken.failed(PAYEE, new PayeeException("its server cannot be asked", true));
        isLeftOutFor(30);
        clock.advance(Duration.ofMinutes(16));
        assertThat(broken.now()).isEmpty();
        broken.failed(PAYEE, new PayeeException("its server cannot be asked", true));
        isLeftOutFor(30);
    }

    @Test
    void whatIsWrongIsLeftOutForLong() {
        broken.failed(PAYEE, new PayeeException("its invoice is for another network"));
        isLeftOutFor(600);
    }

    @Test
    void oneThatWorksIsTakenAgainAtOnce() {
        broken.failed(PAYEE, new PayeeException("its server cannot be asked", true));
        broken.worked(PAYEE);
        assertThat(broken.now()).isEmpty();
    }

    @Test
    void whatFailsOnThisSideIsNoPayeesFault() {
        broken.failed(PAYEE, PayeeException.ours("tor's SOCKS port is not known"));
        assertThat(broken.now()).isEmpty();
    }

    private void isLeftOutFor(long seconds) {
        clock.advance(Duration.ofSeconds(seconds - 1));
        assertThat(broken.now()).as("%s s", seconds).containsExactly(PAYEE);
        clock.advance(Duration.ofSeconds(2));
        assertThat(broken.now()).as("%s s", seconds).isEmpty();
    }
}
