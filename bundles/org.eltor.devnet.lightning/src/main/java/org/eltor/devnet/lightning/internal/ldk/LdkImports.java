package org.eltor.devnet.lightning.internal.ldk;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ImportSection;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the module imports: calls of our objects, and four functions of WASI (preview 1) that a panic needs. It has no
 * clock, no files, no sockets and no randomness but what it is given.
 */
final class LdkImports {
    private static final Logger LOG = LoggerFactory.getLogger(LdkImports.class);
    private static final long[] SUCCESS = {0};
    private static final int VECTOR_BYTES = 8;

    private LdkImports() {}

    static ImportValues of(WasmModule module, LdkCallbacks callbacks) {
        ImportValues.Builder values = ImportValues.builder();
        ImportSection section = module.importSection();
        for (int i = 0; i < section.importCount(); i++) {
            FunctionImport function = (FunctionImport) section.getImport(i);
            FunctionType type = module.typeSection().getType(function.typeIndex());
            WasmFunctionHandle handle = function.module().equals("env") ? callbacks(callbacks) : wasi(function.name());
            values.addFunction(new HostFunction(function.module(), function.name(), type, handle));
        }
        return values.build();
    }

    private static WasmFunctionHandle callbacks(LdkCallbacks callbacks) {
        return (instance, arguments) -> new long[] {
            callbacks.call((int) arguments[0], (int) arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length))
        };
    }

    private static WasmFunctionHandle wasi(String name) {
        return switch (name) {
            case "fd_write" -> (instance, arguments) -> write(instance.memory(), arguments);
            case "environ_sizes_get" ->
                (instance, arguments) -> {
                    instance.memory().writeI32((int) arguments[0], 0);
                    instance.memory().writeI32((int) arguments[1], 0);
                    return SUCCESS;
                };
            case "environ_get" -> (instance, arguments) -> SUCCESS;
            case "proc_exit" ->
                (instance, arguments) -> {
                    throw new IllegalStateException("LDK ended itself with status " + arguments[0]);
                };
            default -> throw new IllegalArgumentException("LDK imports " + name + ", which is not provided");
        };
    }

    /** What LDK prints when it panics. */
    private static long[] write(Memory memory, long[] arguments) {
        StringBuilder text = new StringBuilder();
        int written = 0;
        for (int i = 0; i < arguments[2]; i++) {
            int vector = (int) arguments[1] + VECTOR_BYTES * i;
            int length = memory.readInt(vector + 4);
            text.append(memory.readString(memory.readInt(vector), length));
            written += length;
        }
        memory.writeI32((int) arguments[3], written);
        LOG.debug("LDK says: {}", text);
        return SUCCESS;
    }
}
