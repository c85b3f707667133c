package org.eltor.devnet.command;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.eltor.devnet.internal.Devnet;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.DevnetView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all commands share: the network, and one place where failures become one line. */
abstract class DevnetCommand implements Action {

    private static final Logger LOG = LoggerFactory.getLogger(DevnetCommand.class);

    @Reference
    Devnet devnet;

    @Reference
    Session session;

    /**
     * Does the work.
     *
     * @throws DevnetException with a line for the user
     * @throws InterruptedException when the user interrupts it
     */
    abstract void run() throws DevnetException, InterruptedException;

    @Override
    public final Object execute() throws CommandException, InterruptedException {
        String name = getClass().getAnnotation(Command.class).name();
        try {
            run();
            return null;
        } catch (DevnetException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (RuntimeException e) { // the top of the command's thread: nobody above knows better
            LOG.error("Bug: eltor:{} failed", name, e);
            throw new CommandException("eltor:" + name + " failed by a bug; log:display shows it", e);
        }
    }

    /** Waits for what the network does. */
    static <T> T await(CompletionStage<T> stage, int seconds) throws DevnetException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DevnetException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new DevnetException("No answer within " + seconds + " s; log:display may say why", e);
        }
    }

    static void print(DevnetView view, boolean json) {
        if (json) {
            System.out.println(view.json());
        } else {
            view.lines().forEach(System.out::println);
        }
    }

    /** Option names to values, without those that were not given. */
    static Map<String, String> given(String... namesAndValues) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                given.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return given;
    }
}
