package org.eltor.shell.command;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.eltor.shell.internal.Answer;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.PlainText;
import org.eltor.shell.internal.Services;
import org.eltor.shell.internal.Tone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all commands share: {@code --json}, the services, and one place where failures become one line. */
abstract class EltorCommand implements Action {
    private static final Logger LOG = LoggerFactory.getLogger(EltorCommand.class);

    @Option(name = "--json", description = "Prints JSON, for programs")
    boolean json;

    @Reference
    Services services;

    @Reference
    Session session;

    Duration patience = Answer.PATIENCE;
    PrintStream out = System.out;

    /**
     * Does the work.
     *
     * @throws ExplainedException with a line for the user
     * @throws InterruptedException when the user interrupts it
     */
    abstract Page answer() throws ExplainedException, InterruptedException;

    /**
     * Prints the answer, or says in one line why there is none.
     *
     * @throws CommandException which Karaf shows as that line, without a stack trace
     */
    @Override
    public final Object execute() throws CommandException, InterruptedException {
        try {
            Page page = answer();
            if (json) {
                page.printJson(out);
            } else {
                page.print(out, isTerminal() && !isRedirected());
            }
            return null;
        } catch (ExplainedException e) {
            throw failure(e.getMessage(), e);
        } catch (RuntimeException e) { // the top of the command's thread: nobody above knows better
            String name = getClass().getAnnotation(Command.class).name();
            LOG.error("Bug: eltor:{} failed", name, e);
            throw failure(
                    "eltor:" + name + " failed by a bug (" + e.getClass().getSimpleName()
                            + "); log:display shows it, please report it",
                    e);
        }
    }

    /** Karaf shows the exception; but at the beginning of a pipe it swallows it, so there the line is written here. */
    private CommandException failure(String message, Exception cause) {
        String line = PlainText.line(message, 1000);
        String shown = Tone.BAD.paint(line, isTerminal());
        if (session != null && isRedirected()) {
            session.getConsole().println(shown);
            return new CommandException("", line, cause);
        }
        return new CommandException(shown, line, cause);
    }

    /** Whether the output goes into a pipe or a file. */
    private static boolean isRedirected() {
        Process process = Process.Utils.current();
        return process != null && !process.isTty(1);
    }

    /** Whether the session is shown on a terminal that knows colours. */
    private boolean isTerminal() {
        Terminal terminal = session == null ? null : session.getTerminal();
        return terminal != null
                && terminal.isAnsiSupported()
                && terminal.getType() != null
                && !terminal.getType().startsWith("dumb");
    }
}
