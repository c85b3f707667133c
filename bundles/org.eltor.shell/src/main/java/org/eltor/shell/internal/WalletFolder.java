package org.eltor.shell.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Karaf's folder of configurations, where wallets of eltord are written. Nothing that is there is ever changed. */
public final class WalletFolder {
    /** Below all wallets that were configured here. */
    private static final int RANKING = -100;

    private final Path folder;

    public WalletFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes a configuration for each wallet, and a file of its owner's alone with its secret.
     *
     * @param lines values of {@code PaymentLightningNodeConfig}
     * @return a line for each, for people
     */
    public List<String> write(List<String> lines) throws IOException {
        List<String> said = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        int ranking = RANKING;
        for (String line : lines) {
            try {
                TorWallet wallet = TorWallet.parse(line);
                int count = counts.merge(wallet.type(), 1, Integer::sum);
                ranking--;
                said.add(write(wallet, "tor" + (count == 1 ? "" : count), wallet.preferred() ? RANKING : ranking));
            } catch (ExplainedException e) {
                said.add(e.getMessage() + ": left out");
            }
        }
        return said;
    }

    private String write(TorWallet wallet, String suffix, int ranking) throws IOException {
        Path configuration = folder.resolve(wallet.pid() + "-" + suffix + ".cfg");
        Path secret = folder.resolve(wallet.pid() + "-" + suffix + ".secret");
        if (Files.exists(configuration) || Files.exists(secret)) {
            return wallet.describe() + ": " + configuration.getFileName() + " is there already and stays as it is";
        }
        try {
            ownersAlone(secret, List.of(wallet.secret()));
            ownersAlone(configuration, wallet.configuration(wallet.type() + "-" + suffix, ranking, secret.toString()));
        } catch (FileAlreadyExistsException e) {
            return wallet.describe() + ": " + e.getMessage() + " came in between; try again";
        }
        return wallet.describe() + ": written to " + configuration.getFileName() + "; feature:install eltor-wallet-"
                + wallet.type() + " if it is not installed"
                + (wallet.url().orElse("").startsWith("https") && !wallet.type().equals("strike")
                        ? ", and add tls.certificate.file where its certificate is its own"
                        : "");
    }

    private static void ownersAlone(Path file, List<String> lines) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, rights);
        Files.write(file, lines);
    }
}
