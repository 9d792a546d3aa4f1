package dev.shippy.cli;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Vessel;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Protobuf's JSON mapping with the names of the .proto files. */
public final class Json {

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().includingDefaultValueFields(alwaysShown());

    private Json() {}

    static String of(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException unknownType) {
            throw new IllegalStateException("No message holds an Any", unknownType);
        }
    }

    /**
     * Reads what {@link #of} prints, and what protobuf's JSON mapping allows beyond that; a byte order mark is skipped.
     *
     * @param name the subject of error messages, such as {@code Standard input}
     * @param thing what the document should be, such as {@code a consignment}
     * @throws UsageException if it is not exactly one RFC 8259 document, or not such a message
     */
    public static <B extends Message.Builder> B read(String text, B builder, String name, String thing) {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        new StrictJson(name, thing).check(json, builder.getDescriptorForType());
        try {
            JsonFormat.parser().merge(json, builder);
            return builder;
        } catch (InvalidProtocolBufferException wrong) {
            throw new UsageException(name + " is not " + thing + ": " + Text.line(String.valueOf(wrong.getMessage())));
        }
    }

    /** A thing's fields are there also when they are 0 or empty, so that programs find them; a password never is. */
    private static Set<FieldDescriptor> alwaysShown() {
        return Stream.of(
                        Vessel.getDescriptor(),
                        Consignment.getDescriptor(),
                        Container.getDescriptor(),
                        User.getDescriptor())
                .map(Descriptor::getFields)
                .flatMap(fields -> fields.stream())
                .filter(field -> !field.hasPresence())
                .filter(field -> field.getNumber() != User.PASSWORD_FIELD_NUMBER
                        || field.getContainingType() != User.getDescriptor())
                .collect(Collectors.toSet());
    }
}
