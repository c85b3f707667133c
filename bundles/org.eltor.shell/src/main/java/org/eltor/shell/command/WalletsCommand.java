package org.eltor.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.tor.TorControl;
import org.eltor.shell.internal.Answer;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.PlainText;
import org.eltor.shell.internal.Problem;
import org.eltor.shell.internal.WalletFolder;
import org.eltor.shell.internal.WalletInfo;
import org.eltor.shell.internal.WalletsView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code eltor:wallets}. */
@Service
@Command(
        scope = "eltor",
        name = "wallets",
        description = "Lists the wallets, their balances and what they tell others, or takes over those of eltord")
public class WalletsCommand extends EltorCommand {
    private static final String LINES = "PaymentLightningNodeConfig";
    private static final Logger LOG = LoggerFactory.getLogger(WalletsCommand.class);

    @Option(
            name = "--import",
            description =
                    "Takes over the wallets of eltord, from PaymentLightningNodeConfig of the tor that is connected")
    boolean imports;

    @Override
    Page answer() throws ExplainedException, InterruptedException {
        return imports ? WalletsView.imported(imported()) : list();
    }

    private List<String> imported() throws ExplainedException, InterruptedException {
        TorControl tor = services.tor()
                .orElseThrow(() -> Problem.missing("Tor is not connected", services.problems(), "org.eltor.tor"));
        List<String> lines =
                Answer.await(tor.getConf(Set.of(LINES)), "tor", patience).get(LINES);
        if (lines == null) {
            throw new ExplainedException("This tor is no elTor daemon: it knows no " + LINES);
        }
        String folder = System.getProperty("karaf.etc");
        if (folder == null) {
            throw new ExplainedException("There is no folder for configurations: karaf.etc is not set");
        }
        try {
            return new WalletFolder(Path.of(folder)).write(lines);
        } catch (IOException e) {
            throw new ExplainedException("The wallets cannot be written to " + folder + ": " + e.getMessage());
        }
    }

    /** All wallets are asked at once, so that a silent one does not use up the patience for the others. */
    private Page list() throws InterruptedException {
        Map<Wallet, CompletionStage<MilliSatoshi>> asked = new LinkedHashMap<>();
        services.wallets().forEach(wallet -> asked.put(wallet, ask(wallet)));
        long end = System.nanoTime() + patience.toNanos();
        List<WalletInfo> infos = new ArrayList<>();
        for (Map.Entry<Wallet, CompletionStage<MilliSatoshi>> entry : asked.entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            infos.add(info(entry.getKey(), entry.getValue(), left));
        }
        return WalletsView.of(
                infos,
                services.problems().stream()
                        .filter(problem -> problem.component().equals("org.eltor.payment"))
                        .toList());
    }

    /** A wallet is anybody's plug-in: a bug in one must not hide the others. */
    private static CompletionStage<MilliSatoshi> ask(Wallet wallet) {
        try {
            return wallet.balance();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static WalletInfo info(Wallet wallet, CompletionStage<MilliSatoshi> balance, Duration patience)
            throws InterruptedException {
        try {
            MilliSatoshi amount = Answer.await(balance, "the wallet", patience);
            return new WalletInfo(wallet.name(), wallet.capabilities(), Optional.of(amount), Optional.empty());
        } catch (ExplainedException e) {
            return silent(wallet, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Bug: wallet {} failed to say its balance", PlainText.line(wallet.name(), 40), e);
            return silent(wallet, "the wallet failed (" + e.getClass().getSimpleName() + "); log:display shows it");
        }
    }

    private static WalletInfo silent(Wallet wallet, String problem) {
        return new WalletInfo(wallet.name(), wallet.capabilities(), Optional.empty(), Optional.of(problem));
    }
}
