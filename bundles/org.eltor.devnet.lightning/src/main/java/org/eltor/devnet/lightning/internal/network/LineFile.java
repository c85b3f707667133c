package org.eltor.devnet.lightning.internal.network;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file of lines of words that only grows. Each line is on the disk when {@link #append} returns; one that a crash
 * tore is dropped. Not thread-safe.
 */
final class LineFile implements Closeable {
    private final FileChannel channel;

    private LineFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a file, and tells what it holds.
     *
     * @param reader is told the words of each line; an IllegalArgumentException or IndexOutOfBoundsException of its means
     *     that they are no line of this file
     * @throws IOException when the file cannot be used; the message says the way out
     */
    static LineFile open(Path file, Consumer<List<String>> reader) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            long end = replay(file, reader);
            channel.truncate(end);
            channel.position(end);
            return new LineFile(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void append(String... words) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((String.join(" ", words) + "\n").getBytes(StandardCharsets.US_ASCII));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Any text as one word. */
    static String encoded(String text) {
        return "=" + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String decoded(String word) {
        return new String(Base64.getUrlDecoder().decode(word.substring(1)), StandardCharsets.UTF_8);
    }

    /** @return where the last whole line ends */
    private static long replay(Path file, Consumer<List<String>> reader) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int start = 0;
        int number = 1;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            try {
                reader.accept(List.of(text.substring(start, end).split(" ")));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException(
                        "line " + number + " of " + file + " is damaged: mend it or move the file away", e);
            }
            start = end + 1;
            number++;
        }
        return start;
    }
}
