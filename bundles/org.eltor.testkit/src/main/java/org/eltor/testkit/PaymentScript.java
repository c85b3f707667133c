package org.eltor.testkit;

import java.time.Duration;
import java.util.Objects;

/**
 * What an {@link InMemoryWallet} does with one payment: when and with what it answers the call, and when and how the
 * payment really ends.
 */
public final class PaymentScript {
    /** What the call is answered with. */
    enum Answer {
        /** How the payment ended. */
        RESULT,
        /** Pending. */
        PENDING,
        /** Unknown. */
        UNKNOWN,
        /** Rejected. */
        REJECTED,
        /** Nothing, ever. */
        NONE
    }

    /** How the payment really ends. */
    enum End {
        /** The payee has the money. */
        SETTLED,
        /** Everything came back. */
        FAILED,
        /** It was never taken on: lookups find nothing. */
        NOT_TAKEN,
        /** It is under way for ever. */
        OPEN
    }

    final Answer answer;
    final Duration answerAfter;
    final End end;
    final Duration endAfter;
    final String reason;

    private PaymentScript(Answer answer, Duration answerAfter, End end, Duration endAfter, String reason) {
        this.answer = answer;
        this.answerAfter = Objects.requireNonNull(answerAfter);
        this.end = end;
        this.endAfter = Objects.requireNonNull(endAfter);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Settles, and says so, after {@code delay}. */
    public static PaymentScript settles(Duration delay) {
        return new PaymentScript(Answer.RESULT, delay, End.SETTLED, delay, "");
    }

    /** Fails definitely, and says so, after {@code delay}. */
    public static PaymentScript fails(Duration delay, String reason) {
        return new PaymentScript(Answer.RESULT, delay, End.FAILED, delay, reason);
    }

    /** Is refused at once, before any attempt. */
    public static PaymentScript rejects(String reason) {
        return new PaymentScript(Answer.REJECTED, Duration.ZERO, End.NOT_TAKEN, Duration.ZERO, reason);
    }

    /** Never answers, and the payment stays under way: lookups say pending. */
    public static PaymentScript hangs() {
        return new PaymentScript(Answer.NONE, Duration.ZERO, End.OPEN, Duration.ZERO, "");
    }

    /** Never answers, but settles after {@code delay}: only lookups tell. */
    public static PaymentScript hangsAndSettles(Duration delay) {
        return new PaymentScript(Answer.NONE, Duration.ZERO, End.SETTLED, delay, "");
    }

    /** Answers "pending" after {@code answer}, settles {@code late} after the call. */
    public static PaymentScript settlesLate(Duration answer, Duration late) {
        return new PaymentScript(Answer.PENDING, answer, End.SETTLED, late, "");
    }

    /** Answers "pending" after {@code answer}, fails {@code late} after the call. */
    public static PaymentScript failsLate(Duration answer, Duration late, String reason) {
        return new PaymentScript(Answer.PENDING, answer, End.FAILED, late, reason);
    }

    /** Answers "unknown" after {@code answer}; in truth it settled, {@code settled} after the call. */
    public static PaymentScript unknownButSettles(Duration answer, Duration settled) {
        return new PaymentScript(Answer.UNKNOWN, answer, End.SETTLED, settled, "");
    }

    /** Answers "unknown" after {@code answer}; in truth it failed, {@code failed} after the call. */
    public static PaymentScript unknownButFails(Duration answer, Duration failed, String reason) {
        return new PaymentScript(Answer.UNKNOWN, answer, End.FAILED, failed, reason);
    }

    /** Answers "unknown" after {@code answer}; in truth the request never arrived, and lookups find nothing. */
    public static PaymentScript lost(Duration answer) {
        return new PaymentScript(Answer.UNKNOWN, answer, End.NOT_TAKEN, Duration.ZERO, "");
    }
}
