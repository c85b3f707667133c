package org.eltor.relay.internal.directory;

import java.time.Duration;

/**
 * When tor is asked. Its answers take up to a second of its event loop, so events of one burst share a question.
 *
 * @param burst from an event to the question, so that the rest of its burst can arrive
 * @param pause least time from one renewal of a view to the next question
 * @param firstRetry from a question that gave no view to the next one, without an event; doubles each time
 * @param lastRetry what this grows to
 * @param check the same while there is a view: only in case an event was missed
 */
public record DirectoryTimes(Duration burst, Duration pause, Duration firstRetry, Duration lastRetry, Duration check) {
    /** For networks of any size. */
    public static final DirectoryTimes STANDARD = new DirectoryTimes(
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30));
}
