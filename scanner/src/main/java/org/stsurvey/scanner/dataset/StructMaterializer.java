package org.stsurvey.scanner.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observation.ByteString;

/// Builds a [Struct] of each row that Parquet reads; a `LIST` group becomes a plain list.
///
/// Every converter hands its finished value to a sink, which is the slot of a struct or a list. Values of a
/// dictionary are decoded once and shared by all rows that refer to them.
final class StructMaterializer extends RecordMaterializer<Struct> {

    private final StructConverter root;
    private @Nullable Struct record;

    StructMaterializer(MessageType type) {
        root = new StructConverter(type, value -> record = (Struct) value);
    }

    @Override
    public @Nullable Struct getCurrentRecord() {
        return record;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private static Converter converter(Type type, Consumer<Object> sink) {
        if (type.isPrimitive()) {
            return new ValueConverter(type.asPrimitiveType(), sink);
        }
        return LogicalTypeAnnotation.listType().equals(type.getLogicalTypeAnnotation())
                ? new ListConverter(type.asGroupType(), sink)
                : new StructConverter(type.asGroupType(), sink);
    }

    private static final class StructConverter extends GroupConverter {

        private final GroupType type;
        private final Consumer<Object> sink;
        private final List<Converter> fields = new ArrayList<>();
        private Struct struct;

        StructConverter(GroupType type, Consumer<Object> sink) {
            this.type = type;
            this.sink = sink;
            this.struct = new Struct(type);
            for (int i = 0; i < type.getFieldCount(); i++) {
                int index = i;
                fields.add(converter(type.getType(i), value -> struct.set(index, value)));
            }
        }

        @Override
        public Converter getConverter(int fieldIndex) {
            return fields.get(fieldIndex);
        }

        @Override
        public void start() {
            struct = new Struct(type);
        }

        @Override
        public void end() {
            sink.accept(struct);
        }
    }

    /// Reads `group (LIST) { repeated group list { required element; } }`, both levels of it.
    private static final class ListConverter extends GroupConverter {

        private final Consumer<Object> sink;
        private final GroupConverter items;
        private List<Object> list = new ArrayList<>();

        ListConverter(GroupType type, Consumer<Object> sink) {
            this.sink = sink;
            var element = converter(type.getType(0).asGroupType().getType(0), value -> list.add(value));
            this.items = new GroupConverter() {
                @Override
                public Converter getConverter(int fieldIndex) {
                    return element;
                }

                @Override
                public void start() {}

                @Override
                public void end() {}
            };
        }

        @Override
        public Converter getConverter(int fieldIndex) {
            return items;
        }

        @Override
        public void start() {
            list = new ArrayList<>();
        }

        @Override
        public void end() {
            sink.accept(list);
        }
    }

    private static final class ValueConverter extends PrimitiveConverter {

        private final boolean binary;
        private final boolean text;
        private final Consumer<Object> sink;
        private List<Object> dictionary = List.of();

        ValueConverter(PrimitiveType type, Consumer<Object> sink) {
            this.binary = type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
            this.text = LogicalTypeAnnotation.stringType().equals(type.getLogicalTypeAnnotation());
            this.sink = sink;
        }

        @Override
        public boolean hasDictionarySupport() {
            return binary;
        }

        @Override
        public void setDictionary(Dictionary values) {
            var decoded = new ArrayList<Object>();
            for (int id = 0; id <= values.getMaxId(); id++) {
                decoded.add(decode(values.decodeToBinary(id)));
            }
            dictionary = decoded;
        }

        @Override
        public void addValueFromDictionary(int id) {
            sink.accept(dictionary.get(id));
        }

        @Override
        public void addBinary(Binary value) {
            sink.accept(decode(value));
        }

        @Override
        public void addInt(int value) {
            sink.accept(value);
        }

        @Override
        public void addLong(long value) {
            sink.accept(value);
        }

        @Override
        public void addBoolean(boolean value) {
            sink.accept(value);
        }

        private Object decode(Binary value) {
            return text ? value.toStringUsingUTF8() : ByteString.copyOf(value.getBytesUnsafe());
        }
    }
}
