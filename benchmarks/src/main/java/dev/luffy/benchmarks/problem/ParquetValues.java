package dev.luffy.benchmarks.problem;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Turns the events of the record assembly into values. */
final class ParquetValues {

    private ParquetValues() {}

    /** Gives every record as the values of its fields. */
    static final class Records extends RecordMaterializer<Value.Entries> {

        private final Group root;
        private Value.Entries record;

        Records(MessageType schema) {
            root = new Group(schema, value -> record = (Value.Entries) value);
        }

        @Override
        public Value.Entries getCurrentRecord() {
            return record;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }

    private static Converter converter(Type type, Consumer<Value> parent) {
        if (type.isPrimitive()) {
            return new Primitive(type.getLogicalTypeAnnotation(), parent);
        }
        GroupType group = type.asGroupType();
        boolean list = group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
                && group.getFieldCount() == 1
                && group.getType(0).isRepetition(Type.Repetition.REPEATED);
        return list ? new ListGroup(group, parent) : new Group(group, parent);
    }

    /** A struct; fields that may repeat become lists. */
    private static final class Group extends GroupConverter {

        private final Converter[] fields;
        private final Map<String, Value> values = new LinkedHashMap<>();
        private final GroupType type;
        private final Consumer<Value> parent;

        Group(GroupType type, Consumer<Value> parent) {
            this.type = type;
            this.parent = parent;
            this.fields = new Converter[type.getFieldCount()];
            for (int i = 0; i < fields.length; i++) {
                Type field = type.getType(i);
                fields[i] = field.isRepetition(Type.Repetition.REPEATED)
                        ? converter(field, value -> repeated(field.getName()).add(value))
                        : converter(field, value -> values.put(field.getName(), value));
            }
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field];
        }

        @Override
        public void start() {
            values.clear();
            for (Type field : type.getFields()) {
                values.put(
                        field.getName(),
                        field.isRepetition(Type.Repetition.REPEATED)
                                ? new Value.Items(new ArrayList<>())
                                : new Value.Nothing());
            }
        }

        @Override
        public void end() {
            parent.accept(new Value.Entries(values));
        }

        private List<Value> repeated(String name) {
            return ((Value.Items) values.get(name)).items();
        }
    }

    /** A list: a group around one repeated field, which in turn may or may not be a group around the element. */
    private static final class ListGroup extends GroupConverter {

        private final Converter repeated;
        private final Consumer<Value> parent;
        private List<Value> items;

        ListGroup(GroupType type, Consumer<Value> parent) {
            this.parent = parent;
            Type inner = type.getType(0);
            // The rule of the format for files from before the wrapper was prescribed.
            boolean wrapper = !inner.isPrimitive()
                    && inner.asGroupType().getFieldCount() == 1
                    && !inner.getName().equals("array")
                    && !inner.getName().equals(type.getName() + "_tuple");
            this.repeated = wrapper
                    ? new Wrapper(inner.asGroupType().getType(0), value -> items.add(value))
                    : converter(inner, value -> items.add(value));
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }

        @Override
        public void start() {
            items = new ArrayList<>();
        }

        @Override
        public void end() {
            parent.accept(new Value.Items(items));
        }
    }

    /** The group around one element of a list. */
    private static final class Wrapper extends GroupConverter {

        private final Converter element;
        private final Consumer<Value> parent;
        private Value value;

        Wrapper(Type type, Consumer<Value> parent) {
            this.element = converter(type, found -> value = found);
            this.parent = parent;
        }

        @Override
        public Converter getConverter(int field) {
            return element;
        }

        @Override
        public void start() {
            value = new Value.Nothing();
        }

        @Override
        public void end() {
            parent.accept(value);
        }
    }

    /** A column's values. */
    private static final class Primitive extends PrimitiveConverter {

        private final LogicalTypeAnnotation meaning;
        private final Consumer<Value> parent;

        Primitive(LogicalTypeAnnotation meaning, Consumer<Value> parent) {
            this.meaning = meaning;
            this.parent = parent;
        }

        @Override
        public void addBinary(Binary value) {
            if (meaning instanceof StringLogicalTypeAnnotation) {
                parent.accept(new Value.Text(text(value)));
            } else if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
                BigInteger unscaled = new BigInteger(value.getBytes());
                parent.accept(new Value.Numeral(new BigDecimal(unscaled, decimal.getScale()).toPlainString()));
            } else {
                parent.accept(new Value.Bytes(value.length()));
            }
        }

        @Override
        public void addBoolean(boolean value) {
            parent.accept(new Value.Flag(value));
        }

        @Override
        public void addInt(int value) {
            addLong(value);
        }

        @Override
        public void addLong(long value) {
            int scale = meaning instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : 0;
            parent.accept(new Value.Numeral(BigDecimal.valueOf(value, scale).toPlainString()));
        }

        @Override
        public void addFloat(float value) {
            parent.accept(new Value.Numeral(Float.toString(value)));
        }

        @Override
        public void addDouble(double value) {
            parent.accept(new Value.Numeral(Double.toString(value)));
        }

        private static String text(Binary value) {
            try {
                // A decoder of its own: the library's would replace malformed bytes silently.
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(value.toByteBuffer())
                        .toString();
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("a text is not UTF-8", e);
            }
        }
    }
}
