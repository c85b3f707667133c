package org.eltor.devnet.internal.traffic;

import java.io.IOException;
import java.time.Duration;

/**
 * What came of one download.
 *
 * @param status the HTTP status code
 * @param bytes length of the content, in bytes
 * @param sha256 its SHA-256, in lower case hex
 * @param head its first bytes, at most 4096, as ISO 8859-1 text
 * @param connected from the start until the SOCKS proxy reported success
 * @param firstByte from the start until the first byte of the answer
 * @param total from the start until the last byte
 */
public record Download(
        int status, long bytes, String sha256, String head, Duration connected, Duration firstByte, Duration total) {

    /** Fails unless this is exactly {@code /bytes/N} of the target. */
    public Download requireBytes(long count) throws IOException {
        if (status != 200 || bytes != count || !sha256.equals(TargetContent.sha256(count))) {
            throw new IOException("Not the expected content: status " + status + ", " + bytes + " of " + count
                    + " bytes, SHA-256 " + sha256);
        }
        return this;
    }

    /** Bytes of content per second, from the first byte of the answer on. */
    public long bytesPerSecond() {
        long nanos = Math.max(1, total.minus(firstByte).toNanos());
        return (long) (bytes * 1e9 / nanos);
    }
}
