# One image for each service and one for the command line: `docker build --target vessel .`
# Layers, from what changes seldom to what changes often: Java, libraries, our own jars, the class archive.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /shippy
COPY pom.xml ./
COPY .mvn .mvn
COPY contracts contracts
COPY runtime runtime
COPY embedded embedded
COPY vessel vessel
COPY user user
COPY consignment consignment
COPY email-subscriber email-subscriber
COPY cli cli
COPY faults/pom.xml faults/
RUN --mount=type=cache,target=/libraries \
    mvn -B -ntp -q -Dmaven.repo.local=/libraries -Dmaven.test.skip=true -pl cli,vessel,user,consignment,email-subscriber -am package
# Libraries apart from our jars. The command line's image has no servers of its own: `up` and `demo` say so there.
COPY docker/collect docker/collect
RUN sh docker/collect vessel user consignment email-subscriber cli

FROM eclipse-temurin:25-jre AS java
RUN groupadd --system --gid 10001 shippy && useradd --system --uid 10001 --gid shippy --no-create-home shippy
WORKDIR /app
# What a health check, a person or an orchestrator asks for: the file that a service renews while all it needs is there.
ENV HEALTH_FILE=/tmp/healthy
ENV JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow"
COPY docker/run docker/healthy /app/bin/
ENTRYPOINT ["/app/bin/run"]

FROM java AS service
HEALTHCHECK --interval=2s --timeout=2s --start-period=60s --retries=5 CMD ["/app/bin/healthy"]

FROM service AS vessel
COPY --from=build /shippy/out/vessel/libraries /app/lib
COPY --from=build /shippy/out/vessel/own /app
RUN ["/app/bin/run", "--archive"]
USER 10001:10001

FROM service AS user
COPY --from=build /shippy/out/user/libraries /app/lib
COPY --from=build /shippy/out/user/own /app
RUN ["/app/bin/run", "--archive"]
USER 10001:10001

FROM service AS consignment
COPY --from=build /shippy/out/consignment/libraries /app/lib
COPY --from=build /shippy/out/consignment/own /app
RUN ["/app/bin/run", "--archive"]
USER 10001:10001

FROM service AS email-subscriber
COPY --from=build /shippy/out/email-subscriber/libraries /app/lib
COPY --from=build /shippy/out/email-subscriber/own /app
RUN ["/app/bin/run", "--archive"]
USER 10001:10001

FROM java AS cli
ENV JAVA_OPTIONS="-XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow"
ENV XDG_STATE_HOME=/tmp
COPY --from=build /shippy/out/cli/libraries /app/lib
COPY --from=build /shippy/out/cli/own /app
RUN ["/app/bin/run", "--archive"]
USER 10001:10001
