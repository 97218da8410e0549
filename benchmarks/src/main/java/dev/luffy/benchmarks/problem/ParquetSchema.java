package dev.luffy.benchmarks.problem;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The tree of columns in a Parquet file's footer, which has it as a list in depth-first order. */
final class ParquetSchema {

    private ParquetSchema() {}

    static MessageType of(List<SchemaElement> elements) {
        Iterator<SchemaElement> rest = elements.iterator();
        SchemaElement root = rest.next();
        MessageType schema = new MessageType(root.getName(), children(root, rest));
        if (rest.hasNext()) {
            throw new IllegalArgumentException("the schema has more columns than its groups have");
        }
        return schema;
    }

    private static List<Type> children(SchemaElement parent, Iterator<SchemaElement> rest) {
        List<Type> children = new ArrayList<>();
        for (int i = 0; i < parent.getNum_children(); i++) {
            children.add(type(rest.next(), rest));
        }
        return children;
    }

    private static Type type(SchemaElement element, Iterator<SchemaElement> rest) {
        Type.Repetition repetition =
                Type.Repetition.valueOf(element.getRepetition_type().name());
        LogicalTypeAnnotation meaning = meaning(element);
        if (!element.isSetType()) {
            return Types.buildGroup(repetition)
                    .as(meaning)
                    .addFields(children(element, rest).toArray(Type[]::new))
                    .named(element.getName());
        }
        Types.PrimitiveBuilder<PrimitiveType> builder = Types.primitive(primitive(element), repetition);
        if (element.isSetType_length()) {
            builder = builder.length(element.getType_length());
        }
        return builder.as(meaning).named(element.getName());
    }

    private static PrimitiveTypeName primitive(SchemaElement element) {
        return switch (element.getType()) {
            case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case INT32 -> PrimitiveTypeName.INT32;
            case INT64 -> PrimitiveTypeName.INT64;
            case INT96 -> PrimitiveTypeName.INT96;
            case FLOAT -> PrimitiveTypeName.FLOAT;
            case DOUBLE -> PrimitiveTypeName.DOUBLE;
        };
    }

    /** What the bytes stand for, as far as a text depends on it; null if it does not. Writers give it in one of two ways. */
    private static LogicalTypeAnnotation meaning(SchemaElement element) {
        LogicalType logical = element.isSetLogicalType() ? element.getLogicalType() : new LogicalType();
        ConvertedType converted = element.getConverted_type();
        if (converted == ConvertedType.LIST || logical.isSetLIST()) {
            return LogicalTypeAnnotation.listType();
        }
        if (logical.isSetDECIMAL()) {
            return LogicalTypeAnnotation.decimalType(
                    logical.getDECIMAL().getScale(), logical.getDECIMAL().getPrecision());
        }
        if (converted == ConvertedType.DECIMAL) {
            return LogicalTypeAnnotation.decimalType(element.getScale(), element.getPrecision());
        }
        boolean text = converted == ConvertedType.UTF8
                || converted == ConvertedType.ENUM
                || converted == ConvertedType.JSON
                || logical.isSetSTRING()
                || logical.isSetENUM()
                || logical.isSetJSON();
        return text ? LogicalTypeAnnotation.stringType() : null;
    }
}
