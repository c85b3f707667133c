package org.eltor.benchmarks.crash;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.Wallet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as the component of a sole wallet asks for. */
final class LoneFramework {
    private final Path folder;
    private final Runnable changed;
    private final CompletableFuture<Wallet> wallet = new CompletableFuture<>();
    private volatile List<Wallet> registered = List.of();

    /**
     * @param folder the bundle's data
     * @param changed told when the wallet comes or goes
     */
    LoneFramework(Path folder, Runnable changed) {
        this.folder = folder;
        this.changed = changed;
    }

    /** The wallet while it is registered. */
    List<Wallet> registered() {
        return registered;
    }

    /** The wallet, once it is registered; a payer may keep it, as it does while it is being withdrawn. */
    Wallet wallet() {
        return wallet.join();
    }

    BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getDataFile" -> new File(folder.toFile(), (String) arguments[0]);
            case "getServiceReferences" -> List.of();
            case "registerService" -> {
                wallet.complete((Wallet) arguments[1]);
                register(List.of((Wallet) arguments[1]));
                yield proxy(ServiceRegistration.class, (called, nothing) -> switch (called) {
                    case "getReference" -> proxy(ServiceReference.class, LoneFramework::unforeseen);
                    case "unregister" -> register(List.of());
                    default -> unforeseen(called, nothing);
                });
            }
            default -> unforeseen(method, arguments);
        });
    }

    private Object register(List<Wallet> wallets) {
        registered = wallets;
        changed.run();
        return null;
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static Object unforeseen(String method, Object[] arguments) {
        throw new UnsupportedOperationException(method);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
