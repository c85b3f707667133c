package org.eltor.wallet.simulated.internal.network;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentRequest;

/**
 * What the network must know after a crash: lines of words, each flushed to disk before what it says happens. A last
 * line that a crash tore is dropped. Not thread-safe.
 */
final class Journal implements Closeable {
    /** Is told the lines of a journal in order. */
    interface Reader {
        void opened(String label);

        void taken(UUID key, PaymentRequest request, MilliSatoshi amount, MilliSatoshi fee, Instant at);

        void ended(UUID key, Instant at);

        void refused(UUID key);
    }

    private final Optional<FileChannel> channel;

    private Journal(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /** @throws IOException when the file cannot be used; the message names it */
    static Journal open(Optional<Path> file, Reader reader) throws IOException {
        if (file.isEmpty()) {
            return new Journal(Optional.empty());
        }
        Path path = file.get().toAbsolutePath();
        Files.createDirectories(path.getParent());
        FileAttribute<?>[] owner =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        FileChannel channel = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), owner);
        try {
            long end = replay(path, reader);
            channel.truncate(end);
            channel.position(end);
            return new Journal(Optional.of(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void opened(String label) throws IOException {
        write("account " + base64(label));
    }

    void taken(SimulatedPayment payment) throws IOException {
        write(String.join(
                " ",
                "taken",
                payment.key.toString(),
                payment.payee.kind().name(),
                payment.payee.value(),
                base64(payment.note.text()),
                Long.toString(payment.amount.msat()),
                Long.toString(payment.fee.msat()),
                Long.toString(payment.takenAt.toEpochMilli())));
    }

    void ended(SimulatedPayment payment, Instant at) throws IOException {
        write("ended " + payment.key + " " + at.toEpochMilli());
    }

    void refused(UUID key) throws IOException {
        write("refused " + key);
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }

    private void write(String line) throws IOException {
        if (channel.isEmpty()) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.get().write(bytes);
        }
        channel.get().force(false);
    }

    /** @return where the last whole line ends */
    private static long replay(Path file, Reader reader) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int start = 0;
        int number = 1;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            try {
                read(text.substring(start, end).split(" "), reader);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException("line " + number + " of " + file
                        + " is not a line of a simulated wallet's journal: mend it or move the file away");
            }
            start = end + 1;
            number++;
        }
        return start;
    }

    private static void read(String[] words, Reader reader) {
        switch (words[0]) {
            case "account" -> reader.opened(text(words[1]));
            case "taken" -> {
                UUID key = UUID.fromString(words[1]);
                Payee payee = new Payee(PayeeKind.valueOf(words[2]), words[3]);
                MilliSatoshi amount = MilliSatoshi.of(Long.parseLong(words[5]));
                MilliSatoshi fee = MilliSatoshi.of(Long.parseLong(words[6]));
                Instant at = Instant.ofEpochMilli(Long.parseLong(words[7]));
                PayerNote note = new PayerNote(text(words[4]));
                reader.taken(key, new PaymentRequest(key, payee, amount, fee, note, at), amount, fee, at);
            }
            case "ended" -> reader.ended(UUID.fromString(words[1]), Instant.ofEpochMilli(Long.parseLong(words[2])));
            case "refused" -> reader.refused(UUID.fromString(words[1]));
            default -> throw new IllegalArgumentException("no such line");
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
