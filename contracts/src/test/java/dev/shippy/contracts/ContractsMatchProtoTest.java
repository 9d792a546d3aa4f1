package dev.shippy.contracts;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.shippy.contracts.consignment.v1.ConsignmentOuterClass;
import dev.shippy.contracts.email.v1.Email;
import dev.shippy.contracts.user.v1.UserOuterClass;
import dev.shippy.contracts.vessel.v1.VesselOuterClass;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The .proto files, the {@link Rpc} values and the service interfaces cannot drift apart. */
class ContractsMatchProtoTest {

    private static final Map<String, ServiceDescriptor> DESCRIBED = Map.of(
            Services.CONSIGNMENT, ConsignmentOuterClass.getDescriptor().findServiceByName("ShippingService"),
            Services.VESSEL, VesselOuterClass.getDescriptor().findServiceByName("VesselService"),
            Services.USER, UserOuterClass.getDescriptor().findServiceByName("UserService"),
            Services.EMAIL_SUBSCRIBER, Email.getDescriptor().findServiceByName("EmailService"));
    private static final Map<String, Class<?>> INTERFACES = Map.of(
            Services.CONSIGNMENT, ShippingService.class,
            Services.VESSEL, VesselService.class,
            Services.USER, UserService.class,
            Services.EMAIL_SUBSCRIBER, EmailService.class);

    static Stream<ServiceContract<?>> contracts() {
        return Services.contracts().stream();
    }

    static Stream<Rpc<?, ?, ?>> rpcs() {
        return contracts().flatMap(contract -> contract.rpcs().stream());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void hasOneRpcForEachMethodOfTheProtoFile(ServiceContract<?> contract) {
        List<String> methods = described(contract).getMethods().stream()
                .map(MethodDescriptor::getName)
                .toList();

        assertEquals(methods, contract.rpcs().stream().map(Rpc::name).toList());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void hasOneInterfaceMethodForEachRpc(ServiceContract<?> contract) {
        Set<String> declared = Arrays.stream(
                        requireNonNull(INTERFACES.get(contract.name())).getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());

        assertEquals(
                contract.rpcs().stream()
                        .map(rpc -> rpc.name().substring(0, 1).toLowerCase(Locale.ROOT)
                                + rpc.name().substring(1))
                        .collect(Collectors.toSet()),
                declared);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void takesAndGivesTheMessagesOfTheProtoFile(ServiceContract<?> contract) {
        contract.rpcs().forEach(rpc -> {
            MethodDescriptor method = described(contract).findMethodByName(rpc.name());
            assertEquals(method.getInputType(), rpc.requestPrototype().getDescriptorForType(), rpc.name());
            assertEquals(method.getOutputType(), rpc.responsePrototype().getDescriptorForType(), rpc.name());
        });
    }

    @Test
    void givesEachDoorASubjectOfItsOwn() {
        List<String> subjects =
                rpcs().flatMap(rpc -> rpc.doors().stream().map(rpc::subject)).toList();

        assertEquals(subjects.size(), Set.copyOf(subjects).size());
        assertTrue(rpcs().noneMatch(rpc -> rpc.doors().isEmpty()), "an rpc without a door");
    }

    @Test
    void opensReserveAndReleaseToServicesOnly() {
        assertEquals(Set.of(Door.INTERNAL), VesselService.RESERVE.doors());
        assertEquals(Set.of(Door.INTERNAL), VesselService.RELEASE.doors());
    }

    @Test
    void namesEventsWithExactlyTwoTokensThatNoDoorMatches() {
        Set<String> doors =
                rpcs().flatMap(rpc -> rpc.doors().stream().map(rpc::subject)).collect(Collectors.toSet());

        Event.subjects().forEach(subject -> {
            assertEquals(2, subject.split("\\.").length, subject);
            assertTrue(!doors.contains(subject), subject);
        });
    }

    /** `nats bench` stops at a reply without bytes and at one that starts with '-', which is field 5 as fixed32. */
    @ParameterizedTest
    @MethodSource("rpcs")
    void answersWithAFieldThatIsNeverItsDefault(Rpc<?, ?, ?> rpc) {
        List<FieldDescriptor> fields =
                rpc.responsePrototype().getDescriptorForType().getFields();

        assertTrue(
                fields.stream()
                        .anyMatch(field -> Set.of("ok", "valid", "released", "outcome", "keys")
                                .contains(field.getName())),
                rpc + " may answer with no bytes at all");
        assertTrue(fields.stream()
                .noneMatch(field -> field.getNumber() == 5
                        && Set.of(
                                        FieldDescriptor.Type.FIXED32,
                                        FieldDescriptor.Type.SFIXED32,
                                        FieldDescriptor.Type.FLOAT)
                                .contains(field.getType())));
    }

    private static ServiceDescriptor described(ServiceContract<?> contract) {
        return requireNonNull(DESCRIBED.get(contract.name()));
    }
}
