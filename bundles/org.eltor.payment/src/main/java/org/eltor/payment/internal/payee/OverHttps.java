package org.eltor.payment.internal.payee;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

/** The questions of one lookup, one after the other, as DNS over HTTPS (RFC 8484) over tor. Blocks; one call at a time. */
final class OverHttps implements Resolver {
    private static final String TYPE = "application/dns-message";
    private static final int LARGEST = 65_535;
    /** A name of a few labels with an alias takes some twenty. */
    private static final int MOST_QUESTIONS = 60;

    private final Web web;
    private final WebAddress address;
    private final String isolation;
    private final Clock clock;
    private final Instant end;
    private int questions;
    private Optional<PayeeException> trouble = Optional.empty();

    OverHttps(Web web, WebAddress address, String isolation, Clock clock, Duration patience) {
        this.web = web;
        this.address = address;
        this.isolation = isolation;
        this.clock = clock;
        this.end = clock.instant().plus(patience);
    }

    /** Why there was no answer to one of the questions; empty where there was always one. */
    Optional<PayeeException> trouble() {
        return trouble;
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor unused) {
        try {
            return CompletableFuture.completedStage(ask(query));
        } catch (PayeeException e) {
            trouble = trouble.or(() -> Optional.of(e));
            return CompletableFuture.failedStage(new IOException(e));
        }
    }

    private Message ask(Message query) throws PayeeException {
        if (++questions > MOST_QUESTIONS || clock.instant().isAfter(end)) {
            throw new PayeeException("DNS takes too long", true);
        }
        Message question = query.clone();
        int id = question.getHeader().getID();
        question.getHeader().setID(0); // RFC 8484, 4.1
        question.getHeader().setFlag(Flags.CD); // we check, and want to see what does not pass
        question.removeAllRecords(Section.ADDITIONAL);
        question.addRecord(new OPTRecord(LARGEST, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(question.toWire());
        byte[] bytes = web.get(address.with("dns", text), TYPE, isolation);
        try {
            Message answer = new Message(bytes);
            if (!answer.getHeader().getFlag(Flags.QR) || !query.getQuestion().equals(answer.getQuestion())) {
                throw new PayeeException("the resolver's answer is none", true);
            }
            answer.getHeader().setID(id);
            return answer;
        } catch (IOException e) {
            throw new PayeeException("the resolver's answer is malformed", true);
        }
    }

    @Override
    public void setPort(int port) {
        // the address says it
    }

    @Override
    public void setTCP(boolean flag) {
        // always
    }

    @Override
    public void setIgnoreTruncation(boolean flag) {
        // nothing is cut off here
    }

    @Override
    public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {
        // always asked for, with signatures
    }

    @Override
    public void setTSIGKey(TSIG key) {
        // TLS does it
    }

    @Override
    public void setTimeout(Duration timeout) {
        // that of a page
    }
}
