package dev.shippy.contracts;

import java.util.List;

/**
 * A service as discovery shows it (ADR-32), with all of its rpcs.
 *
 * @param <S> the interface that implements it
 * @param name the name in discovery and in subjects
 * @param version SemVer
 * @param description a sentence
 * @param rpcs every method, in the order of the .proto file
 */
public record ServiceContract<S>(String name, String version, String description, List<Rpc<S, ?, ?>> rpcs) {

    public ServiceContract {
        rpcs = List.copyOf(rpcs);
    }
}
