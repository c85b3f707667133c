package org.eltor.devnet.lightning.internal.ldk;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.HashMap;
import java.util.Map;
import org.eltor.ldk.wasm.LdkWasm;

/**
 * LDK with a memory of its own. Functions are called by their C names; objects are handles, and a handle that a getter
 * returned lives no longer than what it was got from. Belongs to one thread, which must never be interrupted.
 */
public final class LdkInstance {
    /** Set in a handle whose object is ours to free. */
    private static final long OWNED = 1L << 32;

    private final LdkCallbacks callbacks = new LdkCallbacks();
    private final Map<String, ExportFunction> functions = new HashMap<>();
    private final Instance instance;
    private final LdkMemory memory;

    public LdkInstance() {
        WasmModule module = LdkWasm.load();
        instance = Instance.builder(module)
                .withImportValues(LdkImports.of(module, callbacks))
                .withMachineFactory(LdkWasm::create)
                .withMemoryFactory(ByteArrayMemory::new)
                .build();
        memory = new LdkMemory(instance.memory(), function("malloc"), function("free"));
    }

    /** For arguments and results that are not numbers or handles. */
    public LdkMemory memory() {
        return memory;
    }

    /**
     * Calls a function.
     *
     * @param name without the prefix {@code TS_}
     * @return a number, a handle or a pointer; 0 where the function returns nothing
     * @throws LdkBrokenException when it does not return
     */
    public long call(String name, long... arguments) {
        return call(name, function(name), arguments);
    }

    static long call(String name, ExportFunction function, long... arguments) {
        try {
            long[] result = function.apply(arguments);
            return result == null || result.length == 0 ? 0 : result[0];
        } catch (LdkBrokenException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) { // traps, and what our callbacks throw
            throw new LdkBrokenException(name, e);
        }
    }

    /** Calls a function that answers yes or no, or says which variant of two an enum is. */
    public boolean test(String name, long... arguments) {
        return (int) call(name, arguments) != 0;
    }

    /** Makes an object of ours that LDK can call. */
    public long trait(String name, Map<String, Callback> methods) {
        return call("LDK" + name + "_new", callbacks.add(methods));
    }

    /** Frees an object if it is ours: what LDK hands to a callback by reference, the bindings have copied for us. */
    public void free(String type, long handle) {
        if ((handle & OWNED) != 0) {
            call(type + "_free", handle);
        }
    }

    private ExportFunction function(String name) {
        return functions.computeIfAbsent(name, key -> instance.export("TS_" + key));
    }
}
