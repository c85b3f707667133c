package org.eltor.shell.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.eltor.api.payment.PaymentService;
import org.eltor.shell.internal.Answer;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.PaymentsView;
import org.eltor.shell.internal.WholeNumber;

/** {@code eltor:payments}. */
@Service
@Command(
        scope = "eltor",
        name = "payments",
        description = "Lists the newest payments, exports all of them, or takes over another ledger's")
public class PaymentsCommand extends EltorCommand {
    private static final String WHO = "the payment service";
    /** A million payments are written in some 20 s. */
    private static final Duration LONG = Duration.ofMinutes(5);

    @Option(name = "--limit", description = "Most payments shown, 1 to 10000", valueToShowInHelp = "30")
    String limit;

    @Option(
            name = "--export",
            description = "Writes all payments to this file as payments_sent.json, with ids and preimages")
    @Completion(FileCompleter.class)
    String export;

    @Option(name = "--redacted", description = "With --export: leaves out all secrets and what links payments")
    boolean redacted;

    @Option(name = "--import", description = "Takes over what a payments_sent.json, of eltord or of --export, says")
    @Completion(FileCompleter.class)
    String imported;

    @Option(name = "--yes", description = "With --export: replaces the file when it exists")
    boolean yes;

    @Override
    Page answer() throws ExplainedException, InterruptedException {
        int count = WholeNumber.parse("--limit", limit, 1, 10_000).orElse(30);
        PaymentService payments = services.requirePayments();
        if (export != null && imported != null) {
            throw new ExplainedException("--export and --import are two things: do one after the other");
        }
        if (imported != null) {
            Path source = file("--import", imported);
            return PaymentsView.imported(source, Answer.await(payments.importSent(source), WHO, LONG));
        }
        if (export == null) {
            return PaymentsView.of(Answer.await(payments.history(count), WHO, patience));
        }
        Path file = target();
        return redacted
                ? PaymentsView.redacted(file, Answer.await(payments.exportRedacted(file), WHO, LONG))
                : PaymentsView.exported(file, Answer.await(payments.exportSent(file), WHO, LONG));
    }

    private Path file(String option, String name) throws ExplainedException {
        Path file;
        try {
            file = base().resolve(name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name)
                    .normalize();
        } catch (InvalidPathException e) {
            throw new ExplainedException(option + " needs the name of a file, not " + name);
        }
        if (name.isBlank() || Files.isDirectory(file)) {
            throw new ExplainedException(option + " needs the name of a file, and this is a folder: " + file);
        }
        return file;
    }

    private Path target() throws ExplainedException {
        Path file = file("--export", export);
        if (Files.exists(file) && !yes) {
            throw new ExplainedException("The file exists; add --yes to replace it: " + file);
        }
        return file;
    }

    private Path base() {
        Path current = session == null ? null : session.currentDir();
        return (current == null ? Path.of("") : current).toAbsolutePath();
    }
}
