package org.eltor.wallet.support;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a wallet calls the payments it was asked for, for wallets that say it only after they have paid. Flushed to disk
 * before a payment is asked for, and when its name is learned. What may be asked for is announced first, so that what was
 * never asked for can be told from what somebody else's journal, or one that is lost, has. Readable by its owner only;
 * what is older than two weeks is forgotten when it is opened. Thread-safe.
 */
public final class PaymentJournal implements Closeable {
    private static final Duration KEPT = Duration.ofDays(14);

    /**
     * A payment that the wallet was asked for.
     *
     * @param askedAt when
     * @param msat what the payee was to receive
     * @param name what the wallet calls it; empty while that is not known
     */
    public record Entry(UUID key, Instant askedAt, long msat, Optional<String> name) {}

    private final FileChannel channel;
    private final Contents contents;

    /** What the file holds: when each payment was announced, and what was asked for. */
    private record Contents(Map<UUID, Instant> announced, Map<UUID, Entry> entries) {
        Contents() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    private PaymentJournal(FileChannel channel, Contents contents) {
        this.channel = channel;
        this.contents = contents;
    }

    /** @throws IOException when the file cannot be used; the message names it */
    public static PaymentJournal open(Path file, Instant now) throws IOException {
        Path path = file.toAbsolutePath();
        Files.createDirectories(path.getParent());
        Contents contents = Files.exists(path) ? read(path) : new Contents();
        contents.announced().values().removeIf(at -> at.isBefore(now.minus(KEPT)));
        contents.entries().values().removeIf(entry -> entry.askedAt().isBefore(now.minus(KEPT)));
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        FileChannel channel = FileChannel.open(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FileRules.ownerOnly(fresh));
        PaymentJournal journal = new PaymentJournal(channel, contents);
        try {
            StringBuilder all = new StringBuilder();
            contents.announced().forEach((key, at) -> all.append(announced(key, at)));
            for (Entry entry : contents.entries().values()) {
                all.append(asked(entry));
                entry.name().ifPresent(name -> all.append(named(entry.key(), name)));
            }
            journal.write(all.toString());
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return journal;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public synchronized Optional<Entry> find(UUID key) {
        return Optional.ofNullable(contents.entries().get(key));
    }

    public synchronized List<Entry> all() {
        return new ArrayList<>(contents.entries().values());
    }

    /** Whether a payment was announced here and not asked for. */
    public synchronized boolean isUnasked(UUID key) {
        return contents.announced().containsKey(key);
    }

    /** Writes that a payment may be asked for; its payer keeps nothing of it before. */
    public synchronized void announce(UUID key, Instant now) throws IOException {
        if (!contents.entries().containsKey(key)) {
            write(announced(key, now));
            contents.announced().put(key, now);
        }
    }

    /** Writes that the wallet is about to be asked. */
    public synchronized void asking(UUID key, Instant now, long msat) throws IOException {
        Entry entry = new Entry(key, now, msat, Optional.empty());
        write(asked(entry));
        contents.announced().remove(key);
        contents.entries().put(key, entry);
    }

    /** Writes what the wallet calls the payment. */
    public synchronized void learned(UUID key, String name) throws IOException {
        Entry entry = contents.entries().get(key);
        if (entry == null || entry.name().isPresent()) {
            return;
        }
        if (!name.matches("[!-~]{1,100}")) {
            throw new IOException("a name that cannot be written down");
        }
        write(named(key, name));
        contents.entries().put(key, new Entry(key, entry.askedAt(), entry.msat(), Optional.of(name)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private static String announced(UUID key, Instant at) {
        return "announced " + key + " " + at.toEpochMilli() + "\n";
    }

    private static String asked(Entry entry) {
        return "asked " + entry.key() + " " + entry.askedAt().toEpochMilli() + " " + entry.msat() + "\n";
    }

    private static String named(UUID key, String name) {
        return "named " + key + " " + name + "\n";
    }

    /** A last line that a crash tore is dropped. */
    private static Contents read(Path file) throws IOException {
        Contents contents = new Contents();
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int number = 0;
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            number++;
            String[] words = line.split(" ");
            try {
                switch (words[0]) {
                    case "announced" ->
                        contents.announced()
                                .put(UUID.fromString(words[1]), Instant.ofEpochMilli(Long.parseLong(words[2])));
                    case "asked" -> {
                        UUID key = UUID.fromString(words[1]);
                        Instant at = Instant.ofEpochMilli(Long.parseLong(words[2]));
                        contents.announced().remove(key);
                        contents.entries().put(key, new Entry(key, at, Long.parseLong(words[3]), Optional.empty()));
                    }
                    case "named" ->
                        contents.entries()
                                .computeIfPresent(
                                        UUID.fromString(words[1]),
                                        (key, entry) ->
                                                new Entry(key, entry.askedAt(), entry.msat(), Optional.of(words[2])));
                    default -> throw new IllegalArgumentException("no such line");
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException("line " + number + " of the wallet's journal " + file
                        + " is damaged: mend it, or move the file away");
            }
        }
        return contents;
    }
}
