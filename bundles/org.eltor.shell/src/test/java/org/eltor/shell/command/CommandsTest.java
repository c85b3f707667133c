package org.eltor.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.PaymentException;
import org.eltor.shell.internal.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands as a user meets them, without Karaf. */
class CommandsTest {
    private final ScriptedServices services = new ScriptedServices();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    static Stream<EltorCommand> commands() {
        return Stream.of(
                new StatusCommand(),
                new CircuitsCommand(),
                new StreamsCommand(),
                new PaymentsCommand(),
                new CostCommand(),
                new RelaysCommand(),
                new PathTestCommand(),
                new WalletsCommand(),
                new StartCommand(),
                new StopCommand());
    }

    private <C extends EltorCommand> C with(C command) {
        command.services = services;
        command.patience = Duration.ofMillis(50);
        command.out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return command;
    }

    private String run(EltorCommand command) throws Exception {
        printed.reset();
        assertThat(with(command).execute()).isNull();
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String failure(EltorCommand command) {
        try {
            with(command).execute();
        } catch (CommandException e) {
            assertThat(e.getNiceHelp()).isEqualTo(e.getMessage()).doesNotContain("\n", "\u001b");
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
            return e.getMessage();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
        throw new AssertionError("did not fail, but printed " + printed.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void karafCanMakeEachCommand(EltorCommand command) throws Exception {
        Class<?> type = command.getClass();
        assertThat(type.getAnnotation(Command.class).scope()).isEqualTo("eltor");
        assertThat(type.getAnnotation(Command.class).description()).isNotEmpty();
        assertThat(type.isAnnotationPresent(Service.class)).isTrue();
        assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
        assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandAnswersWhenEveryServiceIsAbsent(EltorCommand command) throws Exception {
        services.problem("org.eltor.tor.control", "control port refused at 127.0.0.1:9051");

        if (command instanceof StatusCommand || command instanceof WalletsCommand) {
            assertThat(run(command)).isNotEmpty();
        } else {
            assertThat(failure(command)).contains("tor control: control port refused at 127.0.0.1:9051");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandSpeaksJson(EltorCommand command) throws Exception {
        services.everythingThere();
        command.json = true;

        assertThat(run(command)).matches("(?s)[\\[{].*[\\]}]\\R");
    }

    @Test
    void statusCountsWhatCanBeUsed() throws Exception {
        services.everythingThere();
        services.circuits = List.of(
                Samples.circuit(1, CircuitState.CLOSED, "a"),
                Samples.circuit(2, CircuitState.USABLE, "b"),
                Samples.circuit(3, CircuitState.BUILDING, "c"));

        assertThat(run(new StatusCommand())).contains("1 usable of 2 wanted", "30 payments", "1 (scripted)");
    }

    @Test
    void statusDoesNotWaitForASilentLedger() throws Exception {
        services.everythingThere();
        services.totals = new CompletableFuture<>();

        assertThat(run(new StatusCommand())).contains("Paid       not known", "No answer from the payment service");
    }

    @Test
    void startTakesItsOptions() throws Exception {
        services.everythingThere();
        StartCommand start = new StartCommand();
        start.circuits = "3";
        start.once = true;

        assertThat(run(start)).startsWith("Started");
        assertThat(services.started.circuits()).hasValue(3);
        assertThat(services.started.rounds()).isEmpty();
        assertThat(services.started.once()).isTrue();
    }

    @Test
    void startAloneIsAsConfigured() throws Exception {
        services.everythingThere();
        run(new StartCommand());

        assertThat(services.started).isEqualTo(SessionRequest.CONFIGURED);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, --circuits must be a whole number from 1 to 8",
        "9, 10, --circuits must be a whole number from 1 to 8",
        "two, 10, --circuits must be a whole number from 1 to 8",
        "2, 10001, --rounds must be a whole number from 1 to 10000",
        "2, 0, --rounds must be a whole number from 1 to 10000"
    })
    void badNumbersAreToldTheirRange(String circuits, String rounds, String message) {
        services.everythingThere();
        StartCommand start = new StartCommand();
        start.circuits = circuits;
        start.rounds = rounds;

        assertThat(failure(start)).startsWith(message);
        assertThat(services.started).isNull();
    }

    @Test
    void theLargestNumbersAreThoseOfTheApi() throws Exception {
        services.everythingThere();
        StartCommand start = new StartCommand();
        start.circuits = "8";
        start.rounds = "10000";

        assertThat(run(start)).startsWith("Started");
    }

    @Test
    void startingTwiceIsNoBug() {
        services.everythingThere();
        services.start = CompletableFuture.failedStage(new IllegalStateException("already"));

        assertThat(failure(new StartCommand())).startsWith("Already started: eltor:status");
    }

    @Test
    void startSaysWhatItWaitsFor() throws Exception {
        services.everythingThere();
        services.session = Samples.session(SessionState.WAITING, "no wallet; install one");

        assertThat(run(new StartCommand())).contains("Waits: no wallet; install one");
    }

    @Test
    void stopIsAwaitedButNotForEver() throws Exception {
        services.everythingThere();
        assertThat(run(new StopCommand())).startsWith("Stopped.");

        printed.reset();
        services.stop = new CompletableFuture<>();
        assertThat(failure(new StopCommand())).startsWith("No answer from the circuit manager");
    }

    @Test
    void aSilentWalletDoesNotHideTheOthers() throws Exception {
        services.everythingThere();
        services.wallet("silent", new CompletableFuture<>());
        services.wallet("broken", CompletableFuture.failedStage(new PaymentException("no such host")));
        services.wallet("buggy", null);
        services.wallet("rich", CompletableFuture.completedStage(MilliSatoshi.of(7_000_000)));
        services.problem("org.eltor.payment", "names are left out");
        services.problem("org.eltor.relay", "no relays");

        assertThat(run(new WalletsCommand()))
                .contains("payment: names are left out")
                .doesNotContain("no relays")
                .contains("silent: balance unknown: No answer from the wallet")
                .contains("broken: balance unknown: no such host")
                .contains("buggy: balance unknown: the wallet failed")
                .containsPattern("rich +. +7000 ");
    }

    @Test
    void relaysRefuseAnUnknownOrder() {
        services.everythingThere();
        RelaysCommand relays = new RelaysCommand();
        relays.sort = "colour\u001b";

        assertThat(failure(relays)).isEqualTo("--sort must be price, bandwidth or name, not colour");
    }

    @Test
    void anExportSaysThatItHoldsSecrets(@TempDir Path folder) throws Exception {
        services.everythingThere();
        PaymentsCommand payments = new PaymentsCommand();
        Path file = folder.resolve("payments_sent.json");
        payments.export = file.toString();

        assertThat(run(payments)).contains("Wrote 30 payments to " + file, "The file holds secrets");
        assertThat(services.exported).isEqualTo(file);
    }

    @Test
    void anExportReplacesNothingUnasked(@TempDir Path folder) throws Exception {
        services.everythingThere();
        Path file = Files.writeString(folder.resolve("mine"), "mine");
        PaymentsCommand payments = new PaymentsCommand();
        payments.export = file.toString();

        assertThat(failure(payments)).startsWith("The file exists; add --yes");
        assertThat(services.exported).isNull();

        payments.yes = true;
        assertThat(run(payments)).contains("Wrote 30 payments");

        printed.reset();
        payments.export = folder.toString();
        assertThat(failure(payments)).contains("this is a folder");
    }

    @Test
    void aLedgerThatFailsSpeaksForItself() {
        services.everythingThere();
        services.history = CompletableFuture.failedStage(new PaymentException("The ledger is damaged: repair it"));

        assertThat(failure(new PaymentsCommand())).isEqualTo("The ledger is damaged: repair it");
    }

    @Test
    void aBugIsOneLineToo() {
        services.everythingThere();
        services.circuits = null;

        assertThat(failure(new CircuitsCommand()))
                .startsWith("eltor:circuits failed by a bug (NullPointerException); log:display");
    }

    @Test
    void anInterruptedCommandEnds() {
        services.everythingThere();
        services.history = new CompletableFuture<>();
        PaymentsCommand payments = with(new PaymentsCommand());
        payments.patience = Duration.ofMinutes(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(payments::execute).isInstanceOf(InterruptedException.class);
    }

    @Test
    void commandsReferToNothingThatMayBeAbsent() {
        Set<String> always = Set.of("Services", "Session");
        commands()
                .flatMap(command ->
                        Stream.of(command.getClass().getDeclaredFields(), EltorCommand.class.getDeclaredFields()))
                .flatMap(Stream::of)
                .filter(field -> field.isAnnotationPresent(Reference.class))
                .forEach(field -> assertThat(field.getType().getSimpleName()).isIn(always));
    }
}
