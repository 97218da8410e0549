package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript class whose text is a resource of this package: packed in memory as the archive that {@code torch.jit.load}
 * reads, and type-checked by libtorch when loaded. An archive is a zip of the class text and a pickled object of that class,
 * which here holds numbers only; weights are arguments.
 */
final class TorchScript implements AutoCloseable {
    private final PtSymbolBlock module;

    private TorchScript(PtSymbolBlock module) {
        this.module = module;
    }

    /**
     * Loads the class {@code name} from resources of this package.
     *
     * @param attributes values of the class's attributes: {@link Integer}, {@link Double} or {@link Boolean}
     * @param resources files whose texts, one after the other, are the class
     * @throws ai.djl.engine.EngineException if the text does not compile, with the offending line
     */
    static TorchScript load(String name, SortedMap<String, Object> attributes, String... resources) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            for (String resource : resources) {
                try (InputStream in = TorchScript.class.getResourceAsStream(resource)) {
                    if (in == null) {
                        throw new IllegalStateException("resource " + resource + " is missing from the jar");
                    }
                    in.transferTo(text);
                }
            }
            return compile(name, text.toByteArray(), attributes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TorchScript compile(String name, byte[] text, SortedMap<String, Object> attributes) throws IOException {
        try (TensorScope scope = TensorScope.withoutGradient();
                InputStream archive = new ByteArrayInputStream(archive(name, text, attributes))) {
            return new TorchScript(JniUtils.loadModule(scope.manager(), archive, true, false));
        }
    }

    /**
     * Runs one method. Gradients are recorded as {@code scope} says, so results are ordinary tensors that later gradients may
     * use (an inference run would forbid that).
     *
     * @param scope the innermost one open, which closes the results
     * @param arguments {@link NDArray} for a Tensor, {@code List<NDArray>} for a List[Tensor], in order; the first one, or its
     *     first element, must belong to {@link Engine#manager}
     * @return the returned tensors, a tuple flattened
     */
    NDList call(TensorScope scope, String method, Object... arguments) {
        NDList inputs = new NDList();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof NDArray tensor) {
                tensor.setName(null);
                inputs.add(tensor);
            } else {
                for (Object element : (List<?>) arguments[i]) {
                    NDArray tensor = (NDArray) element;
                    tensor.setName("list" + i + "[]"); // DJL gathers equal names of this form into one List[Tensor]
                    inputs.add(tensor);
                }
            }
        }
        NDArray name = scope.nothing(); // only its name is looked at
        name.setName("module_method:" + method);
        inputs.add(name);
        return IValueUtils.forward(module, inputs, true);
    }

    @Override
    public void close() {
        module.close();
    }

    private static byte[] archive(String name, byte[] text, SortedMap<String, Object> attributes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", pickle(name, attributes));
            put(zip, "code/__torch__.py", text);
            put(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
            // Below 10 libtorch rewrites operators to their old meaning (integer division would truncate); above, it
            // refuses.
            put(zip, "version", "10\n".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String entry, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry header = new ZipEntry("decoder/" + entry); // libtorch wants one top-level directory, of any name
        header.setTime(0);
        header.setSize(content.length);
        header.setCrc(crc.getValue());
        zip.putNextEntry(header);
        zip.write(content);
        zip.closeEntry();
    }

    /** Pickle protocol 2 of an object of class {@code __torch__.<name>} with the attributes as its state. */
    private static byte[] pickle(String name, Map<String, Object> attributes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
        out.writeBytes("c__torch__\n" + name + "\n"); // GLOBAL
        out.writeBytes(")"); // EMPTY_TUPLE
        out.write(0x81); // NEWOBJ
        out.writeBytes("}("); // EMPTY_DICT MARK
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            byte[] key = attribute.getKey().getBytes(StandardCharsets.UTF_8);
            out.writeBytes("X"); // BINUNICODE, length little-endian
            out.writeInt(Integer.reverseBytes(key.length));
            out.write(key);
            value(out, attribute.getValue());
        }
        out.writeBytes("ub."); // SETITEMS BUILD STOP
        return bytes.toByteArray();
    }

    private static void value(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Boolean b) {
            out.write(b ? 0x88 : 0x89); // NEWTRUE, NEWFALSE
        } else if (value instanceof Integer i) {
            out.writeBytes("J"); // BININT, little-endian
            out.writeInt(Integer.reverseBytes(i));
        } else if (value instanceof Double d) {
            out.writeBytes("G"); // BINFLOAT, big-endian
            out.writeDouble(d);
        } else {
            throw new IllegalArgumentException("not an attribute: " + value);
        }
    }

    @Override
    public String toString() {
        return "TorchScript" + Arrays.toString(JniUtils.getMethodNames(module));
    }
}
